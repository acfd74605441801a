// Value: the 16-byte tagged cell that every argument and result travels in. It is tn_value of the C
// ABI. A Value owns nothing: arguments are borrowed; results are owned by the caller, who calls
// drop() or take_*().
#pragma once
#include <complex>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/registry/object.h"
#include "core/tensor/tensor.h"
#include "tenon/abi.h"

namespace tenon {

class Generator;
struct Scalar;

// A counted list of owned values (results such as split's, lists inside attributes).
struct List;
void intrusive_release(List* p) noexcept;
// A counted string (results).
struct String;
void intrusive_release(String* p) noexcept;

struct Value : tn_value {
  Value() noexcept : tn_value{TN_NONE, 0, {0}} {}
  explicit Value(bool v) noexcept : tn_value{TN_BOOL, 0, {v}} {}
  explicit Value(int64_t v) noexcept : tn_value{TN_INT, 0, {v}} {}
  explicit Value(int v) noexcept : Value(static_cast<int64_t>(v)) {}
  explicit Value(double v) noexcept : tn_value{TN_FLOAT, 0, {0}} { f = v; }
  explicit Value(DType t) noexcept;
  explicit Value(Device d) noexcept
      : tn_value{TN_DEVICE, static_cast<uint32_t>(d.index + 1), {static_cast<int64_t>(d.kind)}} {}
  explicit Value(std::string_view s) noexcept
      : tn_value{TN_STR, static_cast<uint32_t>(s.size()), {0}} {
    p = const_cast<char*>(s.data());
  }
  explicit Value(const char* s) noexcept : Value(std::string_view(s)) {}
  explicit Value(const Tensor& t) noexcept : tn_value{t.defined() ? TN_TENSOR : TN_NONE, 0, {0}} {
    p = t.impl();
  }
  explicit Value(IntSpan v) noexcept : tn_value{TN_INTS, static_cast<uint32_t>(v.size()), {0}} {
    p = const_cast<int64_t*>(v.data());
  }
  explicit Value(std::span<const double> v) noexcept
      : tn_value{TN_FLOATS, static_cast<uint32_t>(v.size()), {0}} {
    p = const_cast<double*>(v.data());
  }
  explicit Value(TensorSpan v) noexcept
      : tn_value{TN_TENSORS, static_cast<uint32_t>(v.size()), {0}} {
    p = const_cast<Tensor*>(v.data());
  }
  explicit Value(std::span<const Value> v) noexcept
      : tn_value{TN_VALUES, static_cast<uint32_t>(v.size()), {0}} {
    p = const_cast<Value*>(v.data());
  }
  explicit Value(const Scalar& s) noexcept;
  explicit Value(Generator* g) noexcept : tn_value{g ? TN_GENERATOR : TN_NONE, 0, {0}} { p = g; }
  static Value pointer(tn_tag tag, void* pointer) noexcept {
    Value v;
    v.tag = tag;
    v.p = pointer;
    return v;
  }

  bool is_none() const noexcept { return tag == TN_NONE; }
  bool is_tensor() const noexcept { return tag == TN_TENSOR; }
  bool is_number() const noexcept { return tag >= TN_BOOL && tag <= TN_COMPLEX; }

  // The tensor inside, still borrowed; an undefined Tensor for None. Only valid on tensor and None
  // cells.
  const Tensor& tensor() const noexcept { return reinterpret_cast<const Tensor&>(p); }
  bool to_bool() const noexcept { return i != 0; }
  int64_t to_int() const noexcept { return tag == TN_FLOAT ? static_cast<int64_t>(f) : i; }
  double to_double() const noexcept { return tag == TN_FLOAT ? f : static_cast<double>(i); }
  std::string_view to_str() const noexcept;  // TN_STR and TN_STRING
  DType to_dtype() const;                    // TypeError for a code that is none of ours
  Device to_device() const noexcept {
    return {static_cast<DeviceKind>(i), static_cast<int8_t>(static_cast<int>(aux) - 1)};
  }
  Scalar to_scalar() const noexcept;
  IntSpan to_ints() const noexcept { return {static_cast<const int64_t*>(p), aux}; }
  std::span<const double> to_doubles() const noexcept {
    return {static_cast<const double*>(p), aux};
  }
  TensorSpan to_tensors() const noexcept { return {static_cast<const Tensor*>(p), aux}; }
  std::span<const Value> to_values() const noexcept { return {static_cast<const Value*>(p), aux}; }
  Generator* to_generator() const noexcept { return static_cast<Generator*>(p); }
  List* list() const noexcept { return static_cast<List*>(p); }

