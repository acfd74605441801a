#include "python/ext/convert.h"
#include "python/ext/py_override.h"

#include "core/registry/op.h"
#include "python/ext/constants.h"
#include "python/ext/py_self.h"

namespace tenon::py {

struct Arena::Rare {
  std::vector<std::unique_ptr<char[]>> blocks;
  std::vector<Value> values;
  std::vector<Ref> objects;
};

Arena::Rare& Arena::rare() {
  if (!rare_) rare_ = new Rare;
  return *rare_;
}
void* Arena::take_heap(size_t bytes) {
  rare().blocks.push_back(std::make_unique<char[]>(bytes));
  return rare().blocks.back().get();
}
void Arena::free_rare() noexcept {
  for (Value& v : rare_->values) v.drop();
  delete rare_;
}
Value Arena::keep(Value owned) {
  rare().values.push_back(owned);
  return owned;
}
PyObject* Arena::keep(Ref object) {
  rare().objects.push_back(std::move(object));
  return rare().objects.back().get();
}

namespace {

void retain_handle(tn_object* p) {
  static_cast<PyHandle*>(p)->refs.fetch_add(1, std::memory_order_relaxed);
}
void release_handle(tn_object* p) {
  auto* h = static_cast<PyHandle*>(p);
  if (h->refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  if (Py_IsInitialized()) {
    Gil gil;
    Py_DECREF(h->object);
  }
  delete h;
}

bool numpy_scalar(PyObject* o, std::string_view prefix) {
  return std::string_view(Py_TYPE(o)->tp_name).starts_with(prefix);
}

bool from_tensor(PyObject* o, Scalar& out) {
  const Tensor& t = unwrap(o);
  if (t.dim() != 0 || t.requires_grad() || t.is_meta()) return false;
  Ref number = item(t);
  return to_scalar(number.get(), out);
}

}  // namespace

Value object_value(PyObject* o) {
  auto* h = new PyHandle;
  h->retain = retain_handle;
  h->release = release_handle;
  h->refs = 1;
  h->object = Py_NewRef(o);
  return Value::pointer(TN_OBJECT, static_cast<tn_object*>(h));
}
PyObject* object_of(const Value& v) noexcept {
  if (v.tag != TN_OBJECT) return nullptr;
  auto* p = static_cast<tn_object*>(v.p);
  return p->release == release_handle ? static_cast<PyHandle*>(p)->object : nullptr;
}

bool to_int(PyObject* o, int64_t& out) {
  if (PyBool_Check(o)) return false;
  if (PyLong_Check(o)) {
    int overflow = 0;
    out = PyLong_AsLongLongAndOverflow(o, &overflow);
    if (overflow)
      fail(ErrorKind::Overflow,
           "Overflow when unpacking long: the number does not fit into 64 bits");
    return true;
  }
  if (is_tensor(o) ? unwrap(o).dim() != 0 || !is_integral(unwrap(o).dtype()) : !PyIndex_Check(o))
    return false;
  Ref number = Ref::steal(PyNumber_Index(o));
  if (number) return to_int(number.get(), out);
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) throw_python_error();
  PyErr_Clear();  // an array has the slot, too
  return false;
}

bool to_scalar(PyObject* o, Scalar& out) {
  if (PyFloat_Check(o)) {
    out = Scalar(PyFloat_AS_DOUBLE(o));
  } else if (PyBool_Check(o)) {
    out = Scalar(o == Py_True);
  } else if (PyLong_Check(o)) {
    int64_t i = 0;
    to_int(o, i);
    out = Scalar(i);
  } else if (PyComplex_Check(o)) {
    out = Scalar(std::complex<double>(PyComplex_RealAsDouble(o), PyComplex_ImagAsDouble(o)));
  } else if (is_tensor(o)) {
    return from_tensor(o, out);
  } else if (numpy_scalar(o, "numpy.bool")) {
    out = Scalar(PyObject_IsTrue(o) == 1);
  } else if (PyIndex_Check(o) && !PyObject_HasAttrString(o, "__len__")) {
    Ref number = checked(PyNumber_Index(o));
    return to_scalar(number.get(), out);
  } else if (numpy_scalar(o, "numpy.float") || numpy_scalar(o, "numpy.longdouble")) {
    out = Scalar(PyFloat_AsDouble(o));
  } else if (numpy_scalar(o, "numpy.complex")) {
    Py_complex c = PyComplex_AsCComplex(o);
    out = Scalar(std::complex<double>(c.real, c.imag));
  } else {
    return false;
  }
  return true;
}

Ref scalar_object(const Scalar& s) {
  switch (s.kind) {
    case Scalar::Bool:
      return checked(PyBool_FromLong(s.i));
    case Scalar::Int:
      return checked(PyLong_FromLongLong(s.i));
    case Scalar::Float:
      return checked(PyFloat_FromDouble(s.f));
    case Scalar::Complex:
      return checked(PyComplex_FromDoubles(s.f, s.imag));
  }
  return {};
}

namespace {

bool convert_scalar(PyObject* o, Arena& arena, Value& out) {
  Scalar s;
  if (!to_scalar(o, s)) return false;
  if (s.kind == Scalar::Complex) {
    auto* kept = arena.take<Scalar>(1);
    *kept = s;
    out = Value(*kept);
  } else {
    out = Value(s);
  }
  return true;
}

bool convert_dtype(PyObject* o, Value& out) {
  if (is_dtype(o)) {
    out = Value(dtype_of(o));
  } else if (o == reinterpret_cast<PyObject*>(&PyFloat_Type)) {
    out = Value(default_dtype());
  } else if (o == reinterpret_cast<PyObject*>(&PyLong_Type)) {
    out = Value(DType::I64);
  } else if (o == reinterpret_cast<PyObject*>(&PyBool_Type)) {
    out = Value(DType::Bool);
  } else if (o == reinterpret_cast<PyObject*>(&PyComplex_Type)) {
    out = Value(Scalar(std::complex<double>()).dtype());
  } else {
    return false;
  }
  return true;
}

bool convert_device(PyObject* o, Value& out) {
  if (is_device(o)) {
    out = Value(device_of(o));
  } else if (PyUnicode_Check(o)) {
    out = Value(parse_device(text_of(o)));
  } else {
    return false;
  }
  return true;
}

bool convert_constant(PyObject* o, PyTypeObject* type, Value& out) {
  if (Py_TYPE(o) != type) return false;
  out = Value(reinterpret_cast<PyConstant*>(o)->code);
  return true;
}

bool convert_one(PyObject* o, TypeKind kind, Arena& arena, Value& out) {
  switch (kind) {
    case TypeKind::TensorOrScalar:
      if (!is_tensor(o)) return convert_scalar(o, arena, out);
      [[fallthrough]];
    case TypeKind::Tensor:
      if (!is_tensor(o)) return false;
      if (overrides(o)) [[unlikely]]
        arena.overridden = true;
      out = Value(unwrap(o));
      return true;
    case TypeKind::Int: {
      int64_t i;
      if (!to_int(o, i)) return false;
      out = Value(i);
      return true;
    }
    case TypeKind::Float: {
      Scalar s;
      if (!to_scalar(o, s) || s.kind == Scalar::Complex) return false;
      out = Value(s.to_double());
      return true;
    }
    case TypeKind::Bool:
      if (!PyBool_Check(o) && !numpy_scalar(o, "numpy.bool")) return false;
      out = Value(PyObject_IsTrue(o) == 1);
      return true;
    case TypeKind::Str:
      if (!PyUnicode_Check(o)) return false;
      out = Value(text_of(o));
      return true;
    case TypeKind::Scalar:
      return convert_scalar(o, arena, out);
    case TypeKind::DType:
      return convert_dtype(o, out);
    case TypeKind::Device:
      return convert_device(o, out);
    case TypeKind::Layout:
      return convert_constant(o, layout_type, out);
    case TypeKind::MemoryFormat:
      return convert_constant(o, memory_format_type, out);
    case TypeKind::Generator:
      if (Py_TYPE(o) != generator_type) return false;
      out = Value(reinterpret_cast<PyGenerator*>(o)->generator);
      return true;
    case TypeKind::Any:
      out = from_python(o, arena);
      return true;
  }
  return false;
}

bool convert_tensors(PyObject* o, Py_ssize_t n, bool optional_item, Arena& arena, Value& out) {
  auto** items = arena.take<TensorImpl*>(static_cast<size_t>(n));
  bool mutable_list = PyList_Check(o);
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* item = list_item(o, i);
    if (item == Py_None && optional_item) {
      items[i] = nullptr;
      continue;
    }
    if (!is_tensor(item)) return false;
    if (overrides(item)) [[unlikely]]
      arena.overridden = true;
    items[i] = unwrap(item).impl();
    // Another thread could empty the list while the op runs without the GIL.
    if (mutable_list) arena.keep(Ref::share(item));
  }
  out = Value(TensorSpan(reinterpret_cast<const Tensor*>(items), static_cast<size_t>(n)));
  return true;
}

bool convert_list(PyObject* o, const TypeSpec& type, Arena& arena, Value& out) {
  if (!is_list(o)) return false;
  Py_ssize_t n = list_size(o);
  if (type.kind == TypeKind::Tensor) return convert_tensors(o, n, type.optional_item, arena, out);
  auto size = static_cast<size_t>(n);
  if (type.kind == TypeKind::Int) {
    auto* items = arena.take<int64_t>(size);
    for (Py_ssize_t i = 0; i < n; ++i) {
      if (!to_int(list_item(o, i), items[i])) return false;
    }
    out = Value(IntSpan(items, size));
    return true;
  }
  if (type.kind == TypeKind::Float) {
    auto* items = arena.take<double>(size);
    for (Py_ssize_t i = 0; i < n; ++i) {
      Scalar s;
      if (!to_scalar(list_item(o, i), s) || s.kind == Scalar::Complex) return false;
      items[i] = s.to_double();
    }
    out = Value(std::span<const double>(items, size));
    return true;
  }
  auto* items = arena.take<Value>(size);
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* item = list_item(o, i);
    items[i] = Value();
    if (item == Py_None && type.optional_item) continue;
    if (!convert_one(item, type.kind, arena, items[i])) return false;
  }
  out = Value(std::span<const Value>(items, size));
  return true;
}

