#include "core/kernels/special.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <type_traits>

#include "core/base/half.h"
#include "core/kernels/visit.h"

namespace tenon::kernels::special {
namespace {

template <class T>
double widen(T x) {
  if constexpr (std::is_same_v<T, double>) return x;
  return static_cast<double>(static_cast<float>(x));
}
template <class T>
T narrow(double x) {
  if constexpr (std::is_same_v<T, double>) return x;
  return static_cast<T>(static_cast<float>(x));
}

template <double (*F)(double), class T>
void loop1(char* const* p, const int64_t* strides, int64_t n, const void*) {
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<T*>(p[0] + i * strides[0]) =
        narrow<T>(F(widen(*reinterpret_cast<const T*>(p[1] + i * strides[1]))));
  }
}
template <double (*F)(double, double), class T>
void loop2(char* const* p, const int64_t* strides, int64_t n, const void*) {
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<T*>(p[0] + i * strides[0]) =
        narrow<T>(F(widen(*reinterpret_cast<const T*>(p[1] + i * strides[1])),
                    widen(*reinterpret_cast<const T*>(p[2] + i * strides[2]))));
  }
}
template <auto F, class T>
void integer_loop(char* const* p, const int64_t* strides, int64_t n, const void*) {
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<T*>(p[0] + i * strides[0]) =
        static_cast<T>(F(*reinterpret_cast<const T*>(p[1] + i * strides[1]),
                         *reinterpret_cast<const T*>(p[2] + i * strides[2])));
  }
}
template <class T>
void frexp_of(char* const* p, const int64_t* strides, int64_t n, const void*) {
  for (int64_t i = 0; i < n; ++i) {
    int exponent = 0;
    double mantissa =
        std::frexp(widen(*reinterpret_cast<const T*>(p[2] + i * strides[2])), &exponent);
    *reinterpret_cast<T*>(p[0] + i * strides[0]) = narrow<T>(mantissa);
    *reinterpret_cast<int32_t*>(p[1] + i * strides[1]) = std::isfinite(mantissa) ? exponent : 0;
  }
}

// Through int64, whose minimum wraps as PyTorch's does.
int64_t greatest_divisor(int64_t a, int64_t b) {
  auto size = [](int64_t x) {
    return x < 0 ? -static_cast<uint64_t>(x) : static_cast<uint64_t>(x);
  };
  return static_cast<int64_t>(std::gcd(size(a), size(b)));
}
int64_t least_multiple(int64_t a, int64_t b) {
  const int64_t g = greatest_divisor(a, b);
  if (g == 0) return 0;
  const auto product =
      static_cast<int64_t>(static_cast<uint64_t>(a / g) * static_cast<uint64_t>(b));
  return product < 0 ? static_cast<int64_t>(-static_cast<uint64_t>(product)) : product;
}

template <template <class> class Of>
constexpr LoopTable floats() {
  LoopTable t{};
  t.loop[static_cast<int>(DType::F16)] = Of<half>::loop;
  t.loop[static_cast<int>(DType::BF16)] = Of<bfloat16>::loop;
  t.loop[static_cast<int>(DType::F32)] = Of<float>::loop;
  t.loop[static_cast<int>(DType::F64)] = Of<double>::loop;
  return t;
}
template <class T>
void heaviside_of(char* const* p, const int64_t* strides, int64_t n, const void*) {
  for (int64_t i = 0; i < n; ++i) {
    const T x = *reinterpret_cast<const T*>(p[1] + i * strides[1]);
    const T at_zero = *reinterpret_cast<const T*>(p[2] + i * strides[2]);
    auto value = static_cast<Compute<T>>(x);
    *reinterpret_cast<T*>(p[0] + i * strides[0]) =
        value == 0 ? at_zero : static_cast<T>(static_cast<Compute<T>>(value > 0));
  }
}
constexpr LoopTable heaviside_loops() {
  LoopTable t{};
#define TN_X(code, type, name) t.loop[static_cast<int>(DType::code)] = heaviside_of<type>;
  TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
  return t;
}
template <auto F>
constexpr LoopTable integers() {
  LoopTable t{};
  t.loop[static_cast<int>(DType::U8)] = integer_loop<F, uint8_t>;
  t.loop[static_cast<int>(DType::I8)] = integer_loop<F, int8_t>;
  t.loop[static_cast<int>(DType::I16)] = integer_loop<F, int16_t>;
  t.loop[static_cast<int>(DType::I32)] = integer_loop<F, int32_t>;
  t.loop[static_cast<int>(DType::I64)] = integer_loop<F, int64_t>;
  return t;
}

#define TN_KERNEL(name, table) constexpr LoopTable name##_table = table;

#define TN_X(name)                                \
  template <class T>                              \
  struct Of_##name {                              \
    static constexpr Loop loop = loop1<&name, T>; \
  };                                              \
  TN_KERNEL(name, floats<Of_##name>())
TN_FOR_EACH_SPECIAL_UNARY(TN_X)
#undef TN_X
#define TN_X(name)                                \
  template <class T>                              \
  struct Of_##name {                              \
    static constexpr Loop loop = loop2<&name, T>; \
  };                                              \
  TN_KERNEL(name, floats<Of_##name>())
TN_FOR_EACH_SPECIAL_BINARY(TN_X)
#undef TN_X
TN_KERNEL(heaviside, heaviside_loops())
TN_KERNEL(gcd, integers<greatest_divisor>())
TN_KERNEL(lcm, integers<least_multiple>())

}  // namespace

#define TN_X(name)                                                                                \
  constinit const Kernel name##_kernel{#name, PerIsa<LoopTable>(&name##_table, nullptr, nullptr), \
                                       PerIsa<ComplexTable>(nullptr, nullptr, nullptr)};
TN_FOR_EACH_SPECIAL_UNARY(TN_X)
TN_FOR_EACH_SPECIAL_BINARY(TN_X)
TN_X(heaviside)
TN_X(gcd)
TN_X(lcm)
#undef TN_X

Loop frexp_loop(DType t) {
  switch (t) {
    case DType::F16:
      return frexp_of<half>;
    case DType::BF16:
      return frexp_of<bfloat16>;
    case DType::F32:
      return frexp_of<float>;
    case DType::F64:
      return frexp_of<double>;
    default:
      return nullptr;
  }
}

}  // namespace tenon::kernels::special
