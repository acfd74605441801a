// Methods of Tensor that are not ops.
#include <algorithm>

#include "core/autograd/meta.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/dlpack.h"
#include "python/ext/make_tensor.h"
#include "python/ext/py_autograd.h"
#include "python/ext/py_op.h"
#include "python/ext/py_override.h"
#include "python/ext/py_storage.h"

namespace tenon::py {
namespace {

Ref element(const char* at, DType dtype) {
  switch (dtype) {
#define TN_X(code, type, name)                   \
  case DType::code: {                            \
    type v;                                      \
    memcpy(&v, at, sizeof(v));                   \
    if constexpr (std::is_same_v<type, bool>)    \
      return checked(PyBool_FromLong(v));        \
    else if constexpr (std::is_integral_v<type>) \
      return checked(PyLong_FromLongLong(v));    \
    else                                         \
      return checked(PyFloat_FromDouble(v));     \
  }
    TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
    case DType::C64: {
      float v[2];
      memcpy(v, at, sizeof(v));
      return checked(PyComplex_FromDoubles(v[0], v[1]));
    }
    case DType::C128: {
      double v[2];
      memcpy(v, at, sizeof(v));
      return checked(PyComplex_FromDoubles(v[0], v[1]));
    }
    default:
      break;
  }
  fail(ErrorKind::Assertion, "element(): unknown dtype");
}

// With `edge` >= 0, dimensions longer than 2 * edge show only that many items at both ends, an
// Ellipsis between them.
Ref nested_list(const Tensor& t, size_t dim, const char* at, int64_t edge = -1) {
  if (dim == t.sizes().size()) return element(at, t.dtype());
  int64_t n = t.sizes()[dim], step = t.strides()[dim] * static_cast<int64_t>(t.itemsize());
  bool cut = edge >= 0 && n > 2 * edge;
  Ref out = checked(PyList_New(cut ? 2 * edge + 1 : n));
  Py_ssize_t filled = 0;
  for (int64_t i = 0; i < n; ++i) {
    if (cut && i == edge) {
      PyList_SET_ITEM(out.get(), filled++, Py_NewRef(Py_Ellipsis));
      i = n - edge;
      if (i == n) break;
    }
    PyList_SET_ITEM(out.get(), filled++, nested_list(t, dim + 1, at + i * step, edge).release());
  }
  return out;
}

const Tensor& readable(const Tensor& t, const char* what) {
  check_implemented(!t.is_meta(), "Cannot copy out of meta tensor; no data! (", what, ")");
  check_implemented(t.device().kind == DeviceKind::CPU, what, "(): got a tensor on ", t.device(),
                    ", expected cpu. Use .cpu() first.");
  return t;
}

// ---- what a method table needs: f(tensor) for no argument, f(tensor, object) for one ----

// A class with a __torch_function__ is asked first, by the method's name.

template <size_t N>
struct Name {
  char text[N];
  constexpr Name(const char (&t)[N]) { std::copy_n(t, N, text); }
};
template <Name N, auto F>
PyObject* none(PyObject* self, PyObject*) {
  return guarded([&]() -> PyObject* {
    if (asks_others(self)) [[unlikely]] {
      if (PyObject* r = hand_over_method(N.text, {self})) return r;
    }
    return F(unwrap(self));
  });
}
template <Name N, auto F>
PyObject* one(PyObject* self, PyObject* o) {
  return guarded([&]() -> PyObject* {
    if (asks_others(self)) [[unlikely]] {
      if (PyObject* r = hand_over_method(N.text, {self, o})) return r;
    }
    return F(unwrap(self), o);
  });
}
// For functions that take (self, args, kwargs) and report errors themselves.
template <Name N, auto F>
PyObject* any(PyObject* self, PyObject* args, PyObject* kwargs) {
  if (asks_others(self)) [[unlikely]] {
    PyObject* r = guarded([&] { return hand_over_method(N.text, self, args, kwargs); });
    if (r || PyErr_Occurred()) return r;
  }
  return F(self, args, kwargs);
}

PyObject* dim(const Tensor& t) { return PyLong_FromLongLong(t.dim()); }
PyObject* numel(const Tensor& t) { return PyLong_FromLongLong(t.numel()); }
PyObject* item_(const Tensor& t) { return item(t).release(); }
PyObject* tolist(const Tensor& t) {
  return nested_list(readable(t, "tolist"), 0, t.raw()).release();
}
PyObject* edge_list(const Tensor& t, PyObject* edge) {
  int64_t n = 0;
  check_type(to_int(edge, n), "_edge_list(): expected an int, got ", type_name(edge));
  return nested_list(readable(t, "_edge_list"), 0, t.raw(), n).release();
}
PyObject* data_ptr(const Tensor& t) { return PyLong_FromVoidPtr(t.raw()); }
PyObject* storage_offset(const Tensor& t) { return PyLong_FromLongLong(t.offset()); }
PyObject* element_size(const Tensor& t) { return PyLong_FromSize_t(t.itemsize()); }
PyObject* floating(const Tensor& t) { return PyBool_FromLong(is_floating(t.dtype())); }
PyObject* complex_(const Tensor& t) { return PyBool_FromLong(is_complex(t.dtype())); }
PyObject* signed_(const Tensor& t) {
  return PyBool_FromLong(t.dtype() != DType::U8 && t.dtype() != DType::Bool);
}
PyObject* inference(const Tensor& t) {
  return PyBool_FromLong(t.impl()->flags & TensorImpl::kInference);
}
PyObject* untyped_storage(const Tensor& t) { return storage_object(t.impl()->storage).release(); }
PyObject* get_device(const Tensor& t) {
  return PyLong_FromLong(t.device().kind == DeviceKind::CPU ? -1 : t.device().index);
}
PyObject* retain(const Tensor& t) {
  retain_grad(t);
  Py_RETURN_NONE;
}
PyObject* detach_(PyObject* self, PyObject*) {
  return guarded([&] {
    const Tensor& t = unwrap(self);
    check(!t.impl()->view_base, "Can't detach views in-place. Use detach() instead.");
    t.impl()->flags &= static_cast<uint8_t>(~TensorImpl::kRequiresGrad);
    if (t.impl()->autograd) t.impl()->autograd->grad_fn = nullptr;
    return Py_NewRef(self);
  });
}
PyObject* same_size(const Tensor& t, PyObject* o) {
  check_type(is_tensor(o), "is_same_size(): argument 'other' (position 1) must be Tensor, not ",
             type_name(o));
  return PyBool_FromLong(same(t.sizes(), unwrap(o).sizes()));
}
PyObject* set_to(const Tensor& t, PyObject* o) {
  check_type(is_tensor(o), "is_set_to(): argument 'tensor' (position 1) must be Tensor, not ",
             type_name(o));
  const Tensor& u = unwrap(o);
  return PyBool_FromLong(t.impl()->storage == u.impl()->storage && t.offset() == u.offset() &&
                         same(t.sizes(), u.sizes()) && same(t.strides(), u.strides()));
}

// size() and size(dim); stride() and stride(dim).
template <bool Strides>
PyObject* size_or_stride(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&]() -> PyObject* {
    static const char* names[] = {"dim", nullptr};
    const char* format = Strides ? "|O:stride" : "|O:size";
    PyObject* d = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, format, const_cast<char**>(names), &d))
      throw_python_error();
    const Tensor& t = unwrap(self);
    int64_t dim;
    if (d == Py_None) {
      Ref all = size_object(Strides ? t.strides() : t.sizes());
      return Strides ? PyTuple_GetSlice(all.get(), 0, PyTuple_GET_SIZE(all.get())) : all.release();
    }
    check_type(to_int(d, dim), Strides ? "stride" : "size",
               "(): argument 'dim' (position 1) must be int, not ", type_name(d));
    return PyLong_FromLongLong(Strides ? t.stride(dim) : t.size(dim));
  });
}

