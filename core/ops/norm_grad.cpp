#include "core/ops/norm_grad.h"

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"

namespace tenon {

Tensor widened(const Tensor& t) {
  return t.dtype() == DType::F16 || t.dtype() == DType::BF16 ? to_copy(t, DType::F32) : t;
}

std::tuple<Tensor, Tensor> normalized_grad(const Tensor& x, const Tensor& h, IntSpan dims,
                                           double eps) {
  Tensor centred = sub(x, mean(x, dims, true));
  Tensor rstd = rsqrt(add(mean(mul(centred, centred), dims, true), eps));
  Tensor u = mul(centred, rstd);
  Tensor inner = sub(sub(h, mean(h, dims, true)), mul(u, mean(mul(h, u), dims, true)));
  return {u, mul(rstd, inner)};
}

}  // namespace tenon
