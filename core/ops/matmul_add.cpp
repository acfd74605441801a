// Products that are added to something, and outer products.
#include "core/api/matmul_add.h"

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/matmul.h"
#include "core/api/reduce.h"
#include "core/api/resize.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

bool is_one(const Scalar& s) { return s.to_complex() == 1.0; }
bool is_zero(const Scalar& s) { return s.to_complex() == 0.0; }

Tensor scaled(const Tensor& x, const Scalar& factor) { return is_one(factor) ? x : mul(x, factor); }

// Factors of integer products are cut to integers, as PyTorch does, and those of bools to bools.
Scalar factor(const Scalar& s, DType t) {
  if (t == DType::Bool) return Scalar(s.to_bool());
  return is_integral(t) ? Scalar(s.to_int()) : s;
}

// beta 0 ignores the input, not even its NaNs come through.
Tensor combine(const Tensor& input, const Tensor& product, Scalar beta, Scalar alpha) {
  beta = factor(beta, product.dtype()), alpha = factor(alpha, product.dtype());
  Tensor p = scaled(product, alpha);
  if (is_zero(beta)) {
    check(same(broadcast_sizes(input.sizes(), product.sizes()), product.sizes()),
          "The expanded size of the tensor ", product.sizes(), " must match the existing size ",
          input.sizes());
    return p;
  }
  return add(p, expand(scaled(input, beta), product.sizes(), true));  // laid out as the product
}

Tensor addmm_cpu(const Tensor& input, const Tensor& mat1, const Tensor& mat2, Scalar beta,
                 Scalar alpha) {
  check(mat1.dim() == 2, "mat1 must be a matrix, got ", mat1.dim(), "-D tensor");
  check(mat2.dim() == 2, "mat2 must be a matrix, got ", mat2.dim(), "-D tensor");
  int64_t m = mat1.size(0), n = mat2.size(1);
  check(mat1.size(1) == mat2.size(0), "mat1 and mat2 shapes cannot be multiplied (", m, "x",
        mat1.size(1), " and ", mat2.size(0), "x", n, ")");
  check(input.dtype() == mat2.dtype(), "self and mat2 must have the same dtype, but got ",
        scalar_type_name(input.dtype()), " and ", scalar_type_name(mat2.dtype()));
  check(mat1.dtype() == mat2.dtype(), "mat1 and mat2 must have the same dtype, but got ",
        scalar_type_name(mat1.dtype()), " and ", scalar_type_name(mat2.dtype()));
  beta = factor(beta, input.dtype()), alpha = factor(alpha, input.dtype());
  take_out_hint();  // steps below must not write into an input that is also the target
  Dims sizes = {m, n};
  Dims strides = expand_strides(input.sizes(), input.strides(), sizes);
  Tensor out = new_tensor(sizes, input.dtype(), input.device());
  Tensor wide = make_view(input, sizes, strides, input.offset());
  if (is_zero(beta)) {
    raw::multiply(mat1, mat2, {}, out);
  } else if (is_one(beta) && is_one(alpha)) {
    raw::copy(out, wide);
    raw::multiply(mat1, mat2, {}, out, true);
    return out;
  } else {
    raw::multiply(mat1, mat2, {}, out);
  }
  Tensor product = is_one(alpha) ? out : binary(out, alpha, kernels::mul);
  if (is_zero(beta)) return product;
  return binary(product, is_one(beta) ? wide : binary(wide, beta, kernels::mul), kernels::add);
}

void addmm_vjp(VjpCtx& c) {
  Scalar beta = conjugate(c.arg(3).to_scalar()), alpha = conjugate(c.arg(4).to_scalar());
  if (c.needs(0)) c.grad_in(0, scaled(c.grad(), beta));
  if (c.needs(1)) c.grad_in(1, scaled(mm(c.grad(), t(conjugate(c.in(2)))), alpha));
  if (c.needs(2)) c.grad_in(2, scaled(mm(t(conjugate(c.in(1))), c.grad()), alpha));
}

Tensor addmv_body(const Tensor& input, const Tensor& mat, const Tensor& vec, Scalar beta,
                  Scalar alpha) {
  return combine(input, mv(mat, vec), beta, alpha);
}
Tensor baddbmm_body(const Tensor& input, const Tensor& batch1, const Tensor& batch2, Scalar beta,
                    Scalar alpha) {
  return combine(input, bmm(batch1, batch2), beta, alpha);
}
// The sum over the batch is one product with the batch as part of the inner dimension.
Tensor addbmm_body(const Tensor& input, const Tensor& batch1, const Tensor& batch2, Scalar beta,
                   Scalar alpha) {
  return combine(input, sum(bmm(batch1, batch2), Ints<0>::span, false, batch1.dtype()), beta,
                 alpha);
}

