#include "python/ext/py_override.h"

#include <vector>

#include "core/base/str.h"
#include "python/ext/convert.h"
#include "python/ext/py_op.h"

namespace tenon::py {

int function_modes = 0;

namespace {

// What the thread has entered: modes (innermost last), and how often classes are switched off.
struct State {
  std::vector<Ref> modes;
  int classes_off = 0;
  int all_off = 0;
};
State& state() {
  thread_local State s;
  return s;
}

PyObject* const kName = PyUnicode_InternFromString("__torch_function__");
PyObject* disabled_impl;

// Subclasses stand before the classes they derive from; each class once.
void add_overriding(PyObject* o, std::vector<PyObject*>& found) {
  PyTypeObject* type = Py_TYPE(o);
  for (PyObject* f : found) {
    if (Py_TYPE(f) == type) return;
  }
  auto at = found.begin();
  while (at != found.end() && !PyType_IsSubtype(type, Py_TYPE(*at))) ++at;
  found.insert(at, o);
}

bool may_override(PyObject* o) {
  PyTypeObject* type = Py_TYPE(o);
  if (type == tensor_type || o == Py_None || PyLong_CheckExact(o) || PyFloat_CheckExact(o) ||
      PyUnicode_CheckExact(o) || PyType_Check(o))
    return false;
  return overrides_type(type);
}

void look(PyObject* o, std::vector<PyObject*>& found) {
  if (may_override(o)) return add_overriding(o, found);
  if (!is_list(o)) return;
  for (Py_ssize_t i = 0; i < list_size(o); ++i) {
    if (may_override(list_item(o, i))) add_overriding(list_item(o, i), found);
  }
}

Ref types_of(const std::vector<PyObject*>& found) {
  Ref types = checked(PyTuple_New(static_cast<Py_ssize_t>(found.size())));
  for (size_t i = 0; i < found.size(); ++i) {
    PyTuple_SET_ITEM(types.get(), static_cast<Py_ssize_t>(i),
                     Py_NewRef(reinterpret_cast<PyObject*>(Py_TYPE(found[i]))));
  }
  return types;
}

Ref call_one(PyObject* handler, PyObject* function, PyObject* types, PyObject* args,
             PyObject* kwargs) {
  Ref method = checked(PyObject_GetAttr(handler, kName));
  return checked(
      PyObject_CallFunctionObjArgs(method.get(), function, types, args, kwargs, nullptr));
}

// A mode's own calls go to the modes around it.
Ref call_mode(PyObject* function, PyObject* types, PyObject* args, PyObject* kwargs) {
  auto& modes = state().modes;
  struct Aside {
    Ref mode;
    ~Aside() {
      state().modes.push_back(mode);
      ++function_modes;
    }
  } aside{modes.back()};
  modes.pop_back();
  --function_modes;
  return call_one(aside.mode.get(), function, types, args, kwargs);
}

std::string text_repr(PyObject* o) { return std::string(text_of(checked(PyObject_Repr(o)).get())); }

[[noreturn]] void nobody_took_it(PyObject* function, PyObject* types) {
  Ref module = Ref::steal(PyObject_GetAttrString(function, "__module__"));
  Ref name = Ref::steal(PyObject_GetAttrString(function, "__qualname__"));
  PyErr_Clear();
  bool named = name && module && PyUnicode_Check(name.get()) && PyUnicode_Check(module.get());
  std::string text =
      str("Multiple dispatch failed for '",
          named ? str(text_of(module.get()), ".", text_of(name.get())) : text_repr(function),
          "'; all __torch_function__ handlers returned NotImplemented:\n");
  for (const Ref& mode : state().modes) text += "\n  - mode object " + text_repr(mode.get());
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(types); ++i)
    text += "\n  - tensor subclass " + text_repr(PyTuple_GET_ITEM(types, i));
  fail(ErrorKind::Type, text);
}

PyObject* ask(PyObject* function, PyObject* args, PyObject* kwargs,
              const std::vector<PyObject*>& found) {
  Ref types = types_of(found);
  if (!state().modes.empty()) {
    Ref result = call_mode(function, types.get(), args, kwargs);
    if (result.get() != Py_NotImplemented) return result.release();
  }
  for (PyObject* o : found) {
    Ref result = call_one(o, function, types.get(), args, kwargs);
    if (result.get() != Py_NotImplemented) return result.release();
  }
  nobody_took_it(function, types.get());
}

bool nobody(const std::vector<PyObject*>& found) { return found.empty() && state().modes.empty(); }

Ref attribute_of_tensor(const char* name) {
  return checked(PyObject_GetAttrString(reinterpret_cast<PyObject*>(tensor_type), name));
}

}  // namespace

