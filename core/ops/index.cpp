// Indexing with tensors: x[indices] and the index_ family.
#include "core/api/index.h"

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/iter/pointwise.h"
#include "core/ops/indexing.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

// A vjp's list argument as borrowed tensors again.
std::vector<Tensor> list_in(const VjpCtx& c, int arg) {
  std::vector<Tensor> out;
  for (int i = 0; i < c.count(arg); ++i) out.push_back(c.in(arg, i));
  return out;
}

Tensor index_cpu(const Tensor& input, TensorSpan indices) {
  return Indexing(input, indices).gathered();
}
void index_vjp(VjpCtx& c) {
  Tensor g = zeros(c.in_sizes(0), c.grad().dtype(), std::nullopt, c.grad().device());
  c.grad_in(0, index_put_(g, list_in(c, 1), c.grad(), true));
}

Tensor index_put_cpu(const Tensor& input, TensorSpan indices, const Tensor& values,
                     bool accumulate) {
  check(input.dtype() == values.dtype(),
        "Index put requires the source and destination dtypes match, got ", input.dtype(),
        " for the destination and ", values.dtype(), " for the source.");
  Tensor out = write_target(input);
  Indexing at(out, indices);
  bool fits = values.dim() <= static_cast<int64_t>(at.result_sizes().size());
  for (int64_t d = 1; fits && d <= values.dim(); ++d) {
    int64_t have = values.sizes()[values.dim() - d];
    fits =
        have == 1 || have == at.result_sizes()[at.result_sizes().size() - static_cast<size_t>(d)];
  }
  check(fits, "shape mismatch: value tensor of shape ", values.sizes(),
        " cannot be broadcast to indexing result of shape ", at.result_sizes());
  if (!out.is_meta()) at.scatter(values, accumulate);
  return out;
}
void index_put_vjp(VjpCtx& c) {
  std::vector<Tensor> indices = list_in(c, 1);
  if (c.needs(0)) {
    c.grad_in(0, c.arg(3).to_bool()
                     ? c.grad()
                     : index_put(c.grad(), indices,
                                 zeros({}, c.grad().dtype(), std::nullopt, c.grad().device())));
  }
  if (c.needs(2)) c.grad_in(2, index(c.grad(), indices));
}

Tensor vector_index(const Tensor& index, const char* op) {
  check_index(index.dim() <= 1, op, "(): Index is supposed to be a vector");
  check(index.dtype() == DType::I64 || index.dtype() == DType::I32, op,
        "(): Expected dtype int32 or int64 for index");
  return index;
}

Tensor index_select_cpu(const Tensor& input, int64_t dim, const Tensor& index) {
  dim = wrap_dim(dim, input.dim());
  Indexing at(input, dim, vector_index(index, "index_select"), false);
  Tensor out = new_tensor(input.dim() ? IntSpan(at.result_sizes()) : IntSpan(), input.dtype(),
                          input.device());
  if (!out.is_meta()) at.gather(out);
  return out;
}
void index_select_vjp(VjpCtx& c) {
  Tensor g = zeros(c.in_sizes(0), c.grad().dtype(), std::nullopt, c.grad().device());
  c.grad_in(0, index_add_(g, c.arg(1).to_int(), c.in(2), c.grad()));
}

// The shapes of index_add and index_copy: source is input with as many indices along dim as `index`
// has.
void check_source(ErrorKind kind, const char* op, const Tensor& input, int64_t dim,
                  const Tensor& index, const Tensor& source) {
  check(input.dtype() == source.dtype(), op, "_(): self (", input.dtype(), ") and source (",
        source.dtype(), ") must have the same scalar type");
  int64_t have = source.dim() ? source.sizes()[dim] : 1;
  if (index.numel() != have)
    fail(kind, op, "_(): Number of indices (", index.numel(),
         ") should be equal to source.size(dim): (", have, "), for dim: ", dim);
  bool fits = input.dim() == source.dim() || input.dim() == 0 || source.dim() == 0;
  for (int64_t d = 0; fits && d < source.dim() && input.dim(); ++d)
    fits = d == dim || source.sizes()[d] == input.sizes()[d];
  check(fits,
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got "
        "self.shape = ",
        input.sizes(), " source.shape = ", source.sizes());
}

Tensor index_add_cpu(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source,
                     Scalar alpha) {
  dim = wrap_dim(dim, input.dim());
  vector_index(index, "index_add");
  check_source(ErrorKind::Runtime, "index_add", input, dim, index, source);
  Tensor out = write_target(input, true);
  if (out.is_meta()) return out;
  bool plain = alpha.to_double() == 1;
  Operand a(source), b(alpha);
  Tensor rows = plain ? source : pointwise({&a, &b}, source.dtype(), source.dtype(), kernels::mul);
  Indexing(out, dim, index, false, ErrorKind::Runtime).scatter(rows, true);
  return out;
}
void index_add_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (!c.needs(3)) return;
  Tensor g = index_select(c.grad(), c.arg(1).to_int(), c.in(2));
  c.grad_in(3, c.arg(4).to_double() == 1 ? g : mul(g, c.arg(4).to_scalar()));
}

