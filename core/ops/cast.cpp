// Other dtypes and devices: to, type_as, float, double and so on.
#include "core/api/cast.h"

#include "core/api/copy.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;

bool same_device(Device a, Device b) {
  return a.kind == b.kind && (a.index < 0 || b.index < 0 || a.index == b.index);
}

Tensor to_body(const Tensor& input, std::optional<DType> dtype, std::optional<Device> device, bool,
               bool copy, OptInt memory_format) {
  DType t = dtype.value_or(input.dtype());
  bool moves = device && !same_device(*device, input.device());
  bool formatted = has_format(input, memory_format.value_or(kPreserveFormat));
  if (!copy && !moves && formatted && t == input.dtype()) return input;
  return to_copy(input, t, memory_format, moves ? device : std::nullopt);
}

Tensor type_as_body(const Tensor& input, const Tensor& other) {
  return to_body(input, other.dtype(), other.device(), false, false, std::nullopt);
}

template <DType t>
Tensor as_body(const Tensor& input, OptInt memory_format) {
  return to_body(input, t, std::nullopt, false, false, memory_format);
}

Tensor cpu_body(const Tensor& input, OptInt memory_format) {
  return to_body(input, std::nullopt, Device(), false, false, memory_format);
}

constexpr OpDef kOps[] = {
    {.schema = "to(Tensor(a) input, dtype? dtype=None, device? device=None, bool "
               "non_blocking=False, bool copy=False, *, "
               "memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<to_body>(),
     .traits = ToLike,
     .paths = "Tensor.to",
     .doc =
         R"(Returns this tensor with another dtype, device or order of dimensions: itself when nothing changes.

Args:
    dtype: a dtype; or, in first place, a device or a tensor whose dtype and device are taken.
    copy: copy even if nothing changes.

Example:
    >>> tenon.tensor([1, 2]).to(tenon.float32)
    tensor([1., 2.])
)"},
    {.schema = "type_as(Tensor(a) input, Tensor other) -> Tensor(a)",
     .body = kernel<type_as_body>(),
     .paths = "Tensor.type_as",
     .doc = R"(Returns this tensor with the dtype and device of other.

Example:
    >>> tenon.tensor([1, 2]).type_as(tenon.tensor([0.5]))
    tensor([1., 2.])
)"},
    {.schema = "float(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::F32>>(),
     .paths = "Tensor.float",
     .doc = R"(Returns this tensor as float32: itself if it is that already.

Example:
    >>> tenon.tensor([1, 2]).float()
    tensor([1., 2.])
)"},
    {.schema = "double(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::F64>>(),
     .paths = "Tensor.double",
     .doc = R"(Returns this tensor as float64: itself if it is that already.

Example:
    >>> tenon.tensor([1, 2]).double()
    tensor([1., 2.], dtype=tenon.float64)
)"},
    {.schema = "half(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::F16>>(),
     .paths = "Tensor.half",
     .doc = R"(Returns this tensor as float16: itself if it is that already.

Example:
    >>> tenon.tensor([1, 2]).half()
    tensor([1., 2.], dtype=tenon.float16)
)"},
    {.schema = "bfloat16(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::BF16>>(),
     .paths = "Tensor.bfloat16",
     .doc = R"(Returns this tensor as bfloat16: itself if it is that already.

Example:
    >>> tenon.tensor([1, 2]).bfloat16()
    tensor([1., 2.], dtype=tenon.bfloat16)
)"},
    {.schema = "byte(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::U8>>(),
     .paths = "Tensor.byte",
     .doc = R"(Returns this tensor as uint8: itself if it is that already.

Example:
    >>> tenon.tensor([1.5, 2.0]).byte()
    tensor([1, 2], dtype=tenon.uint8)
)"},
    {.schema = "char(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::I8>>(),
     .paths = "Tensor.char",
     .doc = R"(Returns this tensor as int8: itself if it is that already.

Example:
    >>> tenon.tensor([1.5, -2.0]).char()
    tensor([ 1, -2], dtype=tenon.int8)
)"},
    {.schema = "short(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::I16>>(),
     .paths = "Tensor.short",
     .doc = R"(Returns this tensor as int16: itself if it is that already.

Example:
    >>> tenon.tensor([1.5, -2.0]).short()
    tensor([ 1, -2], dtype=tenon.int16)
)"},
    {.schema = "int(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::I32>>(),
     .paths = "Tensor.int",
     .doc = R"(Returns this tensor as int32: itself if it is that already.

Example:
    >>> tenon.tensor([1.5, -2.0]).int()
    tensor([ 1, -2], dtype=tenon.int32)
)"},
    {.schema = "long(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::I64>>(),
     .paths = "Tensor.long",
     .doc = R"(Returns this tensor as int64: itself if it is that already.

Example:
    >>> tenon.tensor([1.5, -2.0]).long()
    tensor([ 1, -2])
)"},
    {.schema = "bool(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::Bool>>(),
     .paths = "Tensor.bool",
     .doc = R"(Returns this tensor as bool: itself if it is that already.

Example:
    >>> tenon.tensor([0.0, 0.5]).bool()
    tensor([False,  True])
)"},
    {.schema = "cfloat(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::C64>>(),
     .paths = "Tensor.cfloat",
     .doc = R"(Returns this tensor as complex64: itself if it is that already.

Example:
    >>> tenon.tensor([1.5]).cfloat()
    tensor([1.5000+0.j])
)"},
    {.schema = "cdouble(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<as_body<DType::C128>>(),
     .paths = "Tensor.cdouble",
     .doc = R"(Returns this tensor as complex128: itself if it is that already.

Example:
    >>> tenon.tensor([1.5]).cdouble()
    tensor([1.5000+0.j], dtype=tenon.complex128)
)"},
    {.schema = "cpu(Tensor(a) input, *, memory_format? memory_format=None) -> Tensor(a)",
     .body = kernel<cpu_body>(),
     .paths = "Tensor.cpu",
     .doc = R"(Returns this tensor on the CPU: itself if it is there already.

Example:
    >>> tenon.tensor([1]).cpu()
    tensor([1])
)"},
};

}  // namespace
void register_cast(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