PyObject* is_contiguous(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"memory_format", nullptr};
    PyObject* format = nullptr;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:is_contiguous", const_cast<char**>(names),
                                     &format))
      throw_python_error();
    int64_t code = 0;
    if (format) {
      check_type(Py_TYPE(format) == memory_format_type,
                 "is_contiguous(): argument 'memory_format' must be tenon.memory_format, not ",
                 type_name(format));
      code = reinterpret_cast<PyConstant*>(format)->code;
    }
    const Tensor& t = unwrap(self);
    bool last = t.impl()->flags & TensorImpl::kChannelsLast;
    return PyBool_FromLong(code == 0   ? t.is_contiguous()
                           : code == 2 ? last && t.dim() == 4
                           : code == 3 ? last && t.dim() == 5
                                       : true);
  });
}

PyObject* requires_grad_(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"requires_grad", nullptr};
    int on = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|p:requires_grad_", const_cast<char**>(names),
                                     &on))
      throw_python_error();
    set_requires_grad(unwrap(self), on);
    return Py_NewRef(self);
  });
}

PyObject* numpy(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"force", nullptr};
    int force = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|$p:numpy", const_cast<char**>(names), &force))
      throw_python_error();
    return to_numpy(readable(unwrap(self), "numpy"), force);
  });
}

