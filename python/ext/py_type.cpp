#include "python/ext/py_type.h"

#include <unordered_map>

#include "core/nn/layers/layer.h"
#include "core/registry/types.h"
#include "python/ext/py_op.h"
#include "python/ext/py_self.h"

namespace tenon::py {

PyTypeObject *type_method_type, *type_init_type, *type_repr_type, *factory_type;

namespace {

// Both tables only grow, under the GIL.
std::unordered_map<const Type*, std::unique_ptr<TypeInfo>>& infos() {
  static auto* t = new std::unordered_map<const Type*, std::unique_ptr<TypeInfo>>;
  return *t;
}
std::unordered_map<PyTypeObject*, const TypeInfo*>& classes() {
  static auto* t = new std::unordered_map<PyTypeObject*, const TypeInfo*>;
  return *t;
}
std::unordered_map<std::string, PyObject*>& bases() {
  static auto* t = new std::unordered_map<std::string, PyObject*>;
  return *t;
}

PyTypeMethod* of(PyObject* o) { return reinterpret_cast<PyTypeMethod*>(o); }

// ---- the descriptors ----

PyObject* call_method(PyObject* callable, PyObject* const* args, size_t nargsf, PyObject* kwnames) {
  return guarded([&] {
    const MethodInfo& m = *of(callable)->info;
    const auto n = static_cast<size_t>(PyVectorcall_NARGS(nargsf));
    if (m.method->is_static) return run_static_python(m, args, n, kwnames);
    check_type(n > 0, "unbound method ", m.owner->short_name, ".", m.method->name(),
               "() needs an argument");
    return run_method_python(m, args[0], args + 1, n - 1, kwnames);
  });
}

PyObject* call_init(PyObject* callable, PyObject* const* args, size_t nargsf, PyObject* kwnames) {
  return guarded([&]() -> PyObject* {
    const MethodInfo& m = *of(callable)->info;
    const auto n = static_cast<size_t>(PyVectorcall_NARGS(nargsf));
    check_type(n > 0, m.owner->short_name, ".__init__() needs an instance");
    run_init_python(m, args[0], args + 1, n - 1, kwnames);
    Py_RETURN_NONE;
  });
}

PyObject* call_repr(PyObject*, PyObject* const* args, size_t nargsf, PyObject*) {
  return guarded([&] {
    check_type(PyVectorcall_NARGS(nargsf) == 1, "extra_repr() takes no arguments");
    return extra_repr(args[0]).release();
  });
}

PyObject* call_factory(PyObject* callable, PyObject* const* args, size_t nargsf,
                       PyObject* kwnames) {
  return guarded([&] {
    return run_static_python(*of(callable)->info, args,
                             static_cast<size_t>(PyVectorcall_NARGS(nargsf)), kwnames);
  });
}

PyObject* bind_method(PyObject* self, PyObject* instance, PyObject*) {
  if (!instance || instance == Py_None || of(self)->info->method->is_static) return Py_NewRef(self);
  return PyMethod_New(self, instance);
}

PyObject* get_name(PyObject* self, void*) {
  if (Py_TYPE(self) == type_init_type) return PyUnicode_FromString("__init__");
  if (Py_TYPE(self) == type_repr_type) return PyUnicode_FromString("extra_repr");
  if (Py_TYPE(self) == factory_type)
    return PyUnicode_FromString(of(self)->info->owner->short_name.c_str());
  return PyUnicode_FromString(of(self)->info->method->name().c_str());
}
PyObject* get_qualname(PyObject* self, void* p) {
  Ref name = Ref::steal(get_name(self, p));
  if (!name || Py_TYPE(self) == factory_type) return name.release();
  return PyUnicode_FromFormat("%s.%U", of(self)->info->owner->short_name.c_str(), name.get());
}
PyObject* get_signature(PyObject* self, void*) {
  return guarded([&] {
    if (Py_TYPE(self) == type_repr_type) return to_unicode("($self, /)").release();
    const MethodInfo& m = *of(self)->info;
    const bool bound = Py_TYPE(self) != factory_type && !m.method->is_static;
    return to_unicode(text_signature(m.method->schema, bound ? "$self" : "")).release();
  });
}
PyObject* get_doc(PyObject* self, void*) {
  const MethodInfo& m = *of(self)->info;
  const std::string& doc = Py_TYPE(self) == factory_type ? m.owner->type->doc : m.method->doc;
  if (doc.empty()) Py_RETURN_NONE;
  return PyUnicode_FromStringAndSize(doc.data(), static_cast<Py_ssize_t>(doc.size()));
}
PyObject* get_module(PyObject* self, void*) {
  const Type& t = *of(self)->info->owner->type;
  const std::string& path = t.paths.empty() ? t.name : t.paths[0];
  return PyUnicode_FromString(path.substr(0, path.find_last_of('.')).c_str());
}
PyObject* get_schema(PyObject* self, void*) {
  return guarded([&] { return to_unicode(to_string(of(self)->info->method->schema)).release(); });
}
// Descriptors pickle as attributes of their class, factories by their path.
PyObject* reduce(PyObject* self, PyObject*) {
  return guarded([&]() -> PyObject* {
    if (Py_TYPE(self) == factory_type) return get_qualname(self, nullptr);
    Ref getattr = import_attr("builtins", "getattr");
    Ref name = checked(get_name(self, nullptr));
    return checked(Py_BuildValue("(O(OO))", getattr.get(), class_of(*of(self)->info->owner->type),
                                 name.get()))
        .release();
  });
}
PyObject* method_repr(PyObject* self) {
  Ref name = Ref::steal(get_qualname(self, nullptr));
  if (!name) return nullptr;
  return PyUnicode_FromFormat(Py_TYPE(self) == factory_type ? "<function %U>" : "<method %U>",
                              name.get());
}

int traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(of(self)->dict);
  return 0;
}
int clear(PyObject* self) {
  Py_CLEAR(of(self)->dict);
  return 0;
}
void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  clear(self);
  type->tp_free(self);
  Py_DECREF(type);
}

