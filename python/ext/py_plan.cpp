#include "python/ext/py_plan.h"

#include <unordered_map>

namespace tenon::py {
namespace {

PyObject* intern(const char* text) { return checked(PyUnicode_InternFromString(text)).release(); }

#if PY_VERSION_HEX < 0x030C0000
// Module's attribute lookup without Python's detour through a raised and caught AttributeError:
// parameters cost a tenth. CPython puts its own slot back whenever __getattr__ or __getattribute__
// of the class changes.
PyObject* fast_getattro(PyObject* self, PyObject* name) {
  PyObject* v = _PyObject_GenericGetAttrWithDict(self, name, nullptr, 1);
  if (v || PyErr_Occurred()) return v;
  PyObject* args[] = {self, name};
  return PyObject_Vectorcall(module_parts().getattr, args, 2, nullptr);
}
#endif

PyObject* lookup(PyTypeObject* cls, PyObject* name) { return _PyType_Lookup(cls, name); }

// The version tag of a class as it is now; 0 when it has none.
unsigned tag_of(PyTypeObject* cls) {
  return PyType_HasFeature(cls, Py_TPFLAGS_VALID_VERSION_TAG) ? cls->tp_version_tag : 0;
}

// The nearest registered class in the MRO.
const TypeInfo* nearest(PyTypeObject* cls) {
  PyObject* mro = cls->tp_mro;
  for (Py_ssize_t i = 0; mro && i < PyTuple_GET_SIZE(mro); ++i) {
    if (const TypeInfo* info =
            info_of_class(reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(mro, i))))
      return info;
  }
  return nullptr;
}

// __init__ of the classes after `after` in the MRO.
PyObject* init_after(PyTypeObject* cls, PyTypeObject* after) {
  PyObject* mro = cls->tp_mro;
  bool found = false;
  for (Py_ssize_t i = 0; mro && i < PyTuple_GET_SIZE(mro); ++i) {
    auto* c = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(mro, i));
    if (found && c != &PyBaseObject_Type) {
      if (PyObject* init = dict_get(c->tp_dict, names().init)) return init;
    }
    found = found || c == after;
  }
  return nullptr;
}

// The class of the last type that a type derives from. A constructor of a type fills the fields of
// these too, as it does in core's own tree: theirs do not run.
PyTypeObject* rootmost(const TypeInfo& info) {
  const Type* t = info.type;
  while (t->base) t = t->base;
  PyTypeObject* cls = type_info(*t).cls;
  return cls ? cls : info.cls;
}

ClassPlan* make_plan(PyTypeObject* cls, const TypeInfo* info) {
  const Names& n = names();
  const ModuleParts& parts = module_parts();
  auto* p = new ClassPlan;
  p->cls = cls;
  p->info = info;
  p->is_module = parts.module && PyType_IsSubtype(cls, parts.module);
  p->own_call = lookup(cls, n.call) == parts.call;
  static PyObject* const generic = lookup(&PyBaseObject_Type, n.getattribute);
  PyObject* getattr = lookup(cls, n.getattr);
  p->own_lookup = lookup(cls, n.getattribute) == generic && (!getattr || getattr == parts.getattr);
  p->own_setattr = lookup(cls, n.setattr) == parts.setattr;
  p->own_register = lookup(cls, n.register_parameter) == parts.register_parameter &&
                    lookup(cls, n.register_buffer) == parts.register_buffer;
  PyObject* compiled = lookup(cls, n.compiled);
  p->plain = !compiled || compiled == Py_None;
  p->forward = lookup(cls, n.forward);
  p->forward_method = method_of(p->forward);
  if (info) {
    for (size_t i = 0; i < info->field_keys.size() && i < 64; ++i) {
      if (!p->own_lookup || lookup(cls, info->field_keys[i])) p->shadow |= uint64_t{1} << i;
    }
    if (info->cls) p->next_init = init_after(cls, rootmost(*info));
  }
#if PY_VERSION_HEX < 0x030C0000
  if (p->is_module && p->own_lookup && getattr && cls->tp_getattro != fast_getattro)
    cls->tp_getattro = fast_getattro;
#endif
  return p;
}