// T[n] takes a single T for n of them.
bool repeat_one(PyObject* o, const TypeSpec& type, Arena& arena, Value& out) {
  auto n = static_cast<size_t>(type.length);
  if (type.kind == TypeKind::Int) {
    int64_t v;
    if (!to_int(o, v)) return false;
    auto* items = arena.take<int64_t>(n);
    std::fill_n(items, n, v);
    out = Value(IntSpan(items, n));
    return true;
  }
  Scalar s;
  if (type.kind != TypeKind::Float || !to_scalar(o, s) || s.kind == Scalar::Complex) return false;
  auto* items = arena.take<double>(n);
  std::fill_n(items, n, s.to_double());
  out = Value(std::span<const double>(items, n));
  return true;
}

}  // namespace

bool convert(PyObject* o, const TypeSpec& type, Arena& arena, Value& out) {
  if (o == Py_None && (type.optional || type.kind == TypeKind::Any)) {
    out = Value();
    return true;
  }
  if (!type.list) return convert_one(o, type.kind, arena, out);
  return convert_list(o, type, arena, out) || (type.length && repeat_one(o, type, arena, out));
}

std::string python_type_name(const TypeSpec& type) {
  std::string_view one;
  switch (type.kind) {
    case TypeKind::TensorOrScalar:
      one = "Tensor";
      break;
    case TypeKind::Scalar:
      one = "Number";
      break;
    case TypeKind::MemoryFormat:
      one = "tenon.memory_format";
      break;
    case TypeKind::DType:
      one = "tenon.dtype";
      break;
    case TypeKind::Layout:
      one = "tenon.layout";
      break;
    case TypeKind::Any:
      one = "object";
      break;
    default:
      one = kind_name(type.kind);
      break;
  }
  return type.list ? str("tuple of ", one, "s") : std::string(one);
}

