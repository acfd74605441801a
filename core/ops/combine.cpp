// Tensors made of several: block matrices, products and combinations of sets.
#include "core/api/combine.h"

#include <algorithm>

#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/join.h"
#include "core/api/pad.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

Tensor block_diag_body(TensorSpan tensors) {
  if (tensors.empty()) return empty(Ints<1, 0>::span);
  DType t = tensors[0].dtype();
  int64_t columns = 0;
  std::vector<Tensor> blocks, rows;
  for (const Tensor& x : tensors) {
    check(x.dim() <= 2, "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input ",
          blocks.size(), " has ", x.dim(), " dimensions");
    blocks.push_back(x.dim() == 2 ? x : view(x, Ints<1, -1>::span));
    t = promote(t, x.dtype());
    columns += blocks.back().size(1);
  }
  int64_t before = 0;
  for (const Tensor& b : blocks) {
    Tensor left = zeros(Dims{b.size(0), before}, t, std::nullopt, b.device());
    before += b.size(1);
    Tensor right = zeros(Dims{b.size(0), columns - before}, t, std::nullopt, b.device());
    rows.push_back(cat(std::vector<Tensor>{left, b, right}, 1));
  }
  return cat(rows, 0);
}

Tensor cartesian_prod_body(TensorSpan tensors) {
  check(!tensors.empty(), "meshgrid expects a non-empty TensorList");
  for (const Tensor& x : tensors)
    check(x.dim() == 1, "Expect a 1D vector, but got shape ", x.sizes());
  if (tensors.size() == 1) return tensors[0];
  Dims sizes;
  for (const Tensor& x : tensors) sizes.push_back(x.size(0));
  std::vector<Tensor> columns;
  for (size_t i = 0; i < tensors.size(); ++i) {
    Dims shape(sizes.size(), 1);
    shape[i] = sizes[i];
    columns.push_back(reshape(expand(view(tensors[i], shape), sizes), Ints<-1>::span));
  }
  return stack(columns, 1);
}

// The positions of all r-tuples in order, i < j or i <= j.
Tensor positions(int64_t n, int64_t r, bool repeated, Device device) {
  std::vector<int64_t> at(static_cast<size_t>(r)), all;
  for (int64_t i = 0; i < r; ++i) at[i] = repeated ? 0 : i;
  bool more = n > 0 && (repeated || r <= n);
  while (more) {
    all.insert(all.end(), at.begin(), at.end());
    int64_t i = r - 1;
    while (i >= 0 && at[i] == (repeated ? n - 1 : n - r + i)) --i;
    more = i >= 0;
    if (!more) break;
    ++at[i];
    for (int64_t j = i + 1; j < r; ++j) at[j] = repeated ? at[i] : at[j - 1] + 1;
  }
  Tensor out = new_tensor({{static_cast<int64_t>(all.size())}}, DType::I64, device);
  if (!out.is_meta()) std::copy(all.begin(), all.end(), out.data<int64_t>());
  return out;
}

Tensor combinations_body(const Tensor& input, int64_t r, bool with_replacement) {
  check(input.dim() == 1, "Expect a 1D vector, but got shape ", input.sizes());
  check(r >= 0, "Expect a non-negative number, but got ", r);
  if (r == 0) return empty(Ints<0>::span, input.dtype(), std::nullopt, input.device());
  Tensor at = positions(input.size(0), r, with_replacement, input.device());
  return view(index_select(input, 0, at), Dims{at.size(0) / r, r});
}

constexpr OpDef kOps[] = {
    {.schema = "block_diag(Tensor[] tensors) -> Tensor",
     .body = kernel<block_diag_body>(),
     .traits = VarArgs,
     .doc = R"(Returns the matrix with the given matrices along its diagonal, and zeros elsewhere.

Example:
    >>> tenon.block_diag(tenon.tensor([[1, 2]]), tenon.tensor([3]))
    tensor([[1, 2, 0],
            [0, 0, 3]])
)"},
    {.schema = "cartesian_prod(Tensor[] tensors) -> Tensor",
     .body = kernel<cartesian_prod_body>(),
     .traits = VarArgs,
     .doc = R"(Returns all combinations of one element of each vector, as itertools.product does.

Example:
    >>> tenon.cartesian_prod(tenon.tensor([1, 2]), tenon.tensor([3, 4]))
    tensor([[1, 3],
            [1, 4],
            [2, 3],
            [2, 4]])
)"},
    {.schema = "combinations(Tensor input, int r=2, bool with_replacement=False) -> Tensor",
     .body = kernel<combinations_body>(),
     .paths = "tenon.combinations",
     .doc = R"(Returns all subsets of r elements in order, as itertools.combinations does.

Example:
    >>> tenon.combinations(tenon.tensor([1, 2, 3]))
    tensor([[1, 2],
            [1, 3],
            [2, 3]])
)"},
};

}  // namespace
void register_combine(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