// NumPy asks for it; a dtype means a cast.
PyObject* array(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"dtype", "copy", nullptr};
    PyObject *dtype = Py_None, *copy = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO:__array__", const_cast<char**>(names),
                                     &dtype, &copy))
      throw_python_error();
    Ref out = Ref::steal(to_numpy(readable(unwrap(self), "__array__"), false));
    if (dtype != Py_None) {
      Ref cast = checked(PyObject_GetAttrString(out.get(), "astype"));
      Ref no_copy = checked(Py_BuildValue("{sO}", "copy", copy == Py_True ? Py_True : Py_False));
      Ref positional = checked(PyTuple_Pack(1, dtype));
      return checked(PyObject_Call(cast.get(), positional.get(), no_copy.get())).release();
    }
    return copy == Py_True ? checked(PyObject_CallMethod(out.get(), "copy", nullptr)).release()
                           : out.release();
  });
}

// Tensor._make_subclass(cls, data, requires_grad=False)
PyObject* make_subclass(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"cls", "data", "require_grad", nullptr};
    PyObject *cls = nullptr, *data = nullptr;
    int grad = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!O!|p:_make_subclass",
                                     const_cast<char**>(names), &PyType_Type, &cls, tensor_type,
                                     &data, &grad)) {
      throw_python_error();
    }
    auto* type = reinterpret_cast<PyTypeObject*>(cls);
    check_type(PyType_IsSubtype(type, tensor_type),
               "_make_subclass(): cls must be a subclass of Tensor, got ", type->tp_name);
    Tensor alias = make_alias(unwrap(data));
    alias.impl()->own_version = 0;
    alias.impl()->shared_version = nullptr;
    if (grad) set_requires_grad(alias, true);
    return wrap_as(type, std::move(alias));
  });
}

PyObject* as_subclass(PyObject* self, PyObject* cls) {
  return guarded([&] {
    check_type(
        PyType_Check(cls) && PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(cls), tensor_type),
        "as_subclass(): argument 'cls' must be a subclass of Tensor, not ", type_name(cls));
    static OpRef expand{"expand"};
    return wrap_as(reinterpret_cast<PyTypeObject*>(cls),
                   call_tensor(expand, {Value(unwrap(self)), Value(unwrap(self).sizes())}));
  });
}

PyCFunction kw(PyObject* (*f)(PyObject*, PyObject*, PyObject*)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(f));
}

}  // namespace

Ref item(const Tensor& t) {
  check(t.numel() == 1, "a Tensor with ", t.numel(), " elements cannot be converted to Scalar");
  return element(readable(t, "item").raw(), t.dtype());
}

