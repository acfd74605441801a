#include "python/ext/make_tensor.h"

#include <limits>

#include "core/autograd/meta.h"
#include "core/base/warn.h"
#include "python/ext/constants.h"
#include "python/ext/convert.h"
#include "python/ext/default_device.h"
#include "python/ext/py_op.h"
#include "python/ext/py_storage.h"

namespace tenon::py {
namespace {

OpRef to_copy{"to_copy"}, clone{"clone"};

constexpr size_t kMaxDepth = 64;

bool is_text(PyObject* o) { return PyUnicode_Check(o) || PyBytes_Check(o); }
// Lists, tuples, ranges, tensors, arrays: whatever has a length and items.
bool is_sequence(PyObject* o) {
  if (is_list(o)) return true;
  if (is_tensor(o)) return unwrap(o).dim() > 0;
  if (PyFloat_Check(o) || PyLong_Check(o) || PyDict_Check(o)) return false;
  return PySequence_Check(o) && !is_text(o) && PyObject_Size(o) >= 0;
}

// The items of a sequence as a list or tuple.
Ref items_of(PyObject* o) { return is_list(o) ? Ref::share(o) : checked(PySequence_List(o)); }

class Builder {
 public:
  // With a dtype given, elements are not looked at before they are stored.
  Builder(PyObject* data, bool dtype_given) : dtype_given_(dtype_given) {
    measure(data);
    infer(data, 0);
  }
  const Dims& sizes() const { return sizes_; }
  DType dtype() const {
    if (seen_ == DType::None) return default_dtype();
    return seen_;
  }
  void fill(PyObject* o, char*& at, DType dtype, size_t depth = 0) const;

 private:
  void measure(PyObject* o) {
    Ref current = Ref::share(o);
    while (true) {
      if (!is_sequence(current.get())) {
        PyErr_Clear();
        return;
      }
      check_value(sizes_.size() < kMaxDepth, "too many dimensions '", type_name(current.get()),
                  "'");
      Ref items = items_of(current.get());
      sizes_.push_back(list_size(items.get()));
      if (list_size(items.get()) == 0) return;
      current = Ref::share(list_item(items.get(), 0));
    }
  }

  // Checks the shape and finds the dtype that holds every element.
  void infer(PyObject* o, size_t depth) {
    if (depth == sizes_.size()) return see(o);
    if (!is_sequence(o)) {
      PyErr_Clear();
      fail(ErrorKind::Type, "not a sequence");
    }
    if (depth && is_array(o)) warn_of_arrays();
    Ref items = items_of(o);
    Py_ssize_t n = list_size(items.get());
    check_value(n == sizes_[depth], "expected sequence of length ", sizes_[depth], " at dim ",
                depth, " (got ", static_cast<int64_t>(n), ")");
    if (is_tensor(o) && n) return see_dtype(unwrap(o).dtype());
    for (Py_ssize_t i = 0; i < n; ++i) infer(list_item(items.get(), i), depth + 1);
  }
  static void warn_of_arrays() {
    TN_WARN_ONCE(
        "Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider "
        "converting the list to a single numpy.ndarray with numpy.array() before converting to a "
        "tensor.");
  }
  void see(PyObject* o) {
    check_value(!is_text(o) || sizes_.empty(), "too many dimensions '", type_name(o), "'");
    if (dtype_given_) return;
    if (PyFloat_CheckExact(o)) return see_dtype(default_dtype());
    if (is_tensor(o)) return see_dtype(unwrap(o).dtype());
    Scalar s;
    if (to_scalar(o, s)) return see_dtype(dtype_of_scalar(o, s));
    check_type(!is_sequence(o), "'", type_name(o), "' object cannot be interpreted as a number");
    PyErr_Clear();
    fail(is_text(o) ? ErrorKind::Type : ErrorKind::Runtime,
         is_text(o) ? "new(): invalid data type '" : "Could not infer dtype of ", type_name(o),
         is_text(o) ? "'" : "");
  }
  // A NumPy scalar says its type itself.
  static DType dtype_of_scalar(PyObject* o, const Scalar& s) {
    std::string_view name = Py_TYPE(o)->tp_name;
    if (!name.starts_with("numpy.")) return s.dtype();
    DType t = dtype_from_name(name.substr(6));
    return t == DType::None ? s.dtype() : t;
  }
  void see_dtype(DType t) { seen_ = seen_ == DType::None ? t : promote(seen_, t); }

