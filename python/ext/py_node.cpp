// Nodes of the graph as Python sees them: tensor.grad_fn.
#include "core/autograd/meta.h"
#include "python/ext/convert.h"
#include "python/ext/py_autograd.h"
#include "python/ext/py_hooks.h"

namespace tenon::py {
namespace {

PyTypeObject* node_type;

Node* node_of(PyObject* o) {
  Node* node = reinterpret_cast<PyNode*>(o)->node;
  check(node != nullptr, "This ", type_name(o), " has no node: its call was not recorded");
  return node;
}

void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  Node* node = reinterpret_cast<PyNode*>(self)->node;
  node->py_object = nullptr;
  intrusive_release(node);
  type->tp_free(self);
  Py_DECREF(type);
}
PyObject* repr(PyObject* self) {
  return guarded([&] {
    return PyUnicode_FromFormat("<%s object at %p>", node_of(self)->name().c_str(),
                                static_cast<void*>(self));
  });
}
PyObject* name(PyObject* self, PyObject*) {
  return guarded([&] { return to_unicode(node_of(self)->name()).release(); });
}
PyObject* next_functions(PyObject* self, void*) {
  return guarded([&] {
    const std::vector<Edge>& edges = node_of(self)->edges;
    Ref out = checked(PyTuple_New(static_cast<Py_ssize_t>(edges.size())));
    for (size_t i = 0; i < edges.size(); ++i) {
      Ref next = node_object(edges[i].node);
      PyObject* pair = Py_BuildValue("(Ok)", next.get(), static_cast<unsigned long>(edges[i].nr));
      PyTuple_SET_ITEM(out.get(), static_cast<Py_ssize_t>(i), checked(pair).release());
    }
    return out.release();
  });
}
PyObject* sequence_nr(PyObject* self, PyObject*) {
  return guarded([&] { return PyLong_FromUnsignedLongLong(node_of(self)->sequence); });
}
PyObject* variable(PyObject* self, void*) {
  return guarded([&] {
    auto* leaf = dynamic_cast<AccumulateGrad*>(node_of(self));
    if (!leaf)
      fail(ErrorKind::Attribute, "'", node_of(self)->name(),
           "' object has no attribute 'variable'");
    return wrap(leaf->variable());
  });
}
// A dict for the user's own notes, kept by the node.
PyObject* metadata(PyObject* self, void*) {
  return guarded([&] {
    std::shared_ptr<void>& kept = node_of(self)->extras().metadata;
    if (!kept) {
      kept = std::shared_ptr<void>(checked(PyDict_New()).release(), [](void* p) {
        if (!Py_IsInitialized()) return;
        Gil gil;
        Py_DECREF(static_cast<PyObject*>(p));
      });
    }
    return Py_NewRef(static_cast<PyObject*>(kept.get()));
  });
}

using Hooks = std::vector<std::pair<uint64_t, std::shared_ptr<NodeHook>>>;
PyObject* add_hook(PyObject* function, bool pre, Hooks& hooks) {
  check_type(PyCallable_Check(function), "expected a callable hook, got ", type_name(function));
  uint64_t id = next_hook_id();
  hooks.emplace_back(id, std::make_shared<PyNodeHook>(function, pre));
  return PyLong_FromUnsignedLongLong(id);
}
PyObject* add_post(PyObject* self, PyObject* f) {
  return guarded([&] { return add_hook(f, false, node_of(self)->extras().post_hooks); });
}
PyObject* add_pre(PyObject* self, PyObject* f) {
  return guarded([&] { return add_hook(f, true, node_of(self)->extras().pre_hooks); });
}
PyObject* remove(PyObject* self, PyObject* id) {
  return guarded([&]() -> PyObject* {
    uint64_t which = PyLong_AsUnsignedLongLong(id);
    if (PyErr_Occurred()) throw_python_error();
    auto matches = [&](const auto& h) { return h.first == which; };
    std::erase_if(node_of(self)->extras().post_hooks, matches);
    std::erase_if(node_of(self)->extras().pre_hooks, matches);
    Py_RETURN_NONE;
  });
}

}  // namespace

PyMethodDef node_methods[] = {{"name", name, METH_NOARGS, "The kind of the node: 'MulBackward0'."},
                              {"_sequence_nr", sequence_nr, METH_NOARGS, nullptr},
                              {"_add_hook", add_post, METH_O, nullptr},
                              {"_add_pre_hook", add_pre, METH_O, nullptr},
                              {"_remove_hook", remove, METH_O, nullptr},
                              {}};
PyGetSetDef node_getset[] = {
    {"next_functions", next_functions, nullptr, "Pairs of node and index that gradients go to.",
     nullptr},
    {"variable", variable, nullptr, "The leaf that this node adds gradients to.", nullptr},
    {"metadata", metadata, nullptr, "A dict for notes.", nullptr},
    {}};

Ref node_object(const RefPtr<Node>& node) {
  if (!node) return Ref::share(Py_None);
  if (node->py_object) return Ref::share(static_cast<PyObject*>(node->py_object));
  Ref o = checked(node_type->tp_alloc(node_type, 0));
  reinterpret_cast<PyNode*>(o.get())->node = RefPtr<Node>(node).release();
  node->py_object = o.get();
  return o;
}

Edge edge_object(PyObject* o) {
  bool pair = PyTuple_Check(o) && PyTuple_GET_SIZE(o) >= 2;
  PyObject* node = pair ? PyTuple_GET_ITEM(o, 0) : Py_None;
  bool known = Py_TYPE(node) == node_type || is_function_ctx(node);
  check_type(known, "expected a Tensor or a GradientEdge, got ", type_name(o));
  int64_t nr = 0;
  check_type(to_int(PyTuple_GET_ITEM(o, 1), nr), "GradientEdge: output_nr must be an int");
  Node* raw = node_of(node);
  RefPtr<Node> shared = is_function_ctx(node) ? node_of_ctx(node) : RefPtr<Node>::share(raw);
  check_index(nr >= 0 && nr < static_cast<int64_t>(shared->results.size()),
              "GradientEdge: ", shared->name(), " has ", shared->results.size(),
              " results, got output_nr=", nr);
  return {std::move(shared), static_cast<uint32_t>(nr)};
}

void init_node(PyObject* module) {
  PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
                         {Py_tp_repr, reinterpret_cast<void*>(repr)},
                         {Py_tp_methods, node_methods},
                         {Py_tp_getset, node_getset},
                         {0, nullptr}};
  PyType_Spec spec = {"tenon._C._Node", sizeof(PyNode), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  node_type = make_type(spec);
  checked(PyModule_AddObjectRef(module, "_Node", reinterpret_cast<PyObject*>(node_type)));
}

}  // namespace tenon::py
