// Counting: bincount, histograms, membership.
#include "core/api/histogram.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/api/ranges.h"
#include "core/iter/pointwise.h"
#include "core/kernels/sort.h"
#include "core/kernels/visit.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using OptDoubles = std::optional<std::span<const double>>;
using Edges = std::vector<std::vector<double>>;

Tensor bincount_cpu(const Tensor& input, const Tensor& weights, int64_t minlength) {
  check_implemented(is_integral(input.dtype()), "\"bincount_cpu\" not implemented for '",
                    scalar_type_name(input.dtype()), "'");
  check(input.dim() == 1, "bincount only supports 1-d non-negative integral inputs.");
  check(minlength >= 0, "minlength should be >= 0");
  check(!weights.defined() || (weights.dim() == 1 && weights.numel() == input.numel()),
        "weights should be 1-d and have the same length as input");
  Tensor positions = raw::contiguous(raw::cast(input, DType::I64));
  const int64_t* p = positions.data<int64_t>();
  const int64_t n = input.numel();
  int64_t bins = minlength;
  for (int64_t i = 0; i < n; ++i) {
    check(p[i] >= 0, "bincount only supports 1-d non-negative integral inputs.");
    bins = std::max(bins, p[i] + 1);
  }
  DType t = !weights.defined()              ? DType::I64
            : weights.dtype() == DType::F32 ? DType::F32
                                            : DType::F64;
  Tensor out = new_tensor(IntSpan(&bins, 1), t);
  raw::fill(out, 0);
  if (!weights.defined()) {
    for (int64_t i = 0; i < n; ++i) ++out.data<int64_t>()[p[i]];
    return out;
  }
  Tensor w = raw::contiguous(raw::cast(weights, t));
  kernels::visit_floating(t, [&]<class T> {
    using C = kernels::Compute<T>;
    T* sums = out.data<T>();
    for (int64_t i = 0; i < n; ++i) {
      sums[p[i]] = static_cast<T>(static_cast<C>(sums[p[i]]) + static_cast<C>(w.data<T>()[i]));
    }
  });
  return out;
}

using Range = std::optional<std::pair<double, double>>;

