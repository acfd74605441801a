// Products of matrices and vectors.
#include "core/api/matmul.h"

#include <algorithm>

#include "core/api/binary.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/onednn/gemm.h"
#include "core/ops/conjugate.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

void check_same_dtype(const Tensor& a, const Tensor& b) {
  check(a.dtype() == b.dtype(),
        "expected m1 and m2 to have the same dtype, but got: ", meta_type_name(a.dtype()),
        " != ", meta_type_name(b.dtype()));
}

void check_scalar_type(const Tensor& a, const Tensor& b) {
  check(a.dtype() == b.dtype(), "expected scalar type ", scalar_type_name(a.dtype()), " but found ",
        scalar_type_name(b.dtype()));
}

void check_inner(int64_t m, int64_t k, int64_t k2, int64_t n) {
  check(k == k2, "mat1 and mat2 shapes cannot be multiplied (", m, "x", k, " and ", k2, "x", n,
        ")");
}

Tensor mm_cpu(const Tensor& input, const Tensor& mat2) {
  check(input.dim() == 2, "self must be a matrix");
  check(mat2.dim() == 2, "mat2 must be a matrix");
  check_inner(input.size(0), input.size(1), mat2.size(0), mat2.size(1));
  check_same_dtype(input, mat2);
  Tensor out = new_tensor({{input.size(0), mat2.size(1)}}, input.dtype(), input.device());
  raw::multiply(input, mat2, {}, out);
  return out;
}

void mm_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, mm(c.grad(), t(conjugate(c.in(1)))));
  if (c.needs(1)) c.grad_in(1, mm(t(conjugate(c.in(0))), c.grad()));
}

Tensor bmm_cpu(const Tensor& input, const Tensor& mat2) {
  check(input.dim() == 3, "batch1 must be a 3D tensor");
  check(mat2.dim() == 3, "batch2 must be a 3D tensor");
  check(mat2.size(0) == input.size(0) && mat2.size(1) == input.size(2),
        "Expected size for first two dimensions of batch2 tensor to be: [", input.size(0), ", ",
        input.size(2), "] but got: [", mat2.size(0), ", ", mat2.size(1), "].");
  check_scalar_type(input, mat2);
  Tensor out =
      new_tensor({{input.size(0), input.size(1), mat2.size(2)}}, input.dtype(), input.device());
  raw::multiply(input, mat2, {}, out);
  return out;
}

void bmm_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, bmm(c.grad(), transpose(conjugate(c.in(1)), 1, 2)));
  if (c.needs(1)) c.grad_in(1, bmm(transpose(conjugate(c.in(0)), 1, 2), c.grad()));
}

// A vector as a matrix of one column or one row.
Tensor column(const Tensor& v) {
  return make_view(v, {{v.numel(), 1}}, {{v.stride(0), 1}}, v.offset());
}
Tensor row(const Tensor& v) {
  return make_view(v, {{1, v.numel()}}, {{v.numel(), v.stride(0)}}, v.offset());
}

Tensor mv_cpu(const Tensor& input, const Tensor& vec) {
  check(input.dim() == 2 && vec.dim() == 1, "vector + matrix @ vector expected, got 1, ",
        input.dim(), ", ", vec.dim());
  check(input.size(1) == vec.size(0), "size mismatch, got input (", input.size(0), "), mat (",
        input.size(0), "x", input.size(1), "), vec (", vec.size(0), ")");
  check(input.dtype() == vec.dtype(), "addmv input tensors must have the same dtype, but got ",
        scalar_type_name(vec.dtype()), ", ", scalar_type_name(input.dtype()), ", and ",
        scalar_type_name(vec.dtype()));
  Tensor out = new_tensor({{input.size(0)}}, input.dtype(), input.device());
  raw::multiply(input, column(vec), {}, column(out));
  return out;
}

void mv_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, mul(unsqueeze(c.grad(), 1), conjugate(c.in(1))));
  if (c.needs(1)) c.grad_in(1, mv(t(conjugate(c.in(0))), c.grad()));
}

Tensor dot_cpu(const Tensor& input, const Tensor& tensor) {
  check(input.dim() == 1 && tensor.dim() == 1, "1D tensors expected, but got ", input.dim(),
        "D and ", tensor.dim(), "D tensors");
  check(input.dtype() == tensor.dtype(),
        "dot : expected both vectors to have same dtype, but found ",
        scalar_type_name(input.dtype()), " and ", scalar_type_name(tensor.dtype()));
  check(input.numel() == tensor.numel(), "inconsistent tensor size, expected tensor [",
        input.numel(), "] and src [", tensor.numel(),
        "] to have the same number of elements, but got ", input.numel(), " and ", tensor.numel(),
        " elements respectively");
  Tensor out = new_tensor({}, input.dtype(), input.device());
  raw::multiply(row(input), column(tensor), {}, make_view(out, {{1, 1}}, {{1, 1}}, out.offset()));
  return out;
}

