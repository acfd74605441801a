#include "python/ext/py_op.h"

#include <map>

#include "core/registry/call.h"
#include "core/registry/registry.h"
#include "python/ext/convert.h"
#include "python/ext/py_override.h"

namespace tenon::py {

PyTypeObject *op_function_type, *op_method_type;

namespace {

struct PyOp {
  PyObject_HEAD vectorcallfunc vectorcall;
  OpSet* set;
};
OpSet& set_of(PyObject* o) { return *reinterpret_cast<PyOp*>(o)->set; }

PyObject* op_call(PyObject* self, PyObject* const* args, size_t nargsf, PyObject* kwnames) {
  return guarded([&] {
    return call_ops(set_of(self), args, static_cast<size_t>(PyVectorcall_NARGS(nargsf)), kwnames);
  });
}

PyObject* bind_method(PyObject* self, PyObject* object, PyObject*) {
  return object && object != Py_None ? PyMethod_New(self, object) : Py_NewRef(self);
}

std::string_view module_of(const OpSet& set) {
  return std::string_view(set.path).substr(0, set.path.rfind('.'));
}

PyObject* op_repr(PyObject* self) {
  return guarded([&] { return to_unicode(str("<op ", set_of(self).path, ">")).release(); });
}
PyObject* op_reduce(PyObject* self, PyObject*) {
  return guarded([&]() -> PyObject* {
    const OpSet& set = set_of(self);
    if (!set.method) return to_unicode(set.name).release();
    static PyObject* getattr = import_attr("builtins", "getattr").release();
    Ref name = to_unicode(set.name);
    return Py_BuildValue("O(OO)", getattr, tensor_type, name.get());
  });
}
PyObject* op_same(PyObject* self, PyObject*) { return Py_NewRef(self); }

PyObject* op_name(PyObject* self, void*) {
  return guarded([&] { return to_unicode(set_of(self).name).release(); });
}
PyObject* op_qualname(PyObject* self, void*) {
  return guarded([&] {
    return to_unicode(set_of(self).method ? std::string_view(set_of(self).path) : set_of(self).name)
        .release();
  });
}
PyObject* op_module(PyObject* self, void*) {
  return guarded([&] {
    return to_unicode(set_of(self).method ? "tenon" : module_of(set_of(self))).release();
  });
}
PyObject* op_source(PyObject* self, void*) {
  return guarded([&] { return to_unicode(set_of(self).ops[0]->source).release(); });
}
PyObject* op_schemas(PyObject* self, void*) {
  return guarded([&] {
    const OpSet& set = set_of(self);
    Ref out = checked(PyTuple_New(static_cast<Py_ssize_t>(set.ops.size())));
    for (size_t i = 0; i < set.ops.size(); ++i) {
      PyTuple_SET_ITEM(out.get(), static_cast<Py_ssize_t>(i),
                       to_unicode(to_string(set.ops[i]->schema)).release());
    }
    return out.release();
  });
}

// For the generator of stubs: the trait bits of each op.
PyObject* op_traits(PyObject* self, void*) {
  return guarded([&] {
    const OpSet& set = set_of(self);
    Ref out = checked(PyTuple_New(static_cast<Py_ssize_t>(set.ops.size())));
    for (size_t i = 0; i < set.ops.size(); ++i) {
      PyObject* bits = checked(PyLong_FromUnsignedLong(set.ops[i]->traits)).release();
      PyTuple_SET_ITEM(out.get(), static_cast<Py_ssize_t>(i), bits);
    }
    return out.release();
  });
}

// Python's spelling of the first op's parameters; `self` stands for the one that a method binds.
std::string signature(const OpSet& set) {
  const Op& op = *set.ops[0];
  std::string out = "(";
  bool star = false;
  auto add = [&](std::string_view text) {
    out += (out.size() > 1 ? ", " : "") + std::string(text);
  };
  if (set.method) add("self");
  for (size_t i = 0; i < op.schema.params.size(); ++i) {
    const Param& p = op.schema.params[i];
    if (set.method && static_cast<int>(i) == op.self_param) continue;
    if (p.kw_only && !std::exchange(star, true)) add("*");
    add(p.required ? p.name : p.name + "=" + repr(p.fallback.get()));
  }
  if (op.has(Out) && !set.method) add(star ? "out=None" : "*, out=None");
  return out + ")";
}
PyObject* op_text_signature(PyObject* self, void*) {
  return guarded([&] { return to_unicode(signature(set_of(self))).release(); });
}
PyObject* op_signature(PyObject* self, void*) {
  return guarded([&] {
    Ref make = import_attr("tenon._signature", "make");
    Ref text = to_unicode(signature(set_of(self)));
    return checked(PyObject_CallFunctionObjArgs(make.get(), text.get(), nullptr)).release();
  });
}
PyObject* op_doc(PyObject* self, void*) {
  return guarded([&] {
    const OpSet& set = set_of(self);
    std::string text(set.name);
    text += signature(set) + "\n\n" + set.ops[0]->doc;
    for (size_t i = 1; i < set.ops.size(); ++i)
      text += str("\n\n.. ", to_string(set.ops[i]->schema), "\n\n", set.ops[i]->doc);
    return to_unicode(text).release();
  });
}

PyMethodDef methods[] = {{"__reduce__", op_reduce, METH_NOARGS, nullptr},
                         {"__copy__", op_same, METH_NOARGS, nullptr},
                         {"__deepcopy__", op_same, METH_O, nullptr},
                         {}};
PyGetSetDef getset[] = {{"__name__", op_name, nullptr, nullptr, nullptr},
                        {"__qualname__", op_qualname, nullptr, nullptr, nullptr},
                        {"__module__", op_module, nullptr, nullptr, nullptr},
                        {"__doc__", op_doc, nullptr, nullptr, nullptr},
                        {"__text_signature__", op_text_signature, nullptr, nullptr, nullptr},
                        {"__signature__", op_signature, nullptr, nullptr, nullptr},
                        {"__source__", op_source, nullptr, nullptr, nullptr},
                        {"schemas", op_schemas, nullptr, nullptr, nullptr},
                        {"_traits", op_traits, nullptr, nullptr, nullptr},
                        {}};
PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(PyOp, vectorcall), READONLY, nullptr}, {}};

