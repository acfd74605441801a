// Norms of matrices, and condition numbers.
#include "core/api/linalg_norms.h"

#include <cmath>

#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/linalg_solve.h"
#include "core/api/linalg_svd.h"
#include "core/api/masked.h"
#include "core/api/reduce.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;
using OptInts = std::optional<IntSpan>;

bool is_text(const Value& v) { return v.tag == TN_STR || v.tag == TN_STRING; }

std::string text_of_order(const Value& ord) {
  return is_text(ord) ? std::string(ord.to_str()) : str(ord.to_scalar().to_double());
}

// The dimensions that stay, then a, then b.
Tensor matrices_last(const Tensor& x, int64_t a, int64_t b) {
  Dims order;
  for (int64_t d = 0; d < x.dim(); ++d) {
    if (d != a && d != b) order.push_back(d);
  }
  order.push_back(a);
  order.push_back(b);
  return permute(x, order);
}

// The largest of no numbers is 0, the smallest is refused.
Tensor extreme(const Tensor& x, bool largest, int64_t dim, bool keepdim) {
  IntSpan along(&dim, 1);
  if (!largest) return amin(x, along, keepdim);
  return x.size(dim) == 0 ? sum(x, along, keepdim) : amax(x, along, keepdim);
}

// The norms over singular values are over the last dimension, the others over a and then b.
Tensor spectral(const Tensor& x, int64_t a, int64_t b, bool keepdim, const Value& ord) {
  Tensor S = linalg_svdvals(matrices_last(x, a, b));
  Tensor out = is_text(ord) ? sum(S, Ints<-1>::span)
                            : extreme(S, ord.to_scalar().to_double() > 0, -1, false);
  if (!keepdim) return out;
  return unsqueeze(unsqueeze(out, std::min(a, b)), std::max(a, b));
}

Tensor matrix_norm_body(const Tensor& input, const Value& ord, IntSpan dim, bool keepdim,
                        OptDType dtype) {
  check_type(!ord.is_none(),
             "linalg_matrix_norm(): ord: got None, expected a number, 'fro' or 'nuc'");
  check_matrix("linalg.matrix_norm", input);
  check_floating("linalg.matrix_norm", input, true);
  check(dim.size() == 2, "linalg.matrix_norm: dim must be a 2-tuple. Got ", dim);
  int64_t a = wrap_dim(dim[0], input.dim()), b = wrap_dim(dim[1], input.dim());
  check(a != b, "linalg.matrix_norm: dims must be different. Got (", dim[0], ", ", dim[1], ")");
  Tensor x = dtype ? to(input, *dtype) : input;
  const int64_t both[] = {a, b};
  if (is_text(ord)) {
    std::string_view name = ord.to_str();
    check(name == "fro" || name == "nuc", "linalg.matrix_norm: Order ", name, " not supported.");
    return name == "fro" ? vector_norm(x, 2, IntSpan(both), keepdim)
                         : spectral(x, a, b, keepdim, ord);
  }
  double p = ord.to_scalar().to_double(), size = std::abs(p);
  check(size == 2 || size == 1 || std::isinf(size), "linalg.matrix_norm: Order ", p,
        " not supported.");
  if (size == 2) return spectral(x, a, b, keepdim, ord);
  if (std::isinf(size)) std::swap(a, b);  // sums along rows, not columns
  if (!keepdim && b > a) --b;
  Tensor sums = vector_norm(x, 1, IntSpan(&a, 1), keepdim);
  return extreme(sums, p > 0, b, keepdim);
}

Tensor norm_body(const Tensor& input, const Value& ord, OptInts dim, bool keepdim, OptDType dtype) {
  check_floating("linalg.norm", input, true);
  bool any = !ord.is_none();
  if (dim) {
    check(dim->size() == 1 || dim->size() == 2,
          "linalg.norm: If dim is specified, it must be of length 1 or 2. Got ", *dim);
  } else if (any) {
    check(input.dim() == 1 || input.dim() == 2,
          "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got ",
          input.dim(), "D.");
  }
  bool matrix = any && (dim ? dim->size() == 2 : input.dim() == 2);
  if (matrix || is_text(ord))
    return linalg_matrix_norm(input, ord, dim ? *dim : Ints<0, 1>::span, keepdim, dtype);
  return vector_norm(input, any ? ord.to_scalar() : Scalar(2), dim, keepdim, dtype);
}

