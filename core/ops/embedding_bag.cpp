// Sums, means and maxima of rows of a table by number.
#include "core/api/embedding_bag.h"

#include <algorithm>
#include <vector>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/embedding.h"
#include "core/api/index.h"
#include "core/api/new_like.h"
#include "core/api/pad.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/scatter.h"
#include "core/api/unary_exp.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/kernels/embedding.h"
#include "core/kernels/visit.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

enum Mode : int64_t { kSum = 0, kMean = 1, kMax = 2 };
enum Arg { kWeight, kIndices, kOffsets, kByFreq, kMode, kSparse, kWeights, kLast, kPadding };
enum Result { kOutput, kBags, kSizes, kMaxima };

Tensor numbers_of(const Tensor& t, const char* what) {
  check(t.dtype() == DType::I64 || t.dtype() == DType::I32, "Expected tensor for argument '", what,
        "' to have one of the following scalar types: Long, Int; but got torch.",
        scalar_type_name(t.dtype()), "Tensor instead (while checking arguments for embedding_bag)");
  return raw::contiguous(raw::cast(t, DType::I64));
}

// What a call means, checked: bag b holds the numbers [starts[b], starts[b + 1]).
struct Bags {
  Bags(const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool include_last,
       std::optional<int64_t> padding_idx)
      : rows(weight.size(0)), width(weight.size(1)), padding(padding_of(padding_idx)) {
    check(indices.dim() == 1 && offsets.dim() == 1,
          "input and offsets have to be 1D tensors, but got dimensions ", indices.dim(), " and ",
          offsets.dim());
    numbers = numbers_of(indices, "indices");
    const Tensor at = numbers_of(offsets, "offsets");
    const int64_t* p = at.data<int64_t>();
    const int64_t total = numbers.numel(), given = at.numel();
    check(!include_last || given >= 1,
          "include_last_offset: number of offset should be at least 1");
    count = include_last ? given - 1 : given;
    starts.assign(p, p + given);
    if (!include_last) starts.push_back(given == 0 ? 0 : total);
    check(given == 0 || p[0] == 0,
          "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from "
          "position 0. However, got ",
          given == 0 ? 0 : p[0]);
    for (size_t b = 1; b < starts.size(); ++b)
      check(starts[b] >= starts[b - 1] && starts[b] <= total,
            "offsets[-1] can not be greater than input's length, nor may offsets shrink: got ",
            starts[b], " after ", starts[b - 1], " for length ", total);
    const auto* n = numbers.data<uint64_t>();  // negative ones are large
    uint64_t most = 0;
    for (int64_t i = 0; i < total; ++i) most = std::max(most, n[i]);
    check_index(total == 0 || most < static_cast<uint64_t>(rows), "index out of range in self");
  }
  int64_t padding_of(std::optional<int64_t> given) const {
    if (!given) return -1;
    check(*given >= -rows && *given < rows,
          "padding_idx must be within the number of embeddings, -", rows, " through ", rows - 1,
          ", but got ", *given);
    return *given < 0 ? *given + rows : *given;
  }
  int64_t rows, width, padding, count = 0;
  Tensor numbers;
  std::vector<int64_t> starts;
};

template <class F>
void each_bag(const Bags& bags, F&& f) {
  const int64_t per = 1 + bags.numbers.numel() * bags.width / std::max<int64_t>(1, bags.count);
  parallel_for(0, bags.count, 1 + 32768 / per, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) f(b, bags.starts[b], bags.starts[b + 1]);
  });
}

// The largest element of each column, and the row that has it.
template <class T>
void largest(const Bags& bags, const T* table, T* out, int64_t* which) {
  each_bag(bags, [&](int64_t b, int64_t begin, int64_t end) {
    bool first = true;
    T* to = out + b * bags.width;
    int64_t* at = which + b * bags.width;
    std::fill_n(to, bags.width, T(0));
    std::fill_n(at, bags.width, int64_t{-1});
    for (int64_t i = begin; i < end; ++i) {
      const int64_t row = bags.numbers.data<int64_t>()[i];
      if (row == bags.padding) continue;
      for (int64_t j = 0; j < bags.width; ++j) {
        const T x = table[row * bags.width + j];
        if (first || x > to[j]) to[j] = x, at[j] = row;
      }
      first = false;
    }
  });
}

