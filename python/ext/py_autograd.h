// Autograd's Python side: nodes, hooks, modes, backward, custom functions.
#pragma once
#include "core/autograd/node.h"
#include "python/ext/py.h"

namespace tenon::py {

Ref node_object(const RefPtr<Node>& node);  // None for null

// Hook methods of Tensor: add returns an id that remove takes.
PyObject* tensor_add_hook(PyObject* self, PyObject* function);
PyObject* tensor_remove_hook(PyObject* self, PyObject* id);
PyObject* tensor_add_accumulate_hook(PyObject* self, PyObject* function);
PyObject* tensor_remove_accumulate_hook(PyObject* self, PyObject* id);

void init_autograd(PyObject* module);  // py_autograd.cpp, py_node.cpp
void init_node(PyObject* module);
void init_function(PyObject* module);  // py_function.cpp

}  // namespace tenon::py
