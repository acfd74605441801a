// Element types: codes, names, sizes, and PyTorch's promotion table.
#pragma once
#include <complex>
#include <cstdint>
#include <string_view>

#include "core/base/half.h"

namespace tenon {

enum class DType : uint8_t { U8, I8, I16, I32, I64, F16, F32, F64, C64, C128, Bool, BF16, None };
inline constexpr int kDTypes = 12;

// X(code, C++ type, name) for every element type with arithmetic.
#define TN_FOR_EACH_DTYPE(X) \
  X(U8, uint8_t, "uint8")    \
  X(I8, int8_t, "int8")      \
  X(I16, int16_t, "int16")   \
  X(I32, int32_t, "int32")   \
  X(I64, int64_t, "int64")   \
  X(F16, half, "float16")    \
  X(F32, float, "float32")   \
  X(F64, double, "float64")  \
  X(Bool, bool, "bool")      \
  X(BF16, bfloat16, "bfloat16")

size_t dtype_size(DType t) noexcept;
std::string_view dtype_name(DType t) noexcept;  // "float32"
DType dtype_from_name(
    std::string_view name);  // accepts "float", "torch.float32" as PyTorch does; None if unknown

constexpr bool is_complex(DType t) noexcept { return t == DType::C64 || t == DType::C128; }
constexpr bool is_floating(DType t) noexcept {
  return t == DType::F16 || t == DType::F32 || t == DType::F64 || t == DType::BF16;
}
constexpr bool is_integral(DType t, bool with_bool = false) noexcept {
  return t <= DType::I64 || (with_bool && t == DType::Bool);
}

DType promote(DType a, DType b) noexcept;
// Whether a result of type `from` may be stored into a tensor of type `to` in place
// (torch.can_cast).
bool can_cast(DType from, DType to) noexcept;
DType default_dtype() noexcept;
void set_default_dtype(DType t);

template <class T>
struct DTypeOf;
#define TN_X(code, type, name)                  \
  template <>                                   \
  struct DTypeOf<type> {                        \
    static constexpr DType value = DType::code; \
  };
TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
template <>
struct DTypeOf<std::complex<float>> {
  static constexpr DType value = DType::C64;
};
template <>
struct DTypeOf<std::complex<double>> {
  static constexpr DType value = DType::C128;
};

}  // namespace tenon
