// What the registry says of ops, as data: for stubs, docs, tests and tools.
#pragma once
#include "python/ext/py.h"

namespace tenon::py {

// _list_ops(): a dict per op.
PyObject* list_ops(PyObject*, PyObject*);
// _op(name): the op of that name in the registry, internal ones included; KeyError when there is
// none.
PyObject* op_by_name(PyObject*, PyObject* name);

}  // namespace tenon::py
