// Moving values: copy_, clone, casts, fills.
#include "core/api/copy.h"

#include "core/api/create.h"
#include "core/api/view.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

void warn_of_parts(DType from, DType to) {
  if (is_complex(from) && !is_complex(to) && to != DType::Bool)
    TN_WARN_ONCE("Casting complex values to real discards the imaginary part");
}

Tensor copy__cpu(const Tensor& input, const Tensor& src, bool) {
  warn_of_parts(src.dtype(), input.dtype());
  raw::copy(input, src);
  return input;
}

void copy__vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, zeros_like(c.grad()));
  if (c.needs(1)) c.grad_in(1, c.grad());
}

Tensor clone_cpu(const Tensor& input, std::optional<int64_t> memory_format) {
  Tensor out = empty_for(input, memory_format.value_or(kPreserveFormat), input.dtype());
  raw::copy(out, input);
  return out;
}

void identity_vjp(VjpCtx& c) { c.grad_in(0, c.grad()); }

Tensor to_copy_cpu(const Tensor& input, DType dtype, std::optional<int64_t> memory_format,
                   std::optional<Device> device) {
  Device to = device.value_or(input.device());
  check_implemented(!input.is_meta() || to.kind == DeviceKind::Meta,
                    "Cannot copy out of meta tensor; no data!");
  Dims strides =
      format_strides(input.sizes(), input.strides(), memory_format.value_or(kPreserveFormat));
  warn_of_parts(input.dtype(), dtype);
  Tensor out = new_strided(input.sizes(), strides, dtype, to);
  raw::copy(out, input);
  return out;
}

// The engine casts the gradient back to the argument's type.
Tensor contiguous_body(const Tensor& input, int64_t memory_format) {
  return has_format(input, memory_format) ? input : clone(input, memory_format);
}

Tensor fill__cpu(const Tensor& input, const Operand& value) {
  if (value.is_tensor()) {
    check(value.tensor.dim() == 0,
          "fill_ only supports 0-dimension value tensor but got tensor with ", value.tensor.dim(),
          " dimensions.");
    raw::copy(input, value.tensor);
  } else {
    raw::fill(input, value.scalar);
  }
  return input;
}

void fill__vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, zeros_like(c.grad()));
  if (c.needs(1)) c.grad_in(1, c.grad());
}

Tensor zero__cpu(const Tensor& input) {
  raw::fill(input, 0);
  return input;
}

void zero__vjp(VjpCtx& c) { c.grad_in(0, zeros_like(c.grad())); }

constexpr OpDef kOps[] = {
    {.schema = "copy_(Tensor(a!) input, Tensor src, bool non_blocking=False) -> Tensor(a!)",
     .cpu = kernel<copy__cpu>(),
     .vjp = copy__vjp,
     .paths = "Tensor.copy_",
     .doc = R"(Copies the elements of src into this tensor, with cast and broadcast, and returns it.

Example:
    >>> tenon.zeros(2).copy_(tenon.tensor([1, 2]))
    tensor([1., 2.])
)"},
    {.schema = "clone(Tensor input, *, memory_format? memory_format=None) -> Tensor",
     .cpu = kernel<clone_cpu>(),
     .vjp = identity_vjp,
     .traits = Method,
     .doc = R"(Returns a copy that gradients flow through.

Example:
    >>> tenon.clone(tenon.tensor([1.0]))
    tensor([1.])
)"},
    {.schema = "to_copy(Tensor input, dtype dtype, *, memory_format? memory_format=None, device? "
               "device=None) -> Tensor",
     .cpu = kernel<to_copy_cpu>(),
     .vjp = identity_vjp,
     .traits = NoFunction,
     .doc = "Returns a copy with another dtype, device or order of dimensions. What Tensor.to is "
            "made of."},
    {.schema = "contiguous(Tensor(a) input, *, memory_format memory_format=0) -> Tensor(a)",
     .body = kernel<contiguous_body>(),
     .paths = "Tensor.contiguous",
     .doc =
         R"(Returns this tensor when its elements lie in order in memory, else a copy where they do.

Example:
    >>> tenon.tensor([[1, 2], [3, 4]]).t().contiguous().stride()
    (2, 1)
)"},
    {.schema = "fill_(Tensor(a!) input, Tensor|Scalar value) -> Tensor(a!)",
     .cpu = kernel<fill__cpu>(),
     .vjp = fill__vjp,
     .paths = "tenon.fill_ Tensor.fill_",
     .doc = R"(Sets every element to value (a number or a 0-d tensor) and returns this tensor.

Example:
    >>> tenon.empty(2).fill_(3)
    tensor([3., 3.])
)"},
    {.schema = "zero_(Tensor(a!) input) -> Tensor(a!)",
     .cpu = kernel<zero__cpu>(),
     .vjp = zero__vjp,
     .paths = "tenon.zero_ Tensor.zero_",
     .doc = R"(Sets every element to zero and returns this tensor.

Example:
    >>> tenon.ones(2).zero_()
    tensor([0., 0.])
)"},
};

}  // namespace
void register_copy(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
