// Backward, hooks and modes.
#include "python/ext/py_autograd.h"

#include "core/autograd/engine.h"
#include "core/autograd/meta.h"
#include "core/base/warn.h"
#include "core/registry/mode.h"
#include "python/ext/convert.h"
#include "python/ext/py_hooks.h"

namespace tenon::py {

Ref tensor_tuple(const std::vector<Tensor>& tensors) {
  Ref out = checked(PyTuple_New(static_cast<Py_ssize_t>(tensors.size())));
  for (size_t i = 0; i < tensors.size(); ++i)
    PyTuple_SET_ITEM(out.get(), static_cast<Py_ssize_t>(i), wrap(tensors[i]));
  return out;
}

Tensor PyGradHook::call(const Tensor& grad) {
  Gil gil;
  Ref g = Ref::steal(wrap(grad));
  Ref result = checked(PyObject_CallOneArg(f_.get(), g.get()));
  if (result.get() == Py_None) return {};
  check_type(is_tensor(result.get()), "hook: expected it to return a Tensor or None, got ",
             type_name(result.get()));
  return unwrap(result.get());
}

namespace {

// What a node hook returned replaces the gradients: a tuple of as many tensors or None.
void replace(std::vector<Tensor>& grads, PyObject* result) {
  if (result == Py_None) return;
  check_type(is_list(result) || is_tensor(result),
             "hook: expected it to return a tuple of Tensors or None, got ", type_name(result));
  Ref tuple = is_tensor(result) ? checked(PyTuple_Pack(1, result)) : Ref::share(result);
  check(list_size(tuple.get()) == static_cast<Py_ssize_t>(grads.size()),
        "hook has returned an incorrect number of values (got ", list_size(tuple.get()),
        ", but expected ", grads.size(), ")");
  for (size_t i = 0; i < grads.size(); ++i) {
    PyObject* o = list_item(tuple.get(), static_cast<Py_ssize_t>(i));
    check_type(o == Py_None || is_tensor(o), "hook: expected Tensors or None in the tuple, got ",
               type_name(o));
    grads[i] = o == Py_None ? Tensor() : unwrap(o);
  }
}

}  // namespace

void PyNodeHook::call(std::vector<Tensor>& grads_in, std::vector<Tensor>& grads_out) {
  Gil gil;
  Ref out = tensor_tuple(grads_out);
  if (pre_) return replace(grads_out, checked(PyObject_CallOneArg(f_.get(), out.get())).get());
  Ref in = tensor_tuple(grads_in);
  replace(grads_in,
          checked(PyObject_CallFunctionObjArgs(f_.get(), in.get(), out.get(), nullptr)).get());
}

void PyAccumulateHook::call(std::vector<Tensor>& leaf, std::vector<Tensor>&) {
  Gil gil;
  Ref t = Ref::steal(wrap(leaf[0]));
  checked(PyObject_CallOneArg(f_.get(), t.get()));
}

int visit_hooks(AccumulateGrad& node, visitproc visit, void* arg) {
  if (const Node::Extras* extras = node.extras_if_any()) {
    for (const auto& h : extras->tensor_hooks) {
      auto* hook = dynamic_cast<PyGradHook*>(h.hook.get());
      if (hook && h.hook.use_count() == 1) Py_VISIT(hook->function());
    }
  }
  for (const auto& [id, h] : node.post_accumulate) {
    auto* hook = dynamic_cast<PyAccumulateHook*>(h.get());
    if (hook && h.use_count() == 1) Py_VISIT(hook->function());
  }
  return 0;
}

void clear_hooks(AccumulateGrad& node) {
  if (node.extras_if_any()) std::exchange(node.extras().tensor_hooks, {}).clear();
  std::exchange(node.post_accumulate, {}).clear();
}

namespace {

uint64_t id_of(PyObject* o) {
  uint64_t id = PyLong_AsUnsignedLongLong(o);
  if (PyErr_Occurred()) throw_python_error();
  return id;
}
void check_hook(PyObject* f) {
  check_type(PyCallable_Check(f), "expected a callable hook, got ", type_name(f));
}

AccumulateGrad& accumulator(const Tensor& t) {
  check(t.requires_grad() && is_leaf(t),
        "post accumulate grad hooks cannot be registered on non-leaf tensors");
  return static_cast<AccumulateGrad&>(*gradient_edge(t).node);
}

}  // namespace

PyObject* tensor_add_hook(PyObject* self, PyObject* f) {
  return guarded([&] {
    check_hook(f);
    return PyLong_FromUnsignedLongLong(add_hook(unwrap(self), std::make_shared<PyGradHook>(f)));
  });
}
PyObject* tensor_remove_hook(PyObject* self, PyObject* id) {
  return guarded([&]() -> PyObject* {
    remove_hook(unwrap(self), id_of(id));
    Py_RETURN_NONE;
  });
}
PyObject* tensor_add_accumulate_hook(PyObject* self, PyObject* f) {
  return guarded([&] {
    check_hook(f);
    uint64_t id = next_hook_id();
    accumulator(unwrap(self))
        .post_accumulate.emplace_back(id, std::make_shared<PyAccumulateHook>(f));
    return PyLong_FromUnsignedLongLong(id);
  });
}
PyObject* tensor_remove_accumulate_hook(PyObject* self, PyObject* id) {
  return guarded([&]() -> PyObject* {
    uint64_t which = id_of(id);
    std::erase_if(accumulator(unwrap(self)).post_accumulate,
                  [&](const auto& h) { return h.first == which; });
    Py_RETURN_NONE;
  });
}

namespace {

std::vector<Tensor> tensors_of(PyObject* list, const char* what) {
  check_type(is_list(list), what, ": expected a tuple of Tensors, got ", type_name(list));
  std::vector<Tensor> out;
  for (Py_ssize_t i = 0; i < list_size(list); ++i) {
    PyObject* o = list_item(list, i);
    check_type(o == Py_None || is_tensor(o), what, ": element ", i,
               " of the tuple must be Tensor, not ", type_name(o));
    out.push_back(o == Py_None ? Tensor() : unwrap(o));
  }
  return out;
}

bool all_tensors(PyObject* list) {
  for (Py_ssize_t i = 0; i < list_size(list); ++i) {
    if (!is_tensor(list_item(list, i))) return false;
  }
  return true;
}

// For calls with a GradientEdge among them.
std::vector<Edge> edges_of(PyObject* list) {
  std::vector<Edge> out;
  for (Py_ssize_t i = 0; i < list_size(list); ++i) {
    PyObject* o = list_item(list, i);
    out.push_back(is_tensor(o) ? gradient_edge(unwrap(o)) : edge_object(o));
  }
  return out;
}

// _run_backward(outputs, grads, inputs, retain_graph, create_graph, allow_unused, accumulate)
PyObject* backward(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    PyObject *outputs, *grads, *inputs;
    int retain, create, unused, accumulate;
    if (!PyArg_ParseTuple(args, "OOOpppp", &outputs, &grads, &inputs, &retain, &create, &unused,
                          &accumulate))
      throw_python_error();
    check_type(is_list(outputs) && is_list(inputs), "_run_backward(): expected tuples");
    auto grad = tensors_of(grads, "grad_tensors");
    if (create && accumulate) {
      TN_WARN_ONCE(
          "Using backward() with create_graph=True will create a reference cycle between the "
          "parameter and its gradient which can cause a memory leak. We recommend using "
          "autograd.grad when creating the graph to avoid this. If you have to use this function, "
          "make sure to reset the .grad fields of your parameters to None after use to break the "
          "cycle and avoid the leak.");
    }
    BackwardOptions options{retain != 0, create != 0, unused != 0, accumulate != 0};
    std::vector<Tensor> result;
    if (all_tensors(outputs) && all_tensors(inputs)) {
      auto out = tensors_of(outputs, "tensors"), in = tensors_of(inputs, "inputs");
      NoGil released;
      result = run_backward(std::move(out), std::move(grad), std::move(in), options);
    } else {
      auto out = edges_of(outputs), in = edges_of(inputs);
      NoGil released;
      result = run_backward(std::move(out), std::move(grad), std::move(in), options);
    }
    return tensor_tuple(result).release();
  });
}