// The bounds of bins: given ones, or the extremes of the data; equal ones are moved apart by
// `margin` each.
template <class T>
std::pair<double, double> bounds(const T* x, int64_t n, int64_t step, Range given, double margin,
                                 const char* op) {
  auto [low, high] = given.value_or(std::pair(0.0, 1.0));
  if (!given && n > 0) {
    low = high = static_cast<double>(x[0]);
    for (int64_t i = 1; i < n; ++i) {
      const auto v = static_cast<double>(x[i * step]);
      check(!std::isnan(v), op, ": range of [", v, ", ", v, "] is not finite");
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  check(std::isfinite(low) && std::isfinite(high), op, ": range of [", low, ", ", high,
        "] is not finite");
  check(low <= high, op, ": max must be larger than min");
  return low == high ? std::pair(low - margin, high + margin) : std::pair(low, high);
}

Tensor histc_cpu(const Tensor& input, int64_t bins, Scalar min, Scalar max) {
  check(bins > 0, "torch.histc: bins must be > 0");
  check_implemented(is_floating(input.dtype()), "\"histogram_cpu\" not implemented for '",
                    scalar_type_name(input.dtype()), "'");
  Tensor in = raw::contiguous(input), out = new_tensor(IntSpan(&bins, 1), input.dtype());
  std::vector<int64_t> counts(static_cast<size_t>(bins));
  kernels::visit_floating(in.dtype(), [&]<class T> {
    using C = kernels::Compute<T>;
    const int64_t n = in.numel();
    Range given(std::in_place, min.to_double(), max.to_double());
    if (given->first == given->second && n > 0) given.reset();
    auto [low, high] = bounds(in.data<T>(), n, 1, given, 1, "torch.histc");
    const auto first = static_cast<C>(static_cast<T>(static_cast<C>(low))),
               last = static_cast<C>(static_cast<T>(static_cast<C>(high)));
    for (int64_t i = 0; i < n; ++i) {
      const auto x = static_cast<C>(in.data<T>()[i]);
      if (!(x >= first && x <= last)) continue;
      const auto at = static_cast<int64_t>((x - first) * static_cast<C>(bins) / (last - first));
      ++counts[static_cast<size_t>(std::min(at, bins - 1))];
    }
    for (int64_t b = 0; b < bins; ++b)
      out.data<T>()[b] = static_cast<T>(static_cast<C>(counts[static_cast<size_t>(b)]));
  });
  return out;
}

// Counts of the rows of x [n, dims], flat over the bins of all dimensions. The last bin includes
// its end.
std::vector<double> count_rows(const Tensor& x, const Edges& edges, const Tensor& weight) {
  size_t cells = 1;
  for (const auto& e : edges) cells *= e.size() - 1;
  std::vector<double> counts(cells);
  Tensor in = raw::contiguous(raw::cast(x, DType::F64));
  Tensor w = weight.defined() ? raw::contiguous(raw::cast(weight, DType::F64)) : Tensor();
  const int64_t dims = std::ssize(edges), n = dims ? in.numel() / dims : 0;
  for (int64_t i = 0; i < n; ++i) {
    size_t cell = 0;
    bool inside = true;
    for (int64_t d = 0; d < dims && inside; ++d) {
      const auto& e = edges[static_cast<size_t>(d)];
      const double v = in.data<double>()[i * dims + d];
      inside = v >= e.front() && v <= e.back();
      if (!inside) break;
      auto at = std::upper_bound(e.begin(), e.end(), v) - e.begin() - 1;
      cell = cell * (e.size() - 1) + static_cast<size_t>(std::min(at, std::ssize(e) - 2));
    }
    if (inside) counts[cell] += w.defined() ? w.data<double>()[i] : 1;
  }
  return counts;
}

void to_density(std::vector<double>& counts, const Edges& edges) {
  double total = 0;
  for (double c : counts) total += c;
  for (size_t cell = 0; cell < counts.size(); ++cell) {
    double volume = 1;
    size_t rest = cell;
    for (size_t d = edges.size(); d-- > 0;) {
      const size_t bins = edges[d].size() - 1, at = rest % bins;
      rest /= bins;
      volume *= edges[d][at + 1] - edges[d][at];
    }
    counts[cell] /= total * volume;
  }
}

std::vector<double> values_of(const Tensor& t) {
  Tensor in = raw::contiguous(raw::cast(t, DType::F64));
  return {in.data<double>(), in.data<double>() + in.numel()};
}

void check_histogram(const Tensor& input, const Tensor& weight) {
  check_implemented(input.dtype() == DType::F32 || input.dtype() == DType::F64,
                    "\"histogram_cpu\" not implemented for '", scalar_type_name(input.dtype()),
                    "'");
  check(!weight.defined() || weight.dtype() == input.dtype(),
        "torch.histogramdd(): if weight tensor is provided, input tensor and weight tensor should "
        "have the same dtype");
}

Tensor made_of(const std::vector<double>& counts, IntSpan sizes, DType t) {
  Tensor wide = new_tensor(sizes, DType::F64);
  std::copy(counts.begin(), counts.end(), wide.data<double>());
  return raw::cast(wide, t);
}

// Equal bins of one dimension, as linspace makes them in the input's type.
Tensor equal_edges(const Tensor& x, int64_t offset, int64_t step, int64_t bins, OptDoubles given) {
  check(bins > 0, "torch.histogramdd(): bins must be positive, got ", bins);
  std::pair<double, double> range;
  Range wanted;
  const auto at = static_cast<size_t>(2 * offset);
  if (given) wanted.emplace((*given)[at], (*given)[at + 1]);
  kernels::visit_floating(x.dtype(), [&]<class T> {
    range = bounds(x.data<T>() + offset, x.numel() / step, step, wanted, 0.5, "torch.histogramdd");
  });
  return linspace(range.first, range.second, bins + 1, x.dtype());
}

void check_edges(const Tensor& bins) {
  check(bins.dim() == 1, "torch.histogram(): bins tensor should have one dimension, but got ",
        bins.dim(), " dimensions");
}

using Pair = std::tuple<Tensor, Tensor>;
Pair one_dimension(const Tensor& input, const Tensor& edges, const Tensor& weight, bool density) {
  Edges e{values_of(edges)};
  std::vector<double> counts = count_rows(input, e, weight);
  if (density) to_density(counts, e);
  const int64_t n = edges.numel() - 1;
  return {made_of(counts, IntSpan(&n, 1), input.dtype()), edges};
}
Pair histogram_cpu(const Tensor& input, int64_t bins, OptDoubles range, const Tensor& weight,
                   bool density) {
  check_histogram(input, weight);
  check(!range || range->size() == 2, "torch.histogram(): range should have two numbers");
  Tensor in = raw::contiguous(input);
  Tensor edges = equal_edges(in, 0, 1, bins, range);
  return one_dimension(in, edges, weight, density);
}
Pair histogram_edges_cpu(const Tensor& input, const Tensor& bins, const Tensor& weight,
                         bool density) {
  check_histogram(input, weight);
  check_edges(bins);
  check(bins.dtype() == input.dtype(),
        "torch.histogramdd(): input tensor and bins tensors should have the same dtype");
  return one_dimension(input, bins, weight, density);
}

std::tuple<Tensor, std::vector<Tensor>> histogramdd_cpu(const Tensor& input, const Value& bins,
                                                        OptDoubles range, const Tensor& weight,
                                                        bool density) {
  check_histogram(input, weight);
  check(input.dim() >= 2, "torch.histogramdd(): input tensor should have at least 2 dimensions");
  Tensor in = raw::contiguous(input);
  const int64_t dims = in.size(-1);
  const bool single = bins.tag == TN_INT;
  std::vector<Value> given =
      single ? std::vector<Value>(static_cast<size_t>(dims), bins) : list_items(bins);
  check(std::ssize(given) == dims, "torch.histogramdd(): expected ", dims,
        " sequences of bin edges for a ", dims, "-dimensional histogram but got ", given.size());
  check(!range || std::ssize(*range) == 2 * dims, "torch.histogramdd(): for a ", dims,
        "-dimensional histogram range should have ", 2 * dims, " elements");
  std::vector<Tensor> edges;
  Edges numbers;
  Dims sizes;
  for (int64_t d = 0; d < dims; ++d) {
    const Value& v = given[static_cast<size_t>(d)];
    edges.push_back(v.is_tensor() ? v.tensor() : equal_edges(in, d, dims, v.to_int(), range));
    numbers.push_back(values_of(edges.back()));
    sizes.push_back(edges.back().numel() - 1);
  }
  std::vector<double> counts = count_rows(in, numbers, weight);
  if (density) to_density(counts, numbers);
  return {made_of(counts, sizes, input.dtype()), edges};
}

// Places of elements in the sorted others; NaN equals nothing.
Tensor isin_cpu(const Operand& elements, const Operand& test_elements, bool, bool invert) {
  check_has_tensor(elements, test_elements, "isin");
  const DType t = Promoter().add(elements).add(test_elements).result();
  auto as_tensor = [&](const Operand& o) {
    if (o.is_tensor()) return raw::contiguous(raw::cast(o.tensor, t));
    Tensor one = new_tensor({}, t);
    raw::fill(one, o.scalar);
    return one;
  };
  Tensor x = as_tensor(elements), others = as_tensor(test_elements);
  Tensor out = new_tensor(x.sizes(), DType::Bool, x.device());
  if (out.is_meta()) return out;
  const int64_t n = others.numel();
  Tensor sorted = new_tensor(IntSpan(&n, 1), t);
  std::vector<int64_t> order(static_cast<size_t>(n));
  if (n) kernels::sort(t, {1, n, 1}, others.raw(), false, true, sorted.raw(), order.data());
  kernels::visit_dtype(t, [&]<class T> {
    using C = kernels::Compute<T>;
    const T* s = sorted.data<T>();
    for (int64_t i = 0; i < x.numel(); ++i) {
      const auto v = static_cast<C>(x.data<T>()[i]);
      const T* at = std::lower_bound(s, s + n, v, [](const T& a, C b) {
        const auto y = static_cast<C>(a);
        return y < b;  // false of NaN, which is sorted last
      });
      out.data<bool>()[i] = (at != s + n && static_cast<C>(*at) == v) != invert;
    }
  });
  return out;
}

constexpr Vjp kCounts = no_grad("counts");

constexpr OpDef kOps[] = {
    {.schema = "bincount(Tensor input, Tensor? weights=None, int minlength=0) -> Tensor",
     .cpu = kernel<bincount_cpu>(),
     .vjp = kCounts,
     .traits = Method | DataDependent,
     .doc = R"(Counts how often every integer from 0 occurs; or sums the weights of its places.

Example:
    >>> tenon.bincount(tenon.tensor([0, 2, 2]))
    tensor([1, 0, 2])
)"},
    {.schema = "histc(Tensor input, int bins=100, Scalar min=0, Scalar max=0) -> Tensor",
     .cpu = kernel<histc_cpu>(),
     .vjp = kCounts,
     .traits = Method | Out | DataDependent | OutExact,
     .doc =
         R"(Counts elements in equal bins from min to max, or over the range of the data where these are equal.

Example:
    >>> tenon.histc(tenon.tensor([1.0, 2.0, 1.0]), bins=4, min=0, max=3)
    tensor([0., 2., 1., 0.])
)"},
    {.schema =
         "histogram(Tensor input, int bins, *, float[]? range=None, Tensor? weight=None, bool "
         "density=False) -> (Tensor hist, Tensor bin_edges)",
     .cpu = kernel<histogram_cpu>(),
     .vjp = kCounts,
     .traits = Method | Out | DataDependent,
     .doc =
         R"(Counts elements in equal bins over range, or over that of the data; gives the counts and the edges of the bins.

Example:
    >>> tenon.histogram(tenon.tensor([1.0, 2.0, 1.0]), 4, range=(0.0, 3.0)).hist
    tensor([0., 2., 1., 0.])
)"},
    {.schema = "histogram.bins_tensor(Tensor input, Tensor bins, *, Tensor? weight=None, bool "
               "density=False) -> (Tensor hist, Tensor bin_edges)",
     .cpu = kernel<histogram_edges_cpu>(),
     .vjp = kCounts,
     .traits = Method | Out | DataDependent,
     .doc = "histogram() with given edges of bins."},
    {.schema = "histogramdd(Tensor input, any bins, float[]? range=None, Tensor? weight=None, bool "
               "density=False) -> (Tensor hist, Tensor[] bin_edges)",
     .cpu = kernel<histogramdd_cpu>(),
     .vjp = kCounts,
     .traits = DataDependent,
     .doc =
         R"(Counts the rows of input [..., D] in cells of D dimensions. bins: a number, D numbers, or D tensors of edges.

Example:
    >>> tenon.histogramdd(tenon.tensor([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [2.0, 2.0]]), [2, 2]).hist
    tensor([[0., 1.],
            [1., 2.]])
)"},
    {.schema = "isin(Tensor|Scalar elements, Tensor|Scalar test_elements, *, bool "
               "assume_unique=False, bool invert=False) -> Tensor",
     .cpu = kernel<isin_cpu>(),
     .vjp = no_grad("gives bools"),
     .traits = Out,
     .doc = R"(Returns whether elements are among the test elements.

Example:
    >>> tenon.isin(tenon.tensor([1, 2, 3]), tenon.tensor([2, 5]))
    tensor([False,  True, False])
)"},
};

}  // namespace
void register_histogram(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
