// Powers and exponentials of matrices; products of many.
#include "core/api/linalg_power.h"

#include <limits>

#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/linalg_solve.h"
#include "core/api/ranges.h"
#include "core/api/unary_exp.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/exponential.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

Tensor matrix_power_body(const Tensor& input, int64_t n) {
  check_square("linalg.matrix_power", input);
  if (n == 0) {  // constant, yet part of the graph
    Tensor unit = eye(input.size(-1), input.dtype(), std::nullopt, input.device());
    return copy_(clone(input), expand(unit, input.sizes()));
  }
  Tensor base = n < 0 ? linalg_inv(input) : input;
  uint64_t left = n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  if (left == 1) return n < 0 ? base : clone(base);
  if (left == 3) return matmul(matmul(base, base), base);
  Tensor out;
  while (true) {
    if (left & 1) out = out ? matmul(out, base) : base;
    left >>= 1;
    if (!left) return out;
    base = matmul(base, base);
  }
}

Tensor matrix_exp_cpu(const Tensor& input) {
  check_square("linalg.matrix_exp", input);
  check_floating("matrix_exp", input, true);
  take_out_hint();
  GradMode off(false);
  if (input.numel() == 0) return clone(input);
  if (input.size(-1) == 1) return exp(input);
  bool narrow_type = input.dtype() == DType::F16 || input.dtype() == DType::BF16;
  Tensor out = matrix_exponential(narrow_type ? to(input, DType::F32) : input);
  return narrow_type ? to(out, input.dtype()) : out;
}

// The derivative of exp at A^H along g is the upper right block of exp of [[A^H, g], [0, A^H]] (N.
// Higham, Functions of Matrices, SIAM 2008, ch. 3).
void matrix_exp_vjp(VjpCtx& c) {
  Tensor Ah = adjoint(c.in(0)), g = c.grad();
  int64_t n = Ah.size(-1);
  if (c.in(0).numel() == 0) return c.grad_in(0, g);
  Tensor top = cat(std::vector<Tensor>{Ah, g}, -1);
  Tensor bottom = cat(std::vector<Tensor>{zeros_like(Ah), Ah}, -1);
  Tensor whole = linalg_matrix_exp(cat(std::vector<Tensor>{top, bottom}, -2));
  c.grad_in(0, narrow(narrow(whole, -2, 0, n), -1, n, n));
}

Tensor matrix_exp_body(const Tensor& input) { return linalg_matrix_exp(input); }
Tensor torch_power_body(const Tensor& input, int64_t n) { return linalg_matrix_power(input, n); }

// Where to split the product of matrices i to j so that it takes the fewest multiplications (T.
// Cormen et al., Introduction to Algorithms, 15.2).
std::vector<std::vector<size_t>> best_splits(const std::vector<double>& sizes) {
  size_t n = sizes.size() - 1;
  std::vector<std::vector<double>> cost(n, std::vector<double>(n, 0.0));
  std::vector<std::vector<size_t>> split(n, std::vector<size_t>(n, 0));
  for (size_t length = 1; length < n; ++length) {
    for (size_t i = 0; i + length < n; ++i) {
      size_t j = i + length;
      cost[i][j] = std::numeric_limits<double>::infinity();
      for (size_t k = i; k < j; ++k) {
        double c = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
        if (c < cost[i][j]) cost[i][j] = c, split[i][j] = k;
      }
    }
  }
  return split;
}

Tensor product(const std::vector<Tensor>& all, const std::vector<std::vector<size_t>>& split,
               size_t i, size_t j) {
  if (i == j) return all[i];
  size_t k = split[i][j];
  return matmul(product(all, split, i, k), product(all, split, k + 1, j));
}

