// Running sums, products, extremes along a dimension of a contiguous tensor.
#pragma once
#include "core/base/dtype.h"
#include "core/kernels/lines.h"

namespace tenon::kernels {

enum class Scan { Sum, Product, LogSumExp };
// `out` has the dtype of `in`; sums and products of floats are kept in double. LogSumExp: floating
// and complex dtypes only.
void scan(Scan what, DType t, const Lines& lines, const void* in, void* out);
// Running maximum (minimum) and the position of its last occurrence; NaN wins.
void scan_extreme(bool max, DType t, const Lines& lines, const void* in, void* values,
                  int64_t* positions);

}  // namespace tenon::kernels
