// Distinct elements.
#include "core/api/unique.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include "core/api/index.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/kernels/sort.h"
#include "core/kernels/visit.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using Triple = std::tuple<Tensor, Tensor, Tensor>;
using OptInt = std::optional<int64_t>;

// From an order of n items and whether neighbours in it are equal: the first item of each run, the
// run of each item, and the lengths of runs.
struct Runs {
  std::vector<int64_t> first;
  Tensor inverse, counts;
};
template <class Equal>
Runs find_runs(const int64_t* order, int64_t n, IntSpan inverse_sizes, Equal equal) {
  Runs r;
  r.inverse = new_tensor(inverse_sizes, DType::I64);
  std::vector<int64_t> start;
  for (int64_t i = 0; i < n; ++i) {
    if (i == 0 || !equal(order[i - 1], order[i])) {
      r.first.push_back(order[i]);
      start.push_back(i);
    }
    r.inverse.data<int64_t>()[order[i]] = static_cast<int64_t>(r.first.size()) - 1;
  }
  auto runs = static_cast<int64_t>(start.size());
  start.push_back(n);
  r.counts = new_tensor(IntSpan(&runs, 1), DType::I64);
  std::transform(start.begin() + 1, start.end(), start.begin(), r.counts.data<int64_t>(),
                 std::minus<>());
  return r;
}

Triple distinct(const Tensor& input, bool sorted) {
  Tensor flat = raw::contiguous(input);
  int64_t n = flat.numel();
  std::vector<int64_t> order(static_cast<size_t>(n));
  Tensor scratch = new_tensor(IntSpan(&n, 1), flat.dtype());
  if (sorted && n) {
    kernels::sort(flat.dtype(), {1, n, 1}, flat.raw(), false, true, scratch.raw(), order.data());
  } else {
    std::iota(order.begin(), order.end(), 0);
  }
  Triple out;
  kernels::visit_dtype(flat.dtype(), [&]<class T> {
    const T* p = flat.data<T>();
    auto equal = [&](int64_t a, int64_t b) {
      return static_cast<kernels::Compute<T>>(p[a]) == static_cast<kernels::Compute<T>>(p[b]);
    };
    Runs r = find_runs(order.data(), n, input.sizes(), equal);
    auto runs = static_cast<int64_t>(r.first.size());
    Tensor values = new_tensor(IntSpan(&runs, 1), flat.dtype());
    for (int64_t i = 0; i < runs; ++i) values.data<T>()[i] = p[r.first[static_cast<size_t>(i)]];
    out = {values, r.inverse, r.counts};
  });
  return out;
}

// Whole slices along a dimension, compared element by element.
Triple distinct_slices(const Tensor& input, int64_t dim, bool sorted) {
  dim = wrap_dim(dim, input.dim());
  const int64_t from[] = {dim}, first_dim[] = {0};
  Tensor rows = raw::contiguous(input.dim() ? movedim(input, from, first_dim) : input);
  int64_t n = input.dim() ? rows.sizes()[0] : 1, width = n ? rows.numel() / n : 0;
  check(width > 0 || n == 0 || input.numel() > 0,
        "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied");
  std::vector<int64_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  Triple out;
  kernels::visit_dtype(rows.dtype(), [&]<class T> {
    using C = kernels::Compute<T>;
    const T* p = rows.data<T>();
    auto at = [&](int64_t row, int64_t i) { return static_cast<C>(p[row * width + i]); };
    auto less = [&](int64_t a, int64_t b) {
      for (int64_t i = 0; i < width; ++i) {
        if (at(a, i) != at(b, i)) return at(a, i) < at(b, i);
      }
      return false;
    };
    auto equal = [&](int64_t a, int64_t b) {
      for (int64_t i = 0; i < width; ++i) {
        if (at(a, i) != at(b, i)) return false;
      }
      return true;
    };
    if (sorted) std::stable_sort(order.begin(), order.end(), less);
    Runs r = find_runs(order.data(), n, IntSpan(&n, 1), equal);
    auto runs = static_cast<int64_t>(r.first.size());
    Tensor first = new_tensor(IntSpan(&runs, 1), DType::I64);
    std::copy(r.first.begin(), r.first.end(), first.data<int64_t>());
    Tensor values = index_select(rows, 0, first);
    out = {input.dim() ? movedim(values, first_dim, from) : values, r.inverse, r.counts};
  });
  return out;
}

Triple unique_parts_cpu(const Tensor& input, OptInt dim, bool consecutive) {
  return dim ? distinct_slices(input, *dim, !consecutive) : distinct(input, !consecutive);
}

// What the flags ask for: a tensor, or a tuple.
Value chosen(Triple parts, bool inverse, bool counts) {
  auto cell = [](Tensor& t) { return Value::pointer(TN_TENSOR, t.release()); };
  auto& [values, where, how_many] = parts;
  if (!inverse && !counts) return cell(values);
  std::vector<Value> items{cell(values)};
  if (inverse) items.push_back(cell(where));
  if (counts) items.push_back(cell(how_many));
  return make_list(std::move(items), TN_TUPLE);
}

Value unique_body(const Tensor& input, bool, bool return_inverse, bool return_counts, OptInt dim) {
  return chosen(unique_parts(input, dim, false), return_inverse, return_counts);
}
Value unique_consecutive_body(const Tensor& input, bool return_inverse, bool return_counts,
                              OptInt dim) {
  return chosen(unique_parts(input, dim, true), return_inverse, return_counts);
}

constexpr OpDef kOps[] = {
    {.schema = "unique_parts(Tensor input, int? dim, bool consecutive) -> (Tensor values, Tensor "
               "inverse, Tensor counts)",
     .cpu = kernel<unique_parts_cpu>(),
     .vjp = no_grad("the distinct elements of a tensor are not differentiable"),
     .traits = DataDependent | NoFunction,
     .doc = "Returns the distinct elements, the position in them of every element, and how often "
            "each occurs."},
    {.schema = "unique(Tensor input, bool sorted=True, bool return_inverse=False, bool "
               "return_counts=False, int? dim=None) -> any",
     .body = kernel<unique_body>(),
     .traits = Method | DataDependent,
     .doc = R"(Returns the distinct elements in order (or slices along dim).

Args:
    return_inverse: also return where in the result each element is.
    return_counts: also return how often each occurs.

Example:
    >>> tenon.unique(tenon.tensor([3, 1, 3]), return_counts=True)
    (tensor([1, 3]), tensor([1, 2]))
)"},
    {.schema = "unique_consecutive(Tensor input, bool return_inverse=False, bool "
               "return_counts=False, int? dim=None) -> any",
     .body = kernel<unique_consecutive_body>(),
     .traits = Method | DataDependent,
     .doc = R"(Returns the elements (or slices along dim) without those equal to the one before.

Example:
    >>> tenon.unique_consecutive(tenon.tensor([1, 1, 2, 1]))
    tensor([1, 2, 1])
)"},
};

}  // namespace
void register_unique(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
