// From a dtype, or the size of an element, to a C++ type.
#pragma once
#include <cstring>

#include "core/base/dtype.h"
#include "core/base/error.h"

namespace tenon::kernels {

// Calls f.template operator()<T>() with the C++ type of a real dtype. NotImplementedError for
// complex ones.
template <class F>
inline void visit_dtype(DType t, F&& f) {
  switch (t) {
#define TN_X(code, type, name) \
  case DType::code:            \
    return f.template operator()<type>();
    TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
    default:
      fail(ErrorKind::NotImplemented, "not implemented for '", dtype_name(t), "'");
  }
}

// The complex types too.
template <class F>
inline void visit_number(DType t, F&& f) {
  if (t == DType::C64) return f.template operator()<std::complex<float>>();
  if (t == DType::C128) return f.template operator()<std::complex<double>>();
  visit_dtype(t, f);
}

// The floating types only.
template <class F>
inline bool visit_floating(DType t, F&& f) {
  switch (t) {
    case DType::F16:
      return f.template operator()<half>(), true;
    case DType::BF16:
      return f.template operator()<bfloat16>(), true;
    case DType::F32:
      return f.template operator()<float>(), true;
    case DType::F64:
      return f.template operator()<double>(), true;
    default:
      return false;
  }
}

struct Bytes16 {
  uint64_t low, high;
};

// The same with an unsigned type of as many bytes, for kernels that only move elements.
template <class F>
inline void visit_bytes(size_t bytes, F&& f) {
  switch (bytes) {
    case 1:
      return f.template operator()<uint8_t>();
    case 2:
      return f.template operator()<uint16_t>();
    case 4:
      return f.template operator()<uint32_t>();
    case 8:
      return f.template operator()<uint64_t>();
    default:
      return f.template operator()<Bytes16>();
  }
}

// The type that half-precision elements are computed in.
template <class T>
struct ComputeType {
  using type = T;
};
template <>
struct ComputeType<half> {
  using type = float;
};
template <>
struct ComputeType<bfloat16> {
  using type = float;
};
template <class T>
using Compute = typename ComputeType<T>::type;

}  // namespace tenon::kernels
