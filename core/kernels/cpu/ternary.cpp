// Functions of three values.
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {
namespace {

// The form depends on the weight, so that both ends are exact.
template <class T>
TN_INLINE T lerp(T a, T b, T w) {
  T d = b - a;
  return abs(w) < T(0.5) ? a + w * d : b - d * (T(1) - w);
}
template <class T>
TN_INLINE T clamp(T x, T lo, T hi) {
  T low = x < lo || lo != lo ? lo : x;
  T r = low > hi || hi != hi ? hi : low;
  return x != x ? x : r;
}

// where only moves bytes: T is any type of the element's size.
template <class T>
void choose(char* const* p, int64_t n, const void*) {
  auto* out = reinterpret_cast<T*>(p[0]);
  auto* condition = reinterpret_cast<const uint8_t*>(p[1]);
  auto* a = reinterpret_cast<const T*>(p[2]);
  auto* b = reinterpret_cast<const T*>(p[3]);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = condition[i] ? a[i] : b[i];
}
template <class T>
void where_loop(char* const* data, const int64_t* strides, int64_t n, const void* params) {
  static constexpr Operand in{sizeof(T), Via::None};
  static constexpr Spec spec{{in, {1, Via::None}, in, in}, 1, 4};
  if (is_direct(spec, strides)) return choose<T>(data, n, params);
  run_tiled(spec, choose<T>, data, strides, n, params);
}

constexpr LoopTable where_loops() {
  LoopTable t{};
  constexpr DType sizes[][4] = {{DType::U8, DType::I8, DType::Bool, DType::U8},
                                {DType::I16, DType::F16, DType::BF16, DType::I16},
                                {DType::I32, DType::F32, DType::I32, DType::I32},
                                {DType::I64, DType::F64, DType::C64, DType::I64},
                                {DType::C128, DType::C128, DType::C128, DType::C128}};
  constexpr Loop loops[] = {where_loop<uint8_t>, where_loop<uint16_t>, where_loop<uint32_t>,
                            where_loop<uint64_t>, where_loop<Wide>};
  for (int s = 0; s < 5; ++s) {
    for (DType d : sizes[s]) t.loop[static_cast<int>(d)] = loops[s];
  }
  return t;
}

}  // namespace

extern const LoopTable where_table;
constexpr LoopTable where_table = where_loops();

TN_TERNARY(addcmul, kReals, static_cast<T>(a + s.a * b * c))
TN_TERNARY(addcdiv, kFloats, a + s.a * b / c)
TN_TERNARY(mul_add, kReals, static_cast<T>(a* b + c))
TN_TERNARY(lerp, kFloats, lerp(a, b, c))
TN_TERNARY(clamp_tensors, kReals, clamp(a, b, c))

}  // namespace tenon::kernels::TN_ISA
