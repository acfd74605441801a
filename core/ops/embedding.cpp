// Rows of a table by number: embedding, and one_hot.
#include "core/api/embedding.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/api/compare.h"
#include "core/api/view_dims.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/kernels/embedding.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

void check_indices(const Tensor& indices) {
  check(indices.dtype() == DType::I64 || indices.dtype() == DType::I32,
        "Expected tensor for argument #1 'indices' to have ",
        "one of the following scalar types: Long, Int; but got torch.",
        scalar_type_name(indices.dtype()),
        "Tensor instead (while checking arguments for embedding)");
}

// Row numbers as int64, checked against the table.
Tensor row_numbers(const Tensor& indices, int64_t rows) {
  Tensor numbers = raw::contiguous(raw::cast(indices, DType::I64));
  const int64_t* p = numbers.data<int64_t>();
  for (int64_t i = 0; i < numbers.numel(); ++i)
    check_index(p[i] >= 0 && p[i] < rows, "index out of range in self");
  return numbers;
}

Tensor embedding_cpu(const Tensor& weight, const Tensor& indices, int64_t, bool, bool sparse) {
  check_implemented(
      !sparse, "embedding(): sparse gradients are not supported: got sparse=True, expected False.");
  check(weight.dim() == 2, "'weight' must be 2-D");
  check_indices(indices);
  Dims sizes(indices.sizes());
  sizes.push_back(weight.size(1));
  Tensor out = new_tensor(sizes, weight.dtype(), weight.device());
  if (out.is_meta()) return out;
  Tensor table = raw::contiguous(weight), numbers = row_numbers(indices, weight.size(0));
  size_t bytes = static_cast<size_t>(weight.size(1)) * weight.itemsize();
  const int64_t* p = numbers.data<int64_t>();
  parallel_for(0, numbers.numel(), 1 + (1 << 16) / (1 + static_cast<int64_t>(bytes)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t i = begin; i < end; ++i)
                   std::memcpy(out.raw() + static_cast<size_t>(i) * bytes,
                               table.raw() + static_cast<size_t>(p[i]) * bytes, bytes);
               });
  return out;
}

void embedding_vjp(VjpCtx& c) {
  c.grad_in(0, embedding_dense_backward(c.grad(), c.in(1), c.in_sizes(0)[0], c.arg(2).to_int(),
                                        c.arg(3).to_bool()));
}

// Rows are added in the order of the indices, by blocks of columns, so that the sums do not depend
// on the threads.
Tensor embedding_dense_backward_cpu(const Tensor& grad_output, const Tensor& indices,
                                    int64_t num_weights, int64_t padding_idx,
                                    bool scale_grad_by_freq) {
  int64_t width = grad_output.size(-1);
  DType t = grad_output.dtype(), sum = t == DType::F64 ? t : DType::F32;
  Tensor out = new_tensor({{num_weights, width}}, sum, grad_output.device());
  if (out.is_meta()) return new_tensor(out.sizes(), t, out.device());
  raw::fill(out, 0);
  Tensor g = raw::contiguous(raw::cast(grad_output, sum)),
         numbers = row_numbers(indices, num_weights);
  const int64_t* p = numbers.data<int64_t>();
  std::vector<int64_t> uses;
  if (scale_grad_by_freq) {
    uses.resize(static_cast<size_t>(num_weights));
    for (int64_t i = 0; i < numbers.numel(); ++i) ++uses[p[i]];
  }
  const auto add = kernels::embedding_loops.get().of[sum == DType::F64].add;
  kernels::Loop mul = kernels::mul.loop(sum);
  auto item = static_cast<int64_t>(out.itemsize());
  const int64_t scale_steps[] = {item, item, 0};
  int64_t grain = std::max<int64_t>(64, 32768 / std::max<int64_t>(1, numbers.numel()));
  parallel_for(0, width, grain, [&](int64_t begin, int64_t end) {
    auto at = [&](const Tensor& m, int64_t row) { return m.raw() + (row * width + begin) * item; };
    add({.width = width,
         .begin = begin,
         .end = end,
         .n = numbers.numel(),
         .skip = padding_idx,
         .table = out.raw(),
         .rows = p,
         .grads = g.raw(),
         .from = nullptr,
         .weights = nullptr});
    for (int64_t row = 0; scale_grad_by_freq && row < num_weights; ++row) {
      if (uses[row] < 2) continue;
      alignas(8) char factor[8];
      store_scalar(1.0 / static_cast<double>(uses[row]), sum, factor);
      char* const data[] = {at(out, row), at(out, row), factor};
      mul(data, scale_steps, end - begin, nullptr);
    }
  });
  return raw::cast(out, t);
}

void embedding_dense_backward_vjp(VjpCtx& c) {
  check(!c.arg(4).to_bool(),
        "embedding_dense_backward: double backward is not supported with scale_grad_by_freq");
  Tensor rows = embedding(c.grad(), c.in(1));
  int64_t padding = c.arg(3).to_int();
  if (padding >= 0) rows = where(unsqueeze(eq(c.in(1), padding), -1), 0.0, rows);
  c.grad_in(0, rows);
}