void sums(const Bags& bags, const Tensor& table, const Tensor& weights, bool mean,
          const int64_t* sizes, const Tensor& out) {
  const bool wide = out.dtype() == DType::F64;
  const auto run = kernels::embedding_loops.get().of[wide].sum;
  const auto item = static_cast<int64_t>(out.itemsize());
  each_bag(bags, [&](int64_t b, int64_t begin, int64_t end) {
    char* to = out.raw() + b * bags.width * item;
    run({.width = bags.width,
         .n = end - begin,
         .skip = bags.padding,
         .known = bags.numbers.numel() - begin,
         .table = table.raw(),
         .rows = bags.numbers.data<int64_t>() + begin,
         .weights = weights ? weights.raw() + begin * item : nullptr,
         .out = to});
    if (!mean || sizes[b] < 2) return;
    for (int64_t j = 0; j < bags.width; ++j) {
      if (wide) {
        reinterpret_cast<double*>(to)[j] /= static_cast<double>(sizes[b]);
      } else {
        reinterpret_cast<float*>(to)[j] /= static_cast<float>(sizes[b]);
      }
    }
  });
}

std::tuple<Tensor, Tensor, Tensor, Tensor> embedding_bag_cpu(
    const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool, int64_t mode, bool,
    const Tensor& per_sample_weights, bool include_last_offset,
    std::optional<int64_t> padding_idx) {
  check(weight.dim() == 2 && is_floating(weight.dtype()),
        "embedding_bag(): weight has to be a 2D floating tensor, got ", weight.dtype(), " of size ",
        weight.sizes());
  check(mode >= kSum && mode <= kMax, "embedding_bag(): unknown mode ", mode);
  check(!per_sample_weights || mode == kSum,
        "embedding_bag: per_sample_weights only supported with mode='sum'");
  check(!per_sample_weights ||
            (per_sample_weights.dtype() == weight.dtype() && per_sample_weights.dim() == 1 &&
             per_sample_weights.numel() == indices.numel()),
        "expected scalar type and size of per_sample_weights to be those of weight and input, got ",
        per_sample_weights ? per_sample_weights.dtype() : weight.dtype());
  const Bags bags(weight, indices, offsets, include_last_offset, padding_idx);
  const DType t = weight.dtype(), compute = t == DType::F64 ? t : DType::F32;
  const Tensor out = new_tensor({{bags.count, bags.width}}, compute);
  const Tensor bag_of = new_tensor({{bags.starts.back()}}, DType::I64);
  const Tensor sizes = new_tensor({{bags.count}}, DType::I64);
  const Tensor maxima =
      new_tensor({{mode == kMax ? bags.count : 0, mode == kMax ? bags.width : 0}}, DType::I64);
  for (int64_t b = 0; b < bags.count; ++b) {
    const int64_t begin = bags.starts[b], end = bags.starts[b + 1];
    const int64_t* n = bags.numbers.data<int64_t>();
    std::fill(bag_of.data<int64_t>() + begin, bag_of.data<int64_t>() + end, b);
    const int64_t padded = bags.padding < 0 ? 0 : std::count(n + begin, n + end, bags.padding);
    sizes.data<int64_t>()[b] = end - begin - padded;
  }
  const Tensor table = raw::contiguous(raw::cast(weight, compute));
  if (mode == kMax) {
    kernels::visit_floating(compute, [&]<class T> {
      largest(bags, table.data<T>(), out.data<T>(), maxima.data<int64_t>());
    });
  } else {
    const Tensor w =
        per_sample_weights ? raw::contiguous(raw::cast(per_sample_weights, compute)) : Tensor();
    sums(bags, table, w, mode == kMean, sizes.data<int64_t>(), out);
  }
  return {raw::cast(out, t), bag_of, sizes, maxima};
}

// ---- gradients ----

int64_t padding_of(VjpCtx& c, int64_t rows) {
  if (c.arg(kPadding).is_none()) return -1;
  const int64_t p = c.arg(kPadding).to_int();
  return p < 0 ? p + rows : p;
}

// By what the gradient of its bag counts for the row of each number; undefined: 1.
Tensor factors(VjpCtx& c, const Tensor& bags) {
  if (c.arg(kMode).to_int() == kMean) {
    const Tensor sizes = to_copy(clamp_min(c.out(kSizes), 1), c.grad(kOutput).dtype());
    return index_select(reciprocal(sizes), 0, bags);
  }
  const Tensor w = c.in(kWeights);
  return w ? narrow(w, 0, 0, bags.numel()) : w;
}

// The same sums as embedding_dense_backward() of the bags' gradients spread over their numbers,
// which are not made.
Tensor spread(const Tensor& grad, const Tensor& numbers, const Tensor& bags, const Tensor& factor,
              int64_t rows, int64_t padding) {
  const Tensor g = raw::contiguous(grad), f = factor ? raw::contiguous(factor) : Tensor();
  Tensor out = new_tensor({{rows, grad.size(1)}}, grad.dtype());
  raw::fill(out, 0);
  const auto run = kernels::embedding_loops.get().of[grad.dtype() == DType::F64].add;
  const int64_t width = grad.size(1), n = numbers.numel();
  // Blocks of columns, so that each sum is in the order of the numbers, whoever computes it.
  parallel_for(0, width, std::max<int64_t>(32, 65536 / std::max<int64_t>(1, n)),
               [&](int64_t begin, int64_t end) {
                 run({.width = width,
                      .begin = begin,
                      .end = end,
                      .n = n,
                      .skip = padding,
                      .table = out.raw(),
                      .rows = numbers.data<int64_t>(),
                      .grads = g.raw(),
                      .from = bags.data<int64_t>(),
                      .weights = f ? f.raw() : nullptr});
               });
  return out;
}

void weight_grad(VjpCtx& c, const Tensor& numbers, const Tensor& bags) {
  const Tensor& grad = c.grad(kOutput);
  const int64_t rows = c.in_sizes(kWeight)[0], padding = padding_of(c, rows);
  if (c.arg(kMode).to_int() == kMax) {
    const Tensor at = c.out(kMaxima), seen = ge(at, 0);
    const Tensor none = new_zeros(grad, c.in_sizes(kWeight));
    c.grad_in(kWeight, scatter_add(none, 0, where(seen, at, 0), where(seen, grad, 0.0)));
    return;
  }
  const bool by_freq = c.arg(kByFreq).to_bool();
  const Tensor f = factors(c, bags);
  if (!c.recording() && !by_freq && (grad.dtype() == DType::F32 || grad.dtype() == DType::F64)) {
    c.grad_in(kWeight, spread(grad, numbers, bags, f, rows, padding));
    return;
  }
  const Tensor each = index_select(grad, 0, bags);
  c.grad_in(kWeight, embedding_dense_backward(f ? mul(each, unsqueeze(f, 1)) : each, numbers, rows,
                                              padding, by_freq));
}

void check_dense(bool sparse) {
  check_implemented(!sparse,
                    "embedding_bag(): sparse gradients are not supported: got sparse=True, "
                    "expected False.");
}

void embedding_bag_vjp(VjpCtx& c) {
  if (!c.grad(kOutput)) return;
  check_dense(c.arg(kSparse).to_bool());
  const Tensor bags = c.out(kBags), indices = c.in(kIndices);
  const Tensor numbers =
      raw::contiguous(raw::cast(narrow(indices, 0, 0, bags.numel()), DType::I64));
  if (c.needs(kWeight)) weight_grad(c, numbers, bags);
  if (!c.needs(kWeights)) return;
  const Tensor weight = c.in(kWeight);
  const int64_t padding = padding_of(c, weight.size(0));
  Tensor g =
      sum(mul(index_select(c.grad(kOutput), 0, bags), embedding(weight, numbers)), Ints<-1>::span);
  if (padding >= 0) g = where(eq(numbers, padding), 0.0, g);
  const int64_t rest[] = {0, indices.numel() - bags.numel()};  // numbers after the last bag
  c.grad_in(kWeights, rest[1] ? pad(g, rest) : g);
}

// ---- the function of nn.functional ----

int64_t mode_of(std::string_view mode, bool by_freq, bool sparse) {
  if (mode == "sum") return kSum;
  if (mode == "mean") return kMean;
  check_value(mode == "max", "mode has to be one of sum, mean or max");
  check_value(!by_freq, "max mode does not support scaling the gradient by the frequency");
  check_value(!sparse, "max mode does not support sparse weights");
  return kMax;
}

