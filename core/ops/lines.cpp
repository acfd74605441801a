#include "core/ops/lines.h"

#include "core/api/create.h"
#include "core/api/scatter.h"
#include "core/api/view_dims.h"

namespace tenon {

kernels::Lines lines_of(IntSpan sizes, int64_t dim) {
  kernels::Lines l;
  for (int64_t d = 0; d < static_cast<int64_t>(sizes.size()); ++d)
    (d < dim ? l.outer : d == dim ? l.n : l.inner) *= sizes[d];
  return l;
}

Dims sizes_without(IntSpan sizes, int64_t dim, bool keepdim) {
  Dims out(sizes);
  if (out.empty()) return out;
  if (keepdim) {
    out[dim] = 1;
  } else {
    out.erase(static_cast<size_t>(dim));
  }
  return out;
}

void check_not_empty(const char* op, const Tensor& input, int64_t dim) {
  check_index(input.dim() == 0 || input.sizes()[dim] > 0, op, "(): Expected reduction dim ", dim,
              " to have non-zero size.");
}

Tensor picked_grad(const Tensor& grad, IntSpan in_sizes, int64_t dim, const Tensor& positions,
                   bool keepdim) {
  Tensor out = zeros(in_sizes, grad.dtype(), std::nullopt, grad.device());
  bool removed = !keepdim && !in_sizes.empty();
  return scatter_(out, dim, removed ? unsqueeze(positions, dim) : positions,
                  removed ? unsqueeze(grad, dim) : grad);
}

}  // namespace tenon