PyGetSetDef getset[] = {
    {"__name__", get_name, nullptr, nullptr, nullptr},
    {"__qualname__", get_qualname, nullptr, nullptr, nullptr},
    {"__text_signature__", get_signature, nullptr, nullptr, nullptr},
    {"__doc__", get_doc, nullptr, nullptr, nullptr},
    {"__module__", get_module, nullptr, nullptr, nullptr},
    {"__schema__", get_schema, nullptr, nullptr, nullptr},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};
PyMethodDef methods[] = {{"__reduce__", reduce, METH_NOARGS, nullptr},
                         {nullptr, nullptr, 0, nullptr}};
PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(PyTypeMethod, vectorcall), READONLY, nullptr},
    {"__dictoffset__", T_PYSSIZET, offsetof(PyTypeMethod, dict), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

PyTypeObject* make_descriptor_type(const char* name, bool binds) {
  PyType_Slot slots[] = {{Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                         {Py_tp_repr, reinterpret_cast<void*>(method_repr)},
                         {Py_tp_getset, getset},
                         {Py_tp_methods, methods},
                         {Py_tp_members, members},
                         {Py_tp_traverse, reinterpret_cast<void*>(traverse)},
                         {Py_tp_clear, reinterpret_cast<void*>(clear)},
                         {Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
                         {binds ? Py_tp_descr_get : 0, reinterpret_cast<void*>(bind_method)},
                         {0, nullptr}};
  unsigned flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_HAVE_GC |
                   Py_TPFLAGS_DISALLOW_INSTANTIATION | (binds ? Py_TPFLAGS_METHOD_DESCRIPTOR : 0);
  PyType_Spec spec = {name, sizeof(PyTypeMethod), 0, flags, slots};
  return make_type(spec);
}

Ref make_callable(PyTypeObject* type, const MethodInfo& info, vectorcallfunc call) {
  Ref o = checked(type->tp_alloc(type, 0));
  of(o.get())->vectorcall = call;
  of(o.get())->info = &info;
  return o;
}

// ---- classes ----

// The Python base of a type: another type's class, or that of the root (Module, Dataset, ...).
PyObject* base_of(const Type& type) {
  if (type.base) return class_of(*type.base);
  auto it = bases().find(type.root);
  if (it != bases().end()) return it->second;
  // Importing the package's bases registers them.
  checked(
      PyImport_ImportModule(type.root == "Module" ? "tenon.nn.modules.module" : "tenon._types"));
  it = bases().find(type.root);
  check(it != bases().end(), "type '", type.name, "': Python has no base class '", type.root, "'");
  return it->second;
}

void set_item(PyObject* dict, const std::string& name, PyObject* value) {
  checked(PyDict_SetItem(dict, to_unicode(name).get(), value));
}

// What the type itself defines, for the class's dict. Names that `have` defines are left alone.
void fill(const TypeInfo& info, PyObject* dict, PyObject* have) {
  const Type& t = *info.type;
  auto put = [&](const std::string& name, PyObject* value) {
    if (!have || !dict_get(have, to_unicode(name).get())) set_item(dict, name, value);
  };
  if (t.init.type == &t)
    put("__init__", make_callable(type_init_type, *info.init, call_init).get());
  for (const auto& m : info.methods) {
    if (m->method->type == &t)
      put(m->method->name(), make_callable(type_method_type, *m, call_method).get());
  }
  if (!t.repr.empty() && !t.find_method("extra_repr")) {
    put("extra_repr", make_callable(type_repr_type, *info.init, call_repr).get());
  }
  for (const Property& p : t.properties) {
    auto property = [&](const TypeMethod& m) {
      auto* own = new MethodInfo(info, m);  // lives as long as the class, which is for ever
      own->name = checked(PyUnicode_InternFromString(m.name().c_str())).release();
      return make_callable(type_method_type, *own, call_method);
    };
    Ref get = property(p.get), set = p.set.fn ? property(p.set) : Ref::share(Py_None);
    put(p.name, checked(PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyProperty_Type),
                                                     get.get(), set.get(), nullptr))
                    .get());
  }
  for (const auto& [name, value] : t.constants) put(name, to_python(value.get()).get());
}

std::string module_of(const Type& t) {
  const std::string& path = t.paths.empty() ? t.name : t.paths[0];
  return path.substr(0, path.find_last_of('.'));
}

void own_class(TypeInfo& info, PyObject* cls) {
  info.cls = reinterpret_cast<PyTypeObject*>(Py_NewRef(cls));
  classes()[info.cls] = &info;
  PyType_Modified(info.cls);  // plans that were made before know nothing of the type
}

void make_class(TypeInfo& info) {
  const Type& t = *info.type;
  Ref base = Ref::share(base_of(t));
  if (info.cls) return;  // importing the base made it
  Ref dict = checked(PyDict_New());
  set_item(dict.get(), "__module__", to_unicode(module_of(t)).get());
  set_item(dict.get(), "__doc__", to_unicode(t.doc).get());
  fill(info, dict.get(), nullptr);
  Ref cls = checked(PyObject_CallFunction(reinterpret_cast<PyObject*>(Py_TYPE(base.get())), "s(O)O",
                                          info.short_name.c_str(), base.get(), dict.get()));
  own_class(info, cls.get());
}

// ---- functions of the module ----

// _type_class(name_or_path): the class or factory of a registered type; None when there is none.
PyObject* type_class(PyObject*, PyObject* name) {
  return guarded([&]() -> PyObject* {
    const Type* t = find_type(text_of(name));
    return Py_NewRef(t ? class_of(*t) : Py_None);
  });
}

// _bind_type(cls, name): makes a class written in Python the class of a type; what the type defines
// and the class does not is added.
PyObject* bind_type(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject *cls, *name;
    if (!PyArg_ParseTuple(args, "O!U", &PyType_Type, &cls, &name)) throw_python_error();
    TypeInfo& info = type_info(type_at(text_of(name)));
    check(!info.cls, "type '", info.type->name, "' has a class already");
    Ref dict = checked(PyDict_New());
    fill(info, dict.get(), reinterpret_cast<PyTypeObject*>(cls)->tp_dict);
    PyObject *key, *value;
    for (Py_ssize_t at = 0; PyDict_Next(dict.get(), &at, &key, &value);)
      checked(PyObject_SetAttr(cls, key, value));
    own_class(info, cls);
    return Py_NewRef(cls);
  });
}

