#include "core/kernels/gemm.h"

#include <algorithm>

#include "core/kernels/gemm_blocks.h"

namespace tenon::kernels {

TN_DECLARE_PER_ISA(GemmKernels, gemm_table)

const GemmKernels& gemm_kernels(Isa level) noexcept {
  static constinit const PerIsa<GemmKernels> kTables{&v2::gemm_table, &v3::gemm_table,
                                                     &v4::gemm_table};
  return kTables.get(level);
}

const GemmKernels& gemm_kernels() noexcept {
  static const GemmKernels& chosen = gemm_kernels(isa());
  return chosen;
}

size_t gemm_work(DType t, int64_t m, int64_t n, int64_t k) noexcept {
  bool narrow = t == DType::F16 || t == DType::BF16;
  auto up = [](int64_t v, int64_t to) { return (v + to - 1) / to * to; };
  int64_t depth = std::min(k, kGemmKc), rows = up(std::min(m, kGemmMc), kGemmMaxMr);
  int64_t cols = up(std::min(n, kGemmNc), kGemmMaxNr);
  int64_t elements = (rows + cols) * depth + (narrow ? m * n : 0);
  return static_cast<size_t>(elements) * (narrow ? sizeof(float) : dtype_size(t)) + 3 * 64;
}

}  // namespace tenon::kernels
