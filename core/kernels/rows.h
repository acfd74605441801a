// Kernels over one dimension of a contiguous array seen as [outer, n, inner]: softmax and layer
// norm. Results do not depend on how units are split over threads.
#pragma once
#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// Work is counted in units: with inner 1 a unit is one row of n elements, else n rows of up to
// kRowColumns columns.
inline constexpr int64_t kRowColumns = 64;
inline int64_t row_units(int64_t outer, int64_t inner) {
  return inner == 1 ? outer : outer * ((inner + kRowColumns - 1) / kRowColumns);
}

// Does units [begin, end). data: outputs, then inputs, all contiguous; n > 0.
using RowLoop = void (*)(char* const* data, int64_t n, int64_t inner, int64_t begin, int64_t end,
                         const void* params);

struct RowTable {
  RowLoop loop[kDTypes];
};

class RowKernel : public PerIsa<RowTable> {
 public:
  constexpr RowKernel(const char* kernel_name, const RowTable* v2, const RowTable* v3,
                      const RowTable* v4)
      : PerIsa(v2, v3, v4), name(kernel_name) {}
  const char* const name;
  // Null when the dtype is not supported: these take f16, bf16, f32 and f64, and compute 16-bit
  // ones in float.
  RowLoop loop(DType t) const noexcept { return get().loop[static_cast<int>(t)]; }
  RowLoop loop(DType t, Isa level) const noexcept { return get(level).loop[static_cast<int>(t)]; }
};

// "Stat" stands for the compute type: float, or double for f64. inner must be 1 for layer_norm*.
#define TN_FOR_EACH_ROW_KERNEL(X)                                                         \
  /* out, input; params: null, or bool: rows of -inf give 0 instead of NaN */ X(softmax)  \
  X(log_softmax)                                                                          \
  /* grad_input, grad, out */ X(softmax_backward)                                         \
  X(log_softmax_backward) /* out, mean (Stat or null), rstd (Stat or null), input, weight \
                             or null, bias or null; params: double eps */                 \
  X(layer_norm)                                                                           \
  /* grad_input, grad, input, mean, rstd, weight or null */ X(                            \
      layer_norm_backward) /* grad_weight or null, grad_bias or null (Stat[n], added to), \
                              grad, input, mean, rstd */                                  \
  X(layer_norm_backward_params)

#define TN_X(name) extern const RowKernel name;
TN_FOR_EACH_ROW_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels
