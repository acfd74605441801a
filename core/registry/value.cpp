#include "core/registry/value.h"

#include "core/registry/generator.h"
#include "core/tensor/dlpack.h"

namespace tenon {
void intrusive_release(List* p) noexcept {
  if (!p->release_ref()) return;
  for (Value& v : p->items) v.drop();
  delete p;
}

void intrusive_release(String* p) noexcept {
  if (p->release_ref()) delete p;
}

Value::Value(DType t) noexcept : tn_value{t == DType::None ? TN_NONE : TN_DTYPE, 0, {0}} {
  if (t != DType::None) i = dlpack_code(t);
}

Value::Value(const Scalar& s) noexcept : tn_value{TN_NONE, 0, {0}} {
  switch (s.kind) {
    case Scalar::Bool:
      tag = TN_BOOL;
      i = s.i;
      break;
    case Scalar::Int:
      tag = TN_INT;
      i = s.i;
      break;
    case Scalar::Float:
      tag = TN_FLOAT;
      f = s.f;
      break;
    case Scalar::Complex:
      tag = TN_COMPLEX;
      p = const_cast<double*>(&s.f);  // {real, imag} lie side by side in Scalar
      break;
  }
}
static_assert(offsetof(Scalar, imag) == offsetof(Scalar, f) + sizeof(double));

std::string_view Value::to_str() const noexcept {
  if (tag == TN_STRING) return static_cast<String*>(p)->text;
  return {static_cast<const char*>(p), aux};
}

DType Value::to_dtype() const { return dtype_from_dlpack(static_cast<uint32_t>(i)); }

Scalar Value::to_scalar() const noexcept {
  switch (tag) {
    case TN_BOOL:
      return Scalar(i != 0);
    case TN_FLOAT:
      return Scalar(f);
    case TN_COMPLEX: {
      const auto* c = static_cast<const double*>(p);
      return Scalar(std::complex<double>(c[0], c[1]));
    }
    default:
      return Scalar(i);
  }
}

Tensor Value::take_tensor() noexcept {
  Tensor t = Tensor::adopt(tag == TN_TENSOR ? static_cast<TensorImpl*>(p) : nullptr);
  *this = Value();
  return t;
}

void Value::drop() noexcept {
  switch (tag) {
    case TN_TENSOR:
      intrusive_release(static_cast<TensorImpl*>(p));
      break;
    case TN_LIST:
    case TN_DICT:
    case TN_TUPLE:
      intrusive_release(static_cast<List*>(p));
      break;
    case TN_STRING:
      intrusive_release(static_cast<String*>(p));
      break;
    case TN_GENERATOR:
      intrusive_release(static_cast<Generator*>(p));
      break;
    case TN_CALLABLE:
    case TN_SELF:
    case TN_OBJECT:
      release_object(static_cast<tn_object*>(p));
      break;
    default:
      break;
  }
  *this = Value();
}

Value Value::own() const {
  switch (tag) {
    case TN_TENSOR:
      static_cast<TensorImpl*>(p)->retain();
      return *this;
    case TN_LIST:
    case TN_DICT:
    case TN_TUPLE:
      static_cast<List*>(p)->retain();
      return *this;
    case TN_STRING:
      static_cast<String*>(p)->retain();
      return *this;
    case TN_GENERATOR:
      static_cast<Generator*>(p)->retain();
      return *this;
    case TN_CALLABLE:
    case TN_SELF:
    case TN_OBJECT:
      retain_object(static_cast<tn_object*>(p));
      return *this;
    case TN_STR:
    case TN_BYTES:
      return make_string(std::string(to_str()));
    case TN_COMPLEX: {
      const auto* c = static_cast<const double*>(p);
      return make_list({Value(c[0]), Value(c[1])});
    }
    case TN_INTS:
    case TN_FLOATS:
    case TN_TENSORS:
    case TN_VALUES: {
      std::vector<Value> items = list_items(*this);
      for (Value& v : items) v = v.own();
      return make_list(std::move(items));
    }
    default:
      return *this;
  }
}

Value make_list(std::vector<Value> owned_items, tn_tag tag) {
  auto* list = new List;
  list->items = std::move(owned_items);
  return Value::pointer(tag, list);
}

Value make_list(std::vector<Tensor> tensors) {
  std::vector<Value> items;
  items.reserve(tensors.size());
  for (Tensor& t : tensors) {
    items.push_back(t.defined() ? Value::pointer(TN_TENSOR, t.release()) : Value());
  }
  return make_list(std::move(items));
}

Value make_string(std::string text) {
  auto* s = new String;
  s->text = std::move(text);
  return Value::pointer(TN_STRING, s);
}

std::vector<Value> list_items(const Value& v) {
  std::vector<Value> out;
  switch (v.tag) {
    case TN_INTS:
      for (int64_t x : v.to_ints()) out.emplace_back(x);
      break;
    case TN_FLOATS:
      for (double x : v.to_doubles()) out.emplace_back(x);
      break;
    case TN_TENSORS:
      for (const Tensor& x : v.to_tensors()) out.emplace_back(x);
      break;
    case TN_VALUES:
      for (const Value& x : v.to_values()) out.push_back(x);
      break;
    case TN_LIST:
    case TN_DICT:
    case TN_TUPLE:
      out = v.list()->items;
      break;
    default:
      fail(ErrorKind::Type, "expected a list, got ", tag_name(v.tag));
  }
  return out;
}

std::string_view tag_name(int32_t tag) noexcept {
  static constexpr std::string_view kNames[] = {
      "None",      "bool",   "int",          "float",          "complex",
      "dtype",     "device", "str",          "bytes",          "Tensor",
      "list",      "dict",   "tuple",        "callable",       "stream",
      "Generator", "object", "list of ints", "list of floats", "list of Tensors",
      "list",      "object", "str"};
  return tag >= 0 && tag < static_cast<int32_t>(std::size(kNames)) ? kNames[tag] : "unknown";
}

void append(std::string& out, const Scalar& s) {
  switch (s.kind) {
    case Scalar::Bool:
      append(out, s.i != 0);
      break;
    case Scalar::Int:
      append(out, s.i);
      break;
    case Scalar::Float:
      append(out, s.f);
      break;
    case Scalar::Complex:
      out += str('(', s.f, s.imag < 0 ? "" : "+", s.imag, "j)");
      break;
  }
}

std::string repr(const Value& v) {
  switch (v.tag) {
    case TN_NONE:
      return "None";
    case TN_BOOL:
    case TN_INT:
    case TN_FLOAT:
    case TN_COMPLEX:
      return str(v.to_scalar());
    case TN_DTYPE:
      return str("tenon.", v.to_dtype());
    case TN_DEVICE:
      return str("'", v.to_device(), "'");
    case TN_STR:
    case TN_STRING:
      return str("'", v.to_str(), "'");
    case TN_TENSOR:
      return str("Tensor", v.tensor().sizes());
    case TN_INTS:
    case TN_FLOATS:
    case TN_TENSORS:
    case TN_VALUES:
    case TN_LIST:
    case TN_TUPLE: {
      std::string out = "[";
      for (const Value& x : list_items(v)) out += (out.size() > 1 ? ", " : "") + repr(x);
      return out + "]";
    }
    default:
      return str("<", tag_name(v.tag), ">");
  }
}

}  // namespace tenon
