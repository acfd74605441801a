// What of tenon.nn.Module is written in C: calls and attributes. The class itself is Python
// (python/tenon/nn/modules/module.py).
#include "python/ext/py_module.h"

#include <algorithm>

#include "python/ext/py_self.h"

namespace tenon::py {
namespace {

// ---- __call__ ----

// self.forward(*args), for an instance without hooks.
PyObject* call_forward(const ClassPlan& plan, PyObject* self, PyObject* const* args, size_t nargs,
                       PyObject* kwnames) {
  const size_t named = kwnames ? static_cast<size_t>(PyTuple_GET_SIZE(kwnames)) : 0;
  PyObject* stack[8];
  std::vector<PyObject*> heap;
  PyObject** all = stack;
  if (nargs + named + 1 > std::size(stack)) {
    heap.resize(nargs + named + 1);
    all = heap.data();
  }
  all[0] = self;
  std::copy_n(args, nargs + named, all + 1);
  if (plan.forward && PyFunction_Check(plan.forward)) {
    Ref f = Ref::share(plan.forward);
    return checked(PyObject_Vectorcall(f.get(), all, nargs + 1, kwnames)).release();
  }
  return checked(PyObject_VectorcallMethod(names().forward, all, nargs + 1, kwnames)).release();
}

// The call with hooks, in Python.
PyObject* call_slow(PyObject* self, PyObject* const* args, size_t nargs, PyObject* kwnames) {
  const size_t named = kwnames ? static_cast<size_t>(PyTuple_GET_SIZE(kwnames)) : 0;
  std::vector<PyObject*> all{self};
  all.insert(all.end(), args, args + nargs + named);
  return checked(PyObject_Vectorcall(module_parts().slow_call, all.data(), nargs + 1, kwnames))
      .release();
}

PyObject* module_call(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  return guarded([&] {
    const auto n = static_cast<size_t>(nargs);
    PlanRef plan = plan_of(Py_TYPE(self));
    PyObject* dict = instance_dict(self);
    if (!plan->plain || !plan->own_lookup || !dict || !clean(dict))
      return call_slow(self, args, n, kwnames);
    if (const MethodInfo* m = plan->forward_method) {
      if (m->owner == plan->info) [[likely]]
        return run_planned(*m, plan, self, args, n, kwnames);
      return run_method_python(*m, self, args, n, kwnames);
    }
    return call_forward(*plan, self, args, n, kwnames);
  });
}

// ---- attributes ----

PyObject* group(PyObject* dict, PyObject* name) {
  PyObject* items = dict ? dict_get(dict, name) : nullptr;
  return items && PyDict_Check(items) ? items : nullptr;
}

PyObject* module_getattr(PyObject* self, PyObject* name) {
  return guarded([&]() -> PyObject* {
    PyObject* dict = instance_dict(self);
    for (PyObject* g : {names().parameters, names().buffers, names().modules}) {
      PyObject* items = group(dict, g);
      if (PyObject* v = items ? dict_get(items, name) : nullptr) return Py_NewRef(v);
    }
    PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%U'", type_name(self),
                 name);
    return nullptr;
  });
}

bool is_a(PyObject* o, PyTypeObject* type) { return type && PyType_IsSubtype(Py_TYPE(o), type); }

// Whether a tensor object calls itself a parameter, as subclasses of other tensor classes do.
bool is_parameter(PyObject* o) {
  if (!is_tensor(o)) return false;
  if (is_a(o, module_parts().parameter)) return true;
  if (Py_TYPE(o) == tensor_type) return false;
  Ref flag = Ref::steal(PyObject_GetAttrString(o, "_is_param"));
  if (!flag) PyErr_Clear();
  return flag && flag.get() == Py_True;
}

void remove_from(PyObject* dict, PyObject* name) {
  if (dict && dict_get(dict, name)) checked(PyDict_DelItem(dict, name));
}
void forget_persistence(PyObject* dict, PyObject* name) {
  PyObject* set = dict_get(dict, names().non_persistent);
  if (set && PySet_Check(set)) checked(PySet_Discard(set, name));
}

[[noreturn]] void cannot_assign(PyObject* value, const char* as, PyObject* name,
                                const char* expected) {
  Ref module =
      Ref::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(value)), "__module__"));
  PyErr_Clear();
  std::string type = type_name(value);
  if (module && PyUnicode_Check(module.get()) && text_of(module.get()) != "builtins") {
    type = str(text_of(module.get()), ".", type);
  }
  fail(ErrorKind::Type, "cannot assign '", type, "' as ", as, " '", text_of(name), "' (", expected,
       " or None expected)");
}

void call_register_parameter(PyObject* self, PyObject* name, PyObject* value) {
  checked(PyObject_CallMethodObjArgs(self, names().register_parameter, name, value, nullptr));
}