struct Key {
  PyTypeObject* cls;
  const TypeInfo* info;
  bool operator==(const Key&) const = default;
};
struct KeyHash {
  size_t operator()(const Key& k) const {
    return (reinterpret_cast<uintptr_t>(k.cls) >> 4) ^ (reinterpret_cast<uintptr_t>(k.info) >> 3);
  }
};
struct Entry {
  Key key{};
  unsigned tag = 0;
  ClassPlan* plan = nullptr;  // owned
};

// Entries of classes that died are found by nobody, since a new class at the address has another
// tag. They go when the table has grown.
constexpr size_t kMaxPlans = 4096, kFront = 1024;
std::unordered_map<Key, Entry, KeyHash>& table() {
  static auto* t = new std::unordered_map<Key, Entry, KeyHash>;
  return *t;
}
Entry* front[kFront];  // entries of the table, whose addresses do not change

void drop(ClassPlan* p) {
  if (p && --p->refs == 0) delete p;
}

void prune() {
  for (auto& [key, entry] : table()) drop(entry.plan);
  table().clear();
  std::fill(std::begin(front), std::end(front), nullptr);
}

// `asked` is what the caller wants the plan for (null: the class's own type), `info` whose fields
// it then speaks of.
PlanRef find(PyTypeObject* cls, const TypeInfo* asked) {
  const Key key{cls, asked};
  const size_t slot = KeyHash()(key) % kFront;
  if (Entry* e = front[slot]; e && e->key == key && e->tag == tag_of(cls) && e->tag) [[likely]]
    return PlanRef(e->plan);
  if (auto it = table().find(key);
      it != table().end() && it->second.tag && it->second.tag == tag_of(cls)) {
    front[slot] = &it->second;
    return PlanRef(it->second.plan);
  }
  ClassPlan* plan =
      make_plan(cls, asked ? asked : nearest(cls));  // its lookups give the class a tag
  const unsigned tag = tag_of(cls);
  if (!tag) return PlanRef::adopt(plan);
  if (table().size() >= kMaxPlans) prune();
  Entry& e = table()[key];
  drop(e.plan);
  e = {key, tag, plan};
  front[slot] = &e;
  return PlanRef(plan);
}

}  // namespace

void destroy(ClassPlan* p) noexcept { delete p; }

PlanRef plan_of(PyTypeObject* cls) { return find(cls, nullptr); }

PlanRef plan_of(PyTypeObject* cls, const TypeInfo& info) {
  PlanRef own = find(cls, nullptr);
  // A derived type's fields begin with those of its base.
  if (own->info == &info || (own->info && own->info->type->is_a(*info.type))) return own;
  return find(cls, &info);
}

const Names& names() {
  static const auto* n = new Names{intern("forward"),
                                   intern("__call__"),
                                   intern("__getattr__"),
                                   intern("__getattribute__"),
                                   intern("__setattr__"),
                                   intern("__init__"),
                                   intern("training"),
                                   intern("_parameters"),
                                   intern("_buffers"),
                                   intern("_modules"),
                                   intern("_non_persistent_buffers_set"),
                                   intern("_hooks"),
                                   intern("_compiled_call_impl"),
                                   intern("register_parameter"),
                                   intern("register_buffer")};
  return *n;
}

ModuleParts& module_parts() {
  static auto* p = new ModuleParts;
  return *p;
}

PyObject* instance_dict(PyObject* o) {
  PyObject** at = _PyObject_GetDictPtr(o);
  if (!at) return nullptr;
  if (!*at) [[unlikely]] {
    checked(PyObject_GenericGetDict(o, nullptr));  // makes it
    at = _PyObject_GetDictPtr(o);
  }
  return *at;
}

bool has_registration_hooks() {
  for (PyObject* hooks : module_parts().registration_hooks) {
    if (PyDict_GET_SIZE(hooks)) return true;
  }
  return false;
}

bool clean(PyObject* dict) {
  const Names& n = names();
  for (PyObject* hooks : module_parts().global_hooks) {
    if (PyDict_GET_SIZE(hooks)) return false;
  }
  if (PyObject* hooks = dict_get(dict, n.hooks)) {
    PyObject *key, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(hooks, &at, &key, &value)) {
      if (!PyDict_Check(value) || PyDict_GET_SIZE(value)) return false;
    }
  }
  return !dict_get(dict, n.forward) && !dict_get(dict, n.compiled);
}

}  // namespace tenon::py