Tensor cond_body(const Tensor& input, const Value& p) {
  check(input.dim() >= 2, "linalg.cond: The input tensor must have at least 2 dimensions.");
  double order = p.is_none() ? 2.0 : is_text(p) ? 0.0 : p.to_scalar().to_double();
  double size = std::abs(order);
  if (is_text(p)) {
    check(p.to_str() == "fro" || p.to_str() == "nuc",
          "linalg.cond got an invalid norm type: ", p.to_str());
  } else {
    check(size == 2 || size == 1 || std::isinf(size),
          "linalg.cond got an invalid norm type: ", order);
  }
  if (input.numel() == 0) {
    if (size != 2) check_square("linalg.cond", input);
    return zeros(batch_sizes(input), real_dtype(input.dtype()), std::nullopt, input.device());
  }
  if (size == 2) {
    Tensor S = linalg_svdvals(input);
    Tensor largest = select(S, -1, 0), smallest = select(S, -1, S.size(-1) - 1);
    return order < 0 ? div(smallest, largest) : div(largest, smallest);
  }
  check_square(str("linalg.cond(ord=", text_of_order(p), ")").c_str(), input);
  auto [inverse, info] = linalg_inv_ex(input);
  Tensor singular = gt(unsqueeze(unsqueeze(info, -1), -1), 0);
  inverse = masked_fill(inverse, singular, Operand(std::numeric_limits<double>::infinity()));
  IntSpan last = Ints<-2, -1>::span;
  return mul(linalg_matrix_norm(input, p, last), linalg_matrix_norm(inverse, p, last));
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_matrix_norm(Tensor input, any ord='fro', int[2] dim=[-2, -1], bool "
               "keepdim=False, *, dtype? dtype=None) -> Tensor",
     .body = kernel<matrix_norm_body>(),
     .traits = Out,
     .paths = "tenon.linalg.matrix_norm",
     .doc = R"(Returns a norm of each matrix.

Args:
    ord: 'fro' (default), 'nuc' (the sum of the singular values), inf and -inf (largest and smallest sum of a row), 1 and -1 (of a
        column), 2 and -2 (largest and smallest singular value).
    dim: the two dimensions of the matrices.

Example:
    >>> tenon.linalg.matrix_norm(tenon.tensor([[1.0, -2.0], [3.0, 4.0]]), 1)
    tensor(6.)
)"},
    {.schema = "linalg_norm(Tensor input, any ord=None, int[1]? dim=None, bool keepdim=False, *, "
               "dtype? dtype=None) -> Tensor",
     .body = kernel<norm_body>(),
     .traits = Out,
     .paths = "tenon.linalg.norm",
     .doc =
         R"(Returns a norm of vectors (dim is one dimension) or matrices (two); without ord the 2-norm of all elements.

Example:
    >>> tenon.linalg.norm(tenon.tensor([[3.0, 0.0], [0.0, 4.0]]), 2)
    tensor(4.)
)"},
    {.schema = "linalg_cond(Tensor input, any p=None) -> Tensor",
     .body = kernel<cond_body>(),
     .traits = Out,
     .paths = "tenon.linalg.cond",
     .doc =
         R"(Returns the condition number: the norm of the matrix times that of its inverse, inf when it is singular.

Args:
    p: the norm: None or 2 (default), -2, 1, -1, inf, -inf, 'fro' or 'nuc'.

Example:
    >>> tenon.linalg.cond(tenon.tensor([[1.0, 0.0], [0.0, 4.0]]))
    tensor(4.)
)"},
};

}  // namespace
void register_linalg_norms(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
