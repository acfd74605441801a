// index_reduce: scatter_reduce of whole slices.
#include "core/api/index_reduce.h"

#include "core/api/scatter_reduce.h"
#include "core/api/view.h"
#include "core/ops/geometry.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

Tensor index_reduce_body(const Tensor& input, int64_t dim, const Tensor& index,
                         const Tensor& source, std::string_view reduce, bool include_self) {
  check(reduce == "prod" || reduce == "mean" || reduce == "amax" || reduce == "amin",
        "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got ", reduce,
        ".");
  check(index.dim() <= 1,
        "index_reduce(): Index is supposed to be a vector, but got dim: ", index.dim(),
        " with type: ", index.dtype());
  check_implemented(include_self || !is_complex(input.dtype()),
                    "\"index_reduce_func_exclude_input_init\" not implemented for '",
                    scalar_type_name(input.dtype()), "'");
  dim = wrap_dim(dim, input.dim());
  check(source.dim() == 0 ? index.numel() == 1 : index.numel() == source.size(dim),
        "index_reduce(): Number of indices (", index.numel(),
        ") should be equal to source.size(dim)");
  if (source.dim() == 0)
    return scatter_reduce(input, dim, reshape(index, {}), source, reduce, include_self);
  Dims line(static_cast<size_t>(source.dim()), 1);
  line[static_cast<size_t>(dim)] = index.numel();
  return scatter_reduce(input, dim, expand(reshape(index, line), source.sizes()), source, reduce,
                        include_self);
}

constexpr OpDef kOps[] = {
    {.schema = "index_reduce(Tensor input, int dim, Tensor index, Tensor source, str reduce, *, "
               "bool include_self=True) -> Tensor",
     .body = kernel<index_reduce_body>(),
     .traits = Method | InPlace | Out,
     .doc =
         R"(Returns input with the slices of source reduced into the places along dim that index names.

Args:
    reduce: 'prod', 'mean', 'amax' or 'amin'.
    include_self: whether input's own elements take part.

Example:
    >>> tenon.index_reduce(tenon.zeros(2), 0, tenon.tensor([1, 1]), tenon.tensor([5.0, 6.0]), 'amax')
    tensor([0., 6.])
)"},
};

}  // namespace
void register_index_reduce(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