void dot_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, mul(conjugate(c.in(1)), c.grad()));
  if (c.needs(1)) c.grad_in(1, mul(conjugate(c.in(0)), c.grad()));
}

// Both operands with the batch dimensions of the result, as three dimensions.
Tensor batched(const Tensor& x, IntSpan batch, int64_t count) {
  Dims full(batch);
  full.push_back(x.size(-2));
  full.push_back(x.size(-1));
  Tensor wide = same(full, x.sizes()) ? x : expand(x, full);
  return batch.size() == 1 ? wide : reshape(wide, {{count, x.size(-2), x.size(-1)}});
}

Tensor batch_product(const Tensor& a, const Tensor& b) {
  Dims batch =
      broadcast_sizes(a.sizes().first(a.sizes().size() - 2), b.sizes().first(b.sizes().size() - 2));
  int64_t count = checked_numel(batch);
  Tensor out = bmm(batched(a, batch, count), batched(b, batch, count));
  if (batch.size() == 1) return out;
  Dims sizes = batch;
  sizes.push_back(a.size(-2));
  sizes.push_back(b.size(-1));
  return view(out, sizes);
}

Tensor matmul_body(const Tensor& input, const Tensor& other) {
  int64_t da = input.dim(), db = other.dim();
  check(da > 0 && db > 0, "both arguments to matmul need to be at least 1D, but they are ", da,
        "D and ", db, "D");
  if (da == 1 && db == 1) return dot(input, other);
  if (da == 2 && db == 2) return mm(input, other);
  if (da == 2 && db == 1) return mv(input, other);
  if (da == 1) return squeeze_dim(matmul(unsqueeze(input, 0), other), -2);
  if (db <= 2) {  // the rows of all batches are the rows of one matrix
    Dims sizes = input.sizes().first(input.sizes().size() - 1);
    Tensor rows = reshape(input, {{checked_numel(sizes), input.size(-1)}});
    if (db == 1) return view(mv(rows, other), sizes);
    sizes.push_back(other.size(1));
    return view(mm(rows, other), sizes);
  }
  return batch_product(input, other);
}

// The input, whose rows of in_features elements can be told by the stride of its last dimension but
// one.
Tensor rows_of(const Tensor& input) {
  if (input.dim() <= 2 || input.is_contiguous()) return input;
  Dims sizes = {input.numel() / std::max<int64_t>(1, input.size(-1)), input.size(-1)};
  std::optional<Dims> strides = view_strides(input.sizes(), input.strides(), sizes);
  return strides ? make_view(input, sizes, *strides, input.offset()) : raw::contiguous(input);
}

Tensor linear_cpu(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  check(input.dim() > 0 && weight.dim() > 0,
        "both arguments to linear need to be at least 1D, but they are ", input.dim(), "D and ",
        weight.dim(), "D");
  check(weight.dim() <= 2, "t() expects a tensor with <= 2 dimensions, but self is ", weight.dim(),
        "D");
  bool vector = weight.dim() == 1;
  int64_t k = weight.size(-1), n = vector ? 1 : weight.size(0);
  Dims sizes = input.sizes().first(input.sizes().size() - 1);
  check_inner(checked_numel(sizes), input.size(-1), k, n);
  if (!bias) check_same_dtype(input, weight);
  check(input.dtype() == weight.dtype(), "mat1 and mat2 must have the same dtype, but got ",
        scalar_type_name(input.dtype()), " and ", scalar_type_name(weight.dtype()));
  if (bias) {
    check(bias.dtype() == input.dtype(), "self and mat2 must have the same dtype, but got ",
          scalar_type_name(bias.dtype()), " and ", scalar_type_name(weight.dtype()));
    check(bias.dim() <= 1 && (bias.numel() == n || bias.numel() == 1),
          "The expanded size of the tensor (", n, ") must match the existing size (", bias.numel(),
          ") at non-singleton dimension 1.  Target sizes: [", checked_numel(sizes), ", ", n,
          "].  Tensor sizes: ", bias.sizes());
  }
  if (!vector) sizes.push_back(n);
  Tensor out = new_tensor(sizes, input.dtype(), input.device());
  check_product(out.dtype());
  if (out.is_meta()) return out;
  Tensor shift = bias;
  if (bias && (bias.numel() != n || !bias.is_contiguous())) {
    shift = new_tensor({{n}}, bias.dtype());
    raw::copy(shift, bias);
  }
  // Straight to the product: views of the operands would cost more than a small one takes.
  Tensor rows = rows_of(input);
  size_t last = rows.sizes().size() - 1;
  onednn::GemmArgs g{
      .dtype = out.dtype(), .m = out.numel() / std::max<int64_t>(n, 1), .n = n, .k = k};
  g.a = rows.raw(), g.a_row = last ? rows.strides()[last - 1] : k, g.a_col = rows.strides()[last];
  g.b = weight.raw(), g.b_row = weight.strides().back(), g.b_col = vector ? k : weight.strides()[0];
  g.bias = shift ? shift.raw() : nullptr;
  g.c = out.raw(), g.c_row = n;
  if (out.numel() > 0) onednn::gemm(g);
  return out;
}

