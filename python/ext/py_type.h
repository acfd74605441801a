// Registry types as ordinary Python classes, and their methods as descriptors.
#pragma once
#include <memory>
#include <vector>

#include "core/registry/type.h"
#include "python/ext/py_bind.h"

namespace tenon::py {

struct TypeInfo;

// A method (or constructor) with what calls from Python need.
struct MethodInfo {
  MethodInfo(const TypeInfo& type, const TypeMethod& m)
      : owner(&type), method(&m), signature(m.schema) {}
  const TypeInfo* owner;
  const TypeMethod* method;
  Signature signature;
  PyObject* name = nullptr;  // interned
};

// What Python knows of a registry type. Lives for ever.
struct TypeInfo {
  explicit TypeInfo(const Type& type);
  const Type* type;
  std::string short_name;             // "Linear"
  std::vector<PyObject*> field_keys;  // interned, one per field
  std::vector<std::unique_ptr<MethodInfo>>
      methods;  // one per method of the type, inherited ones included
  std::unique_ptr<MethodInfo> init;
  PyTypeObject* cls = nullptr;  // owned; null until the class is made
};

// The descriptor of a method, and with another Python type the callable of a factory.
struct PyTypeMethod {
  PyObject_HEAD vectorcallfunc vectorcall;
  const MethodInfo* info;
  PyObject* dict;
};
extern PyTypeObject *type_method_type, *type_init_type, *type_repr_type, *factory_type;

TypeInfo& type_info(const Type& type);
// The class of a type (or the callable of a factory), made at the first call; borrowed. Throws.
PyObject* class_of(const Type& type);
// The info of the type that this very class was made for; null for others.
const TypeInfo* info_of_class(PyTypeObject* cls) noexcept;
// The method behind a descriptor of ours; null for others.
inline const MethodInfo* method_of(PyObject* o) noexcept {
  return o && Py_TYPE(o) == type_method_type ? reinterpret_cast<PyTypeMethod*>(o)->info : nullptr;
}

void init_type(PyObject* module);

}  // namespace tenon::py
