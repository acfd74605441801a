#include "python/ext/py_tensor.h"

#include "core/autograd/meta.h"
#include "python/ext/convert.h"
#include "python/ext/make_tensor.h"
#include "python/ext/py_hooks.h"

// Note [One object per tensor]
// A PyTensor owns its TensorImpl, and impl->py_object points back without owning. When the last
// Python reference goes while C++ still holds the impl, the roles swap: the object is brought back
// to life, the impl gets kPyOwned and owns the one reference to it, and the object gives up its
// reference to the impl. The next wrap() swaps them back. So attributes, subclass and identity
// survive a time in which only C++ knew the tensor. A tensor that C++ holds as well must not look
// collectable to the GC, whose count cannot see C++: see resurrectable().

namespace tenon::py {

PyTypeObject* tensor_type;

namespace {

PyTypeObject* meta_type;

constexpr int kFreeMax = 256;
PyTensor* free_objects[kFreeMax];
int free_count = 0;

PyTensor* self_of(PyObject* o) { return reinterpret_cast<PyTensor*>(o); }
bool py_owned(TensorImpl* p) { return p->flags & TensorImpl::kPyOwned; }

PyObject* make(PyTypeObject* cls, Tensor t) {
  PyTensor* o;
  if (cls == tensor_type && free_count > 0) {
    o = free_objects[--free_count];
    PyObject_Init(reinterpret_cast<PyObject*>(o), cls);
    PyObject_GC_Track(o);
  } else {
    o = self_of(cls->tp_alloc(cls, 0));
    if (!o) throw_python_error();
  }
  o->impl = t.release();
  o->impl->py_object = o;
  return reinterpret_cast<PyObject*>(o);
}

inline PyObject* existing(TensorImpl* p) {
  auto* o = static_cast<PyObject*>(p->py_object);
  if (py_owned(p)) {
    p->flags &= static_cast<uint8_t>(~TensorImpl::kPyOwned);
    p->retain();
    return o;
  }
  return Py_NewRef(o);
}

// C++ holds the tensor too, so losing the last Python reference would not be its end.
bool resurrectable(PyTensor* self) {
  return self->impl && !py_owned(self->impl) && self->impl->use_count() > 1;
}

bool resurrect(PyTensor* self) {
  if (!resurrectable(self)) return false;
  Py_SET_REFCNT(reinterpret_cast<PyObject*>(self), 1);
  self->impl->flags |= TensorImpl::kPyOwned;
  intrusive_release(self->impl);
  return true;
}

bool release_object(TensorImpl* p) noexcept {
  if (!Py_IsInitialized()) return false;
  Gil gil;
  auto* self = static_cast<PyTensor*>(p->py_object);
  p->flags &= static_cast<uint8_t>(~TensorImpl::kPyOwned);
  // A weak reference may have handed the object out meanwhile; then it owns the tensor from now on.
  bool in_use = Py_REFCNT(self) > 1;
  if (in_use) {
    p->retain();
  } else {
    self->impl = nullptr;
    p->py_object = nullptr;
  }
  Py_DECREF(reinterpret_cast<PyObject*>(self));
  return in_use;
}

// Members that `__slots__` of a subclass added.
PyMemberDef* slots_of(PyTypeObject* type) {
#if PY_VERSION_HEX >= 0x030C0000
  return static_cast<PyMemberDef*>(PyObject_GetItemData(reinterpret_cast<PyObject*>(type)));
#else
  return reinterpret_cast<PyMemberDef*>(reinterpret_cast<char*>(type) +
                                        Py_TYPE(type)->tp_basicsize);
#endif
}
template <class F>
int each_slot(PyObject* self, F&& f) {
  for (PyTypeObject* type = Py_TYPE(self); type != tensor_type; type = type->tp_base) {
    PyMemberDef* member = slots_of(type);
    for (Py_ssize_t i = 0; i < Py_SIZE(type); ++i, ++member) {
      if (member->type != T_OBJECT_EX || (member->flags & READONLY)) continue;
      auto** slot = reinterpret_cast<PyObject**>(reinterpret_cast<char*>(self) + member->offset);
      if (int r = f(slot)) return r;
    }
  }
  return 0;
}

// Hooks often hold their own tensor. They are this object's alone when nothing but the leaf knows
// the node they hang on.
AccumulateGrad* own_accumulator(TensorImpl* p) {
  if (!p || py_owned(p) || !p->autograd || !p->autograd->accumulator) return nullptr;
  Node* node = p->autograd->accumulator.get();
  return node->use_count() == 1 ? static_cast<AccumulateGrad*>(node) : nullptr;
}

// The object of .grad, when this tensor alone keeps it alive.
PyObject* own_grad(TensorImpl* p) {
  if (!p || py_owned(p) || !p->autograd || !p->autograd->grad.defined()) return nullptr;
  TensorImpl* grad = p->autograd->grad.impl();
  return py_owned(grad) && grad->use_count() == 1 ? static_cast<PyObject*>(grad->py_object)
                                                  : nullptr;
}

int traverse(PyObject* o, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(o));
  PyTensor* self = self_of(o);
  if (resurrectable(self)) return 0;
  Py_VISIT(self->dict);
  PyObject* grad = own_grad(self->impl);
  Py_VISIT(grad);
  if (AccumulateGrad* node = own_accumulator(self->impl)) {
    if (int r = visit_hooks(*node, visit, arg)) return r;
  }
  return each_slot(o, [&](PyObject** slot) {
    Py_VISIT(*slot);
    return 0;
  });
}

int clear(PyObject* o) {
  PyTensor* self = self_of(o);
  if (resurrectable(self)) return 0;
  Py_CLEAR(self->dict);
  if (own_grad(self->impl)) std::exchange(self->impl->autograd->grad, Tensor());
  if (AccumulateGrad* node = own_accumulator(self->impl)) clear_hooks(*node);
  return each_slot(o, [](PyObject** slot) {
    Py_CLEAR(*slot);
    return 0;
  });
}

void release_impl(PyTensor* self) {
  TensorImpl* impl = std::exchange(self->impl, nullptr);
  if (!impl) return;
  impl->py_object = nullptr;
  intrusive_release(impl);
}

void dealloc(PyObject* o) {
  PyTensor* self = self_of(o);
  PyTypeObject* type = Py_TYPE(o);
  if (resurrect(self)) return;
  if (type->tp_finalize && PyObject_CallFinalizerFromDealloc(o) < 0) return;
  PyObject_GC_UnTrack(o);
  if (self->weakrefs) PyObject_ClearWeakRefs(o);
  Py_CLEAR(self->dict);
  if (type == tensor_type) {
    release_impl(self);
    if (free_count < kFreeMax) {
      free_objects[free_count++] = self;
    } else {
      PyObject_GC_Del(o);
    }
  } else {
    each_slot(o, [](PyObject** slot) {
      Py_CLEAR(*slot);
      return 0;
    });
    release_impl(self);
    type->tp_free(o);
  }
  Py_DECREF(type);
}

// Python's own subclass slots know nothing of resurrection; every subclass gets these instead.
int meta_init(PyObject* cls, PyObject* args, PyObject* kwargs) {
  if (PyType_Type.tp_init(cls, args, kwargs) < 0) return -1;
  auto* type = reinterpret_cast<PyTypeObject*>(cls);
  type->tp_dealloc = dealloc;
  type->tp_traverse = traverse;
  type->tp_clear = clear;
  return 0;
}

// Tensor(2, 3), Tensor([1, 2]), Tensor(other), Tensor(): PyTorch's old constructor, always of the
// default dtype.
PyObject* tensor_new(PyTypeObject* cls, PyObject* args, PyObject* kwargs) {
  return guarded([&]() -> PyObject* {
    check_type(!kwargs || PyDict_Size(kwargs) == 0,
               "Tensor(): takes no keyword arguments; use tenon.tensor(data, ...)");
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    PyObject* first = n == 1 ? PyTuple_GET_ITEM(args, 0) : nullptr;
    if (first && is_tensor(first)) return wrap_as(cls, make_alias(unwrap(first)));
    int64_t size = 0;
    if (first && !to_int(first, size)) {
      return wrap_as(cls, tensor_from_data(first, default_dtype()));
    }
    Dims sizes;
    for (Py_ssize_t i = 0; i < n; ++i) {
      check_type(to_int(PyTuple_GET_ITEM(args, i), size), "Tensor(): argument ",
                 static_cast<int64_t>(i + 1), " must be int, not ",
                 type_name(PyTuple_GET_ITEM(args, i)));
      sizes.push_back(size);
    }
    if (n == 0) sizes.push_back(0);
    return wrap_as(cls, new_tensor(sizes, default_dtype()));
  });
}

// The number of id(), as in PyTorch.
Py_hash_t tensor_hash(PyObject* self) { return reinterpret_cast<Py_hash_t>(self); }

void init_meta() {
  PyType_Slot slots[] = {
      {Py_tp_base, &PyType_Type}, {Py_tp_init, reinterpret_cast<void*>(meta_init)}, {0, nullptr}};
  PyType_Spec spec = {"tenon._C._TensorMeta", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                      slots};
  meta_type = make_type(spec);
}

}  // namespace