// _set_base(name, cls): the Python class of a base that core knows.
PyObject* set_base(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    const char* name;
    PyObject* cls;
    if (!PyArg_ParseTuple(args, "sO!", &name, &PyType_Type, &cls)) throw_python_error();
    bases()[name] = Py_NewRef(cls);
    Py_RETURN_NONE;
  });
}

// _list_types(): dicts of what the registry says of every type.
PyObject* list_types_(PyObject*, PyObject*) {
  return guarded([&] {
    Ref out = checked(PyList_New(0));
    for (const Type* t : list_types()) {
      Ref methods = checked(PyList_New(0)), paths = checked(PyList_New(0));
      Ref fields = checked(PyList_New(0));
      for (const TypeMethod& m : t->methods) {
        checked(PyList_Append(methods.get(), to_unicode(to_string(m.schema)).get()));
      }
      for (const std::string& p : t->paths) {
        checked(PyList_Append(paths.get(), to_unicode(p).get()));
      }
      for (const Field& f : t->fields) {
        const std::string kind(kind_name(f.kind));
        Ref field = checked(
            Py_BuildValue("(ssO)", f.name.c_str(), kind.c_str(), f.optional ? Py_True : Py_False));
        checked(PyList_Append(fields.get(), field.get()));
      }
      Ref row = checked(Py_BuildValue(
          "{s:s,s:s,s:s,s:s,s:s,s:O,s:O,s:O,s:O}", "name", t->name.c_str(), "base",
          t->base_name.c_str(), "root", t->root.c_str(), "ctor", to_string(t->init.schema).c_str(),
          "doc", t->doc.c_str(), "methods", methods.get(), "paths", paths.get(), "fields",
          fields.get(), "factory", t->kind == Type::Kind::Factory ? Py_True : Py_False));
      checked(PyList_Append(out.get(), row.get()));
    }
    return out.release();
  });
}

