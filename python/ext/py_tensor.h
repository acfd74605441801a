// The Python class Tensor: a hand-written type, one object per TensorImpl for as long as either
// lives.
#pragma once
#include "core/tensor/tensor.h"
#include "python/ext/py.h"

namespace tenon::py {

struct PyTensor {
  PyObject_HEAD TensorImpl* impl;  // owned, unless impl->flags has kPyOwned: then the impl owns
                                   // this object (py_tensor.cpp)
  PyObject* dict;
  PyObject* weakrefs;
};

extern PyTypeObject* tensor_type;

inline bool is_tensor(PyObject* o) {
  return Py_TYPE(o) == tensor_type || PyType_IsSubtype(Py_TYPE(o), tensor_type);
}
// The tensor inside, borrowed from the object. Only for objects that is_tensor().
inline const Tensor& unwrap(PyObject* o) {
  return reinterpret_cast<const Tensor&>(reinterpret_cast<PyTensor*>(o)->impl);
}

// A new reference to the tensor's Python object, made when it has none; None for an undefined
// tensor. Throws.
PyObject* wrap(const Tensor& t);
PyObject* wrap(Tensor&& t);
// The same for a fresh object of a subclass (tensor._make_subclass); the tensor must not have an
// object yet.
PyObject* wrap_as(PyTypeObject* cls, Tensor t);

// Creates the type and adds it to the module. Its parts live in tensor_{number,props,methods}.cpp.
void init_tensor(PyObject* module);
extern PyMethodDef tensor_methods[];
extern PyGetSetDef tensor_getset[];
extern const PyType_Slot number_slots[];  // ends with {0, nullptr}

// indexing.cpp
PyObject* tensor_getitem(PyObject* self, PyObject* key);
int tensor_setitem(PyObject* self, PyObject* key, PyObject* value);
// tensor_methods.cpp: the one element as a Python number; RuntimeError when there is not exactly
// one.
Ref item(const Tensor& t);

}  // namespace tenon::py