void set_module(PyObject* self, PyObject* dict, PyObject* modules, PyObject* name,
                PyObject* value) {
  if (!modules) fail(ErrorKind::Attribute, "cannot assign module before Module.__init__() call");
  remove_from(dict, name);
  remove_from(group(dict, names().parameters), name);
  remove_from(group(dict, names().buffers), name);
  forget_persistence(dict, name);
  PyObject* hook = module_parts().setattr_slow;
  Ref changed = checked(PyObject_CallFunctionObjArgs(hook, self, name, value, nullptr));
  checked(PyDict_SetItem(modules, name, changed.get()));
}

}  // namespace

void module_setattr(PyObject* self, PyObject* name, PyObject* value) {
  const Names& n = names();
  PyObject* dict = instance_dict(self);
  PyObject* params = group(dict, n.parameters);
  PyObject* buffers = group(dict, n.buffers);
  PyObject* modules = group(dict, n.modules);
  if (is_parameter(value)) {
    if (!params)
      fail(ErrorKind::Attribute, "cannot assign parameters before Module.__init__() call");
    remove_from(dict, name);
    remove_from(buffers, name);
    remove_from(modules, name);
    forget_persistence(dict, name);
    return call_register_parameter(self, name, value);
  }
  if (params && dict_get(params, name)) {
    if (value != Py_None) cannot_assign(value, "parameter", name, "tenon.nn.Parameter");
    return call_register_parameter(self, name, value);
  }
  if (is_module(value)) {
    if (modules && !has_registration_hooks()) [[likely]] {
      remove_from(dict, name);
      remove_from(params, name);
      remove_from(buffers, name);
      forget_persistence(dict, name);
      return checked(PyDict_SetItem(modules, name, value));
    }
    return set_module(self, dict, modules, name, value);
  }
  if (modules && dict_get(modules, name)) {
    if (value != Py_None) cannot_assign(value, "child module", name, "tenon.nn.Module");
    return checked(PyDict_SetItem(modules, name, value));
  }
  const bool known = buffers && dict_get(buffers, name);
  const bool buffer = is_tensor(value) && is_a(value, module_parts().buffer);
  if (known || buffer) {
    if (value != Py_None && !is_tensor(value)) cannot_assign(value, "buffer", name, "tenon.Tensor");
    if (known && !buffer) return checked(PyDict_SetItem(buffers, name, value));
    Ref persistent = checked(PyObject_GetAttrString(value, "persistent"));
    checked(PyObject_CallMethodObjArgs(self, n.register_buffer, name, value, persistent.get(),
                                       nullptr));
    return;
  }
  checked(PyObject_GenericSetAttr(self, name, value));
}

void module_init(PyObject* self) {
  const Names& n = names();
  PyObject* dict = instance_dict(self);
  check_type(dict != nullptr, "Module.__init__(): the instance has no __dict__");
  remove_from(dict, n.hooks);
  checked(PyDict_SetItem(dict, n.training, Py_True));
  for (PyObject* g : {n.parameters, n.buffers})
    checked(PyDict_SetItem(dict, g, checked(PyDict_New()).get()));
  checked(PyDict_SetItem(dict, n.non_persistent, checked(PySet_New(nullptr)).get()));
  checked(PyDict_SetItem(dict, n.modules, checked(PyDict_New()).get()));
}

namespace {

PyObject* setattr_method(PyObject* self, PyObject* const* args, Py_ssize_t nargs) {
  return guarded([&]() -> PyObject* {
    check_type(nargs == 2 && PyUnicode_Check(args[0]),
               "Module.__setattr__() takes a name and a value");
    module_setattr(self, args[0], args[1]);
    Py_RETURN_NONE;
  });
}

PyObject* delattr_method(PyObject* self, PyObject* name) {
  return guarded([&]() -> PyObject* {
    PyObject* dict = instance_dict(self);
    for (PyObject* g : {names().parameters, names().buffers, names().modules}) {
      PyObject* items = group(dict, g);
      if (!items || !dict_get(items, name)) continue;
      checked(PyDict_DelItem(items, name));
      if (g == names().buffers) forget_persistence(dict, name);
      Py_RETURN_NONE;
    }
    checked(PyObject_GenericSetAttr(self, name, nullptr));
    Py_RETURN_NONE;
  });
}

bool passes_on(PyObject* self) {
  Ref flag = checked(
      PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(self)), "call_super_init"));
  return PyObject_IsTrue(flag.get()) == 1;
}

