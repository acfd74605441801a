// Several results as Python gets them: a tuple, with names where the schema has them. Their classes
// are those of tenon.return_types.
#pragma once
#include "core/registry/op.h"
#include "python/ext/py.h"

namespace tenon::py {

// The results of a call, which are moved from. Throws.
PyObject* named_results(const Op& op, Value* rets);
// The list or tuple of tensors that a call got as out=, in the same form. Throws.
PyObject* named_outs(const Op& op, PyObject* outs);

// _return_type(name): the class "max" of what ops of that name return, "max_out" of what they
// return for out=; None when no op has names for its results.
PyObject* return_type(PyObject*, PyObject* name);

}  // namespace tenon::py
