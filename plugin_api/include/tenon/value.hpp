// Values: ValueRef is a borrowed cell with readers that check, Value an owned one.
#pragma once
#include <optional>

#include "tenon/tensor.hpp"

TN_NAMESPACE_BEGIN

class Value;
namespace detail {
std::string_view tag_name(int32_t tag) noexcept;
}

class ValueRef {
 public:
  ValueRef() noexcept : v_{} {}
  ValueRef(const tn_value& v) noexcept : v_(v) {}
  const tn_value& cell() const noexcept { return v_; }
  int32_t tag() const noexcept { return v_.tag; }
  std::string_view type_name() const noexcept { return detail::tag_name(v_.tag); }

  bool is_none() const noexcept { return v_.tag == TN_NONE; }
  bool is_bool() const noexcept { return v_.tag == TN_BOOL; }
  bool is_int() const noexcept { return v_.tag == TN_INT; }
  bool is_float() const noexcept { return v_.tag == TN_FLOAT; }
  bool is_number() const noexcept { return is_bool() || is_int() || is_float(); }
  bool is_tensor() const noexcept { return v_.tag == TN_TENSOR; }
  bool is_str() const noexcept { return v_.tag == TN_STR || v_.tag == TN_STRING; }
  bool is_list() const noexcept {
    return v_.tag == TN_LIST || v_.tag == TN_TUPLE || (v_.tag >= TN_INTS && v_.tag <= TN_VALUES);
  }
  bool is_dict() const noexcept { return v_.tag == TN_DICT; }
  bool is_self() const noexcept { return v_.tag == TN_SELF; }
  bool is_callable() const noexcept { return v_.tag == TN_CALLABLE || v_.tag == TN_SELF; }

  // Readers: TypeError where the cell holds something else. An int reads as a float, a bool as an
  // int.
  bool to_bool() const {
    if (!is_number()) wrong("bool");
    return is_float() ? v_.f != 0 : v_.i != 0;
  }
  int64_t to_int() const {
    if (!is_int() && !is_bool()) wrong("int");
    return v_.i;
  }
  double to_float() const {
    if (!is_number()) wrong("float");
    return is_float() ? v_.f : static_cast<double>(v_.i);
  }
  Tensor tensor() const {
    if (!is_tensor()) wrong("Tensor");
    return Tensor::share(static_cast<tn_tensor*>(v_.p));
  }
  Tensor tensor_or_none() const { return is_none() ? Tensor() : tensor(); }
  DType dtype() const {
    if (v_.tag != TN_DTYPE) wrong("dtype");
    return DType{static_cast<uint32_t>(v_.i)};
  }
  Device device() const {
    if (v_.tag != TN_DEVICE) wrong("device");
    return {static_cast<int32_t>(v_.i), static_cast<int32_t>(v_.aux) - 1};
  }
  // Lives as long as the cell's source.
  std::string_view str() const {
    if (v_.tag == TN_STR) return {static_cast<const char*>(v_.p), v_.aux};
    if (v_.tag != TN_STRING) wrong("str");
    return detail::view(detail::tables().core.string_read(static_cast<const tn_string*>(v_.p)));
  }
  std::string_view bytes() const {
    if (v_.tag != TN_BYTES) wrong("bytes");
    return {static_cast<const char*>(v_.p), v_.aux};
  }

  // Lists of every form. Items of counted lists are borrowed.
  size_t size() const;
  ValueRef operator[](size_t i) const;
  std::vector<int64_t> ints() const;
  std::vector<double> floats() const;
  std::vector<Tensor> tensors() const;
  // A dict's value by text key, none if it is missing.
  ValueRef find(std::string_view key) const;
  // The i-th pair of a dict.
  std::pair<ValueRef, ValueRef> pair(size_t i) const;

 protected:
  [[noreturn, gnu::cold]] void wrong(std::string_view expected) const {
    fail("TypeError", "got ", type_name(), ", expected ", expected, ".");
  }
  tn_value v_;
};

