// Distances between vectors.
#include "core/api/distance.h"

#include <cmath>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/join.h"
#include "core/api/matmul.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/scatter.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

template <class T>
T distance_of(const T* a, const T* b, int64_t n, double p) {
  T total = 0;
  if (p == 2) {
    for (int64_t i = 0; i < n; ++i) total += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(total);
  }
  if (p == 1) {
    for (int64_t i = 0; i < n; ++i) total += std::abs(a[i] - b[i]);
    return total;
  }
  if (p == 0) {
    for (int64_t i = 0; i < n; ++i) total += a[i] != b[i] ? T(1) : T(0);
    return total;
  }
  if (std::isinf(p)) {
    for (int64_t i = 0; i < n; ++i) {
      T d = std::abs(a[i] - b[i]);
      if (d > total || std::isnan(d)) total = d;
    }
    return total;
  }
  for (int64_t i = 0; i < n; ++i) total += std::pow(std::abs(a[i] - b[i]), static_cast<T>(p));
  return std::pow(total, static_cast<T>(1 / p));
}

template <class F>
void with_floats(const char* kernel, DType t, F&& f) {
  if (t == DType::F32) return f(float());
  check_implemented(t == DType::F64, "\"", kernel, "\" not implemented for '", dtype_name(t), "'");
  f(double());
}

// Distances of rows: x1 [batch, n, d] and x2 [batch, m, d], contiguous.
Tensor between_rows(const Tensor& x1, const Tensor& x2, double p) {
  int64_t batch = x1.size(0), n = x1.size(1), m = x2.size(1), d = x1.size(2);
  Tensor out = new_tensor({{batch, n, m}}, x1.dtype(), x1.device());
  with_floats("cdist", x1.dtype(), [&]<class T>(T) {
    const T *a = x1.data<T>(), *b = x2.data<T>();
    parallel_for(0, batch * n, 1 + 20000 / (1 + m * d), [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const T* others = b + i / n * m * d;
        for (int64_t j = 0; j < m; ++j)
          out.data<T>()[i * m + j] = distance_of(a + i * d, others + j * d, d, p);
      }
    });
  });
  return out;
}

// By one product: |a - b|^2 = |a|^2 + |b|^2 - 2 a b, less exact where a and b are close.
Tensor between_rows_by_product(const Tensor& x1, const Tensor& x2) {
  IntSpan last = Ints<-1>::span;
  Tensor s1 = sum(square(x1), last, true), s2 = sum(square(x2), last, true);
  Tensor a = cat(std::vector<Tensor>{mul(x1, -2), s1, ones_like(s1)}, -1);
  Tensor b = cat(std::vector<Tensor>{x2, ones_like(s2), s2}, -1);
  return sqrt(clamp_min(matmul(a, transpose(b, -2, -1)), 0));
}

Tensor cdist_forward_cpu(const Tensor& x1, const Tensor& x2, double p,
                         std::optional<int64_t> mode_) {
  check(x1.dim() >= 2, "cdist only supports at least 2D tensors, X1 got: ", x1.dim(), "D");
  check(x2.dim() >= 2, "cdist only supports at least 2D tensors, X2 got: ", x2.dim(), "D");
  check(x1.size(-1) == x2.size(-1),
        "X1 and X2 must have the same number of columns. X1: ", x1.size(-1), " X2: ", x2.size(-1));
  check(p >= 0, "cdist only supports non-negative p values");
  int64_t how = mode_.value_or(0), n = x1.size(-2), m = x2.size(-2), d = x1.size(-1);
  check(how >= 0 && how <= 2, "possible modes: 0, 1, 2, but was: ", how);
  Dims sizes = broadcast_sizes(x1.sizes().first(x1.sizes().size() - 2),
                               x2.sizes().first(x2.sizes().size() - 2));
  int64_t batch = checked_numel(sizes);
  take_out_hint();
  auto rows = [&](const Tensor& x, int64_t count) {
    Dims all = sizes;
    all.push_back(count);
    all.push_back(d);
    GradMode off(false);
    return raw::contiguous(reshape(expand(x, all), Dims{batch, count, d}));
  };
  sizes.push_back(n);
  sizes.push_back(m);
  if (x1.is_meta()) return new_tensor(sizes, x1.dtype(), x1.device());
  sizes.resize(sizes.size() - 2);
  Tensor a = rows(x1, n), b = rows(x2, m), out;
  bool by_product = p == 2 && (how == 1 || (how == 0 && (n > 25 || m > 25)));
  GradMode off(false);
  out = by_product && d > 0 ? between_rows_by_product(a, b) : between_rows(a, b, p);
  sizes.push_back(n);
  sizes.push_back(m);
  return raw::contiguous(view(out, sizes));
}

// The derivative of the norm by the differences, per pair and unit of gradient.
Tensor slope(const Tensor& difference, const Tensor& dist, double p) {
  auto where_apart = [&](const Tensor& x) { return where(eq(dist, 0), Operand(0.0), x); };
  if (p == 1) return sign(difference);
  if (p == 2) return where_apart(div(difference, dist));
  if (std::isinf(p)) {
    Tensor hit = mul(sign(difference), eq(abs(difference), dist));
    return hit;
  }
  Tensor size = abs(difference);
  Tensor scaled = mul(sign(difference), pow(size, p - 1));
  if (p < 1) scaled = where(eq(difference, 0), Operand(0.0), scaled);
  return where_apart(div(scaled, pow(dist, p - 1)));
}