Value from_python(PyObject* o, const TypeSpec& type, Arena& arena) {
  Value out;
  check_type(convert(o, type, arena, out), "must be ", python_type_name(type), ", not ",
             type_name(o));
  return out;
}

namespace {

Value list_value(PyObject* o, Arena& arena, tn_tag tag) {
  std::vector<Value> items;
  for (Py_ssize_t i = 0; i < list_size(o); ++i)
    items.push_back(from_python(list_item(o, i), arena).own());
  return arena.keep(make_list(std::move(items), tag));
}

Value dict_value(PyObject* o, Arena& arena) {
  std::vector<Value> items;
  PyObject *key, *value;
  Py_ssize_t at = 0;
  while (PyDict_Next(o, &at, &key, &value)) {
    items.push_back(from_python(key, arena).own());
    items.push_back(from_python(value, arena).own());
  }
  return arena.keep(make_list(std::move(items), TN_DICT));
}

}  // namespace

Value from_python(PyObject* o, Arena& arena) {
  Value out;
  if (o == Py_None) return out;
  if (is_tensor(o)) {
    if (overrides(o)) [[unlikely]]
      arena.overridden = true;
    return Value(unwrap(o));
  }
  if (PyUnicode_Check(o)) return Value(text_of(o));
  if (is_device(o) || is_dtype(o)) {
    if (!convert_dtype(o, out)) convert_device(o, out);
    return out;
  }
  if (Py_TYPE(o) == generator_type) return Value(reinterpret_cast<PyGenerator*>(o)->generator);
  if (PyBytes_Check(o)) {
    out = Value(std::string_view(PyBytes_AS_STRING(o), static_cast<size_t>(PyBytes_GET_SIZE(o))));
    out.tag = TN_BYTES;
    return out;
  }
  if (PyList_Check(o)) return list_value(o, arena, TN_LIST);
  if (PyTuple_Check(o)) return list_value(o, arena, TN_TUPLE);
  if (PyDict_CheckExact(o)) return dict_value(o, arena);
  if (convert_scalar(o, arena, out)) return out;
  if (Value instance = instance_value(o); !instance.is_none()) return arena.keep(instance);
  return arena.keep(object_value(o));
}