bool overrides_type(PyTypeObject* type) {
  PyObject* f = _PyType_Lookup(type, kName);
  return f && f != disabled_impl;
}

PyObject* hand_over(PyObject* function, PyObject* const* args, size_t nargs, PyObject* kwnames) {
  State& s = state();
  if (s.all_off) return nullptr;
  const size_t named = kwnames ? static_cast<size_t>(PyTuple_GET_SIZE(kwnames)) : 0;
  std::vector<PyObject*> found;
  for (size_t i = 0; !s.classes_off && i < nargs + named; ++i) look(args[i], found);
  if (nobody(found)) return nullptr;
  Ref tuple = checked(PyTuple_New(static_cast<Py_ssize_t>(nargs)));
  for (size_t i = 0; i < nargs; ++i)
    PyTuple_SET_ITEM(tuple.get(), static_cast<Py_ssize_t>(i), Py_NewRef(args[i]));
  Ref kwargs = named ? checked(PyDict_New()) : Ref();
  for (size_t i = 0; i < named; ++i) {
    checked(PyDict_SetItem(kwargs.get(), PyTuple_GET_ITEM(kwnames, static_cast<Py_ssize_t>(i)),
                           args[nargs + i]));
  }
  return ask(function, tuple.get(), kwargs.get(), found);
}

PyObject* hand_over_method(const char* name, std::initializer_list<PyObject*> args) {
  return hand_over(attribute_of_tensor(name).get(), args.begin(), args.size(), nullptr);
}

PyObject* hand_over_method(const char* name, PyObject* self, PyObject* args, PyObject* kwargs) {
  State& s = state();
  if (s.all_off) return nullptr;
  std::vector<PyObject*> found;
  if (!s.classes_off) look(self, found);
  if (nobody(found)) return nullptr;
  Ref first = checked(PyTuple_Pack(1, self));
  Ref all = checked(PySequence_Concat(first.get(), args));
  return ask(attribute_of_tensor(name).get(), all.get(), kwargs, found);
}

PyObject* hand_over_property(const char* name, PyObject* self) {
  Ref get = checked(PyObject_GetAttrString(attribute_of_tensor(name).get(), "__get__"));
  return hand_over(get.get(), &self, 1, nullptr);
}