PyMethodDef tensor_methods[] = {
    {"dim", none<"dim", dim>, METH_NOARGS, "The number of dimensions."},
    {"ndimension", none<"ndimension", dim>, METH_NOARGS, "The number of dimensions."},
    {"numel", none<"numel", numel>, METH_NOARGS, "The number of elements."},
    {"nelement", none<"nelement", numel>, METH_NOARGS, "The number of elements."},
    {"item", none<"item", item_>, METH_NOARGS, "The only element as a Python number."},
    {"tolist", none<"tolist", tolist>, METH_NOARGS,
     "The elements as nested lists; a number for a 0-d tensor."},
    {"_edge_list", one<"_edge_list", edge_list>, METH_O, nullptr},
    {"size", kw(any<"size", size_or_stride<false>>), METH_VARARGS | METH_KEYWORDS,
     "size(dim=None): the sizes, or one of them."},
    {"stride", kw(any<"stride", size_or_stride<true>>), METH_VARARGS | METH_KEYWORDS,
     "stride(dim=None): the strides, or one of them."},
    {"data_ptr", none<"data_ptr", data_ptr>, METH_NOARGS, "The address of the first element."},
    {"storage_offset", none<"storage_offset", storage_offset>, METH_NOARGS,
     "Where the first element lies in the storage."},
    {"element_size", none<"element_size", element_size>, METH_NOARGS, "Bytes of one element."},
    {"is_contiguous", kw(any<"is_contiguous", is_contiguous>), METH_VARARGS | METH_KEYWORDS,
     "Whether the elements lie in order in memory."},
    {"is_floating_point", none<"is_floating_point", floating>, METH_NOARGS,
     "Whether the dtype is a floating one."},
    {"is_complex", none<"is_complex", complex_>, METH_NOARGS,
     "Whether the dtype is a complex one."},
    {"is_signed", none<"is_signed", signed_>, METH_NOARGS, "Whether the dtype has a sign."},
    {"is_inference", none<"is_inference", inference>, METH_NOARGS,
     "Whether it was made under inference_mode."},
    {"is_same_size", one<"is_same_size", same_size>, METH_O,
     "Whether the other has the same shape."},
    {"is_set_to", one<"is_set_to", set_to>, METH_O,
     "Whether the other shows the same memory in the same way."},
    {"get_device", none<"get_device", get_device>, METH_NOARGS,
     "The device's index; -1 on the CPU."},
    {"untyped_storage", none<"untyped_storage", untyped_storage>, METH_NOARGS,
     "The memory behind it."},
    {"requires_grad_", kw(any<"requires_grad_", requires_grad_>), METH_VARARGS | METH_KEYWORDS,
     "Sets requires_grad and returns the tensor."},
    {"retain_grad", none<"retain_grad", retain>, METH_NOARGS, "Keeps .grad of a result."},
    {"detach_", detach_, METH_NOARGS, "Takes the tensor out of the graph, in place."},
    {"_add_hook", tensor_add_hook, METH_O, nullptr},
    {"_remove_hook", tensor_remove_hook, METH_O, nullptr},
    {"_add_accumulate_hook", tensor_add_accumulate_hook, METH_O, nullptr},
    {"_remove_accumulate_hook", tensor_remove_accumulate_hook, METH_O, nullptr},
    {"numpy", kw(any<"numpy", numpy>), METH_VARARGS | METH_KEYWORDS,
     "numpy(*, force=False): an array over the same memory."},
    {"__array__", kw(any<"__array__", array>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"__dlpack__", kw(any<"__dlpack__", tensor_dlpack>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"__dlpack_device__", tensor_dlpack_device, METH_NOARGS, nullptr},
    {"as_subclass", as_subclass, METH_O, "The same tensor as an object of a subclass."},
    {"_make_subclass", kw(make_subclass), METH_VARARGS | METH_KEYWORDS | METH_STATIC, nullptr},
    {}};

}  // namespace tenon::py