void cdist_forward_vjp(VjpCtx& c) {
  Tensor x1 = c.in(0), x2 = c.in(1), g = c.grad(), dist = c.out();
  double p = c.arg(2).to_double();
  if (p == 0 || x1.size(-1) == 0) {
    if (c.needs(0)) c.grad_in(0, zeros_like(x1));
    if (c.needs(1)) c.grad_in(1, zeros_like(x2));
    return;
  }
  if (p == 2) {  // without forming the differences
    Tensor ratio = where(eq(dist, 0), Operand(0.0), div(g, dist));
    auto pull = [](const Tensor& r, const Tensor& own, const Tensor& other) {
      return sub(mul(sum(r, Ints<-1>::span, true), own), matmul(r, other));
    };
    if (c.needs(0)) c.grad_in(0, pull(ratio, x1, x2));
    if (c.needs(1)) c.grad_in(1, pull(transpose(ratio, -2, -1), x2, x1));
    return;
  }
  Tensor difference = sub(unsqueeze(x1, -2), unsqueeze(x2, -3));
  Tensor each = mul(unsqueeze(g, -1), slope(difference, unsqueeze(dist, -1), p));
  if (c.needs(0)) c.grad_in(0, sum(each, Ints<-2>::span));
  if (c.needs(1)) c.grad_in(1, neg(sum(each, Ints<-3>::span)));
}

Tensor cdist_body(const Tensor& x1, const Tensor& x2, double p, std::string_view compute_mode) {
  int64_t how = compute_mode == "use_mm_for_euclid_dist_if_necessary" ? 0
                : compute_mode == "use_mm_for_euclid_dist"            ? 1
                : compute_mode == "donot_use_mm_for_euclid_dist"      ? 2
                                                                      : -1;
  check_value(how >= 0, compute_mode, " is not a valid value for compute_mode");
  return _cdist_forward(x1, x2, p, how);
}

// The pairs i < j of cdist(x, x), row after row.
Tensor pdist_body(const Tensor& input, double p) {
  check(input.dim() == 2, "pdist only supports 2D tensors, got: ", input.dim(), "D");
  check(p >= 0, "pdist only supports non-negative p values");
  int64_t n = input.size(0);
  Tensor pairs = triu_indices(n, n, 1, DType::I64, std::nullopt, input.device());
  Tensor a = index_select(input, 0, select(pairs, 0, 0)),
         b = index_select(input, 0, select(pairs, 0, 1));
  Tensor out = _cdist_forward(unsqueeze(a, 1), unsqueeze(b, 1), p, 2);
  return reshape(out, Dims{pairs.size(1)});
}

Tensor dist_body(const Tensor& input, const Tensor& other, double p) {
  return vector_norm(sub(input, other), p);
}

Tensor renorm_body(const Tensor& input, Scalar p, int64_t dim, Scalar maxnorm) {
  check(p.to_double() > 0, "renorm: non-positive-norm not supported");
  check(maxnorm.to_double() >= 0, "renorm: expected maxnorm to be >= 0 but got ",
        maxnorm.to_double());
  check(input.dim() > 1, "renorm: input needs at least 2 dimensions, got ", input.dim(),
        " dimensions");
  dim = wrap_dim(dim, input.dim());
  Dims rest;
  for (int64_t d = 0; d < input.dim(); ++d) {
    if (d != dim) rest.push_back(d);
  }
  Tensor size = vector_norm(input, p, rest, true);
  Tensor factor =
      where(gt(size, maxnorm.to_double()), div(maxnorm.to_double(), add(size, 1e-7)), Operand(1.0));
  return mul(input, factor);
}

constexpr OpDef kOps[] = {
    {.schema = "_cdist_forward(Tensor x1, Tensor x2, float p, int? compute_mode) -> Tensor",
     .cpu = kernel<cdist_forward_cpu>(),
     .vjp = cdist_forward_vjp,
     .saves = "x1, x2, out",
     .traits = NoFunction,
     .doc = "cdist(), with the mode as a number."},
    {.schema = "cdist(Tensor x1, Tensor x2, float p=2.0, str "
               "compute_mode='use_mm_for_euclid_dist_if_necessary') -> Tensor",
     .body = kernel<cdist_body>(),
     .doc =
         R"(Returns the p-norm distances between the rows of x1 [*, n, d] and of x2 [*, m, d]; batches broadcast.

Args:
    p: any number from 0 (which counts elements that differ) to inf.
    compute_mode: whether Euclidean distances come from one matrix product, which is faster and less exact for close rows; by default
        when there are more than 25 rows.

Example:
    >>> tenon.cdist(tenon.tensor([[0.0, 0.0]]), tenon.tensor([[3.0, 4.0], [0.0, 1.0]]))
    tensor([[5., 1.]])
)"},
    {.schema = "pdist(Tensor input, float p=2) -> Tensor",
     .body = kernel<pdist_body>(),
     .paths = "tenon.pdist tenon.nn.functional.pdist",
     .doc = R"(Returns the p-norm distances of all pairs of rows.

Example:
    >>> tenon.pdist(tenon.tensor([[0.0, 0.0], [3.0, 4.0]]))
    tensor([5.])
)"},
    {.schema = "dist(Tensor input, Tensor other, float p=2) -> Tensor",
     .body = kernel<dist_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the p-norm of input - other.

Example:
    >>> tenon.dist(tenon.tensor([1.0, 2.0]), tenon.tensor([4.0, 6.0]))
    tensor(5.)
)"},
    {.schema = "renorm(Tensor input, Scalar p, int dim, Scalar maxnorm) -> Tensor",
     .body = kernel<renorm_body>(),
     .traits = Method | InPlace | Out,
     .doc = R"(Scales each slice along dim whose p-norm exceeds maxnorm down to it.

Example:
    >>> tenon.renorm(tenon.tensor([[3.0, 4.0], [0.0, 1.0]]), 2, 0, 2.5)
    tensor([[1.5000, 2.0000],
            [0.0000, 1.0000]])
)"},
};

}  // namespace
void register_distance(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
