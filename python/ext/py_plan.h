// What the view needs to know of a Python class: worked out once per version of the class, checked
// at every use.
#pragma once
#include "python/ext/py_type.h"

namespace tenon::py {

// Everything here is borrowed and holds as long as the class's version tag does.
struct ClassPlan {
  uint32_t refs = 1;
  PyTypeObject* cls = nullptr;
  const TypeInfo* info =
      nullptr;             // the type whose fields the plan speaks of; null when the class has none
  bool is_module = false;  // a subclass of tenon.nn.Module
  bool own_call = false;   // __call__ is Module's
  bool own_lookup = false;      // attributes are found as Module and object do
  bool own_setattr = false;     // __setattr__ is Module's
  bool own_register = false;    // register_parameter and register_buffer are Module's
  bool plain = false;           // no class attribute stands in the way of a direct call
  PyObject* forward = nullptr;  // what the class has under that name
  const MethodInfo* forward_method = nullptr;  // the same, when it is a registry method
  PyObject* next_init =
      nullptr;          // __init__ after that of info's class in the MRO; null for object's
  uint64_t shadow = 0;  // bit i: the class has an attribute of the name of field i

  bool shadowed(uint32_t field) const { return field >= 64 || (shadow >> field & 1); }
  // C++ may run `forward` itself when the instance and the process have no hooks (clean()).
  bool direct() const { return own_call && own_lookup && plain && forward_method; }
};

void destroy(ClassPlan* p) noexcept;

// A counted pointer, for use under the GIL.
class PlanRef {
 public:
  explicit PlanRef(ClassPlan* p) noexcept : p_(p) { ++p_->refs; }
  static PlanRef adopt(ClassPlan* p) noexcept { return PlanRef(p, 0); }
  PlanRef(const PlanRef& o) noexcept : PlanRef(o.p_) {}
  PlanRef& operator=(const PlanRef&) = delete;
  ~PlanRef() {
    if (--p_->refs == 0) destroy(p_);
  }
  const ClassPlan* operator->() const noexcept { return p_; }
  const ClassPlan& operator*() const noexcept { return *p_; }

 private:
  PlanRef(ClassPlan* p, int) noexcept : p_(p) {}
  ClassPlan* p_;
};

// The plan of a class for its own type.
PlanRef plan_of(PyTypeObject* cls);
// The plan of a class for a type that it has, or not (a method called on some other object).
PlanRef plan_of(PyTypeObject* cls, const TypeInfo& info);

// Names that the view and Module use, interned.
struct Names {
  PyObject *forward, *call, *getattr, *getattribute, *setattr, *init, *training, *parameters,
      *buffers, *modules, *non_persistent, *hooks, *compiled, *register_parameter, *register_buffer;
};
const Names& names();

// What tenon.nn.modules.module hands over once: classes, the slow call, and the dicts of global
// hooks.
struct ModuleParts {
  PyTypeObject *module = nullptr, *parameter = nullptr, *buffer = nullptr;
  PyObject *slow_call = nullptr, *setattr_slow = nullptr, *register_parameter = nullptr,
           *register_buffer = nullptr;
  std::vector<PyObject*> global_hooks;        // those that concern calls
  std::vector<PyObject*> registration_hooks;  // of modules, buffers and parameters
  // Descriptors of ours, made at import.
  PyObject *call = nullptr, *getattr = nullptr, *setattr = nullptr, *init = nullptr;
};
ModuleParts& module_parts();

inline bool is_module(PyObject* o) {
  PyTypeObject* m = module_parts().module;
  return m && PyType_IsSubtype(Py_TYPE(o), m);
}
// The instance's __dict__, borrowed; null when it has none. Throws.
PyObject* instance_dict(PyObject* o);
// An item of a dict under a name, borrowed; null when absent. The hash of an interned name is
// known.
inline PyObject* dict_get(PyObject* dict, PyObject* key) {
  const Py_hash_t hash = reinterpret_cast<PyASCIIObject*>(key)->hash;
  PyObject* v =
      hash != -1 ? _PyDict_GetItem_KnownHash(dict, key, hash) : PyDict_GetItemWithError(dict, key);
  if (!v && PyErr_Occurred()) [[unlikely]]
    throw_python_error();
  return v;
}
// No hooks on the instance or in the process, no own forward, no compiled call.
bool clean(PyObject* dict);
bool has_registration_hooks();

}  // namespace tenon::py
