// Reductions over one run of elements. The tree of partial results depends on n only, so results
// are the same for any number of threads.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// Reduces n > 0 elements at `in`, `step` bytes apart, into the accumulator at `acc` (written, not
// added to).
using ReduceRun = void (*)(void* acc, const char* in, int64_t step, int64_t n, const void* params);
// For `width` packed neighbouring columns, each with an accumulator of its own: `rows` rows, `step`
// bytes apart, are added to them; `start`: the accumulators hold nothing yet.
using ReduceColumns = void (*)(void* accs, const char* in, int64_t step, int64_t rows,
                               int64_t width, bool start, const void* params);
using ReduceJoin = void (*)(void* acc, const void* other);  // acc = op(acc, other)
using ReduceFinish = void (*)(void* out, const void* acc, int64_t n, const void* params);

struct ReduceLoops {
  int acc_bytes = 0;  // at most 64; 0: not for this dtype
  ReduceRun run = nullptr;
  ReduceColumns columns = nullptr;  // null: column by column with run
  ReduceJoin join = nullptr;
  ReduceFinish finish = nullptr;
};

struct ReduceTable {
  ReduceLoops by_dtype[kDTypes];
};

struct ComplexReduceTable {
  ReduceLoops loops[2];  // complex64, complex128
};

struct ReduceKernel {
  const char* name;
  PerIsa<ReduceTable> real;
  PerIsa<ComplexReduceTable> complex;
  const ReduceLoops& loops(DType t) const {
    if (is_complex(t)) {
      if (const ComplexReduceTable* found = complex.find(isa()))
        return found->loops[t == DType::C128];
    }
    return real.get().by_dtype[static_cast<int>(t)];
  }
};

// Input dtype decides; the output is the same dtype but for what the comment says. Of complex input
// (all but the extremes), variance and norms are real.
#define TN_FOR_EACH_REDUCE_KERNEL(X)                                                              \
  /* float, int64 (cast others first) */ X(sum) X(prod) /* all and bool; NaN wins */ X(max_value) \
      X(min_value) /* bool output, any input */ X(any_true)                                       \
          X(all_true) /* float; variance, params: double correction */ X(variance) /* float */ X( \
              norm1)                                                                              \
              X(norm2) /* float; params: double p; sum of |x|^p, to the 1/p */ X(                 \
                  norm_power) /* int64 output */ X(count_nonzero)

#define TN_X(name) extern const ReduceKernel name;
TN_FOR_EACH_REDUCE_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels
