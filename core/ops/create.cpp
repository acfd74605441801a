// Making tensors: empty, zeros, full, and the like-forms.
#include "core/api/create.h"

#include "core/api/copy.h"
#include "core/iter/pointwise.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;
using OptDevice = std::optional<Device>;
using OptInt = std::optional<int64_t>;
using OptBool = std::optional<bool>;

Tensor empty_cpu(IntSpan size, OptDType dtype, OptInt, OptDevice device, OptBool,
                 OptInt memory_format) {
  DType t = dtype.value_or(default_dtype());
  int64_t format = memory_format.value_or(kContiguousFormat);
  check(format != kPreserveFormat, "memory format option is only supported by strided tensors");
  if (format == kContiguousFormat) return new_tensor(size, t, device.value_or(Device()));
  return new_strided(size, format_strides(size, {}, format), t, device.value_or(Device()));
}

Tensor empty_strided_cpu(IntSpan size, IntSpan stride, OptDType dtype, OptInt, OptDevice device,
                         OptBool, OptBool) {
  check(size.size() == stride.size(), "empty_strided(): size and stride differ in length: got ",
        size, " and ", stride, ", expected as many strides as sizes");
  for (int64_t s : stride)
    check(s >= 0,
          "as_strided: Negative strides are not supported at the moment, got strides: ", stride);
  return new_strided(size, stride, dtype.value_or(default_dtype()), device.value_or(Device()));
}

Tensor full_cpu(IntSpan size, Scalar fill_value, OptDType dtype, OptInt, OptDevice device,
                OptBool) {
  Tensor out = new_tensor(size, dtype.value_or(fill_value.dtype()), device.value_or(Device()));
  raw::fill(out, fill_value);
  return out;
}

Tensor zeros_body(IntSpan size, OptDType dtype, OptInt, OptDevice device, OptBool) {
  return full(size, 0, dtype.value_or(default_dtype()), std::nullopt, device);
}

Tensor ones_body(IntSpan size, OptDType dtype, OptInt, OptDevice device, OptBool) {
  return full(size, 1, dtype.value_or(default_dtype()), std::nullopt, device);
}

Tensor empty_like_cpu(const Tensor& input, OptDType dtype, OptInt, OptDevice device, OptBool,
                      OptInt memory_format) {
  DType t = dtype.value_or(input.dtype());
  int64_t format = memory_format.value_or(kPreserveFormat);
  if (!device) return empty_for(input, format, t);
  return new_strided(input.sizes(), format_strides(input.sizes(), input.strides(), format), t,
                     *device);
}

Tensor full_like_body(const Tensor& input, Scalar fill_value, OptDType dtype, OptInt layout,
                      OptDevice device, OptBool, OptInt memory_format) {
  return fill_(empty_like(input, dtype, layout, device, std::nullopt, memory_format), fill_value);
}
Tensor zeros_like_body(const Tensor& input, OptDType dtype, OptInt layout, OptDevice device,
                       OptBool, OptInt memory_format) {
  return fill_(empty_like(input, dtype, layout, device, std::nullopt, memory_format), 0);
}
Tensor ones_like_body(const Tensor& input, OptDType dtype, OptInt layout, OptDevice device, OptBool,
                      OptInt memory_format) {
  return fill_(empty_like(input, dtype, layout, device, std::nullopt, memory_format), 1);
}

constexpr OpDef kOps[] = {
    {.schema = "empty(int[] size, *, dtype? dtype=None, layout? layout=None, device? device=None, "
               "bool? pin_memory=None, "
               "memory_format? memory_format=None) -> Tensor",
     .cpu = kernel<empty_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .traits = VarInts,
     .doc = R"(Returns an uninitialised tensor of the given size.

Example:
    >>> tenon.empty(2, 3).shape
    tenon.Size([2, 3])
)"},
    {.schema = "empty_strided(int[] size, int[] stride, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, "
               "bool? requires_grad=None, bool? pin_memory=None) -> Tensor",
     .cpu = kernel<empty_strided_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .doc = R"(Returns an uninitialised tensor of the given size and strides.

Example:
    >>> tenon.empty_strided((2, 3), (1, 2)).stride()
    (1, 2)
)"},
    {.schema = "full(int[] size, Scalar fill_value, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .cpu = kernel<full_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .doc =
         R"(Returns a tensor of the given size filled with fill_value, whose kind decides the default dtype.

Example:
    >>> tenon.full((2,), 7)
    tensor([7, 7])
)"},
    {.schema = "zeros(int[] size, *, dtype? dtype=None, layout? layout=None, device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<zeros_body>(),
     .traits = VarInts,
     .doc = R"(Returns a tensor of zeros.

Example:
    >>> tenon.zeros(2)
    tensor([0., 0.])
)"},
    {.schema = "ones(int[] size, *, dtype? dtype=None, layout? layout=None, device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<ones_body>(),
     .traits = VarInts,
     .doc = R"(Returns a tensor of ones.

Example:
    >>> tenon.ones(2)
    tensor([1., 1.])
)"},
    {.schema = "empty_like(Tensor input, *, dtype? dtype=None, layout? layout=None, device? "
               "device=None, bool? pin_memory=None, "
               "memory_format? memory_format=None) -> Tensor",
     .cpu = kernel<empty_like_cpu>(),
     .vjp = no_grad("makes a new tensor"),
     .doc = R"(Returns an uninitialised tensor with the size and order of dimensions of input.

Example:
    >>> tenon.empty_like(tenon.zeros(2, 3)).shape
    tenon.Size([2, 3])
)"},
    {.schema = "full_like(Tensor input, Scalar fill_value, *, dtype? dtype=None, layout? "
               "layout=None, device? device=None, "
               "bool? pin_memory=None, memory_format? memory_format=None) -> Tensor",
     .body = kernel<full_like_body>(),
     .doc = R"(Returns a tensor like input, filled with fill_value.

Example:
    >>> tenon.full_like(tenon.zeros(2), 5)
    tensor([5., 5.])
)"},
    {.schema = "zeros_like(Tensor input, *, dtype? dtype=None, layout? layout=None, device? "
               "device=None, bool? pin_memory=None, "
               "memory_format? memory_format=None) -> Tensor",
     .body = kernel<zeros_like_body>(),
     .doc = R"(Returns a tensor of zeros like input.

Example:
    >>> tenon.zeros_like(tenon.ones(2))
    tensor([0., 0.])
)"},
    {.schema = "ones_like(Tensor input, *, dtype? dtype=None, layout? layout=None, device? "
               "device=None, bool? pin_memory=None, "
               "memory_format? memory_format=None) -> Tensor",
     .body = kernel<ones_like_body>(),
     .doc = R"(Returns a tensor of ones like input.

Example:
    >>> tenon.ones_like(tenon.zeros(2))
    tensor([1., 1.])
)"},
};

}  // namespace
void register_create(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