// _type_of(cls): the name of the type that this very class was made for, or None.
PyObject* type_of(PyObject*, PyObject* cls) {
  return guarded([&]() -> PyObject* {
    const TypeInfo* info =
        PyType_Check(cls) ? info_of_class(reinterpret_cast<PyTypeObject*>(cls)) : nullptr;
    return info ? to_unicode(info->type->name).release() : Py_NewRef(Py_None);
  });
}

PyMethodDef functions[] = {{"_type_class", type_class, METH_O, nullptr},
                           {"_bind_type", bind_type, METH_VARARGS, nullptr},
                           {"_set_base", set_base, METH_VARARGS, nullptr},
                           {"_list_types", list_types_, METH_NOARGS, nullptr},
                           {"_type_of", type_of, METH_O, nullptr},
                           {nullptr, nullptr, 0, nullptr}};

}  // namespace

TypeInfo::TypeInfo(const Type& t)
    : type(&t), short_name(t.name.substr(t.name.find_last_of('.') + 1)) {
  if (!t.paths.empty()) short_name = t.paths[0].substr(t.paths[0].find_last_of('.') + 1);
  for (const Field& f : t.fields)
    field_keys.push_back(checked(PyUnicode_InternFromString(f.name.c_str())).release());
  for (const TypeMethod& m : t.methods) {
    // A method speaks of the fields of the type that defines it.
    const TypeInfo& owner = m.type == &t ? *this : type_info(*m.type);
    methods.push_back(std::make_unique<MethodInfo>(owner, m));
    methods.back()->name = checked(PyUnicode_InternFromString(m.name().c_str())).release();
  }
  init = std::make_unique<MethodInfo>(*this, t.init);
}

TypeInfo& type_info(const Type& type) {
  auto it = infos().find(&type);
  if (it == infos().end()) it = infos().emplace(&type, std::make_unique<TypeInfo>(type)).first;
  return *it->second;
}

PyObject* class_of(const Type& type) {
  TypeInfo& info = type_info(type);
  if (!info.cls) {
    if (type.kind == Type::Kind::Factory) {
      info.cls = reinterpret_cast<PyTypeObject*>(
          make_callable(factory_type, *info.init, call_factory).release());
    } else {
      make_class(info);
    }
  }
  return reinterpret_cast<PyObject*>(info.cls);
}

const TypeInfo* info_of_class(PyTypeObject* cls) noexcept {
  auto it = classes().find(cls);
  return it == classes().end() ? nullptr : it->second;
}

void init_type(PyObject* module) {
  type_method_type = make_descriptor_type("tenon._C.TypeMethod", true);
  type_init_type = make_descriptor_type("tenon._C.TypeInit", true);
  type_repr_type = make_descriptor_type("tenon._C.TypeRepr", true);
  factory_type = make_descriptor_type("tenon._C.Factory", false);
  checked(PyModule_AddFunctions(module, functions));
  // A layer that runs long lets other threads run Python meanwhile, as a call of its op does.
  nn::call_guard.end = [](void* state) {
    PyEval_RestoreThread(static_cast<PyThreadState*>(state));
  };
  nn::call_guard.begin = [](const Op& op, const Value* args) -> void* {
    return worth_releasing(op, args) && PyGILState_Check() ? PyEval_SaveThread() : nullptr;
  };
}

}  // namespace tenon::py
