// Attributes of Tensor.
#include "core/autograd/meta.h"
#include "core/base/warn.h"
#include "core/registry/call.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/py_autograd.h"
#include "python/ext/py_op.h"
#include "python/ext/py_override.h"
#include "python/ext/py_storage.h"

namespace tenon::py {
namespace {

// One function pointer type for every attribute: f(tensor) returns a new reference, and may throw.
// Their closure is their name, by which a subclass with a __torch_function__ is asked first.
template <auto F>
PyObject* get(PyObject* self, void* name) {
  return guarded([&]() -> PyObject* {
    if (asks_others(self)) [[unlikely]] {
      if (PyObject* o = hand_over_property(static_cast<const char*>(name), self)) return o;
    }
    return F(unwrap(self));
  });
}
PyObject* boolean(bool v) { return PyBool_FromLong(v); }
template <bool V>
PyObject* constant(PyObject*, void*) {
  return PyBool_FromLong(V);
}

PyObject* shape(const Tensor& t) { return size_object(t.sizes()).release(); }
PyObject* dtype(const Tensor& t) { return Py_NewRef(dtype_object(t.dtype())); }
PyObject* device(const Tensor& t) { return device_object(t.device()).release(); }
PyObject* layout(const Tensor&) { return Py_NewRef(layout_object(0)); }
PyObject* ndim(const Tensor& t) { return PyLong_FromLongLong(t.dim()); }
PyObject* itemsize(const Tensor& t) { return PyLong_FromSize_t(t.itemsize()); }
PyObject* nbytes(const Tensor& t) { return PyLong_FromSize_t(t.nbytes()); }
PyObject* is_leaf_(const Tensor& t) { return boolean(is_leaf(t)); }
PyObject* is_meta(const Tensor& t) { return boolean(t.is_meta()); }
PyObject* is_cpu(const Tensor& t) { return boolean(t.device().kind == DeviceKind::CPU); }
PyObject* is_cuda(const Tensor& t) { return boolean(device_name({t.device().kind, -1}) == "cuda"); }
PyObject* version(const Tensor& t) { return PyLong_FromUnsignedLong(t.version()); }
PyObject* is_inference(const Tensor& t) {
  return boolean(t.impl()->flags & TensorImpl::kInference);
}
PyObject* grad_fn_(const Tensor& t) { return node_object(grad_fn(t)).release(); }
PyObject* output_nr(const Tensor& t) {
  return PyLong_FromUnsignedLong(t.impl()->autograd ? t.impl()->autograd->nr : 0);
}
PyObject* retains(const Tensor& t) {
  return boolean(t.impl()->autograd && t.impl()->autograd->retained);
}
PyObject* base(const Tensor& t) { return wrap(Tensor(t.impl()->view_base)); }

PyObject* requires_grad(const Tensor& t) { return boolean(t.requires_grad()); }
int set_requires(PyObject* self, PyObject* value, void*) {
  return guarded(
      [&] {
        check(value && PyBool_Check(value), "requires_grad must be a bool");
        set_requires_grad(unwrap(self), value == Py_True);
        return 0;
      },
      -1);
}

PyObject* grad(const Tensor& t) {
  Tensor g = grad_of(t);
  if (!g.defined() && t.requires_grad() && !is_leaf(t) && !t.impl()->autograd->retained) {
    warn(
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
        "attribute won't be populated during autograd.backward(). If you indeed want the .grad "
        "field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. "
        "If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor "
        "instead.");
  }
  return wrap(std::move(g));
}
int set_grad_(PyObject* self, PyObject* value, void*) {
  return guarded(
      [&] {
        if (!value || value == Py_None) {
          set_grad(unwrap(self), Tensor());
          return 0;
        }
        check_type(is_tensor(value),
                   "assigned grad expected to be a Tensor or None but got grad of type ",
                   type_name(value));
        set_grad(unwrap(self), unwrap(value));
        return 0;
      },
      -1);
}

// .data shares the elements but not the version counter, so that autograd does not see writes
// through it.
PyObject* data(const Tensor& t) {
  Tensor alias = make_alias(t);
  alias.impl()->own_version = 0;
  alias.impl()->shared_version = nullptr;
  return wrap(std::move(alias));
}
int set_data(PyObject* self, PyObject* value, void*) {
  return guarded(
      [&] {
        check_type(value && is_tensor(value), "Variable data has to be a tensor, but got ",
                   value ? type_name(value) : "nothing");
        TensorImpl *to = unwrap(self).impl(), *from = unwrap(value).impl();
        check(
            !unwrap(self).requires_grad() || is_floating(from->dtype) || is_complex(from->dtype),
            "data set to a tensor that requires gradients must be floating point or complex dtype");
        to->storage = from->storage;
        to->sizes = from->sizes;
        to->strides = from->strides;
        to->offset = from->offset;
        to->dtype = from->dtype;
        to->device = from->device;
        to->refresh();
        return 0;
      },
      -1);
}

OpRef permute{"permute"}, transpose{"transpose"};

PyObject* reversed(const Tensor& t) {
  if (t.dim() == 0) {
    TN_WARN_ONCE(
        "Tensor.T is deprecated on 0-D tensors. This function is the identity in these cases.");
  } else if (t.dim() != 2) {
    TN_WARN_ONCE(
        "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
        "deprecated and it will throw an error in a future release. Consider `x.mT` to transpose "
        "batches of matrices or `x.permute(*tenon.arange(x.ndim - 1, -1, -1))` to reverse the "
        "dimensions of a tensor.");
  }
  Dims order(static_cast<size_t>(t.dim()));
  for (size_t i = 0; i < order.size(); ++i) order[i] = t.dim() - 1 - static_cast<int64_t>(i);
  return wrap(call_tensor(permute, {Value(t), Value(IntSpan(order))}));
}
PyObject* matrix_transpose(const Tensor& t) {
  check(t.dim() >= 2, "tensor.mT is only supported on matrices or batches of matrices. Got ",
        t.dim(), "-D tensor.");
  return wrap(call_tensor(transpose, {Value(t), Value(-2), Value(-1)}));
}
OpRef real_op{"real"}, imag_op{"imag"}, conj{"conj"};
PyObject* real(const Tensor& t) { return wrap(call_tensor(real_op, {Value(t)})); }
PyObject* imag(const Tensor& t) { return wrap(call_tensor(imag_op, {Value(t)})); }
template <OpRef* op>
int set_part(PyObject* self, PyObject* value, void*) {
  return guarded(
      [&] {
        check_type(value && is_tensor(value), "the part of a complex tensor must be a Tensor, not ",
                   value ? type_name(value) : "nothing");
        static OpRef copy{"copy_"};
        Tensor part = call_tensor(*op, {Value(unwrap(self))});
        call_tensor(copy, {Value(part), Value(unwrap(value)), Value(false)});
        return 0;
      },
      -1);
}
PyObject* hermitian(const Tensor& t) {
  check(t.dim() == 0 || t.dim() == 2, "tensor.H is only supported on matrices (2-D tensors). Got ",
        t.dim(), "-D tensor.");
  Tensor turned = t.dim() ? call_tensor(transpose, {Value(t), Value(0), Value(1)}) : t;
  return wrap(call_tensor(conj, {Value(turned)}));
}
PyObject* matrix_hermitian(const Tensor& t) {
  check(t.dim() == 0 || t.dim() >= 2,
        "tensor.mH is only supported on matrices or batches of matrices. Got ", t.dim(),
        "-D tensor.");
  Tensor turned = t.dim() ? call_tensor(transpose, {Value(t), Value(-2), Value(-1)}) : t;
  return wrap(call_tensor(conj, {Value(turned)}));
}

PyObject* storage(const Tensor& t) { return storage_object(t.impl()->storage).release(); }

void* name(const char* text) { return const_cast<char*>(text); }

}  // namespace

PyGetSetDef tensor_getset[] = {
    {"shape", get<shape>, nullptr, "The sizes of the dimensions.", name("shape")},
    {"dtype", get<dtype>, nullptr, "The type of the elements.", name("dtype")},
    {"device", get<device>, nullptr, "Where the elements are.", name("device")},
    {"layout", get<layout>, nullptr, "Always tenon.strided.", name("layout")},
    {"ndim", get<ndim>, nullptr, "The number of dimensions.", name("ndim")},
    {"itemsize", get<itemsize>, nullptr, "Bytes of one element.", name("itemsize")},
    {"nbytes", get<nbytes>, nullptr, "Bytes of all elements.", name("nbytes")},
    {"requires_grad", get<requires_grad>, set_requires, "Whether gradients are wanted.",
     name("requires_grad")},
    {"grad", get<grad>, set_grad_, "The gradient that backward() added up, or None.", name("grad")},
    {"grad_fn", get<grad_fn_>, nullptr,
     "The node of the graph that made this tensor, or None for a leaf.", name("grad_fn")},
    {"is_leaf", get<is_leaf_>, nullptr, "Whether no recorded op made this tensor.",
     name("is_leaf")},
    {"retains_grad", get<retains>, nullptr, "Whether retain_grad() was called.",
     name("retains_grad")},
    {"output_nr", get<output_nr>, nullptr, "Which result of grad_fn this is.", name("output_nr")},
    {"data", get<data>, set_data, "The same elements out of autograd's sight.", name("data")},
    {"T", get<reversed>, nullptr, "The dimensions in reverse order.", name("T")},
    {"mT", get<matrix_transpose>, nullptr, "The last two dimensions swapped.", name("mT")},
    {"H", get<hermitian>, nullptr, "The conjugate of a matrix, its dimensions swapped.", name("H")},
    {"mH", get<matrix_hermitian>, nullptr, "The conjugate, its last two dimensions swapped.",
     name("mH")},
    {"real", get<real>, set_part<&real_op>, "The real part, a view.", name("real")},
    {"imag", get<imag>, set_part<&imag_op>, "The imaginary part, a view.", name("imag")},
    {"_base", get<base>, nullptr, "The tensor that this one is a view of, or None.", name("_base")},
    {"_version", get<version>, nullptr, "Counts in-place writes.", name("_version")},
    {"_storage", get<storage>, nullptr, nullptr, name("_storage")},
    {"is_cpu", get<is_cpu>, nullptr, nullptr, name("is_cpu")},
    {"is_cuda", get<is_cuda>, nullptr, nullptr, name("is_cuda")},
    {"is_meta", get<is_meta>, nullptr, nullptr, name("is_meta")},
    {"_is_inference", get<is_inference>, nullptr, nullptr, name("_is_inference")},
    {"is_sparse", constant<false>, nullptr, nullptr, nullptr},
    {"is_quantized", constant<false>, nullptr, nullptr, nullptr},
    {"is_nested", constant<false>, nullptr, nullptr, nullptr},
    {"is_mps", constant<false>, nullptr, nullptr, nullptr},
    {"is_xpu", constant<false>, nullptr, nullptr, nullptr},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
    {}};

}  // namespace tenon::py