void linear_vjp(VjpCtx& c) {
  const Tensor& grad = c.grad();
  if (c.needs(0)) {
    Tensor weight = conjugate(c.in(1));
    bool vector = weight.dim() == 1;
    c.grad_in(0, vector ? mul(unsqueeze(grad, -1), weight) : matmul(grad, weight));
  }
  bool vector = c.needs(1) && c.in_sizes(1).size() == 1;
  if (!c.needs(1) && !c.needs(2)) return;
  int64_t n = vector ? 1 : grad.size(-1);
  Tensor rows = reshape(grad, {{grad.numel() / std::max<int64_t>(n, 1), n}});
  if (c.needs(1)) {
    Tensor x = conjugate(c.in(0));
    Tensor weight_grad = mm(t(rows), reshape(x, {{rows.size(0), x.size(-1)}}));
    c.grad_in(1, vector ? reshape(weight_grad, c.in_sizes(1)) : weight_grad);
  }
  if (c.needs(2)) c.grad_in(2, sum(rows, Ints<0>::span));
}

constexpr OpDef kOps[] = {
    {.schema = "mm(Tensor input, Tensor mat2) -> Tensor",
     .cpu = kernel<mm_cpu>(),
     .vjp = mm_vjp,
     .saves = "input:mat2, mat2:input",
     .traits = Method | Out,
     .doc = R"(Multiplies two matrices. Does not broadcast: see matmul().

Example:
    >>> tenon.mm(tenon.tensor([[1.0, 2.0]]), tenon.tensor([[3.0], [4.0]]))
    tensor([[11.]])
)"},
    {.schema = "bmm(Tensor input, Tensor mat2) -> Tensor",
     .cpu = kernel<bmm_cpu>(),
     .vjp = bmm_vjp,
     .saves = "input:mat2, mat2:input",
     .traits = Method | Out,
     .doc = R"(Multiplies a batch of matrices [b, n, m] by another [b, m, p].

Example:
    >>> tenon.bmm(tenon.ones(1, 1, 3), tenon.ones(1, 3, 2))
    tensor([[[3., 3.]]])
)"},
    {.schema = "mv(Tensor input, Tensor vec) -> Tensor",
     .cpu = kernel<mv_cpu>(),
     .vjp = mv_vjp,
     .saves = "input:vec, vec:input",
     .traits = Method | Out,
     .doc = R"(Multiplies a matrix by a vector.

Example:
    >>> tenon.mv(tenon.tensor([[1.0, 2.0], [3.0, 4.0]]), tenon.tensor([1.0, 1.0]))
    tensor([3., 7.])
)"},
    {.schema = "dot(Tensor input, Tensor tensor) -> Tensor",
     .cpu = kernel<dot_cpu>(),
     .vjp = dot_vjp,
     .saves = "input:tensor, tensor:input",
     .traits = Method | Out,
     .doc = R"(Returns the sum of the products of two vectors.

Example:
    >>> tenon.dot(tenon.tensor([2.0, 3.0]), tenon.tensor([2.0, 1.0]))
    tensor(7.)
)"},
    {.schema = "matmul(Tensor input, Tensor other) -> Tensor",
     .body = kernel<matmul_body>(),
     .traits = Method | Out,
     .paths = "tenon.matmul tenon.linalg.matmul Tensor.matmul",
     .doc = R"(Multiplies matrices, vectors, or batches of them; batch dimensions broadcast.

Example:
    >>> tenon.matmul(tenon.ones(3, 4), tenon.ones(4))
    tensor([4., 4., 4.])
)"},
    {.schema = "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
     .cpu = kernel<linear_cpu>(),
     .vjp = linear_vjp,
     .saves = "input:weight, weight:input",
     .paths = "tenon.nn.functional.linear",
     .doc = R"(Returns input weight^T + bias over the last dimension of input.

Args:
    weight: [out_features, in_features].
    bias: [out_features], or None.

Example:
    >>> tenon.nn.functional.linear(tenon.ones(1, 2), tenon.tensor([[1.0, 2.0]]), tenon.tensor([0.5]))
    tensor([[3.5000]])
)"},
};

}  // namespace
void register_matmul(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
