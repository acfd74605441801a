#include "core/iter/number.h"

#include <cfloat>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/half.h"

namespace tenon {
namespace {

// What PyTorch calls the types in its message.
std::string_view cpp_name(DType t) {
  constexpr std::string_view kNames[kDTypes] = {"uint8_t",
                                                "int8_t",
                                                "int16_t",
                                                "int",
                                                "int64_t",
                                                "c10::Half",
                                                "float",
                                                "double",
                                                "c10::complex<float>",
                                                "c10::complex<double>",
                                                "bool",
                                                "c10::BFloat16"};
  return kNames[static_cast<int>(t)];
}

template <class T>
bool integer_fits(const Scalar& s) {
  constexpr T kLow = std::numeric_limits<T>::min(), kHigh = std::numeric_limits<T>::max();
  if (s.is_float()) return s.f >= static_cast<double>(kLow) && s.f <= static_cast<double>(kHigh);
  int64_t low = std::is_unsigned_v<T> ? -static_cast<int64_t>(kHigh) : static_cast<int64_t>(kLow);
  return s.i >= low && s.i <= static_cast<int64_t>(kHigh);
}

bool float_fits(const Scalar& s, double most) {
  auto fits = [most](double v) { return std::isinf(v) || !(std::abs(v) > most); };
  return fits(s.to_double()) && (s.kind != Scalar::Complex || fits(s.imag));
}

bool fits(const Scalar& s, DType dtype) {
  if (s.kind == Scalar::Complex && s.imag != 0 && !is_complex(dtype) && dtype != DType::Bool)
    return false;
  switch (dtype) {
    case DType::U8:
      return integer_fits<uint8_t>(s);
    case DType::I8:
      return integer_fits<int8_t>(s);
    case DType::I16:
      return integer_fits<int16_t>(s);
    case DType::I32:
      return integer_fits<int32_t>(s);
    case DType::I64:
      return integer_fits<int64_t>(s);
    case DType::F16:
      return float_fits(s, 65504);
    case DType::BF16:
      return float_fits(s, 0x1.FEp127);
    case DType::F32:
    case DType::C64:
      return float_fits(s, FLT_MAX);
    default:
      return true;
  }
}

void write(const Scalar& s, DType dtype, void* out) {
  auto put = [&](auto v) { std::memcpy(out, &v, sizeof(v)); };
  switch (dtype) {
    case DType::U8:
      return put(static_cast<uint8_t>(s.to_int()));
    case DType::I8:
      return put(static_cast<int8_t>(s.to_int()));
    case DType::I16:
      return put(static_cast<int16_t>(s.to_int()));
    case DType::I32:
      return put(static_cast<int32_t>(s.to_int()));
    case DType::I64:
      return put(s.to_int());
    case DType::F16:
      return put(half(static_cast<float>(s.to_double())));
    case DType::BF16:
      return put(bfloat16(static_cast<float>(s.to_double())));
    case DType::F32:
      return put(static_cast<float>(s.to_double()));
    case DType::F64:
      return put(s.to_double());
    case DType::Bool:
      return put(s.to_complex() != 0.0);
    case DType::C64:
      return put(std::complex<float>(s.to_complex()));
    case DType::C128:
      return put(s.to_complex());
    case DType::None:
      break;
  }
  fail(ErrorKind::Assertion, "store_scalar(): no dtype");
}

}  // namespace

void check_fits(const Scalar& s, DType dtype) {
  check(fits(s, dtype), "value cannot be converted to type ", cpp_name(dtype), " without overflow");
}

void store_scalar(const Scalar& s, DType dtype, void* out) {
  check_fits(s, dtype);
  write(s, dtype, out);
}

void store_single(const Scalar& s, DType dtype, void* out) {
  bool rounds =
      (dtype == DType::F16 || dtype == DType::BF16) && (s.kind != Scalar::Complex || s.imag == 0);
  if (!rounds) check_fits(s, dtype);
  write(s, dtype, out);
}

void store_operand(const Scalar& s, DType dtype, void* out) {
  bool drops =
      (s.is_float() && is_integral(dtype)) || (s.kind == Scalar::Complex && !is_complex(dtype));
  if (drops) check_fits(s, dtype);
  write(s, dtype, out);
}

Scalar load_scalar(const void* element, DType dtype) {
  switch (dtype) {
#define TN_X(code, type, name)                       \
  case DType::code: {                                \
    type v;                                          \
    std::memcpy(&v, element, sizeof(v));             \
    if constexpr (DType::code == DType::Bool) {      \
      return Scalar(static_cast<bool>(v));           \
    } else if constexpr (is_integral(DType::code)) { \
      return Scalar(static_cast<int64_t>(v));        \
    } else {                                         \
      return Scalar(static_cast<double>(v));         \
    }                                                \
  }
    TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
    case DType::C64: {
      std::complex<float> v;
      std::memcpy(&v, element, sizeof(v));
      return Scalar(std::complex<double>(v));
    }
    case DType::C128: {
      std::complex<double> v;
      std::memcpy(&v, element, sizeof(v));
      return Scalar(v);
    }
    case DType::None:
      break;
  }
  fail(ErrorKind::Assertion, "load_scalar(): no dtype");
}

}  // namespace tenon