// An owned value; copies are retained.
class Value : public ValueRef {
 public:
  Value() noexcept = default;
  Value(std::nullptr_t) noexcept {}
  Value(bool b) noexcept { set(TN_BOOL, b); }
  template <class T>
  requires std::is_integral_v<T> &&(!std::is_same_v<T, bool>)Value(T i) noexcept {
    set(TN_INT, static_cast<int64_t>(i));
  }
  Value(double f) noexcept {
    v_.tag = TN_FLOAT;
    v_.f = f;
  }
  Value(DType t) noexcept { set(TN_DTYPE, static_cast<uint32_t>(t)); }
  Value(Device d) noexcept {
    set(TN_DEVICE, d.kind);
    v_.aux = static_cast<uint32_t>(d.index + 1);
  }
  Value(Tensor t) noexcept {
    if (!t) return;
    v_.tag = TN_TENSOR;
    v_.p = t.release();
  }
  Value(std::string_view s) { detail::check(core().string_make(detail::text(s), &v_)); }
  Value(const std::string& s) : Value(std::string_view(s)) {}
  Value(const char* s) : Value(std::string_view(s)) {}
  Value(IntSpan ints) {
    tn_value borrowed{TN_INTS, static_cast<uint32_t>(ints.size()), {}};
    borrowed.p = const_cast<int64_t*>(ints.data());
    detail::check(core().value_retain(&borrowed, &v_));
  }
  Value(const std::vector<int64_t>& ints) : Value(IntSpan(ints)) {}
  template <class T>
  Value(const std::optional<T>& o) {
    if (o) *this = Value(*o);
  }
  template <class T>
  requires std::is_same_v<T, Tensor> || std::is_same_v<T, Value> ||
      std::is_same_v<T, std::string> || std::is_same_v<T, double>
      Value(const std::vector<T>& items) {
    *this = list(items, TN_LIST);
  }

  static Value adopt(const tn_value& v) noexcept {
    Value out;
    out.v_ = v;
    return out;
  }
  static Value share(const ValueRef& v) {
    Value out;
    detail::check(core().value_retain(&v.cell(), &out.v_));
    return out;
  }
  template <class T>
  static Value list(const std::vector<T>& items, int32_t tag = TN_LIST) {
    std::vector<Value> values(items.begin(), items.end());
    static_assert(sizeof(Value) == sizeof(tn_value));
    Value out;
    detail::check(core().list_make(static_cast<uint32_t>(tag),
                                   reinterpret_cast<const tn_value*>(values.data()), values.size(),
                                   &out.v_));
    return out;
  }
  static Value tuple(std::initializer_list<Value> items) {
    return list(std::vector<Value>(items), TN_TUPLE);
  }
  static Value dict(std::initializer_list<std::pair<const char*, Value>> pairs) {
    std::vector<Value> flat;
    for (const auto& [key, value] : pairs) {
      flat.emplace_back(key);
      flat.push_back(value);
    }
    Value out;
    detail::check(
        core().dict_make(reinterpret_cast<const tn_value*>(flat.data()), pairs.size(), &out.v_));
    return out;
  }

  Value(const Value& o) : ValueRef(share(o).release()) {}
  Value(Value&& o) noexcept : ValueRef(o.release()) {}
  Value& operator=(Value o) noexcept {
    std::swap(v_, o.v_);
    return *this;
  }
  ~Value() {
    if (v_.tag >= TN_STR) core().value_release(&v_);
  }
  tn_value release() noexcept { return std::exchange(v_, tn_value{}); }

 private:
  static const tn_host_core& core() noexcept { return detail::tables().core; }
  void set(int32_t tag, int64_t i) noexcept {
    v_.tag = tag;
    v_.i = i;
  }
};

// The arguments of a call, borrowed.
class Args {
 public:
  Args(const tn_value* v, uint32_t n) noexcept : v_(v), n_(n) {}
  size_t size() const noexcept { return n_; }
  // An argument that the caller left out reads as none.
  ValueRef operator[](size_t i) const noexcept { return i < n_ ? ValueRef(v_[i]) : ValueRef(); }
  const tn_value* data() const noexcept { return v_; }

 private:
  const tn_value* v_;
  uint32_t n_;
};

TN_NAMESPACE_END

#include "tenon/detail/value_impl.hpp"