// PyTorch gives input the result's size here, where other ops in place want it to have that.
Tensor addbmm_inplace_body(const Tensor& input, const Tensor& batch1, const Tensor& batch2,
                           Scalar beta, Scalar alpha) {
  const Tensor result = addbmm(input, batch1, batch2, beta, alpha);
  if (!same(input.sizes(), result.sizes())) resize_(input, result.sizes());
  return copy_(input, result);
}

Tensor outer_body(const Tensor& input, const Tensor& vec2) {
  check(input.dim() == 1, "outer: Expected 1-D argument self, but got ", input.dim(), "-D");
  check(vec2.dim() == 1, "outer: Expected 1-D argument vec2, but got ", vec2.dim(), "-D");
  return mul(unsqueeze(input, 1), vec2);
}
Tensor addr_body(const Tensor& input, const Tensor& vec1, const Tensor& vec2, Scalar beta,
                 Scalar alpha) {
  return combine(input, outer(vec1, vec2), beta, alpha);
}

constexpr OpDef kOps[] = {
    {.schema = "addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> "
               "Tensor",
     .cpu = kernel<addmm_cpu>(),
     .vjp = addmm_vjp,
     .saves = "mat1:mat2, mat2:mat1",
     .traits = Method | InPlace | Out,
     .doc = R"(Returns beta * input + alpha * (mat1 @ mat2); input broadcasts.

Example:
    >>> tenon.addmm(tenon.ones(1), tenon.ones(1, 2), tenon.ones(2, 1))
    tensor([[3.]])
)"},
    {.schema =
         "addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
     .body = kernel<addmv_body>(),
     .traits = Method | InPlace | Out,
     .doc = R"(Returns beta * input + alpha * (mat @ vec).

Example:
    >>> tenon.addmv(tenon.ones(1), tenon.ones(1, 2), tenon.ones(2))
    tensor([3.])
)"},
    {.schema = "baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar "
               "alpha=1) -> Tensor",
     .body = kernel<baddbmm_body>(),
     .traits = Method | InPlace | Out,
     .doc = R"(Returns beta * input + alpha * bmm(batch1, batch2).

Example:
    >>> tenon.baddbmm(tenon.ones(1, 1, 1), tenon.ones(1, 1, 2), tenon.ones(1, 2, 1))
    tensor([[[3.]]])
)"},
    {.schema = "addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar "
               "alpha=1) -> Tensor",
     .body = kernel<addbmm_body>(),
     .traits = Method | Out,
     .doc = R"(Returns beta * input + alpha * the sum of bmm(batch1, batch2) over the batch.

Example:
    >>> tenon.addbmm(tenon.ones(1, 1), tenon.ones(2, 1, 2), tenon.ones(2, 2, 1))
    tensor([[5.]])
)"},
    {.schema = "addbmm_(Tensor(a!) input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar "
               "alpha=1) -> Tensor(a!)",
     .body = kernel<addbmm_inplace_body>(),
     .traits = Method,
     .doc = R"(addbmm() in place; input takes the size of the result.

Example:
    >>> tenon.ones(1, 1).addbmm_(tenon.ones(2, 1, 2), tenon.ones(2, 2, 1))
    tensor([[5.]])
)"},
    {.schema = "outer(Tensor input, Tensor vec2) -> Tensor",
     .body = kernel<outer_body>(),
     .traits = Method | Out,
     .paths = "tenon.outer tenon.ger Tensor.outer Tensor.ger",
     .doc = R"(Returns the matrix of products input[i] * vec2[j].

Example:
    >>> tenon.outer(tenon.tensor([1.0, 2.0]), tenon.tensor([3.0, 4.0]))
    tensor([[3., 4.],
            [6., 8.]])
)"},
    {.schema =
         "addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
     .body = kernel<addr_body>(),
     .traits = Method | InPlace | Out,
     .doc = R"(Returns beta * input + alpha * outer(vec1, vec2).

Example:
    >>> tenon.addr(tenon.zeros(1, 2), tenon.ones(1), tenon.tensor([1.0, 2.0]))
    tensor([[1., 2.]])
)"},
};

}  // namespace
void register_matmul_add(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
