// Products with a matrix that is packed once and used many times: weights of a recurrent layer,
// keys and values of attention. float32 and float64.
#pragma once
#include <cstddef>
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// c[m, n] (+)= a[m, k] b[k, n]. Strides in elements; columns of c are contiguous, and so are either
// the columns (a_col 1) or the rows (a_row 1) of a. Every element is one chain over k in order,
// whatever m and n are.
struct PanelProduct {
  int64_t m, n, k;
  const void* a;
  int64_t a_row, a_col;
  const void* b;   // packed
  int64_t b_rows;  // rows of a packed panel: k, or more where only the first k count
  void* c;
  int64_t c_row;
  bool accumulate;
};

struct PanelKernels {
  int64_t width;  // columns of a panel
  void (*pack)(const void* b, int64_t b_row, int64_t b_col, int64_t k, int64_t n, void* to);
  void (*multiply)(const PanelProduct& p);

  // Elements that n packed columns of length k take.
  int64_t packed(int64_t k, int64_t n) const { return (n + width - 1) / width * width * k; }
};

struct PanelTable {
  PanelKernels of[kDTypes];  // null members for other dtypes
};
extern const PerIsa<PanelTable> panels;

}  // namespace tenon::kernels