PyObject* is_grad_enabled(PyObject*, PyObject*) { return PyBool_FromLong(mode().grad); }
PyObject* set_grad_enabled(PyObject*, PyObject* on) {
  mode().grad = PyObject_IsTrue(on) == 1;
  Py_RETURN_NONE;
}
PyObject* is_inference(PyObject*, PyObject*) { return PyBool_FromLong(mode().inference); }
PyObject* set_inference(PyObject*, PyObject* on) {
  mode().inference = PyObject_IsTrue(on) == 1;
  Py_RETURN_NONE;
}

// _set_anomaly_enabled(on, check_nan)
PyObject* set_anomaly(PyObject*, PyObject* args) {
  int on, check_nan;
  if (!PyArg_ParseTuple(args, "pp", &on, &check_nan)) return nullptr;
  set_anomaly_mode(on != 0, check_nan != 0, python_stack);
  Py_RETURN_NONE;
}
PyObject* checks_nan(PyObject*, PyObject*) { return PyBool_FromLong(anomaly_checks_nan()); }
PyObject* is_anomaly(PyObject*, PyObject*) { return PyBool_FromLong(anomaly_mode()); }

PyObject* backward_id(PyObject*, PyObject*) { return PyLong_FromLongLong(current_backward_id()); }
PyObject* partial(PyObject*, PyObject*) { return PyBool_FromLong(backward_is_partial()); }
PyObject* runs(PyObject*, PyObject* node) {
  return guarded([&] {
    Ref edge = checked(Py_BuildValue("(Oi)", node, 0));
    return PyBool_FromLong(backward_runs(*edge_object(edge.get()).node));
  });
}

PyObject* bump_version(PyObject*, PyObject* tensor) {
  return guarded([&]() -> PyObject* {
    check_type(is_tensor(tensor), "increment_version(): expected Tensors, got ", type_name(tensor));
    unwrap(tensor).bump_version();
    Py_RETURN_NONE;
  });
}

PyMethodDef functions[] = {
    {"_bump_version", bump_version, METH_O, nullptr},
    {"_current_graph_task_id", backward_id, METH_NOARGS, nullptr},
    {"_backward_is_partial", partial, METH_NOARGS, nullptr},
    {"_will_engine_execute_node", runs, METH_O, nullptr},
    {"_run_backward", backward, METH_VARARGS, nullptr},
    {"is_grad_enabled", is_grad_enabled, METH_NOARGS, "Whether ops are recorded for gradients."},
    {"_set_grad_enabled", set_grad_enabled, METH_O, nullptr},
    {"is_inference_mode_enabled", is_inference, METH_NOARGS, "Whether inference_mode is on."},
    {"_set_inference_mode", set_inference, METH_O, nullptr},
    {"_set_anomaly_enabled", set_anomaly, METH_VARARGS, nullptr},
    {"is_anomaly_check_nan_enabled", checks_nan, METH_NOARGS,
     "Whether anomaly mode looks for NaN in gradients."},
    {"is_anomaly_enabled", is_anomaly, METH_NOARGS, "Whether detect_anomaly is on."},
    {}};

}  // namespace

std::string python_stack() {
  Gil gil;
  try {
    Ref format = import_attr("traceback", "format_stack");
    Ref lines = checked(PyObject_CallNoArgs(format.get()));
    Ref text = checked(PyUnicode_Join(to_unicode("").get(), lines.get()));
    return std::string(text_of(text.get()));
  } catch (const Error&) {
    return "(no Python stack)";
  }
}

void init_autograd(PyObject* module) {
  checked(PyModule_AddFunctions(module, functions));
  init_node(module);
  init_function(module);
  init_saved(module);
  init_watch(module);
}

}  // namespace tenon::py