// Module.__init__(*args, **kwargs): arguments are an error unless the class hands them on
// (call_super_init).
PyObject* init_method(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  return guarded([&]() -> PyObject* {
    module_init(self);
    if (!kwnames && nargs == 0 && !passes_on(self)) Py_RETURN_NONE;
    const auto n = static_cast<size_t>(nargs);
    if (!passes_on(self)) {
      if (kwnames && PyTuple_GET_SIZE(kwnames)) {
        fail(ErrorKind::Type, type_name(self), ".__init__() got an unexpected keyword argument '",
             text_of(PyTuple_GET_ITEM(kwnames, 0)), "'");
      }
      fail(ErrorKind::Type, type_name(self), ".__init__() takes 1 positional argument but ", n + 1,
           " were given");
    }
    PyObject* super_args[] = {reinterpret_cast<PyObject*>(module_parts().module), self};
    Ref super = checked(
        PyObject_Vectorcall(reinterpret_cast<PyObject*>(&PySuper_Type), super_args, 2, nullptr));
    Ref init = checked(PyObject_GetAttr(super.get(), names().init));
    checked(PyObject_Vectorcall(init.get(), args, n, kwnames));
    Py_RETURN_NONE;
  });
}

template <class F>
PyCFunction cast(F f) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(f));
}

// On object, so that Module needs no C base: a descriptor that takes any instance.
PyMethodDef descriptors[] = {
    {"__call__", cast(module_call), METH_FASTCALL | METH_KEYWORDS,
     "__call__($self, /, *args, **kwargs)\n--\n\nRuns forward, and the hooks around it."},
    {"__getattr__", module_getattr, METH_O,
     "__getattr__($self, name, /)\n--\n\nParameters, buffers and children, after ordinary "
     "attributes."},
    {"__setattr__", cast(setattr_method), METH_FASTCALL,
     "__setattr__($self, name, value, /)\n--\n\nRegisters parameters and children; sets the rest."},
    {"__delattr__", delattr_method, METH_O,
     "__delattr__($self, name, /)\n--\n\nRemoves a parameter, buffer, child or attribute."},
    {"__init__", cast(init_method), METH_FASTCALL | METH_KEYWORDS,
     "__init__($self, *args, **kwargs)\n--\n\nMakes the instance ready for parameters and "
     "children."},
};

// _module_setup(module, parameter, buffer, slow_call, registered, call_hooks, registration_hooks):
// classes, functions and dicts of module.py.
PyObject* setup(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    PyObject *module, *parameter, *buffer, *slow_call, *registered, *call_hooks,
        *registration_hooks;
    if (!PyArg_ParseTuple(args, "O!O!O!OOO!O!", &PyType_Type, &module, &PyType_Type, &parameter,
                          &PyType_Type, &buffer, &slow_call, &registered, &PyTuple_Type,
                          &call_hooks, &PyTuple_Type, &registration_hooks)) {
      throw_python_error();
    }
    ModuleParts& p = module_parts();
    p.module = reinterpret_cast<PyTypeObject*>(Py_NewRef(module));
    p.parameter = reinterpret_cast<PyTypeObject*>(Py_NewRef(parameter));
    p.buffer = reinterpret_cast<PyTypeObject*>(Py_NewRef(buffer));
    p.slow_call = Py_NewRef(slow_call);
    p.setattr_slow = Py_NewRef(registered);
    p.register_parameter = Py_XNewRef(_PyType_Lookup(p.module, names().register_parameter));
    p.register_buffer = Py_XNewRef(_PyType_Lookup(p.module, names().register_buffer));
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(call_hooks); ++i) {
      p.global_hooks.push_back(Py_NewRef(PyTuple_GET_ITEM(call_hooks, i)));
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(registration_hooks); ++i) {
      p.registration_hooks.push_back(Py_NewRef(PyTuple_GET_ITEM(registration_hooks, i)));
    }
    PyType_Modified(p.module);
    Py_RETURN_NONE;
  });
}
PyMethodDef functions[] = {{"_module_setup", setup, METH_VARARGS, nullptr},
                           {nullptr, nullptr, 0, nullptr}};

}  // namespace

void init_module_class(PyObject* module) {
  ModuleParts& p = module_parts();
  PyObject** kept[] = {&p.call, &p.getattr, &p.setattr, nullptr, &p.init};
  Ref all = checked(PyDict_New());
  for (size_t i = 0; i < std::size(descriptors); ++i) {
    Ref d = checked(PyDescr_NewMethod(&PyBaseObject_Type, &descriptors[i]));
    checked(PyDict_SetItemString(all.get(), descriptors[i].ml_name, d.get()));
    if (kept[i]) *kept[i] = d.release();
  }
  checked(PyModule_AddObjectRef(module, "_module_descriptors", all.get()));
  checked(PyModule_AddFunctions(module, functions));
}

}  // namespace tenon::py
