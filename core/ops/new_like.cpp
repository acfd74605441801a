// Making tensors with the dtype and device of another: new_zeros and relatives; scalar_tensor.
#include "core/api/new_like.h"

#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;
using OptDevice = std::optional<Device>;
using OptInt = std::optional<int64_t>;
using OptBool = std::optional<bool>;

Tensor new_empty_body(const Tensor& input, IntSpan size, OptDType dtype, OptInt layout,
                      OptDevice device, OptBool pin) {
  return empty(size, dtype.value_or(input.dtype()), layout, device.value_or(input.device()), pin);
}
Tensor new_full_body(const Tensor& input, IntSpan size, Scalar value, OptDType dtype, OptInt layout,
                     OptDevice device, OptBool pin) {
  return full(size, value, dtype.value_or(input.dtype()), layout, device.value_or(input.device()),
              pin);
}
Tensor new_zeros_body(const Tensor& input, IntSpan size, OptDType dtype, OptInt layout,
                      OptDevice device, OptBool pin) {
  return new_full_body(input, size, 0, dtype, layout, device, pin);
}
Tensor new_ones_body(const Tensor& input, IntSpan size, OptDType dtype, OptInt layout,
                     OptDevice device, OptBool pin) {
  return new_full_body(input, size, 1, dtype, layout, device, pin);
}
Tensor new_empty_strided_body(const Tensor& input, IntSpan size, IntSpan stride, OptDType dtype,
                              OptInt layout, OptDevice device, OptBool pin) {
  return empty_strided(size, stride, dtype.value_or(input.dtype()), layout,
                       device.value_or(input.device()), std::nullopt, pin);
}
Tensor scalar_tensor_body(Scalar s, OptDType dtype, OptInt layout, OptDevice device, OptBool pin) {
  return full({}, s, dtype.value_or(default_dtype()), layout, device, pin);
}

constexpr OpDef kOps[] = {
    {.schema = "new_empty(Tensor input, int[] size, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<new_empty_body>(),
     .traits = VarInts,
     .paths = "Tensor.new_empty",
     .doc = R"(Returns an uninitialised tensor with the dtype and device of this one.

Example:
    >>> tenon.zeros(1).new_empty(2, 3).shape
    tenon.Size([2, 3])
)"},
    {.schema = "new_empty_strided(Tensor input, int[] size, int[] stride, *, dtype? dtype=None, "
               "layout? layout=None, "
               "device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<new_empty_strided_body>(),
     .paths = "Tensor.new_empty_strided",
     .doc =
         R"(Returns an uninitialised tensor of given strides, with the dtype and device of this one.

Example:
    >>> tenon.zeros(1).new_empty_strided((2, 3), (1, 2)).stride()
    (1, 2)
)"},
    {.schema = "new_full(Tensor input, int[] size, Scalar fill_value, *, dtype? dtype=None, "
               "layout? layout=None, "
               "device? device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<new_full_body>(),
     .paths = "Tensor.new_full",
     .doc = R"(Returns a tensor filled with a number, with the dtype and device of this one.

Example:
    >>> tenon.zeros(1).new_full((2,), 3)
    tensor([3., 3.])
)"},
    {.schema = "new_zeros(Tensor input, int[] size, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<new_zeros_body>(),
     .traits = VarInts,
     .paths = "Tensor.new_zeros",
     .doc = R"(Returns a tensor of zeros with the dtype and device of this one.

Example:
    >>> tenon.tensor([5]).new_zeros(2)
    tensor([0, 0])
)"},
    {.schema = "new_ones(Tensor input, int[] size, *, dtype? dtype=None, layout? layout=None, "
               "device? device=None, "
               "bool? pin_memory=None) -> Tensor",
     .body = kernel<new_ones_body>(),
     .traits = VarInts,
     .paths = "Tensor.new_ones",
     .doc = R"(Returns a tensor of ones with the dtype and device of this one.

Example:
    >>> tenon.tensor([5]).new_ones(2)
    tensor([1, 1])
)"},
    {.schema = "scalar_tensor(Scalar s, *, dtype? dtype=None, layout? layout=None, device? "
               "device=None, bool? pin_memory=None) -> Tensor",
     .body = kernel<scalar_tensor_body>(),
     .doc = R"(Returns a number as a 0-d tensor of the default dtype.

Example:
    >>> tenon.scalar_tensor(2)
    tensor(2.)
)"},
};

}  // namespace
void register_new_like(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
