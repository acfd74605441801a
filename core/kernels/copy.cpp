#include "core/kernels/copy.h"

#include <bit>
#include <type_traits>
#include <utility>

namespace tenon::kernels {

TN_DECLARE_PER_ISA(CopyTable, copy_table)

namespace {

constinit const PerIsa<CopyTable> kCopy{&v2::copy_table, &v3::copy_table, &v4::copy_table};

// A complex array is an array of reals with twice the stride, so casts of complex are made of the
// real ones.
constexpr DType real_of(DType t) { return t == DType::C64 ? DType::F32 : DType::F64; }
constexpr int64_t real_bytes(DType t) { return t == DType::C64 ? 4 : 8; }

Loop real_cast(DType from, DType to) {
  return kCopy.get().cast[static_cast<int>(from)][static_cast<int>(to)];
}

template <DType From, DType To>
void cast_complex(char* const* data, const int64_t* strides, int64_t n, const void* params) {
  if constexpr (is_complex(From) && To == DType::Bool) {
    using Real = std::conditional_t<From == DType::C64, float, double>;
    for (int64_t i = 0; i < n; ++i) {
      auto* z = reinterpret_cast<const Real*>(data[1] + i * strides[1]);
      *reinterpret_cast<bool*>(data[0] + i * strides[0]) = z[0] != 0 || z[1] != 0;
    }
  } else if constexpr (is_complex(From) && is_complex(To)) {
    char* imaginary[] = {data[0] + real_bytes(To), data[1] + real_bytes(From)};
    real_cast(real_of(From), real_of(To))(data, strides, n, params);
    real_cast(real_of(From), real_of(To))(imaginary, strides, n, params);
  } else if constexpr (is_complex(From)) {
    real_cast(real_of(From), To)(data, strides, n, params);
  } else {
    double zero = 0;
    char* imaginary[] = {data[0] + real_bytes(To), reinterpret_cast<char*>(&zero)};
    int64_t fill[] = {strides[0], 0};
    real_cast(From, real_of(To))(data, strides, n, params);
    real_cast(real_of(To), real_of(To))(imaginary, fill, n, params);
  }
}

struct ComplexCasts {
  Loop to[2][kDTypes], from[2][kDTypes];  // [C64, C128][other]
};
template <int... D>
constexpr ComplexCasts complex_casts(std::integer_sequence<int, D...>) {
  return {{{cast_complex<static_cast<DType>(D), DType::C64>...},
           {cast_complex<static_cast<DType>(D), DType::C128>...}},
          {{cast_complex<DType::C64, static_cast<DType>(D)>...},
           {cast_complex<DType::C128, static_cast<DType>(D)>...}}};
}
constexpr ComplexCasts kComplex = complex_casts(std::make_integer_sequence<int, kDTypes>());

}  // namespace

Loop cast_loop(DType from, DType to) noexcept { return cast_loop(from, to, isa()); }
Loop cast_loop(DType from, DType to, Isa level) noexcept {
  int f = static_cast<int>(from), t = static_cast<int>(to);
  if (from == to && is_complex(to)) return copy_loop(dtype_size(to), level);
  if (is_complex(to)) return kComplex.to[to == DType::C128][f];
  if (is_complex(from)) return kComplex.from[from == DType::C128][t];
  return kCopy.get(level).cast[f][t];
}

Loop copy_loop(size_t bytes) noexcept { return copy_loop(bytes, isa()); }
Loop copy_loop(size_t bytes, Isa level) noexcept {
  return kCopy.get(level).copy[std::countr_zero(bytes)];
}

Transpose transpose_loop(size_t bytes) noexcept { return transpose_loop(bytes, isa()); }
Transpose transpose_loop(size_t bytes, Isa level) noexcept {
  return kCopy.get(level).transpose[std::countr_zero(bytes)];
}

}  // namespace tenon::kernels