PyObject* wrap(const Tensor& t) {
  if (!t.defined()) Py_RETURN_NONE;
  return t.impl()->py_object ? existing(t.impl()) : make(tensor_type, t);
}
PyObject* wrap(Tensor&& t) {
  if (!t.defined()) Py_RETURN_NONE;
  return t.impl()->py_object ? existing(t.impl()) : make(tensor_type, std::move(t));
}
PyObject* wrap_as(PyTypeObject* cls, Tensor t) {
  check(!t.impl()->py_object, "wrap_as(): the tensor already has a Python object of its own");
  return make(cls, std::move(t));
}

void init_tensor(PyObject* module) {
  release_py_object = release_object;
  init_meta();
  static PyMemberDef members[] = {
      {"__dictoffset__", T_PYSSIZET, offsetof(PyTensor, dict), READONLY, nullptr},
      {"__weaklistoffset__", T_PYSSIZET, offsetof(PyTensor, weakrefs), READONLY, nullptr},
      {}};
  std::vector<PyType_Slot> slots = {
      {Py_tp_new, reinterpret_cast<void*>(tensor_new)},
      {Py_tp_dealloc, reinterpret_cast<void*>(dealloc)},
      {Py_tp_traverse, reinterpret_cast<void*>(traverse)},
      {Py_tp_clear, reinterpret_cast<void*>(clear)},
      {Py_tp_hash, reinterpret_cast<void*>(tensor_hash)},
      {Py_tp_members, members},
      {Py_tp_methods, tensor_methods},
      {Py_tp_getset, tensor_getset},
      {Py_mp_subscript, reinterpret_cast<void*>(tensor_getitem)},
      {Py_mp_ass_subscript, reinterpret_cast<void*>(tensor_setitem)},
      {Py_tp_doc, const_cast<char*>("A multi-dimensional array of one dtype.")}};
  for (const PyType_Slot* s = number_slots; s->slot; ++s) slots.push_back(*s);
  slots.push_back({0, nullptr});
  PyType_Spec spec = {"tenon.Tensor", sizeof(PyTensor), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, slots.data()};
  // The metaclass adds no fields, so the finished type can be given to it (PyType_FromMetaclass
  // needs Python 3.12).
  tensor_type = make_type(spec);
  tensor_type->tp_name = "Tensor";  // as Python's own messages say it; __module__ is set already
  Py_SET_TYPE(tensor_type, meta_type);
  Py_INCREF(meta_type);
  checked(PyModule_AddType(module, tensor_type));
}

}  // namespace tenon::py