PyTypeObject* make_op_type(const char* name, bool method) {
  PyType_Slot slots[] = {{Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                         {Py_tp_repr, reinterpret_cast<void*>(op_repr)},
                         {Py_tp_methods, methods},
                         {Py_tp_getset, getset},
                         {Py_tp_members, members},
                         {method ? Py_tp_descr_get : 0, reinterpret_cast<void*>(bind_method)},
                         {0, nullptr}};
  unsigned long flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL |
                        Py_TPFLAGS_DISALLOW_INSTANTIATION |
                        (method ? Py_TPFLAGS_METHOD_DESCRIPTOR : 0);
  PyType_Spec spec = {name, sizeof(PyOp), 0, static_cast<unsigned>(flags), slots};
  return make_type(spec);
}

// Sets by path. Ops are only ever added, so a set found once stays right unless an overload comes
// with a plugin.
struct Index {
  std::map<std::string, OpSet*, std::less<>> sets;
  size_t seen = 0;
};
Index& index_of_ops() {
  static auto* index = new Index;  // objects in Python point into it until the process ends
  std::vector<const Op*> list = Registry::get().list();
  for (; index->seen < list.size(); ++index->seen) {
    const Op* op = list[index->seen];
    for (const std::string& path : op->paths) {
      OpSet*& set = index->sets[path];
      if (!set) {
        set = new OpSet;
        set->path = path;
        set->name = std::string_view(set->path).substr(path.rfind('.') + 1);
        set->method = path.starts_with("Tensor.");
      }
      set->ops.push_back(op);
      set->plans.clear();
    }
  }
  return *index;
}

}  // namespace

OpSet* find_ops(std::string_view path) {
  auto& sets = index_of_ops().sets;
  auto it = sets.find(path);
  return it == sets.end() ? nullptr : it->second;
}

void install_ops(std::string_view name_space, PyObject* dict) {
  std::string prefix = std::string(name_space) + ".";
  auto& sets = index_of_ops().sets;
  for (auto it = sets.lower_bound(prefix); it != sets.end() && it->first.starts_with(prefix);
       ++it) {
    if (it->first.find('.', prefix.size()) != std::string::npos) continue;
    Ref name = to_unicode(it->second->name);
    if (!PyDict_Contains(dict, name.get()))
      checked(PyDict_SetItem(dict, name.get(), op_object(*it->second).get()));
  }
}

Ref op_object(OpSet& set) {
  if (set.object) return Ref::share(set.object);
  PyTypeObject* type = set.method ? op_method_type : op_function_type;
  Ref o = checked(type->tp_alloc(type, 0));
  reinterpret_cast<PyOp*>(o.get())->vectorcall = op_call;
  reinterpret_cast<PyOp*>(o.get())->set = &set;
  set.object = Py_NewRef(o.get());  // for ever, as the set
  return o;
}

void OpRef::find() {
  op = Registry::get().find(name);
  if (op) return;
  OpSet* set = find_ops(std::string("tenon.") + name);
  if (!set) set = find_ops(std::string("Tensor.") + name);
  check_implemented(set != nullptr, name, "(): there is no op of this name");
  op = set->ops[0];
}

Tensor call_tensor(OpRef& ref, std::initializer_list<Value> given) {
  const Op& op = ref.get();
  const auto& params = op.schema.params;
  Value cells[16], ret;
  check(params.size() <= 16 && given.size() <= params.size(), op.name, "(): got ", given.size(),
        " arguments, expected ", params.size());
  std::copy(given.begin(), given.end(), cells);
  for (size_t i = given.size(); i < params.size(); ++i) cells[i] = params[i].default_value();
  {
    Asked asked;
    NoGil released(worth_releasing(op, cells));
    call(op, cells, &ret);
  }
  return ret.take_tensor();
}

void init_op(PyObject* module) {
  op_function_type = make_op_type("tenon._C.Op", false);
  op_method_type = make_op_type("tenon._C.OpMethod", true);
  checked(PyModule_AddType(module, op_function_type));
  checked(PyModule_AddType(module, op_method_type));
  Ref methods_of_tensor = checked(PyDict_New());
  install_ops("Tensor", methods_of_tensor.get());
  PyObject *name, *op;
  for (Py_ssize_t at = 0; PyDict_Next(methods_of_tensor.get(), &at, &name, &op);) {
    if (PyDict_Contains(tensor_type->tp_dict, name)) continue;
    checked(PyDict_SetItem(tensor_type->tp_dict, name, op));
  }
  PyType_Modified(tensor_type);
}

}  // namespace tenon::py
