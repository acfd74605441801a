// Leaky ReLU with learned and with random slopes.
#include "core/api/rrelu.h"

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/masked.h"
#include "core/api/random.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

// Only elements up to 0 draw, and in doubles, as in PyTorch.
Tensor random_slopes(const Tensor& input, double lower, double upper, Generator* generator) {
  GradMode no_grad(false);
  const Tensor below = le(input, 0);
  const int64_t count[] = {load_scalar(sum(below).raw(), DType::I64).to_int()};
  Tensor draws = empty(count, DType::F64, std::nullopt, input.device());
  uniform_(draws, lower, upper, generator);
  return masked_scatter(ones_like(input), below, raw::cast(draws, input.dtype()));
}

Tensor rrelu_body(const Tensor& input, double lower, double upper, bool training,
                  Generator* generator) {
  check(lower <= upper, "Lower bound should be less than or equal to the upper bound");
  if (!training) return where(ge(input, 0), input, mul(input, (lower + upper) / 2));
  return mul(input, random_slopes(input, lower, upper, generator));
}

Tensor prelu_body(const Tensor& input, const Tensor& weight) {
  check(weight.numel() == 1 ||
            (input.dim() > 1 && weight.dim() == 1 && weight.size(0) == input.size(1)),
        "Mismatch of parameter numbers and input channel size. Found parameter numbers = ",
        weight.numel(), " and channel size = ", input.dim() > 1 ? input.size(1) : 1, ".");
  if (weight.numel() == 1)
    return where(gt(input, 0), input, mul(input, input.dim() ? weight : reshape(weight, {})));
  Dims shape(static_cast<size_t>(input.dim()), 1);
  shape[1] = weight.numel();
  return where(gt(input, 0), input, mul(input, reshape(weight, shape)));
}

constexpr OpDef kOps[] = {
    {.schema = "prelu(Tensor input, Tensor weight) -> Tensor",
     .body = kernel<prelu_body>(),
     .traits = Pointwise,
     .paths = "tenon.prelu tenon.nn.functional.prelu Tensor.prelu",
     .doc =
         R"(Returns input where positive, else weight * input; weight is one number or one per channel (dimension 1).

Example:
    >>> tenon.nn.functional.prelu(tenon.tensor([-2.0, 1.0]), tenon.tensor([0.25]))
    tensor([-0.5000,  1.0000])
)"},
    {.schema = "rrelu(Tensor input, float lower=0.125, float upper=0.3333333333333333, bool "
               "training=False, Generator? generator=None) -> Tensor",
     .body = kernel<rrelu_body>(),
     .traits = InPlace | Random,
     .paths = "tenon.rrelu",
     .doc = R"(Leaky ReLU with a random slope while training, the mean slope otherwise.

Example:
    >>> tenon.rrelu(tenon.tensor([-1.0, 1.0]), 0.25, 0.75)
    tensor([-0.5000,  1.0000])
)"},
};

}  // namespace
void register_rrelu(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