Tensor functional_body(const Tensor& numbers_or_table, const Tensor& table_or_numbers,
                       const Tensor& offsets, std::optional<double> max_norm, double norm_type,
                       bool scale_grad_by_freq, std::string_view mode, bool sparse,
                       const Tensor& per_sample_weights, bool include_last_offset,
                       std::optional<int64_t> padding_idx) {
  // PyTorch once had the table first, and still takes it there.
  const bool exchanged =
      is_floating(numbers_or_table.dtype()) && table_or_numbers.dtype() == DType::I64;
  if (exchanged) {
    warn(
        "Argument order of nn.functional.embedding_bag was changed. Usage `embedding_bag(weight, "
        "input, ...)` is deprecated, and should now be `embedding_bag(input, weight, ...)`.");
  }
  const Tensor& input = exchanged ? table_or_numbers : numbers_or_table;
  const Tensor& weight = exchanged ? numbers_or_table : table_or_numbers;
  check_value(!per_sample_weights || same(input.sizes(), per_sample_weights.sizes()),
              "embedding_bag: If per_sample_weights is not None, then it must have the same shape "
              "as the input (",
              input.sizes(), ")");
  check_value(weight.dim() == 2, "weight has to be a 2D Tensor, but got Tensor of dimension ",
              weight.dim());
  check_value(input.dim() == 1 || input.dim() == 2,
              "input has to be 1D or 2D Tensor, but got Tensor of dimension ", input.dim());
  const bool rows = input.dim() == 2;
  check_value(!rows || !offsets,
              "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of "
              "fixed length sequences. However, found offsets of type Tensor");
  check_value(rows || offsets, "offsets has to be a 1D Tensor but got None");
  check_value(rows || offsets.dim() == 1, "offsets has to be a 1D Tensor");
  const int64_t number = mode_of(mode, scale_grad_by_freq, sparse);
  check_dense(sparse && weight.requires_grad() && tenon::mode().grad);
  check_implemented(!per_sample_weights || number == kSum,
                    "embedding_bag: per_sample_weights was not None. per_sample_weights is only "
                    "supported for mode='sum' (got mode='",
                    mode, "').");
  if (max_norm) {
    GradMode off(false);
    embedding_renorm_(weight, input, *max_norm, norm_type);
  }
  const int64_t flat[] = {-1};
  Tensor numbers = input, starts = offsets, weights = per_sample_weights;
  if (rows) {
    numbers = reshape(input, flat);
    starts = mul(arange(input.size(0), DType::I64), input.size(1));
    if (weights) weights = reshape(weights, flat);
  }
  return std::get<0>(embedding_bag(weight, numbers, starts, scale_grad_by_freq, number, sparse,
                                   weights, include_last_offset && !rows, padding_idx));
}

constexpr OpDef kOps[] = {
    {.schema = "embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool "
               "scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? "
               "per_sample_weights=None, bool include_last_offset=False, int? padding_idx=None) -> "
               "(Tensor output, Tensor offset2bag, Tensor bag_size, Tensor max_indices)",
     .cpu = kernel<embedding_bag_cpu>(),
     .vjp = embedding_bag_vjp,
     .saves =
         "weight:per_sample_weights, indices, per_sample_weights:weight, offset2bag, bag_size, "
         "max_indices",
     .traits = DataDependent,
     .doc =
         R"(Sums (mode 0), means (1) or maxima (2) of the rows that the numbers of each bag name; bag b starts at
offsets[b]. Also the bag of each number, how many rows each bag has, and for maxima the rows that have them.

Example:
    >>> table = tenon.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> tenon.embedding_bag(table, tenon.tensor([0, 1, 1]), tenon.tensor([0, 2]))[0]
    tensor([[4., 6.],
            [3., 4.]])
)"},
    {.schema =
         "functional_embedding_bag(Tensor input, Tensor weight, Tensor? offsets=None, float? "
         "max_norm=None, float norm_type=2.0, bool scale_grad_by_freq=False, str mode='mean', bool "
         "sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int? "
         "padding_idx=None) -> Tensor",
     .body = kernel<functional_body>(),
     .traits = DataDependent,
     .paths = "tenon.nn.functional.embedding_bag",
     .doc = R"(Sums, means or maxima of the rows of weight that the numbers of each bag name.

Args:
    input: the numbers: one bag a row, or all in one dimension, where offsets tells the bags apart.
        int64 numbers may also stand second, after the table.
    offsets: where each bag starts; with include_last_offset, and where the last one ends.
    max_norm: rows that are looked up are first scaled down to this norm, in place.
    mode: 'sum', 'mean' or 'max'.
    per_sample_weights: a factor for each number, for sums.
    padding_idx: numbers that do not count.

Example:
    >>> table = tenon.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> tenon.nn.functional.embedding_bag(tenon.tensor([[0, 1]]), table)
    tensor([[2., 3.]])
)"},
};

}  // namespace
void register_embedding_bag(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
