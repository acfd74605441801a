#include "core/ops/reductions.h"

#include "core/api/view.h"

namespace tenon {

int64_t reduced_count(const Tensor& input, const DimSet& dims) {
  int64_t n = 1;
  for (size_t d = 0; d < input.sizes().size(); ++d) n *= dims.has(d) ? input.sizes()[d] : 1;
  return n;
}

Tensor restore_dims(const Tensor& reduced, IntSpan sizes, const Value& dim, bool keepdim) {
  if (keepdim || sizes.empty()) return reduced;
  std::optional<IntSpan> dims;
  if (dim.tag == TN_INTS) dims = dim.to_ints();
  if (dim.tag == TN_INT) dims = IntSpan(&dim.i, 1);
  return reshape(reduced,
                 reduced_sizes(sizes, DimSet(dims, static_cast<int64_t>(sizes.size())), true));
}

Tensor expand_reduced(const Tensor& grad, IntSpan sizes, const Value& dim, bool keepdim) {
  return expand(restore_dims(grad, sizes, dim, keepdim), sizes);
}

}  // namespace tenon
