// Operators of Tensor, each of which calls its op: x + 1, -x, x < y, x[0], x += y. call.hpp brings
// them.
#pragma once
#include "tenon/call.hpp"

TN_NAMESPACE_BEGIN

// What a comparison gives: a tensor of bools that an `if` may ask where it has one element. Other
// tensors convert to whether they are defined, so only comparisons ask the element.
class Comparison : public Tensor {
 public:
  explicit Comparison(Tensor t) noexcept : Tensor(std::move(t)) {}
  explicit operator bool() const {
    const int64_t n = numel();
    check(n == 1, "Boolean value of Tensor with ", n == 0 ? "no values" : "more than one value",
          " is ambiguous");
    return item<bool>();
  }
};

namespace detail {
template <class T>
concept Number = std::is_arithmetic_v<T>;
}

// Each side a tensor or a number; types and shapes meet as in Python. `mirrored` is the call that
// number OP tensor stands for.
#define TN_BINARY(op, name, mirrored)                                                             \
  inline Tensor operator op(const Tensor& x, const Tensor& y) { return call<name>(x, y); }        \
  template <detail::Number T>                                                                     \
  Tensor operator op(const Tensor& x, T y) {                                                      \
    return call<name>(x, y);                                                                      \
  }                                                                                               \
  template <detail::Number T>                                                                     \
  Tensor operator op(T x, const Tensor& y) {                                                      \
    return mirrored;                                                                              \
  }                                                                                               \
  /* In place. The result is another handle to x, which may be a view: x[0] += 1. */              \
  inline Tensor operator op##=(const Tensor& x, const Tensor& y) { return call<name "_">(x, y); } \
  template <detail::Number T>                                                                     \
  Tensor operator op##=(const Tensor& x, T y) {                                                   \
    return call<name "_">(x, y);                                                                  \
  }
TN_BINARY(+, "add", call<"add">(y, x))
TN_BINARY(-, "sub", call<"rsub">(y, x))
TN_BINARY(*, "mul", call<"mul">(y, x))
TN_BINARY(/, "div", call<"mul">(call<"reciprocal">(y), x))
TN_BINARY(&, "bitwise_and", call<"bitwise_and">(x, y))
TN_BINARY(|, "bitwise_or", call<"bitwise_or">(x, y))
TN_BINARY(^, "bitwise_xor", call<"bitwise_xor">(x, y))
#undef TN_BINARY

inline Tensor operator-(const Tensor& x) { return call<"neg">(x); }
inline Tensor operator~(const Tensor& x) { return call<"bitwise_not">(x); }

#define TN_COMPARE(op, name, mirrored)                              \
  inline Comparison operator op(const Tensor& x, const Tensor& y) { \
    return Comparison(call<name>(x, y));                            \
  }                                                                 \
  template <detail::Number T>                                       \
  Comparison operator op(const Tensor& x, T y) {                    \
    return Comparison(call<name>(x, y));                            \
  }                                                                 \
  template <detail::Number T>                                       \
  Comparison operator op(T x, const Tensor& y) {                    \
    return Comparison(call<mirrored>(y, x));                        \
  }
TN_COMPARE(==, "eq", "eq")
TN_COMPARE(!=, "ne", "ne")
TN_COMPARE(<, "lt", "gt")
TN_COMPARE(<=, "le", "ge")
TN_COMPARE(>, "gt", "lt")
TN_COMPARE(>=, "ge", "le")
#undef TN_COMPARE

inline Tensor Tensor::operator[](int64_t i) const { return call<"select">(*this, 0, i); }

TN_NAMESPACE_END
