// Positions of extremes along a dimension: the first one of equal values; NaN wins.
#pragma once
#include "core/base/dtype.h"
#include "core/kernels/isa.h"
#include "core/kernels/lines.h"

namespace tenon::kernels {

// For the lines [begin, end), n > 0: value and position of the extreme, at values[line] and
// positions[line].
using ArgLoop = void (*)(const char* in, const Lines& lines, int64_t begin, int64_t end,
                         char* values, int64_t* positions);
struct ArgTable {
  ArgLoop max[kDTypes], min[kDTypes];
};
// Null for complex dtypes.
ArgLoop arg_loop(DType t, bool max) noexcept;

}  // namespace tenon::kernels