namespace {

PyObject* push_mode(PyObject*, PyObject* mode) {
  state().modes.push_back(Ref::share(mode));
  ++function_modes;
  Py_RETURN_NONE;
}
PyObject* pop_mode(PyObject*, PyObject*) {
  return guarded([] {
    auto& modes = state().modes;
    check(!modes.empty(), "_pop_function_mode(): no mode is entered");
    Ref mode = modes.back();
    modes.pop_back();
    --function_modes;
    return mode.release();
  });
}
PyObject* mode_stack(PyObject*, PyObject*) {
  return guarded([] {
    Ref list = checked(PyList_New(0));
    for (const Ref& mode : state().modes) checked(PyList_Append(list.get(), mode.get()));
    return list.release();
  });
}

// _switch_function(all, by): switches overriding off (1) and back (-1) in this thread.
PyObject* switch_function(PyObject*, PyObject* args) {
  int all, by;
  if (!PyArg_ParseTuple(args, "pi", &all, &by)) return nullptr;
  (all ? state().all_off : state().classes_off) += by;
  Py_RETURN_NONE;
}
PyObject* is_enabled(PyObject*, PyObject*) {
  return PyBool_FromLong(!state().all_off && !state().classes_off);
}

PyObject* has_function(PyObject*, PyObject* args) {
  State& s = state();
  if (s.all_off) Py_RETURN_FALSE;
  if (!s.modes.empty()) Py_RETURN_TRUE;
  Ref list = Ref::steal(PySequence_Fast(args, "has_torch_function(): expected an iterable"));
  if (!list) return nullptr;
  for (Py_ssize_t i = 0; !s.classes_off && i < list_size(list.get()); ++i) {
    if (may_override(list_item(list.get(), i))) Py_RETURN_TRUE;
  }
  Py_RETURN_FALSE;
}
PyObject* has_function_unary(PyObject*, PyObject* o) {
  State& s = state();
  return PyBool_FromLong(!s.all_off && (!s.modes.empty() || (!s.classes_off && may_override(o))));
}

// _handle_function(public_api, relevant_args, args, kwargs)
PyObject* handle_function(PyObject*, PyObject* all) {
  return guarded([&] {
    PyObject *function, *relevant, *args, *kwargs;
    if (!PyArg_ParseTuple(all, "OOO!O!", &function, &relevant, &PyTuple_Type, &args, &PyDict_Type,
                          &kwargs))
      throw_python_error();
    Ref list = checked(PySequence_Fast(relevant, "handle_torch_function(): expected an iterable"));
    std::vector<PyObject*> found;
    for (Py_ssize_t i = 0; !state().classes_off && i < list_size(list.get()); ++i) {
      if (may_override(list_item(list.get(), i))) add_overriding(list_item(list.get(), i), found);
    }
    return ask(function, args, kwargs, found);
  });
}

// _disabled_torch_function_impl(func, types, args=(), kwargs={}): the call as if nothing overrode.
PyObject* run_disabled(PyObject*, PyObject* all) {
  PyObject *function, *types, *args = nullptr, *kwargs = nullptr;
  if (!PyArg_ParseTuple(all, "OO|OO", &function, &types, &args, &kwargs)) return nullptr;
  Ref none = args ? Ref::share(args) : Ref::steal(PyTuple_New(0));
  if (!none) return nullptr;
  ++state().classes_off;
  PyObject* result = PyObject_Call(function, none.get(), kwargs == Py_None ? nullptr : kwargs);
  --state().classes_off;
  return result;
}

// The public function of an op, from nn.functional where that has it; null for an internal op,
// whose parts are handed over instead.
PyObject* public_function(const Op& op) {
  auto rank = [](const std::string& path) {
    return path.starts_with("tenon.nn.functional.") ? 3 : path.starts_with("Tensor.") ? 1 : 2;
  };
  OpSet* found = nullptr;
  for (const std::string& path : op.paths) {
    OpSet* set = find_ops(path);
    if (set && (!found || rank(path) > rank(found->path))) found = set;
  }
  return found ? op_object(*found).get() : nullptr;  // kept alive by its set
}

// An op that core calls (in a layer's forward) with an overriding tensor, or within a mode.
bool override_op(const Op& op, const Value* args, Value* rets) {
  Gil gil;
  PyObject* function = public_function(op);
  if (!function) return false;
  const auto& params = op.schema.params;
  std::vector<Ref> kept;
  Ref names = checked(PyList_New(0));
  size_t positional = 0;
  for (size_t i = 0; i < params.size(); ++i) {
    bool given = params[i].required || repr(args[i]) != repr(params[i].default_value());
    if (!params[i].kw_only && given) positional = i + 1;
  }
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i].kw_only) {
      if (repr(args[i]) == repr(params[i].default_value())) continue;
      checked(PyList_Append(names.get(), to_unicode(params[i].name).get()));
    } else if (i >= positional) {
      continue;
    }
    kept.push_back(to_python(args[i]));
  }
  std::vector<PyObject*> objects;
  for (const Ref& r : kept) objects.push_back(r.get());
  Ref kwnames = checked(PyList_AsTuple(names.get()));
  Asked asked;
  Ref result = Ref::steal(hand_over(function, objects.data(), positional, kwnames.get()));
  if (!result) return false;
  size_t n = op.schema.returns.size();
  check_type(
      n == 1 || (is_list(result.get()) && list_size(result.get()) == static_cast<int64_t>(n)),
      op.name, "(): __torch_function__ returned ", type_name(result.get()), ", expected ", n,
      " results");
  Arena arena;
  for (size_t i = 0; i < n; ++i) {
    PyObject* one = n == 1 ? result.get() : list_item(result.get(), static_cast<Py_ssize_t>(i));
    rets[i] = from_python(one, op.schema.returns[i].type, arena).own();
  }
  return true;
}

PyMethodDef functions[] = {{"_push_function_mode", push_mode, METH_O, nullptr},
                           {"_pop_function_mode", pop_mode, METH_NOARGS, nullptr},
                           {"_function_mode_stack", mode_stack, METH_NOARGS, nullptr},
                           {"_switch_function", switch_function, METH_VARARGS, nullptr},
                           {"_is_torch_function_enabled", is_enabled, METH_NOARGS, nullptr},
                           {"_has_torch_function", has_function, METH_O, nullptr},
                           {"_has_torch_function_unary", has_function_unary, METH_O, nullptr},
                           {"_handle_torch_function", handle_function, METH_VARARGS, nullptr},
                           {"_disabled_torch_function_impl", run_disabled, METH_VARARGS, nullptr},
                           {}};

}  // namespace

void init_override(PyObject* module) {
  override_call = override_op;
  checked(PyModule_AddFunctions(module, functions));
  disabled_impl =
      checked(PyObject_GetAttrString(module, "_disabled_torch_function_impl")).release();
}

}  // namespace tenon::py