  bool dtype_given_;
  Dims sizes_;
  DType seen_ = DType::None;
};

void Builder::fill(PyObject* o, char*& at, DType dtype, size_t depth) const {
  if (depth == sizes_.size()) {
    Scalar s;
    if (is_tensor(o)) {
      check_value(unwrap(o).numel() == 1,
                  "only one element tensors can be converted to Python scalars");
      to_scalar(item(unwrap(o)).get(), s);
    } else {
      check_type(to_scalar(o, s), "must be real number, not ", type_name(o));
    }
    store(at, dtype, s);
    at += dtype_size(dtype);
    return;
  }
  Ref items = items_of(o);
  for (Py_ssize_t i = 0; i < list_size(items.get()); ++i)
    fill(list_item(items.get(), i), at, dtype, depth + 1);
}

Tensor cast(Tensor t, std::optional<DType> dtype) {
  return dtype && *dtype != t.dtype() ? call_tensor(to_copy, {Value(t), Value(*dtype)}) : t;
}

// Whether an integer type holds the number; negative ones may wrap around into unsigned types, as
// in PyTorch.
template <class T>
bool in_range(const Scalar& s) {
  constexpr T low = std::numeric_limits<T>::min(), high = std::numeric_limits<T>::max();
  if (s.is_float()) return s.f >= static_cast<double>(low) && s.f <= static_cast<double>(high);
  int64_t least = std::is_unsigned_v<T> ? -static_cast<int64_t>(high) : static_cast<int64_t>(low);
  return s.i >= least && s.i <= static_cast<int64_t>(high);
}

template <class T>
T number(const Scalar& s, std::string_view name) {
  if constexpr (std::is_same_v<T, bool>) return s.to_complex() != 0.0;
  check_type(s.kind != Scalar::Complex, std::is_integral_v<T>
                                            ? "'complex' object cannot be interpreted as an integer"
                                            : "must be real number, not complex");
  if constexpr (std::is_same_v<T, double>) return s.to_double();
  if constexpr (std::is_integral_v<T>) {
    check(in_range<T>(s), "value cannot be converted to type ", name, " without overflow");
    return static_cast<T>(s.to_int());
  } else {
    return static_cast<T>(static_cast<float>(s.to_double()));
  }
}
template <class T>
void put(char* at, T v) {
  memcpy(at, &v, sizeof(v));
}

}  // namespace

void store(char* at, DType dtype, const Scalar& s) {
  switch (dtype) {
#define TN_X(code, type, name) \
  case DType::code:            \
    return put(at, number<type>(s, name));
    TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
    case DType::C64:
      return put(at, std::complex<float>(s.to_complex()));
    case DType::C128:
      return put(at, s.to_complex());
    default:
      break;
  }
  fail(ErrorKind::Assertion, "store(): unknown dtype");
}

Tensor scalar_tensor(const Scalar& s, DType dtype, Device device) {
  Tensor t = new_tensor({}, dtype, device);
  if (t.raw()) store(t.raw(), dtype, s);
  return t;
}

Tensor tensor_from_data(PyObject* data, std::optional<DType> dtype, Device device) {
  if (is_tensor(data) || is_array(data)) {
    Tensor source = is_tensor(data) ? make_alias(unwrap(data)) : from_array(data);
    Value copy_args[] = {Value(source), Value()};
    Tensor copy = dtype && *dtype != source.dtype() ? cast(source, dtype)
                                                    : call_tensor(clone, {copy_args[0], Value(0)});
    if (device.kind == DeviceKind::CPU) return copy;
    return new_tensor(copy.sizes(), copy.dtype(), device);
  }
  Scalar s;
  if (!is_list(data) && to_scalar(data, s)) {
    std::string_view name = Py_TYPE(data)->tp_name;
    DType own = name.starts_with("numpy.") ? dtype_from_name(name.substr(6)) : DType::None;
    return scalar_tensor(s, dtype.value_or(own == DType::None ? s.dtype() : own), device);
  }
  Builder builder(data, dtype.has_value());
  Tensor t = new_tensor(builder.sizes(), dtype.value_or(builder.dtype()), device);
  char* at = t.raw();
  if (at && t.numel()) builder.fill(data, at, t.dtype());
  return t;
}

namespace {

struct Options {
  std::optional<DType> dtype;
  Device device;
  bool device_given = false;
};
Options options(PyObject* dtype, PyObject* device, const char* function) {
  Options o;
  Arena arena;
  Value v;
  TypeSpec spec{.kind = TypeKind::DType, .optional = true};
  check_type(convert(dtype, spec, arena, v), function,
             "(): argument 'dtype' must be tenon.dtype, not ", type_name(dtype));
  if (!v.is_none()) o.dtype = v.to_dtype();
  spec.kind = TypeKind::Device;
  check_type(convert(device, spec, arena, v), function,
             "(): argument 'device' must be tenon.device, not ", type_name(device));
  fill_device(v);
  o.device_given = !v.is_none();
  if (o.device_given) o.device = v.to_device();
  return o;
}

// tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)
PyObject* tensor(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"data",          "dtype",      "device",
                                  "requires_grad", "pin_memory", nullptr};
    PyObject *data = nullptr, *dtype = Py_None, *device = Py_None;
    int grad = 0, pin = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOpp:tensor", const_cast<char**>(names),
                                     &data, &dtype, &device, &grad, &pin)) {
      throw_python_error();
    }
    if (is_tensor(data)) {
      checked(PyErr_WarnEx(PyExc_UserWarning,
                           "To copy construct from a tensor, it is recommended to use "
                           "sourceTensor.detach().clone() or "
                           "sourceTensor.detach().clone().requires_grad_(True), rather than "
                           "tenon.tensor(sourceTensor).",
                           1));
    }
    Options o = options(dtype, device, "tensor");
    Tensor t = tensor_from_data(data, o.dtype, o.device);
    if (grad) set_requires_grad(t, true);
    return wrap(std::move(t));
  });
}

