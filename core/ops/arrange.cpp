// Positions as tensors, and diagonals of whole tensors.
#include "core/api/arrange.h"

#include <algorithm>

#include "core/api/binary.h"
#include "core/api/flips.h"
#include "core/api/unary_exp.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/api/view_split.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

Tensor diagflat_body(const Tensor& input, int64_t offset) {
  return diag_embed(flatten(input), offset);
}

std::vector<Tensor> unravel_index_body(const Tensor& indices, IntSpan shape) {
  check_type(is_integral(indices.dtype()),
             "unravel_index(): argument 'indices' must be an integer tensor, got ",
             indices.dtype());
  const auto dims = static_cast<int64_t>(shape.size());
  Tensor sizes = new_tensor(IntSpan(&dims, 1), DType::I64, indices.device());
  Tensor steps = new_tensor(IntSpan(&dims, 1), DType::I64, indices.device());
  int64_t total = 1;
  for (size_t i = shape.size(); i-- > 0; total *= shape[i]) {
    check_value(shape[i] >= 0, "'shape' cannot have negative values, but got ", shape[i]);
    if (sizes.is_meta()) continue;
    sizes.data<int64_t>()[i] = std::max<int64_t>(shape[i], 1);
    steps.data<int64_t>()[i] = std::max<int64_t>(total, 1);
  }
  check(total > 0 || indices.numel() == 0, "unravel_index(): an empty shape has no positions");
  if (shape.empty()) return {};
  return unbind(remainder(div(unsqueeze(indices, -1), steps, "floor"), sizes), -1);
}

constexpr OpDef kOps[] = {
    {.schema = "diagflat(Tensor input, int offset=0) -> Tensor",
     .body = kernel<diagflat_body>(),
     .traits = Method,
     .doc = R"(Returns a matrix with the elements of input on its diagonal.

Example:
    >>> tenon.diagflat(tenon.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
)"},
    {.schema = "unravel_index(Tensor indices, int[1] shape) -> Tensor[]",
     .body = kernel<unravel_index_body>(),
     .doc =
         R"(Returns the positions in a tensor of a shape that flat positions stand for, a tensor for each dimension.

Example:
    >>> tenon.unravel_index(tenon.tensor([4, 5]), (3, 2))
    (tensor([2, 2]), tensor([0, 1]))
)"},
};

}  // namespace
void register_arrange(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
