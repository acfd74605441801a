// The choice of instruction set, and the objects of kernels.h over the tables of every copy of
// cpu/*.cpp.
#include "core/base/env.h"
#include "core/base/error.h"
#include "core/kernels/kernels.h"

namespace tenon::kernels {

void divide_by_zero() { fail(ErrorKind::Runtime, "ZeroDivisionError"); }

bool cpu_has(Isa level) noexcept {
  switch (level) {
    case Isa::V4:
      return cpu_has(Isa::V3) && __builtin_cpu_supports("avx512f") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    case Isa::V3:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
             __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
             __builtin_cpu_supports("f16c");
    case Isa::V2:
      return true;
  }
  return false;
}

Isa isa() noexcept {
  static const Isa chosen = [] {
    std::string_view cap = env::get("TN_CPU");
    int level = cap == "v2" ? 0 : cap == "v3" ? 1 : 2;
    while (!cpu_has(static_cast<Isa>(level))) --level;
    return static_cast<Isa>(level);
  }();
  return chosen;
}

#define TN_X(name)                                                                       \
  TN_DECLARE_PER_ISA(LoopTable, name##_table)                                            \
  TN_DECLARE_PER_ISA(ComplexTable, name##_complex)                                       \
  constinit const Kernel name{                                                           \
      #name, PerIsa<LoopTable>(&v2::name##_table, &v3::name##_table, &v4::name##_table), \
      PerIsa<ComplexTable>(&v2::name##_complex, &v3::name##_complex, &v4::name##_complex)};
TN_FOR_EACH_COMPLEX_KERNEL(TN_X)
TN_FOR_EACH_UNARY_KERNEL(TN_X)
TN_FOR_EACH_TEST_KERNEL(TN_X)
TN_FOR_EACH_BINARY_KERNEL(TN_X)
TN_FOR_EACH_COMPARE_KERNEL(TN_X)
TN_FOR_EACH_TERNARY_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels
