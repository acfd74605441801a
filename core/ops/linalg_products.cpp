// Products of vectors and tensors that are made of other ops.
#include "core/api/linalg_products.h"

#include <algorithm>

#include "core/api/create.h"
#include "core/api/flips.h"
#include "core/api/join.h"
#include "core/api/linalg_solve.h"
#include "core/api/reduce.h"
#include "core/api/scan.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

Tensor tensordot_body(const Tensor& input, const Tensor& other, IntSpan dims_self,
                      IntSpan dims_other) {
  check(dims_self.size() == dims_other.size(), "both dimension lists should have same length, got ",
        dims_self.size(), " and ", dims_other.size());
  check(input.dtype() == other.dtype(), "both inputs should have same dtype");
  Tensor a = input, b = other;
  std::vector<bool> used_a(static_cast<size_t>(a.dim())), used_b(static_cast<size_t>(b.dim()));
  Dims order_a, order_b, contracted_a, contracted_b, sizes;
  int64_t contracted = 1, rows = 1, columns = 1;
  for (size_t i = 0; i < dims_self.size(); ++i) {
    int64_t da = wrap_dim(dims_self[i], a.dim()), db = wrap_dim(dims_other[i], b.dim());
    check(!used_a[da] && !used_b[db], "dim ", used_a[da] ? da : db,
          " appears multiple times in the list of dims");
    used_a[da] = used_b[db] = true;
    int64_t na = a.sizes()[da], nb = b.sizes()[db];
    if (nb == 1 && na != 1) {
      a = sum(a, IntSpan(&da, 1), true, a.dtype());
    } else if (na == 1 && nb != 1) {
      b = sum(b, IntSpan(&db, 1), true, b.dtype());
    } else {
      check(na == nb, "contracted dimensions need to match, but first has size ", na, " in dim ",
            da, " and second has size ", nb, " in dim ", db);
      contracted *= na;
    }
    contracted_a.push_back(da);
    contracted_b.push_back(db);
  }
  for (int64_t d = 0; d < a.dim(); ++d) {
    if (used_a[d]) continue;
    order_a.push_back(d);
    rows *= a.sizes()[d];
    sizes.push_back(a.sizes()[d]);
  }
  for (int64_t d : contracted_a) order_a.push_back(d);
  order_b = contracted_b;
  for (int64_t d = 0; d < b.dim(); ++d) {
    if (used_b[d]) continue;
    order_b.push_back(d);
    columns *= b.sizes()[d];
    sizes.push_back(b.sizes()[d]);
  }
  const int64_t left[] = {rows, contracted}, right[] = {contracted, columns};
  return reshape(mm(reshape(permute(a, order_a), left), reshape(permute(b, order_b), right)),
                 sizes);
}

Tensor inner_body(const Tensor& input, const Tensor& other) {
  if (input.dim() == 0 || other.dim() == 0) return mul(input, other);
  check(input.size(-1) == other.size(-1),
        "inner() the last dimension must match on both input tensors but got shapes ",
        input.sizes(), " and ", other.sizes());
  return tensordot_dims(input, other, Ints<-1>::span, Ints<-1>::span);
}

Tensor vdot_body(const Tensor& input, const Tensor& other) {
  check(input.dim() == 1 && other.dim() == 1, "1D tensors expected, but got ", input.dim(),
        "D and ", other.dim(), "D tensors");
  return dot(conjugate(input), other);
}

Tensor vecdot_body(const Tensor& x, const Tensor& y, int64_t dim) {
  check_floating("linalg.vecdot", x, true);
  check(x.dtype() == y.dtype(),
        "linalg.vecdot: Expected x and y to have the same dtype, but found x of type ",
        scalar_type_name(x.dtype()), " and y of type ", scalar_type_name(y.dtype()), " instead");
  return sum(mul(conjugate(x), y), IntSpan(&dim, 1));
}

// c_i = a_j b_k - a_k b_j for cyclic i, j, k.
Tensor cross_along(const Tensor& a, const Tensor& b, int64_t dim) {
  IntSpan along(&dim, 1);
  auto turned = [&](const Tensor& t, int64_t by) { return roll(t, IntSpan(&by, 1), along); };
  return sub(mul(turned(a, -1), turned(b, -2)), mul(turned(a, -2), turned(b, -1)));
}

Tensor linalg_cross_body(const Tensor& input, const Tensor& other, int64_t dim) {
  check(input.dim() == other.dim(),
        "linalg.cross: inputs must have the same number of dimensions.");
  check(input.size(dim) == 3 && other.size(dim) == 3, "linalg.cross: inputs dimension ", dim,
        " must have length 3. Got ", input.size(dim), " and ", other.size(dim));
  Dims sizes = broadcast_sizes(input.sizes(), other.sizes());
  return cross_along(expand(input, sizes), expand(other, sizes), dim);
}

Tensor cross_body(const Tensor& input, const Tensor& other, std::optional<int64_t> dim) {
  if (dim) return linalg_cross(input, other, *dim);
  TN_WARN_ONCE(
      "Using tenon.cross without specifying the dim arg is deprecated.\nPlease either pass the dim "
      "explicitly or simply use tenon.linalg.cross.\nThe default value of dim will change to agree "
      "with that of linalg.cross in a future release.");
  Dims sizes = broadcast_sizes(input.sizes(), other.sizes());
  for (int64_t d = 0; d < static_cast<int64_t>(sizes.size()); ++d) {
    if (sizes[d] == 3) return linalg_cross(input, other, d);
  }
  fail(ErrorKind::Runtime, "no dimension of size 3 in input");
}

Tensor kron_body(const Tensor& input, const Tensor& other) {
  int64_t n = std::max(input.dim(), other.dim());
  Dims a, b, sizes;
  for (int64_t d = 0; d < n; ++d) {
    int64_t at_a = d - (n - input.dim()), at_b = d - (n - other.dim());
    int64_t na = at_a < 0 ? 1 : input.sizes()[at_a], nb = at_b < 0 ? 1 : other.sizes()[at_b];
    a.push_back(na);
    a.push_back(1);
    b.push_back(1);
    b.push_back(nb);
    sizes.push_back(na * nb);
  }
  return reshape(mul(reshape(input, a), reshape(other, b)), sizes);
}

Tensor trace_body(const Tensor& input) {
  check(input.dim() == 2, "trace: expected a matrix, but got tensor with dim ", input.dim());
  return sum(diagonal(input), IntSpan());
}

Tensor linalg_diagonal_body(const Tensor& A, int64_t offset, int64_t dim1, int64_t dim2) {
  return diagonal(A, offset, dim1, dim2);
}

Tensor linalg_vander_body(const Tensor& x, std::optional<int64_t> N) {
  check(x.dtype() != DType::Bool, "linalg.vander: bool tensors are not supported");
  if (x.dim() == 0) return linalg_vander_body(unsqueeze(x, 0), N);
  int64_t n = N ? *N : x.size(-1);
  check(n > 1, "linalg.vander: N must be greater than 1.");
  Dims sizes = x.sizes();
  sizes.push_back(1);
  Tensor first = ones(sizes, x.dtype(), std::nullopt, x.device());
  sizes.back() = n - 1;
  return cat(std::vector<Tensor>{first, cumprod(expand(unsqueeze(x, -1), sizes), -1)}, -1);
}

Tensor vander_body(const Tensor& x, std::optional<int64_t> N, bool increasing) {
  check(x.dim() == 1, "x must be a one-dimensional tensor.");
  int64_t n = N.value_or(x.size(0));
  check(n >= 0, "N must be non-negative.");
  DType t = is_integral(x.dtype(), true) ? DType::I64 : x.dtype();
  const int64_t sizes[] = {x.size(0), n};
  if (n == 0) return empty(sizes, t, std::nullopt, x.device());
  Tensor first = ones(Dims{x.size(0), 1}, t, std::nullopt, x.device());
  const int64_t repeated[] = {x.size(0), n - 1};
  Tensor out =
      n == 1
          ? first
          : cat(std::vector<Tensor>{first, cumprod(expand(unsqueeze(to(x, t), -1), repeated), -1)},
                -1);
  return increasing ? out : flip(out, Ints<1>::span);
}

Tensor tensorinv_body(const Tensor& input, int64_t ind) {
  check(ind > 0, "Expected a strictly positive integer for 'ind', but got ", ind);
  check(ind <= input.dim(), "tensorinv(): ind: got ", ind, ", expected at most ", input.dim());
  IntSpan first = input.sizes().first(static_cast<size_t>(ind)),
          rest = input.sizes().subspan(static_cast<size_t>(ind));
  int64_t rows = checked_numel(first), columns = checked_numel(rest);
  check(rows == columns,
        "Expected self to satisfy the requirement prod(self.shape[ind:]) == "
        "prod(self.shape[:ind]), but got ",
        columns, " != ", rows);
  const int64_t square[] = {columns, rows};
  Dims sizes(rest);
  for (int64_t s : first) sizes.push_back(s);
  auto [inverse, info] = linalg_inv_ex(reshape(input, square));
  if (!info.is_meta())
    check(info.data<int>()[0] == 0, "Failed to invert the input tensor, because it is singular.");
  return reshape(inverse, sizes);
}

Tensor tensorsolve_body(const Tensor& input, const Tensor& other, std::optional<IntSpan> dims) {
  Tensor A = input;
  if (dims) {
    Dims last;
    int64_t n = static_cast<int64_t>(dims->size());
    for (int64_t i = 0; i < n; ++i) last.push_back(A.dim() - n + i);
    A = movedim(A, *dims, last);
  }
  IntSpan sizes = A.sizes().subspan(static_cast<size_t>(std::min(other.dim(), A.dim())));
  int64_t n = checked_numel(sizes);
  check(n == other.numel(),
        "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == "
        "prod(self.shape[:other.ndim]), but got ",
        n, " != ", other.numel());
  const int64_t square[] = {n, n};
  Dims out(sizes);
  return reshape(linalg_solve(reshape(A, square), reshape(other, Ints<-1>::span)), out);
}

constexpr OpDef kOps[] = {
    {.schema = "tensordot.dims(Tensor input, Tensor other, int[] dims_self, int[] dims_other) -> "
               "Tensor",
     .body = kernel<tensordot_body>(),
     .traits = NoFunction | Out,
     .doc =
         R"(Sums the products of input and other over pairs of dimensions. tenon.tensordot() is its public form.)"},
    {.schema = "inner(Tensor input, Tensor other) -> Tensor",
     .body = kernel<inner_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the sums of products over the last dimensions of both.

Example:
    >>> tenon.inner(tenon.tensor([1.0, 2.0]), tenon.tensor([[3.0, 4.0], [5.0, 6.0]]))
    tensor([11., 17.])
)"},
    {.schema = "vdot(Tensor input, Tensor other) -> Tensor",
     .body = kernel<vdot_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the sum of the products of two vectors, the first conjugated.

Example:
    >>> tenon.vdot(tenon.tensor([2.0, 3.0]), tenon.tensor([2.0, 1.0]))
    tensor(7.)
)"},
    {.schema = "linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor",
     .body = kernel<vecdot_body>(),
     .traits = Out,
     .paths = "tenon.linalg.vecdot",
     .doc = R"(Returns the sums of products along a dimension, x conjugated; the others broadcast.

Example:
    >>> tenon.linalg.vecdot(tenon.ones(2, 3), tenon.ones(2, 3))
    tensor([3., 3.])
)"},
    {.schema = "linalg_cross(Tensor input, Tensor other, *, int dim=-1) -> Tensor",
     .body = kernel<linalg_cross_body>(),
     .traits = Out,
     .paths = "tenon.linalg.cross",
     .doc =
         R"(Returns the cross products of vectors of three elements along dim; other dimensions broadcast.

Example:
    >>> tenon.linalg.cross(tenon.tensor([1.0, 0.0, 0.0]), tenon.tensor([0.0, 1.0, 0.0]))
    tensor([0., 0., 1.])
)"},
    {.schema = "cross(Tensor input, Tensor other, int? dim=None) -> Tensor",
     .body = kernel<cross_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the cross products along dim, by default the first dimension of size three.

Example:
    >>> tenon.cross(tenon.tensor([1.0, 0.0, 0.0]), tenon.tensor([0.0, 1.0, 0.0]))
    tensor([0., 0., 1.])
)"},
    {.schema = "kron(Tensor input, Tensor other) -> Tensor",
     .body = kernel<kron_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the Kronecker product: each element of input times all of other.

Example:
    >>> tenon.kron(tenon.tensor([1, 2]), tenon.tensor([1, 10]))
    tensor([ 1, 10,  2, 20])
)"},
    {.schema = "trace(Tensor input) -> Tensor",
     .body = kernel<trace_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the sum of the diagonal of a matrix.

Example:
    >>> tenon.trace(tenon.tensor([[1, 2], [3, 4]]))
    tensor(5)
)"},
    {.schema =
         "linalg_diagonal(Tensor(a) A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor(a)",
     .body = kernel<linalg_diagonal_body>(),
     .paths = "tenon.linalg.diagonal",
     .doc = R"(Returns a view of the diagonals of the last two dimensions. See diagonal().

Example:
    >>> tenon.linalg.diagonal(tenon.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
)"},
    {.schema = "linalg_vander(Tensor x, *, int? N=None) -> Tensor",
     .body = kernel<linalg_vander_body>(),
     .paths = "tenon.linalg.vander",
     .doc = R"(Returns the Vandermonde matrices with powers 0 to N - 1 along the last dimension.

Example:
    >>> tenon.linalg.vander(tenon.tensor([2, 3]), N=3)
    tensor([[1, 2, 4],
            [1, 3, 9]])
)"},
    {.schema = "vander(Tensor x, int? N=None, bool increasing=False) -> Tensor",
     .body = kernel<vander_body>(),
     .doc = R"(Returns the Vandermonde matrix of a vector, highest power first unless increasing.

Example:
    >>> tenon.vander(tenon.tensor([2, 3]), 3)
    tensor([[4, 2, 1],
            [9, 3, 1]])
)"},
    {.schema = "linalg_tensorinv(Tensor input, int ind=2) -> Tensor",
     .body = kernel<tensorinv_body>(),
     .traits = Out,
     .paths = "tenon.linalg.tensorinv",
     .doc =
         R"(Returns the inverse of the map that tensordot(input, x, ...) makes: the first ind dimensions are rows, the rest columns.

Example:
    >>> tenon.linalg.tensorinv(tenon.eye(4).reshape(2, 2, 4)).shape
    tenon.Size([4, 2, 2])
)"},
    {.schema = "linalg_tensorsolve(Tensor input, Tensor other, int[]? dims=None) -> Tensor",
     .body = kernel<tensorsolve_body>(),
     .traits = Out,
     .paths = "tenon.linalg.tensorsolve",
     .doc =
         R"(Returns the X with tensordot(input, X, X.ndim) == other; dims are first moved to the end.

Example:
    >>> tenon.linalg.tensorsolve(tenon.eye(4).reshape(2, 2, 4), tenon.ones(2, 2))
    tensor([1., 1., 1., 1.])
)"},
};

}  // namespace
void register_linalg_products(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
