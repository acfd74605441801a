#include "core/ops/exponential.h"

#include <cmath>
#include <map>

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/matmul.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/ops/matrices.h"
#include "core/tensor/complex_view.h"

namespace tenon {
namespace {

// Note [Exponentials]
// P. Bader, S. Blanes and F. Casas, Computing the matrix exponential with an optimized Taylor
// polynomial approximation, Mathematics 7, 2019: polynomials of degrees 1, 2, 4, 8, 12 and 18 that
// take 0 to 5 products. Of a matrix with 1-norm up to kLimits[.][i] the i-th is exact to the last
// digits; larger ones are halved until the last is, and the result squared as often.
constexpr int kDegrees = 6;
constexpr double kLimits[2][kDegrees] = {
    {1.192092800768788e-07, 5.978858893805233e-04, 5.116619363445086e-02, 5.800524627688768e-01,
     1.461661507209034e+00, 3.010066362817634e+00},
    {2.220446049250313e-16, 2.580956802971767e-08, 3.397168839976962e-04, 4.991228871115323e-02,
     2.996158913811580e-01, 1.090863719290036e+00}};

using Factors = std::initializer_list<double>;

Tensor sum_of(std::span<const Tensor> terms, Factors factors) {
  Tensor total;
  size_t i = 0;
  for (double f : factors) {
    const Tensor& term = terms[i++];
    if (f == 0) continue;
    Tensor part = f == 1 ? term : mul(term, f);
    total = total ? add(total, part) : part;
  }
  return total;
}

Tensor unit_of(const Tensor& a) {
  return expand(eye(a.size(-1), a.dtype(), std::nullopt, a.device()), a.sizes());
}

Tensor degree8(const Tensor& unit, const Tensor& a, const Tensor& a2) {
  const double root = std::sqrt(177.0), x3 = 2.0 / 3.0;
  const double x1 = x3 * (1 + root) / 88, x2 = x3 * (1 + root) / 352;
  const double x4 = (-271 + 29 * root) / (315 * x3), x5 = (-11 + 11 * root) / (1260 * x3);
  const double x6 = (-99 + 11 * root) / (5040 * x3), x7 = (89 - root) / (5040 * x3);
  const double y2 = (857 - 58 * root) / 630;
  Tensor low[] = {a, a2}, a4 = matmul(a2, sum_of(low, {x1, x2}));
  Tensor middle[] = {a2, a4}, all[] = {unit, a, a2, a4};
  Tensor a8 = matmul(sum_of(middle, {x3, 1}), sum_of(all, {x4, x5, x6, x7}));
  Tensor last[] = {unit, a, a2, a8};
  return sum_of(last, {1, 1, y2, 1});
}

Tensor degree12(const Tensor& unit, const Tensor& a, const Tensor& a2) {
  const Tensor p[] = {unit, a, a2, matmul(a2, a)};
  Tensor b1 = sum_of(
      p, {9.0198e-16, 0.46932117595418237389, -0.20099424927047284052, -0.04623946134063071740});
  Tensor b2 = sum_of(p, {5.31597895759871264183, 1.19926790417132231573, 0.01179296240992997031,
                         0.01108844528519167989});
  Tensor b3 = sum_of(p, {0.18188869982170434744, 0.05502798439925399070, 0.09351590770535414968,
                         0.00610700528898058230});
  Tensor b4 = sum_of(p, {-2.0861320e-13, -0.13181061013830184015, -0.02027855540589259079,
                         -0.00675951846863086359});
  Tensor a6 = add(b3, matmul(b4, b4));
  return add(b1, matmul(add(b2, a6), a6));
}

Tensor degree18(const Tensor& unit, const Tensor& a, const Tensor& a2) {
  Tensor a3 = matmul(a2, a);
  const Tensor p[] = {unit, a, a2, a3, matmul(a3, a3)};
  Tensor b1 = sum_of(p, {0, -1.00365581030144618291e-01, -8.02924648241156932449e-03,
                         -8.92138498045729985177e-04, 0});
  Tensor b2 = sum_of(p, {0, 3.97849749499645077844e-01, 1.36783778460411720168e+00,
                         4.98289622525382669416e-01, -6.37898194594723280150e-04});
  Tensor b3 = sum_of(
      p, {-1.09676396052962061844e+01, 1.68015813878906206114e+00, 5.71779846478865511061e-02,
          -6.98210122488052056106e-03, 3.34975017086070470649e-05});
  Tensor b4 = sum_of(
      p, {-9.04316832390810593223e-02, -6.76404519071381882256e-02, 6.75961301770459654925e-02,
          2.95552570429315521194e-02, -1.39180257516060693404e-05});
  Tensor b5 = sum_of(p, {0, 0, -9.23364619367118555360e-02, -1.69364939002081722752e-02,
                         -1.40086798182036094347e-05});
  Tensor a9 = add(matmul(b1, b5), b4);
  return add(b2, matmul(add(b3, a9), a9));
}

Tensor polynomial(const Tensor& a, int which) {
  Tensor unit = unit_of(a);
  if (which == 0) return add(unit, a);
  const Tensor a2 = matmul(a, a), low[] = {unit, a, a2};
  if (which == 1) return sum_of(low, {1, 1, 0.5});
  if (which == 2) {
    Tensor high = matmul(a2, sum_of(low, {1 / 2.0, 1 / 6.0, 1 / 24.0}));
    return add(add(unit, a), high);
  }
  return which == 3   ? degree8(unit, a, a2)
         : which == 4 ? degree12(unit, a, a2)
                      : degree18(unit, a, a2);
}

struct Way {
  int which = 0, halvings = 0;
  auto operator<=>(const Way&) const = default;
};

// Numbers that are not finite come through whatever is done.
Way way_of(double norm, const double (&limits)[kDegrees]) {
  for (int i = 0; i < kDegrees; ++i) {
    if (norm <= limits[i]) return {i};
  }
  constexpr int last = kDegrees - 1;
  if (!std::isfinite(norm)) return {last};
  return {last, std::max(0, static_cast<int>(std::ceil(std::log2(norm / limits[last]))))};
}

Tensor run(const Tensor& a, Way way) {
  Tensor out = polynomial(way.halvings ? mul(a, std::ldexp(1.0, -way.halvings)) : a, way.which);
  for (int i = 0; i < way.halvings; ++i) out = matmul(out, out);
  return out;
}

}  // namespace

Tensor matrix_exponential(const Tensor& input) {
  int64_t n = input.size(-1);
  Tensor a = reshape(input, Dims{-1, n, n});
  bool wide = real_dtype(a.dtype()) == DType::F64;
  if (a.is_meta()) return new_like(input, input.sizes());
  Tensor norms = raw::contiguous(to(amax(sum(abs(a), Ints<1>::span), Ints<1>::span), DType::F64));
  std::map<Way, std::vector<int64_t>> groups;
  for (int64_t b = 0; b < a.size(0); ++b)
    groups[way_of(norms.data<double>()[b], kLimits[wide])].push_back(b);
  if (groups.size() == 1) return contiguous(view(run(a, groups.begin()->first), input.sizes()));
  Tensor out = new_like(a, a.sizes());
  for (const auto& [way, members] : groups) {
    Tensor where = new_tensor(Dims{static_cast<int64_t>(members.size())}, DType::I64);
    std::copy(members.begin(), members.end(), where.data<int64_t>());
    index_copy_(out, 0, where, run(index_select(a, 0, where), way));
  }
  return view(out, input.sizes());
}

}  // namespace tenon
