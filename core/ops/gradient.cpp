// Numerical derivatives of sampled functions.
#include "core/api/gradient.h"

#include "core/api/binary.h"
#include "core/api/join.h"
#include "core/api/scan.h"
#include "core/api/view.h"
#include "core/api/view_slice.h"
#include "core/iter/pointwise.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;

bool is_sequence(const Value& v) {
  return v.tag == TN_LIST || v.tag == TN_TUPLE || (v.tag >= TN_INTS && v.tag <= TN_VALUES);
}

// Distances between samples along dim, of size n - 1 there or 1.
struct Spacing {
  Tensor steps;     // undefined: they are all `step`
  Scalar step = 1;  // a number that divides at the end keeps integers exact
};

class Derivative {
 public:
  Derivative(const Tensor& x, int64_t dim, const Spacing& spacing)
      : x_(x), dim_(dim), spacing_(spacing) {}

  Tensor along(int64_t edge_order) const {
    const Tensor parts[] = {edge(edge_order, true), center(), edge(edge_order, false)};
    return cat(parts, dim_);
  }

 private:
  Tensor at(int64_t from, OptInt to) const { return slice(x_, dim_, from, to); }
  // The i-th sample from the start (i >= 0) or from the end (i < 0), with its dimension.
  Tensor one(const Tensor& t, int64_t dim, int64_t i) const {
    return slice(t, dim, i, i == -1 ? OptInt() : OptInt(i + 1));
  }
  Tensor sample(int64_t i) const { return one(x_, dim_, i); }
  Tensor step(int64_t i) const { return one(spacing_.steps, dim_, i); }

  Tensor center() const {
    if (!spacing_.steps.defined())
      return div(div(sub(at(2, std::nullopt), at(0, -2)), spacing_.step), 2);
    Tensor a = slice(spacing_.steps, dim_, 0, -1), b = slice(spacing_.steps, dim_, 1),
           both = add(a, b);
    Tensor before = mul(neg(div(b, mul(a, both))), at(0, -2));
    Tensor here = mul(div(sub(b, a), mul(a, b)), at(1, -1));
    return add(add(before, here), mul(div(a, mul(b, both)), at(2, std::nullopt)));
  }

  // At the first or last sample, from the two or three nearest ones.
  Tensor edge(int64_t order, bool first) const {
    const int64_t i = first ? 0 : -1, j = first ? 1 : -2, k = first ? 2 : -3;
    Tensor rise = first ? sub(sample(j), sample(i)) : sub(sample(i), sample(j));
    if (order == 1)
      return div(rise, spacing_.steps.defined() ? Operand(step(i)) : Operand(spacing_.step));
    const double sign = first ? -1 : 1;
    if (!spacing_.steps.defined()) {
      Tensor sum = add(sub(mul(sample(i), 1.5), mul(sample(j), 2)), mul(sample(k), 0.5));
      return div(mul(sum, sign), spacing_.step);
    }
    Tensor near = step(i), far = step(j), both = add(near, far);
    Tensor of_i = mul(div(add(mul(near, 2), far), mul(near, both)), sample(i));
    Tensor of_j = mul(div(both, mul(near, far)), sample(j));
    Tensor of_k = mul(div(near, mul(far, both)), sample(k));
    return mul(add(sub(of_i, of_j), of_k), sign);
  }

  static Tensor neg(const Tensor& t) { return mul(t, -1); }

  const Tensor& x_;
  const int64_t dim_;
  const Spacing& spacing_;
};

Dims dims_of(const Tensor& input, const Value& dim, const Value& spacing) {
  Dims dims;
  if (is_sequence(dim)) {
    for (const Value& v : list_items(dim)) dims.push_back(wrap_dim(v.to_int(), input.dim()));
  } else if (!dim.is_none()) {
    dims.push_back(wrap_dim(dim.to_int(), input.dim()));
  } else if (!is_sequence(spacing) || input.dim() == std::ssize(list_items(spacing))) {
    for (int64_t d = 0; d < input.dim(); ++d) dims.push_back(d);
  } else {
    fail(ErrorKind::Runtime,
         "torch.gradient expected spacing to be unspecified, a scalar, or a list "
         "of length equal to 'self.dim()' = ",
         input.dim());
  }
  return dims;
}

Spacing spacing_for(const Value& v, int64_t dim, const Tensor& input) {
  Spacing s;
  if (v.is_tensor()) {
    const Tensor& places = v.tensor();
    check(places.dim() == 1,
          "torch.gradient expected each element of spacing to have one dimension");
    check(places.size(0) == input.size(dim),
          "torch.gradient expected the coordinates to have as many elements as the dimension: got ",
          places.size(0), " and ", input.size(dim));
    Dims line(static_cast<size_t>(input.dim()), 1);
    line[static_cast<size_t>(dim)] = places.size(0) - 1;
    s.steps = reshape(diff(places), line);
  } else if (!v.is_none()) {
    s.step = v.to_scalar();
  }
  return s;
}

std::vector<Tensor> gradient_body(const Tensor& input, const Value& spacing, const Value& dim,
                                  int64_t edge_order) {
  check(edge_order == 1 || edge_order == 2,
        "torch.gradient only supports edge_order=1 and edge_order=2.");
  const Dims dims = dims_of(input, dim, spacing);
  std::vector<Value> given =
      is_sequence(spacing) ? list_items(spacing) : std::vector<Value>(dims.size(), spacing);
  check(given.size() == dims.size(),
        "torch.gradient expected spacing to be unspecified, a scalar "
        "or it's spacing and dim arguments to have the same length, but got a spacing argument of "
        "length ",
        given.size(), " and a dim argument of length ", dims.size(), ".");
  for (size_t i = 0; i < dims.size(); ++i) {
    for (size_t j = 0; j < i; ++j)
      check(dims[i] != dims[j], "dim ", dims[i], " appears multiple times in the list of dims");
    check(input.size(dims[i]) >= edge_order + 1,
          "torch.gradient expected each dimension size to be at least edge_order+1");
  }
  std::vector<Tensor> out;
  for (size_t i = 0; i < dims.size(); ++i) {
    const Spacing steps = spacing_for(given[i], dims[i], input);
    out.push_back(Derivative(input, dims[i], steps).along(edge_order));
  }
  return out;
}

constexpr OpDef kOps[] = {
    {.schema =
         "gradient(Tensor input, *, any spacing=1, any dim=None, int edge_order=1) -> Tensor[]",
     .body = kernel<gradient_body>(),
     .doc = R"(Estimates the derivative along each of the dimensions dim of a function from samples.

Args:
    spacing: the distance of samples, one for each dimension, or tensors of their places.
    edge_order: 1 or 2, how exact the ends are.

Example:
    >>> tenon.gradient(tenon.tensor([1.0, 4.0, 9.0, 16.0]))[0]
    tensor([3., 4., 6., 7.])
)"},
};

}  // namespace
void register_gradient(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
