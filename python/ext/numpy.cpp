// NumPy arrays over the same memory, both ways: through the buffer protocol, so that NumPy is
// imported only when a user asks for an array.
#include "python/ext/convert.h"
#include "python/ext/make_tensor.h"
#include "python/ext/py_storage.h"

namespace tenon::py {
namespace {

DType dtype_of_format(std::string_view format, size_t itemsize) {
  while (!format.empty() && std::string_view("@=<").find(format[0]) != std::string_view::npos)
    format.remove_prefix(1);
  check_type(format.size() == 1 || format.starts_with("Z"), "can't convert np.ndarray of format '",
             format,
             "'. The only supported types are: float64, float32, float16, complex64, complex128, "
             "int64, int32, int16, int8, "
             "uint8, and bool.");
  switch (format[0]) {
    case '?':
      return DType::Bool;
    case 'B':
      return DType::U8;
    case 'b':
      return DType::I8;
    case 'h':
      return DType::I16;
    case 'i':
      return DType::I32;
    case 'l':
    case 'q':
      return itemsize == 8 ? DType::I64 : DType::I32;
    case 'e':
      return DType::F16;
    case 'f':
      return DType::F32;
    case 'd':
      return DType::F64;
    case 'Z':
      return format == "Zf" ? DType::C64 : DType::C128;
    default:
      break;
  }
  fail(ErrorKind::Type, "can't convert np.ndarray of format '", format,
       "'. The only supported types are: float64, float32, float16, complex64, complex128, int64, "
       "int32, int16, int8, uint8, "
       "and bool.");
}

void release_view(void* p) {
  auto* view = static_cast<Py_buffer*>(p);
  if (Py_IsInitialized()) {
    Gil gil;
    PyBuffer_Release(view);
  }
  delete view;
}

struct Numpy {
  PyObject* ndarray;
  PyObject* dtypes[kDTypes];
};
const Numpy& numpy() {
  static const Numpy* n = [] {
    Ref module = checked(PyImport_ImportModule("numpy"));
    auto* found = new Numpy{};
    found->ndarray = checked(PyObject_GetAttrString(module.get(), "ndarray")).release();
    for (int t = 0; t < kDTypes; ++t) {
      auto dtype = static_cast<DType>(t);
      if (dtype == DType::BF16) continue;
      Ref name = to_unicode(dtype_name(dtype));
      Ref make = checked(PyObject_GetAttrString(module.get(), "dtype"));
      found->dtypes[t] =
          checked(PyObject_CallFunctionObjArgs(make.get(), name.get(), nullptr)).release();
    }
    return found;
  }();
  return *n;
}

}  // namespace

bool is_array(PyObject* o) {
  for (PyTypeObject* type = Py_TYPE(o); type; type = type->tp_base) {
    if (!strcmp(type->tp_name, "numpy.ndarray")) return true;
  }
  return false;
}

Tensor from_array(PyObject* o) {
  auto view = std::make_unique<Py_buffer>();
  if (PyObject_GetBuffer(o, view.get(), PyBUF_STRIDES | PyBUF_FORMAT) < 0) throw_python_error();
  Dims sizes, strides;
  try {
    DType dtype =
        dtype_of_format(view->format ? view->format : "B", static_cast<size_t>(view->itemsize));
    for (int i = 0; i < view->ndim; ++i) {
      check_value(view->strides[i] >= 0,
                  "At least one stride in the given numpy array is negative, and tensors with "
                  "negative strides are not "
                  "currently supported. (You can probably work around this by making a copy of "
                  "your array  with array.copy().)");
      check_value(view->strides[i] % view->itemsize == 0,
                  "given numpy array strides not a multiple of the element byte size. Copy the "
                  "numpy array to reallocate the memory.");
      sizes.push_back(view->shape[i]);
      strides.push_back(view->strides[i] / view->itemsize);
    }
    Tensor t = from_blob(view->buf, sizes, strides, dtype, release_view, view.get());
    view.release();
    return t;
  } catch (...) {
    if (view) PyBuffer_Release(view.get());
    throw;
  }
}

PyObject* to_numpy(const Tensor& t, bool force) {
  check(force || !t.requires_grad(),
        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
  check_type(t.dtype() != DType::BF16, "Got unsupported ScalarType BFloat16");
  const Numpy& np = numpy();
  Ref shape = checked(PyTuple_New(t.dim())), strides = checked(PyTuple_New(t.dim()));
  auto itemsize = static_cast<int64_t>(t.itemsize());
  for (int64_t i = 0; i < t.dim(); ++i) {
    PyTuple_SET_ITEM(shape.get(), i, checked(PyLong_FromLongLong(t.sizes()[i])).release());
    PyTuple_SET_ITEM(strides.get(), i,
                     checked(PyLong_FromLongLong(t.strides()[i] * itemsize)).release());
  }
  Ref storage = storage_object(t.impl()->storage);
  bool empty = t.numel() == 0;  // NumPy wants even the places of no elements inside the buffer
  Ref offset = checked(PyLong_FromLongLong(empty ? 0 : t.offset() * itemsize));
  return checked(PyObject_CallFunctionObjArgs(
                     np.ndarray, shape.get(), np.dtypes[static_cast<int>(t.dtype())], storage.get(),
                     offset.get(), empty ? Py_None : strides.get(), nullptr))
      .release();
}

}  // namespace tenon::py