// Rows that are looked up and whose norm exceeds max_norm are scaled down to it, in place.
Tensor embedding_renorm_cpu(const Tensor& input, const Tensor& indices, double max_norm,
                            double norm_type) {
  check(input.dim() == 2, "'weight' must be 2-D");
  check_indices(indices);
  if (input.is_meta()) return input;
  Tensor numbers = row_numbers(indices, input.size(0)),
         table = raw::contiguous(raw::cast(input, DType::F64));
  std::vector<bool> seen(static_cast<size_t>(input.size(0)));
  int64_t width = input.size(1);
  for (int64_t i = 0; i < numbers.numel(); ++i) {
    int64_t row = numbers.data<int64_t>()[i];
    if (seen[row]) continue;
    seen[row] = true;
    double* values = table.data<double>() + row * width;
    double norm = 0;
    for (int64_t j = 0; j < width; ++j) {
      double a = std::fabs(values[j]);
      norm = std::isinf(norm_type) ? std::max(norm, a) : norm + std::pow(a, norm_type);
    }
    if (!std::isinf(norm_type)) norm = std::pow(norm, 1 / norm_type);
    if (norm <= max_norm) continue;
    for (int64_t j = 0; j < width; ++j) values[j] *= max_norm / (norm + 1e-7);
    Tensor changed =
        make_view(input, {{width}}, {{input.stride(1)}}, input.offset() + row * input.stride(0));
    raw::copy(changed, make_view(table, {{width}}, {{1}}, row * width));
  }
  return input;
}

Tensor functional_embedding_body(const Tensor& input, const Tensor& weight,
                                 std::optional<int64_t> padding_idx, std::optional<double> max_norm,
                                 double norm_type, bool scale_grad_by_freq, bool sparse) {
  int64_t padding = -1;
  if (padding_idx) {
    int64_t rows = weight.size(0);
    if (*padding_idx >= rows || *padding_idx < -rows)
      fail(ErrorKind::Assertion, "Padding_idx must be within num_embeddings");
    padding = *padding_idx < 0 ? *padding_idx + rows : *padding_idx;
  }
  if (max_norm) {
    GradMode off(false);
    embedding_renorm_(weight, input, *max_norm, norm_type);
  }
  return embedding(weight, input, padding, scale_grad_by_freq, sparse);
}

Tensor one_hot_cpu(const Tensor& input, int64_t num_classes) {
  check(input.dtype() == DType::I64,
        "one_hot is only applicable to index tensor of type LongTensor.");
  if (input.is_meta())
    check(num_classes >= 0, "Can not infer total number of classes from empty tensor.");
  check(input.numel() > 0 || num_classes > 0 || input.is_meta(),
        "Can not infer total number of classes from empty tensor.");
  int64_t most = -1;
  Tensor numbers = raw::contiguous(input);
  const int64_t* p = numbers.data<int64_t>();
  for (int64_t i = 0; !input.is_meta() && i < numbers.numel(); ++i) {
    check(p[i] >= 0, "Class values must be non-negative.");
    most = std::max(most, p[i]);
  }
  if (num_classes == -1) num_classes = most + 1;
  check(num_classes > most, "Class values must be smaller than num_classes.");
  Dims sizes(input.sizes());
  sizes.push_back(num_classes);
  Tensor out = new_tensor(sizes, DType::I64, input.device());
  if (out.is_meta()) return out;
  raw::fill(out, 0);
  for (int64_t i = 0; i < numbers.numel(); ++i) out.data<int64_t>()[i * num_classes + p[i]] = 1;
  return out;
}

constexpr OpDef kOps[] = {
    {.schema = "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool "
               "scale_grad_by_freq=False, "
               "bool sparse=False) -> Tensor",
     .cpu = kernel<embedding_cpu>(),
     .vjp = embedding_vjp,
     .saves = "indices",
     .doc = R"(Returns the rows of weight with the given numbers. Row padding_idx gets no gradient.

Example:
    >>> tenon.embedding(tenon.tensor([[1.0, 2.0], [3.0, 4.0]]), tenon.tensor([1]))
    tensor([[3., 4.]])
)"},
    {.schema = "embedding_dense_backward(Tensor grad_output, Tensor indices, int num_weights, int "
               "padding_idx, "
               "bool scale_grad_by_freq) -> Tensor",
     .cpu = kernel<embedding_dense_backward_cpu>(),
     .vjp = embedding_dense_backward_vjp,
     .saves = "indices",
     .traits = NoFunction,
     .doc = "The gradient of embedding() by weight."},
    {.schema = "embedding_renorm_(Tensor(a!) input, Tensor indices, float max_norm, float "
               "norm_type) -> Tensor(a!)",
     .cpu = kernel<embedding_renorm_cpu>(),
     .vjp = no_grad("it changes the table in place, outside of recording"),
     .doc = "Scales down, in place, the rows with the given numbers whose norm is above max_norm."},
    {.schema = "functional_embedding(Tensor input, Tensor weight, int? padding_idx=None, float? "
               "max_norm=None, "
               "float norm_type=2.0, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor",
     .body = kernel<functional_embedding_body>(),
     .paths = "tenon.nn.functional.embedding",
     .doc = R"(Returns the rows of weight that input numbers.

Args:
    padding_idx: this row gets no gradient.
    max_norm: rows that are looked up are first scaled down to this norm, in place.

Example:
    >>> tenon.nn.functional.embedding(tenon.tensor([0]), tenon.tensor([[1.0, 2.0]]))
    tensor([[1., 2.]])
)"},
    {.schema = "one_hot(Tensor input, int num_classes=-1) -> Tensor",
     .cpu = kernel<one_hot_cpu>(),
     .vjp = no_grad("integers have no gradient"),
     .traits = DataDependent,
     .paths = "tenon.nn.functional.one_hot",
     .doc =
         R"(Returns int64 zeros with a one where each class number points; a new last dimension of num_classes.

Example:
    >>> tenon.nn.functional.one_hot(tenon.tensor([0, 2]))
    tensor([[1, 0, 0],
            [0, 0, 1]])
)"},
};

}  // namespace
void register_embedding(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
