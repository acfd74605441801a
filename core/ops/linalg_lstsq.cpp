// Least squares.
#include "core/api/linalg_lstsq.h"

#include "core/api/linalg_pinv.h"
#include "core/api/view.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/linear_solve.h"
#include "core/ops/matrices.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using Four = std::tuple<Tensor, Tensor, Tensor, Tensor>;

enum class Driver { Gels, Gelsy, Gelsd, Gelss };

Driver driver_of(std::optional<std::string_view> name) {
  if (!name || *name == "gelsy") return Driver::Gelsy;
  if (*name == "gels") return Driver::Gels;
  if (*name == "gelsd") return Driver::Gelsd;
  check(*name == "gelss",
        "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)");
  return Driver::Gelss;
}

struct Problem {
  Tensor a, x, rank, s, info;  // x has max(m, n) rows: B, then the solution and what is left over
  int64_t m, n, k, batch;
  double rcond;
};

void run(const Problem& p, Driver driver) {
  int m = lapack_size(p.m), n = lapack_size(p.n), k = lapack_size(p.k);
  double cost = 10.0 * static_cast<double>(p.m) * static_cast<double>(p.n) *
                static_cast<double>(std::min(p.m, p.n) + p.k);
  with_routines(p.a.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    using R = lapack::Real<T>;
    auto a = mats<T>(p.a), x = mats<T>(p.x);
    auto rank = numbers<int>(p.rank), info = numbers<int>(p.info);
    auto s = vecs<R>(p.s);
    auto rcond = static_cast<R>(p.rcond);
    for_batch(p.batch, cost, [&](int64_t b, int64_t count) {
      switch (driver) {
        case Driver::Gels:
          return r.gels(m, n, k, count, a.from(b), x.from(b), info.from(b));
        case Driver::Gelsy:
          return r.gelsy(m, n, k, count, a.from(b), x.from(b), rcond, rank.from(b), info.from(b));
        case Driver::Gelsd:
          return r.gelsd(m, n, k, count, a.from(b), x.from(b), rcond, s.from(b), rank.from(b),
                         info.from(b));
        case Driver::Gelss:
          return r.gelss(m, n, k, count, a.from(b), x.from(b), rcond, s.from(b), rank.from(b),
                         info.from(b));
      }
    });
  });
}

Tensor rows_of(const Tensor& x, int64_t from, int64_t count) {
  Dims sizes = x.sizes();
  sizes[sizes.size() - 2] = count;
  return make_alias(make_view(x, sizes, x.strides(), x.offset() + from));
}

bool all_full(const Tensor& rank, int64_t n) {
  for (int64_t b = 0; b < rank.numel(); ++b) {
    if (rank.data<int>()[b] != n) return false;
  }
  return true;
}

// Sums of squares of what is left over: the rows of x below the solution.
Tensor residuals_of(const Problem& p) {
  Tensor out = new_tensor(with_batch(p.x, {p.k}), real_dtype(p.x.dtype()));
  int64_t rows = p.x.size(-2);
  with_routines(p.x.dtype(), [&]<class T>(const lapack::Routines<T>&) {
    using R = lapack::Real<T>;
    for (int64_t column = 0; column < out.numel(); ++column) {
      R total = 0;
      for (int64_t i = p.n; i < p.m; ++i) total += std::norm(p.x.data<T>()[column * rows + i]);
      out.data<R>()[column] = total;
    }
  });
  return out;
}

void check_lstsq(const Tensor& A, const Tensor& B) {
  const char* op = "torch.linalg.lstsq";
  check(A.dim() >= 2, op, ": input must have at least 2 dimensions.");
  check(B.dim() >= 1, op, ": other must have at least 1 dimension.");
  check(A.dtype() == B.dtype(), op,
        ": Expected input and other to have the same dtype, but got input's dtype ",
        scalar_type_name(A.dtype()), " and other's dtype ", scalar_type_name(B.dtype()));
  int64_t difference = A.dim() - B.dim();
  check(difference >= 0 && difference <= 1, op,
        ": input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) <= "
        "1");
  check_lapack("linalg_lstsq_cpu", A);
}