namespace {

Ref sequence(const Value& v, bool tuple) {
  std::vector<Value> items = list_items(v);
  auto n = static_cast<Py_ssize_t>(items.size());
  Ref out = checked(tuple ? PyTuple_New(n) : PyList_New(n));
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* item = to_python(items[static_cast<size_t>(i)]).release();
    if (tuple) {
      PyTuple_SET_ITEM(out.get(), i, item);
    } else {
      PyList_SET_ITEM(out.get(), i, item);
    }
  }
  return out;
}

Ref dict(const Value& v) {
  Ref out = checked(PyDict_New());
  const std::vector<Value>& items = v.list()->items;
  for (size_t i = 0; i + 1 < items.size(); i += 2) {
    checked(PyDict_SetItem(out.get(), to_python(items[i]).get(), to_python(items[i + 1]).get()));
  }
  return out;
}

}  // namespace

Ref to_python(const Value& v) {
  switch (v.tag) {
    case TN_NONE:
      return Ref::share(Py_None);
    case TN_BOOL:
    case TN_INT:
    case TN_FLOAT:
    case TN_COMPLEX:
      return scalar_object(v.to_scalar());
    case TN_DTYPE:
      return Ref::share(dtype_object(v.to_dtype()));
    case TN_DEVICE:
      return device_object(v.to_device());
    case TN_STR:
    case TN_STRING:
      return to_unicode(v.to_str());
    case TN_BYTES:
      return checked(PyBytes_FromStringAndSize(static_cast<const char*>(v.p), v.aux));
    case TN_TENSOR:
      return Ref::steal(wrap(v.tensor()));
    case TN_TUPLE:
      return sequence(v, true);
    case TN_DICT:
      return dict(v);
    case TN_GENERATOR:
      return generator_object(v.to_generator());
    case TN_LIST:
    case TN_INTS:
    case TN_FLOATS:
    case TN_TENSORS:
    case TN_VALUES:
      return sequence(v, false);
    default:
      break;
  }
  if (PyObject* o = object_of(v)) return Ref::share(o);
  if (PyObject* o = instance_object(v)) return Ref::share(o);
  fail(ErrorKind::Type, "a value of kind ", tag_name(v.tag), " cannot be handed to Python");
}

PyObject* result_to_python(Value owned, const TypeSpec& type) {
  if (owned.tag == TN_TENSOR) return wrap(owned.take_tensor());
  Owned holder(owned);
  if (owned.tag == TN_LIST && type.list) return sequence(owned, true).release();
  if (type.kind == TypeKind::Layout) return Ref::share(layout_object(owned.i)).release();
  if (type.kind == TypeKind::MemoryFormat)
    return Ref::share(memory_format_object(owned.i)).release();
  return to_python(owned).release();
}

}  // namespace tenon::py
