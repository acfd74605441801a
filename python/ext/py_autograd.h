// Autograd's Python side: nodes, hooks, modes, backward, custom functions.
#pragma once
#include "core/autograd/node.h"
#include "python/ext/py.h"

namespace tenon::py {

// The head of the objects that stand for nodes: grad_fn of an op, which owns its node, and the ctx
// of an autograd.Function, which its node owns while it is in a graph.
struct PyNode {
  PyObject_HEAD Node* node;
};
Ref node_object(const RefPtr<Node>& node);  // None for null
Edge edge_object(PyObject* o);              // of a GradientEdge; TypeError for anything else
bool is_function_ctx(PyObject* o);
RefPtr<Node> node_of_ctx(PyObject* o);  // null if its call was not recorded
extern PyMethodDef node_methods[];
extern PyGetSetDef node_getset[];

// Hook methods of Tensor: add returns an id that remove takes.
PyObject* tensor_add_hook(PyObject* self, PyObject* function);
PyObject* tensor_remove_hook(PyObject* self, PyObject* id);
PyObject* tensor_add_accumulate_hook(PyObject* self, PyObject* function);
PyObject* tensor_remove_accumulate_hook(PyObject* self, PyObject* id);

void init_autograd(PyObject* module);  // py_autograd.cpp, py_node.cpp
void init_node(PyObject* module);
void init_function(PyObject* module);  // py_function.cpp
void init_saved(PyObject* module);     // py_saved.cpp
void init_watch(PyObject* module);     // py_watch.cpp

std::string python_stack();  // the calling thread's, as tracebacks print it

}  // namespace tenon::py