Tensor multi_dot_body(TensorSpan tensors) {
  size_t n = tensors.size();
  check(n >= 2, "multi_dot(): expected at least 2 tensors but got ", n);
  std::vector<Tensor> all(tensors.begin(), tensors.end());
  bool row = all[0].dim() == 1, column = all[n - 1].dim() == 1;
  check(row || all[0].dim() == 2, "multi_dot(): the first tensor must be 1D or 2D but got ",
        all[0].dim(), "D");
  check(column || all[n - 1].dim() == 2, "multi_dot(): the last tensor must be 1D or 2D but got ",
        all[n - 1].dim(), "D");
  for (size_t i = 1; i + 1 < n; ++i)
    check(all[i].dim() == 2, "multi_dot(): tensor ", i, " must be 2D but got ", all[i].dim(), "D");
  for (size_t i = 1; i < n; ++i)
    check(all[i].dtype() == all[0].dtype(),
          "multi_dot(): all tensors must have be the same dtype "
          "but tensor 0 is ",
          dtype_name(all[0].dtype()), " and tensor ", i, " ", dtype_name(all[i].dtype()));
  if (row) all[0] = unsqueeze(all[0], 0);
  if (column) all[n - 1] = unsqueeze(all[n - 1], -1);
  std::vector<double> sizes = {static_cast<double>(all[0].size(0))};
  for (size_t i = 0; i < n; ++i) {
    if (i > 0) {
      check(all[i - 1].size(1) == all[i].size(0), "multi_dot(): tensors ", i - 1, " and ", i,
            " with shapes ", tensors[i - 1].sizes(), " and ", tensors[i].sizes(),
            " cannot be multiplied");
    }
    sizes.push_back(static_cast<double>(all[i].size(1)));
  }
  Tensor out = product(all, best_splits(sizes), 0, n - 1);
  if (row) out = squeeze_dim(out, 0);
  return column ? squeeze_dim(out, -1) : out;
}

Tensor chain_matmul_body(TensorSpan matrices) {
  TN_WARN_ONCE(
      "tenon.chain_matmul is deprecated and will be removed in a future PyTorch release. Use "
      "tenon.linalg.multi_dot instead, which accepts a list of two or more tensors rather than "
      "multiple parameters.");
  for (const Tensor& m : matrices)
    check(m.dim() == 2, "Tensor dimension is ", m.dim(), ", expected 2 instead.");
  check(!matrices.empty(), "chain_matmul(): Expected one or more matrices");
  return matrices.size() == 1 ? matrices[0] : linalg_multi_dot(matrices);
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_matrix_power(Tensor input, int n) -> Tensor",
     .body = kernel<matrix_power_body>(),
     .traits = Out,
     .paths = "tenon.linalg.matrix_power",
     .doc =
         R"(Returns the n-th power of each matrix, by repeated squaring; for negative n that of the inverse.

Example:
    >>> tenon.linalg.matrix_power(tenon.tensor([[1.0, 1.0], [0.0, 1.0]]), 5)
    tensor([[1., 5.],
            [0., 1.]])
)"},
    {.schema = "matrix_power(Tensor input, int n) -> Tensor",
     .body = kernel<torch_power_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the n-th power of each matrix. See linalg.matrix_power().

Example:
    >>> tenon.matrix_power(tenon.tensor([[2.0]]), 3)
    tensor([[8.]])
)"},
    {.schema = "linalg_matrix_exp(Tensor input) -> Tensor",
     .cpu = kernel<matrix_exp_cpu>(),
     .vjp = matrix_exp_vjp,
     .saves = "input",
     .paths = "tenon.linalg.matrix_exp",
     .doc = R"(Returns the exponential of each matrix, the sum of A^k / k!.

Example:
    >>> tenon.linalg.matrix_exp(tenon.tensor([[0.0, 1.0], [0.0, 0.0]]))
    tensor([[1., 1.],
            [0., 1.]])
)"},
    {.schema = "matrix_exp(Tensor input) -> Tensor",
     .body = kernel<matrix_exp_body>(),
     .traits = Method,
     .doc = R"(Returns the exponential of each matrix. See linalg.matrix_exp().

Example:
    >>> tenon.matrix_exp(tenon.zeros(1, 1))
    tensor([[1.]])
)"},
    {.schema = "linalg_multi_dot(Tensor[] tensors) -> Tensor",
     .body = kernel<multi_dot_body>(),
     .traits = Out,
     .paths = "tenon.linalg.multi_dot",
     .doc =
         R"(Multiplies two or more matrices in the order that takes the fewest operations; the first and the last may be vectors.

Example:
    >>> tenon.linalg.multi_dot([tenon.ones(2, 3), tenon.ones(3, 4), tenon.ones(4)])
    tensor([12., 12.])
)"},
    {.schema = "chain_matmul(Tensor[] matrices) -> Tensor",
     .body = kernel<chain_matmul_body>(),
     .traits = Out | VarArgs,
     .doc =
         R"(Multiplies matrices in the order that takes the fewest operations. See linalg.multi_dot().

Example:
    >>> tenon.chain_matmul(tenon.ones(1, 2), tenon.ones(2, 1))
    tensor([[2.]])
)"},
};

}  // namespace
void register_linalg_power(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