Tensor index_copy_cpu(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source) {
  dim = wrap_dim(dim, input.dim());
  vector_index(index, "index_copy");
  check_source(ErrorKind::Index, "index_copy", input, dim, index, source);
  Tensor out = write_target(input, true);
  if (!out.is_meta()) Indexing(out, dim, index, false).scatter(source, false);
  return out;
}
void index_copy_vjp(VjpCtx& c) {
  int64_t dim = c.arg(1).to_int();
  if (c.needs(0)) c.grad_in(0, index_fill(c.grad(), dim, c.in(2), Operand(0)));
  if (c.needs(3)) c.grad_in(3, index_select(c.grad(), dim, c.in(2)));
}

Tensor index_fill_cpu(const Tensor& input, int64_t dim, const Tensor& index, const Operand& value) {
  dim = wrap_dim(dim, input.dim());
  vector_index(index, "index_fill");
  check(!value.is_tensor() || value.tensor.dim() == 0,
        "index_fill_ only supports a 0-dimensional value tensor, but got tensor with ",
        value.is_tensor() ? value.tensor.dim() : 0, " dimension(s).");
  bool complex_value =
      value.is_tensor() ? is_complex(value.tensor.dtype()) : value.scalar.kind == Scalar::Complex;
  check(is_complex(input.dtype()) || !complex_value,
        "index_fill_(): Converting complex Scalar to non-complex type is not supported");
  Tensor out = write_target(input);
  if (out.is_meta()) return out;
  Tensor one = new_tensor({}, out.dtype());
  store_scalar(
      value.is_tensor() ? load_scalar(value.tensor.raw(), value.tensor.dtype()) : value.scalar,
      out.dtype(), one.raw());
  Indexing(out, dim, index, true).scatter(one, false);
  return out;
}
void index_fill_vjp(VjpCtx& c) {
  int64_t dim = c.arg(1).to_int();
  Tensor others = index_fill(c.grad(), dim, c.in(2), Operand(0));
  if (c.needs(0)) c.grad_in(0, others);
  if (c.needs(3)) c.grad_in(3, sub(c.grad(), others));
}

constexpr uint32_t kUsual = Method | InPlace | Out | OutExact;

constexpr OpDef kOps[] = {
    {.schema = "index(Tensor input, Tensor?[] indices) -> Tensor",
     .cpu = kernel<index_cpu>(),
     .vjp = index_vjp,
     .saves = "indices",
     .traits = NoFunction,
     .doc = "Returns input[indices], by NumPy's rules; None keeps a dimension. What indexing with "
            "tensors is made of."},
    {.schema = "index_put(Tensor input, Tensor?[] indices, Tensor values, bool accumulate=False) "
               "-> Tensor",
     .cpu = kernel<index_put_cpu>(),
     .vjp = index_put_vjp,
     .saves = "indices",
     .traits = Method | InPlace,
     .doc = R"(Returns a copy of input where input[indices] is set to values, or has them added.

Example:
    >>> tenon.index_put(tenon.zeros(3), (tenon.tensor([0, 2]),), tenon.tensor([5.0, 6.0]))
    tensor([5., 0., 6.])
)"},
    {.schema = "index_select(Tensor input, int dim, Tensor index) -> Tensor",
     .cpu = kernel<index_select_cpu>(),
     .vjp = index_select_vjp,
     .saves = "index",
     .traits = Method | Out | OutApart | OutExact,
     .doc = R"(Returns the entries of input along dim that the vector index names.

Example:
    >>> tenon.index_select(tenon.tensor([[1, 2], [3, 4]]), 0, tenon.tensor([1, 1]))
    tensor([[3, 4],
            [3, 4]])
)"},
    {.schema = "index_add(Tensor input, int dim, Tensor index, Tensor source, *, Scalar alpha=1) "
               "-> Tensor",
     .cpu = kernel<index_add_cpu>(),
     .vjp = index_add_vjp,
     .saves = "index",
     .traits = kUsual,
     .doc =
         R"(Returns input with alpha * source added to the entries along dim that the vector index names.

Example:
    >>> tenon.index_add(tenon.zeros(2), 0, tenon.tensor([1, 1]), tenon.tensor([3.0, 4.0]))
    tensor([0., 7.])
)"},
    {.schema = "index_copy(Tensor input, int dim, Tensor index, Tensor source) -> Tensor",
     .cpu = kernel<index_copy_cpu>(),
     .vjp = index_copy_vjp,
     .saves = "index",
     .traits = kUsual,
     .doc =
         R"(Returns input with the entries along dim that the vector index names replaced by those of source.

Example:
    >>> tenon.index_copy(tenon.zeros(3), 0, tenon.tensor([2, 0]), tenon.tensor([5.0, 6.0]))
    tensor([6., 0., 5.])
)"},
    {.schema = "index_fill(Tensor input, int dim, Tensor index, Tensor|Scalar value) -> Tensor",
     .cpu = kernel<index_fill_cpu>(),
     .vjp = index_fill_vjp,
     .saves = "index",
     .traits = kUsual,
     .doc = R"(Returns input with the entries along dim that the vector index names set to value.

Example:
    >>> tenon.index_fill(tenon.zeros(3), 0, tenon.tensor([0, 2]), 5)
    tensor([5., 0., 5.])
)"},
};

}  // namespace
void register_index(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