// A tensor that shares the array's memory writes into it all the same.
void warn_of_writes(PyObject* array) {
  Ref flags = checked(PyObject_GetAttrString(array, "flags"));
  Ref writable = checked(PyObject_GetAttrString(flags.get(), "writeable"));
  if (PyObject_IsTrue(writable.get()) != 0) return;
  TN_WARN_ONCE(
      "The given NumPy array is not writable, and Tenon does not support non-writable tensors. "
      "This means writing to this tensor will result in undefined behavior. You may want to copy "
      "the array to protect its data or make it writable before converting it to a tensor. This "
      "type of warning will be suppressed for the rest of this program.");
}

// as_tensor(data, dtype=None, device=None) and asarray(obj, *, dtype=None, device=None, copy=None,
// requires_grad=False): share memory where they can.
PyObject* shared(PyObject* data, const Options& o, bool never_copy, bool always_copy) {
  bool sharable = is_tensor(data) || is_array(data);
  check_value(!(never_copy && !sharable), "can't alias an object of type ", type_name(data),
              " without copying");
  if (!sharable || always_copy) return wrap(tensor_from_data(data, o.dtype, o.device));
  if (is_array(data)) warn_of_writes(data);
  Tensor source = is_tensor(data) ? unwrap(data) : from_array(data);
  bool other_device = o.device_given && o.device.kind != source.device().kind;
  bool same = (!o.dtype || *o.dtype == source.dtype()) && !other_device;
  check_value(!never_copy || same,
              "can't alias a tensor with another dtype or device without copying");
  if (other_device) return wrap(tensor_from_data(data, o.dtype, o.device));
  return wrap(cast(std::move(source), o.dtype));
}
PyObject* as_tensor(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"data", "dtype", "device", nullptr};
    PyObject *data = nullptr, *dtype = Py_None, *device = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OO:as_tensor", const_cast<char**>(names),
                                     &data, &dtype, &device))
      throw_python_error();
    return shared(data, options(dtype, device, "as_tensor"), false, false);
  });
}
PyObject* asarray(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"obj", "dtype", "device", "copy", "requires_grad", nullptr};
    PyObject *data = nullptr, *dtype = Py_None, *device = Py_None, *copy = Py_None;
    int grad = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOp:asarray", const_cast<char**>(names),
                                     &data, &dtype, &device, &copy, &grad)) {
      throw_python_error();
    }
    Ref t = Ref::steal(
        shared(data, options(dtype, device, "asarray"), copy == Py_False, copy == Py_True));
    if (grad) set_requires_grad(unwrap(t.get()), true);
    return t.release();
  });
}

