// L D L^H of symmetric and Hermitian matrices that need not be positive-definite.
#include "core/api/linalg_ldl.h"

#include "core/iter/pointwise.h"
#include "core/ops/linear_solve.h"
#include "core/ops/matrices.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using Three = std::tuple<Tensor, Tensor, Tensor>;

Three ldl_factor_ex_cpu(const Tensor& input, bool hermitian, bool check_errors) {
  check_square("torch.linalg.ldl_factor_ex", input);
  check_floating("torch.linalg.ldl_factor_ex", input);
  int64_t n = input.size(-1);
  Tensor LD = raw::to_columns(input);
  Tensor pivots = new_tensor(with_batch(input, {n}), DType::I32, input.device());
  Tensor info = new_tensor(batch_sizes(input), DType::I32, input.device());
  if (input.is_meta()) return {LD, pivots, info};
  raw::fill(info, 0);
  double cost = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(n) / 3;
  if (LD.numel()) {
    with_routines(LD.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
      auto a = mats<T>(LD);
      auto p = vecs<int>(pivots), codes = numbers<int>(info);
      for_batch(info.numel(), cost, [&](int64_t b, int64_t count) {
        r.hetrf(hermitian, 'L', lapack_size(n), count, a.from(b), p.from(b), codes.from(b));
      });
    });
  }
  raw::zero_above(LD, 0);
  if (check_errors) check_info("torch.linalg.ldl_factor_ex", info);
  return {LD, pivots, info};
}

std::tuple<Tensor, Tensor> ldl_factor_body(const Tensor& input, bool hermitian) {
  auto [LD, pivots, info] = linalg_ldl_factor_ex(input, hermitian);
  check_info("torch.linalg.ldl_factor", info);
  return {LD, pivots};
}

Tensor ldl_solve_cpu(const Tensor& LD, const Tensor& pivots, const Tensor& B, bool hermitian) {
  const char* op = "torch.linalg.ldl_solve";
  check_square(op, LD, "LD");
  check_floating(op, LD);
  check(LD.dtype() == B.dtype(), op, ": Expected LD and B to have the same dtype, but got LD ",
        scalar_type_name(LD.dtype()), " and B ", scalar_type_name(B.dtype()), " instead");
  check(is_integral(pivots.dtype()), op, ": Expected pivots to be integers. Got ",
        scalar_type_name(pivots.dtype()));
  check(B.dim() >= 2, op, ": Expected B to have at least 2 dimensions, but it has ", B.dim(),
        " dimensions instead");
  check(same(batch_sizes(LD, 1), pivots.sizes()), op,
        ": Expected LD.shape[:-1] and pivots.shape to be the same, but got pivots with shape ",
        pivots.sizes(), " instead");
  check_system(op, LD, B, true);
  Dims batch = broadcast_sizes(batch_sizes(LD), batch_sizes(B)), sizes = batch, p_sizes = batch;
  int64_t n = LD.size(-1), k = B.size(-1);
  for (int64_t s : {n, k}) sizes.push_back(s);
  p_sizes.push_back(n);
  Tensor X = raw::to_columns(B, sizes);
  if (X.is_meta() || X.numel() == 0) return X;
  Tensor factor = raw::operand_columns(LD, batch);
  bool single = factor.numel() == n * n;
  Tensor exchanges =
      single ? raw::contiguous(raw::cast(pivots, DType::I32)) : new_tensor(p_sizes, DType::I32);
  if (!single) raw::copy(exchanges, pivots);
  double cost = 2.0 * static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(k);
  with_routines(X.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<const T>(factor);
    auto p = vecs<const int>(exchanges);
    auto x = mats<T>(X);
    for_batch(checked_numel(batch), cost, [&](int64_t b, int64_t count) {
      r.hetrs(hermitian, 'L', lapack_size(n), lapack_size(k), count, a.from(b), p.from(b),
              x.from(b));
    });
  });
  return X;
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_ldl_factor_ex(Tensor input, *, bool hermitian=False, bool "
               "check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)",
     .cpu = kernel<ldl_factor_ex_cpu>(),
     .vjp = no_grad("PyTorch defines none"),
     .traits = Out,
     .paths = "tenon.linalg.ldl_factor_ex",
     .doc =
         R"(Returns the L D L^T factorization in LAPACK's compact form, and info: 0, or the position of a zero in D.

Args:
    hermitian: the matrices are Hermitian, else symmetric; the lower triangle is read.
    check_errors: raises LinAlgError instead of returning an info that is not 0.

Example:
    >>> tenon.linalg.ldl_factor_ex(tenon.tensor([[2.0]])).info
    tensor(0, dtype=tenon.int32)
)"},
    {.schema = "linalg_ldl_factor(Tensor input, *, bool hermitian=False) -> (Tensor LD, Tensor "
               "pivots)",
     .body = kernel<ldl_factor_body>(),
     .traits = Out,
     .paths = "tenon.linalg.ldl_factor",
     .doc =
         R"(Returns the L D L^T factorization of symmetric (Hermitian) matrices in LAPACK's compact form, for ldl_solve().

LAPACK ?sytrf and ?hetrf, diagonal pivoting (J. Bunch and L. Kaufman, Some stable methods for calculating inertia and
solving symmetric linear systems, Math. Comp. 31, 1977).

Example:
    >>> tenon.linalg.ldl_factor(tenon.tensor([[2.0, 1.0], [1.0, 3.0]])).LD
    tensor([[2.0000, 0.0000],
            [0.5000, 2.5000]])
)"},
    {.schema = "linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> "
               "Tensor",
     .cpu = kernel<ldl_solve_cpu>(),
     .vjp = no_grad("PyTorch defines none"),
     .traits = Out,
     .paths = "tenon.linalg.ldl_solve",
     .doc = R"(Solves A X = B given the L D L^T factorization of A. Batches broadcast.

Example:
    >>> LD, pivots = tenon.linalg.ldl_factor(tenon.tensor([[2.0]]))
    >>> tenon.linalg.ldl_solve(LD, pivots, tenon.tensor([[4.0]]))
    tensor([[2.]])
)"},
};

}  // namespace
void register_linalg_ldl(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
