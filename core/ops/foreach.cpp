// Ops over lists of tensors, as foreach-style optimizers and gradient clipping call them: one row
// makes a form that returns new tensors and one that writes into the given ones.
#include "core/api/copy.h"
#include "core/api/special_gamma.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/unary_trig.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OneOp = Tensor (*)(const Tensor&);

template <OneOp F>
std::vector<Tensor> each(TensorSpan tensors) {
  std::vector<Tensor> out;
  out.reserve(tensors.size());
  for (const Tensor& t : tensors) out.push_back(F(t));
  return out;
}
template <OneOp F>
void each_in_place(TensorSpan tensors) {
  for (const Tensor& t : tensors) copy_(t, F(t));
}
void each_zero(TensorSpan tensors) {
  for (const Tensor& t : tensors) zero_(t);
}

Tensor rounded(const Tensor& t) { return round(t); }

#define TN_NAME(name, returns) "_foreach_" name "(Tensor[] tensors) -> " returns
#define TN_FOREACH_OF(name, f)                              \
  {.schema = TN_NAME(name, "Tensor[]"),                     \
   .body = kernel<each<f>>(),                               \
   .doc = "Returns " name "() of every tensor of a list."}, \
      {.schema = TN_NAME(name "_", "()"),                   \
       .body = kernel<each_in_place<f>>(),                  \
       .doc = "Sets every tensor of a list to its " name "()."},
#define TN_FOREACH(name) TN_FOREACH_OF(#name, name)

constexpr OpDef kOps[] = {
    // clang-format off
    TN_FOREACH(abs) TN_FOREACH(acos) TN_FOREACH(asin) TN_FOREACH(atan) TN_FOREACH(ceil)
    TN_FOREACH(cos) TN_FOREACH(cosh) TN_FOREACH(erf) TN_FOREACH(erfc) TN_FOREACH(exp)
    TN_FOREACH(expm1) TN_FOREACH(floor) TN_FOREACH(log) TN_FOREACH(log10) TN_FOREACH(log1p)
    TN_FOREACH(log2) TN_FOREACH(neg) TN_FOREACH(tan) TN_FOREACH(sin) TN_FOREACH(sinh)
    TN_FOREACH(sqrt) TN_FOREACH(lgamma) TN_FOREACH(frac) TN_FOREACH(reciprocal)
    TN_FOREACH(sigmoid) TN_FOREACH(trunc) TN_FOREACH_OF("round", rounded)
    // clang-format on
    {.schema = TN_NAME("zero_", "()"),
     .body = kernel<each_zero>(),
     .doc = "Sets every tensor of a list to zeros."},
};

}  // namespace
void register_foreach(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