Four lstsq_cpu(const Tensor& A, const Tensor& B, std::optional<double> rcond,
               std::optional<std::string_view> driver_name) {
  check_lstsq(A, B);
  Driver driver = driver_of(driver_name);
  bool vector = is_vectors(A, B.sizes());
  Tensor rhs = vector ? as_column(B) : B;
  Problem p;
  p.m = A.size(-2), p.n = A.size(-1), p.k = rhs.size(-1);
  check(p.m == rhs.size(-2), "torch.linalg.lstsq: input.size(-2) should match other.size(",
        vector ? -1 : -2, ")");
  Dims batch = broadcast_sizes(batch_sizes(A), batch_sizes(rhs)), a_sizes = batch, x_sizes = batch;
  int64_t rows = std::max(p.m, p.n), small = std::min(p.m, p.n);
  p.batch = checked_numel(batch);
  for (int64_t s : {p.m, p.n}) a_sizes.push_back(s);
  for (int64_t s : {rows, p.k}) x_sizes.push_back(s);
  p.a = raw::to_columns(A, a_sizes);
  p.x = raw::new_columns(x_sizes, A.dtype(), A.device());
  DType real = real_dtype(A.dtype());
  auto none = [&] { return new_tensor(Dims{0}, real, A.device()); };
  Dims s_sizes = batch;
  s_sizes.push_back(small);
  p.s = new_tensor(s_sizes, real, A.device());
  p.rank = new_tensor(batch, DType::I32, A.device());
  p.info = new_tensor(batch, DType::I32, A.device());
  p.rcond = rcond.value_or((real == DType::F32 ? 0x1p-23 : 0x1p-52) * static_cast<double>(rows));
  bool meta = A.is_meta();
  if (!meta) {
    raw::fill(p.x, 0);
    raw::copy(rows_of(p.x, 0, p.m), rhs);
    raw::fill(p.rank, 0);
    raw::fill(p.info, 0);
    raw::fill(p.s, 0);
    if (p.a.numel() && p.x.numel()) run(p, driver);
    if (p.a.numel() == 0) raw::fill(p.x, 0);
    check_info("torch.linalg.lstsq", p.info);
  }
  bool full_rank = !meta && (driver == Driver::Gels || all_full(p.rank, p.n));
  Tensor residuals = none();
  if (!meta && p.m > p.n && driver != Driver::Gelsy && full_rank) residuals = residuals_of(p);
  Tensor X = rows_of(p.x, 0, p.n);
  if (vector) {
    X = without_column(X);
    if (residuals.dim() == static_cast<int64_t>(batch.size()) + 1 && residuals.numel())
      residuals = without_column(residuals);
  }
  Tensor rank = driver == Driver::Gels ? new_tensor(IntSpan(Dims{0}), DType::I64, A.device())
                                       : new_tensor(batch, DType::I64, A.device());
  if (driver != Driver::Gels) raw::copy(rank, p.rank);
  bool values = driver == Driver::Gelsd || driver == Driver::Gelss;
  return {X, residuals, rank, values ? p.s : none()};
}

Four lstsq_body(const Tensor& A, const Tensor& B, std::optional<double> rcond,
                std::optional<std::string_view> driver) {
  auto [solution, residuals, rank, s] = _linalg_lstsq(A, B, rcond, driver);
  return {solution, residuals, rank, detach(s)};
}

// The solution is pinv(A) B; the residuals |A X - B|^2 do not change to first order with X.
void lstsq_vjp(VjpCtx& c) {
  Tensor A = c.in(0), B = c.in(1), X = c.out(0), gX = c.grad(0), gL = c.grad(1);
  bool vector = X.dim() < A.dim();
  auto matrix = [&](const Tensor& t) { return t && vector ? unsqueeze(t, -1) : t; };
  B = matrix(B), X = matrix(X), gX = matrix(gX);
  Tensor gA, gB;
  if (gX) {
    Tensor P = linalg_pinv(A);
    gA = pinv_grad(matmul(gX, adjoint(B)), P, A);
    gB = matmul(adjoint(P), gX);
  }
  if (gL && c.out(1).numel()) {
    Tensor pull = mul(scale_columns(sub(matmul(A, X), B), matrix(gL)), 2);
    Tensor by_A = matmul(pull, adjoint(X));
    gA = gA ? add(gA, by_A) : by_A;
    gB = gB ? sub(gB, pull) : neg(pull);
  }
  if (!gA) return;
  c.grad_in(0, gA);
  c.grad_in(1, vector ? squeeze_dim(gB, -1) : gB);
}

constexpr OpDef kOps[] = {
    {.schema = "_linalg_lstsq(Tensor input, Tensor B, float? rcond=None, str? driver=None) -> "
               "(Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)",
     .cpu = kernel<lstsq_cpu>(),
     .vjp = lstsq_vjp,
     .saves = "input, B, solution, residuals",
     .traits = NoFunction,
     .doc = "linalg.lstsq(), its singular values still part of the graph."},
    {.schema = "linalg_lstsq(Tensor input, Tensor B, float? rcond=None, *, str? driver=None) -> "
               "(Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)",
     .body = kernel<lstsq_body>(),
     .traits = Out,
     .paths = "tenon.linalg.lstsq",
     .doc =
         R"(Returns the X that minimises the norm of input X - B, of least norm where input does not have full rank.

LAPACK ?gelsy (complete orthogonal factorization), ?gels (QR; full rank is taken for granted), ?gelsd and ?gelss (singular
values): E. Anderson et al., LAPACK Users' Guide, 3rd ed., SIAM 1999.

Args:
    input: matrices [*, m, n].
    B: vectors [*, m] or matrices [*, m, k].
    rcond: singular values below rcond * the largest count as zero; default max(m, n) * the step of the dtype at 1.
    driver: 'gelsy' (default), 'gels', 'gelsd' or 'gelss'. Residuals and singular values are empty where the driver has none.

Example:
    >>> tenon.linalg.lstsq(tenon.tensor([[1.0], [1.0]]), tenon.tensor([[1.0], [3.5]])).solution
    tensor([[2.2500]])
)"},
};

}  // namespace
void register_linalg_lstsq(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