PyObject* from_numpy(PyObject*, PyObject* o) {
  return guarded([&] {
    check_type(is_array(o), "expected np.ndarray (got ", type_name(o), ")");
    warn_of_writes(o);
    return wrap(from_array(o));
  });
}

// _from_array(ndarray): from_numpy without its warning.
PyObject* from_own_array(PyObject*, PyObject* o) {
  return guarded([&] { return wrap(from_array(o)); });
}

// _from_storage(storage, dtype, offset, size, stride): what pickle and deepcopy rebuild tensors
// with.
PyObject* from_storage(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject *storage, *dtype, *size, *stride;
    long long offset;
    if (!PyArg_ParseTuple(args, "OO!LOO:_from_storage", &storage, dtype_type, &dtype, &offset,
                          &size, &stride))
      throw_python_error();
    Arena arena;
    TypeSpec ints{.kind = TypeKind::Int, .list = true};
    IntSpan sizes = from_python(size, ints, arena).to_ints(),
            strides = from_python(stride, ints, arena).to_ints();
    static OpRef as_strided{"as_strided"};
    DType t = dtype_of(dtype);
    int64_t count = static_cast<int64_t>(storage_of(storage)->nbytes / dtype_size(t)), one = 1;
    Tensor whole = new_tensor(IntSpan(), t, storage_of(storage)->device);
    TensorImpl* p = whole.impl();
    p->storage = storage_of(storage);
    p->sizes.assign(&count, 1);
    p->strides.assign(&one, 1);
    p->refresh();
    Tensor view = call_tensor(as_strided, {Value(whole), Value(sizes), Value(strides),
                                           Value(static_cast<int64_t>(offset))});
    Tensor own = make_alias(view);
    own.impl()->shared_version = nullptr;
    return wrap(std::move(own));
  });
}

PyCFunction kw(PyObject* (*f)(PyObject*, PyObject*, PyObject*)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(f));
}

}  // namespace

PyMethodDef make_tensor_functions[] = {
    {"tensor", kw(tensor), METH_VARARGS | METH_KEYWORDS,
     "tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)\n\nA new "
     "tensor with the values of data."},
    {"as_tensor", kw(as_tensor), METH_VARARGS | METH_KEYWORDS,
     "as_tensor(data, dtype=None, device=None)\n\nA tensor over the memory of data where that is "
     "possible, else a copy."},
    {"asarray", kw(asarray), METH_VARARGS | METH_KEYWORDS,
     "asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False)\n\nAs the array API "
     "says."},
    {"from_numpy", from_numpy, METH_O,
     "from_numpy(ndarray)\n\nA tensor over the memory of a NumPy array."},
    {"_from_array", from_own_array, METH_O, nullptr},
    {"_from_storage", from_storage, METH_VARARGS, nullptr},
    {}};

}  // namespace tenon::py