  // For owned cells: gives the reference away or back. Borrowed kinds have nothing to drop.
  Tensor take_tensor() noexcept;
  void drop() noexcept;
  // A cell that owns: retains counted objects and copies borrowed text and arrays into a String or
  // List.
  Value own() const;
};
static_assert(sizeof(Value) == 16 && sizeof(Tensor) == sizeof(void*));

std::string_view tag_name(int32_t tag) noexcept;  // "int", "Tensor", ... as messages say it
std::string repr(const Value& v);  // for messages and schemas: True, 1.5, 'mean', [1, 2]

// A number that Python or C++ wrote as such: it is weakly typed in promotion.
struct Scalar {
  enum Kind : uint8_t { Bool, Int, Float, Complex } kind = Int;
  union {
    int64_t i = 0;
    double f;
  };
  double imag = 0;

  Scalar() = default;
  Scalar(bool v) : kind(Bool), i(v) {}
  Scalar(int v) : kind(Int), i(v) {}
  Scalar(int64_t v) : kind(Int), i(v) {}
  Scalar(double v) : kind(Float) { f = v; }
  Scalar(float v) : Scalar(static_cast<double>(v)) {}
  Scalar(std::complex<double> v) : kind(Complex), imag(v.imag()) { f = v.real(); }

  bool is_float() const { return kind >= Float; }
  double to_double() const { return kind >= Float ? f : static_cast<double>(i); }
  int64_t to_int() const { return kind >= Float ? static_cast<int64_t>(f) : i; }
  bool to_bool() const { return kind >= Float ? f != 0 : i != 0; }
  std::complex<double> to_complex() const { return {to_double(), imag}; }
  DType dtype() const {  // of the tensor that torch.tensor(number) makes
    return kind == Bool                    ? DType::Bool
           : kind == Int                   ? DType::I64
           : kind == Float                 ? default_dtype()
           : default_dtype() == DType::F64 ? DType::C128
                                           : DType::C64;
  }
};
void append(std::string& out, const Scalar& s);

// A tensor or a number, where PyTorch takes either (parameter type `Tensor|Scalar`), or none of
// them.
struct Operand {
  Tensor tensor;
  Scalar scalar;
  bool is_number = false;
  Operand() = default;
  Operand(const Tensor& t) : tensor(t) {}
  Operand(const Scalar& s) : scalar(s), is_number(true) {}
  template <class T>
  requires std::is_arithmetic_v<T> Operand(T v) : scalar(v), is_number(true) {}
  bool is_none() const { return !tensor.defined() && !is_number; }
  bool is_tensor() const { return tensor.defined(); }
};

struct List : RefCounted {
  std::vector<Value> items;  // owned
};
struct String : RefCounted {
  std::string text;
};
Value make_list(std::vector<Value> owned_items, tn_tag tag = TN_LIST);
Value make_list(std::vector<Tensor> tensors);
Value make_string(std::string text);
// Elements of any list-like cell (TN_INTS, TN_TENSORS, TN_VALUES, TN_LIST, TN_TUPLE), as borrowed
// cells.
std::vector<Value> list_items(const Value& v);

// An owned cell with the usual copy and move.
class Owned {
 public:
  Owned() = default;
  explicit Owned(Value v) : v_(v) {}  // takes over the reference
  Owned(const Owned& o) : v_(o.v_.own()) {}
  Owned(Owned&& o) noexcept : v_(std::exchange(o.v_, Value())) {}
  Owned& operator=(Owned o) noexcept {
    std::swap(v_, o.v_);
    return *this;
  }
  ~Owned() { v_.drop(); }
  static Owned copy(const Value& v) { return Owned(v.own()); }
  const Value& get() const { return v_; }
  Value release() { return std::exchange(v_, Value()); }

 private:
  Value v_;
};

}  // namespace tenon
