// Changing a tensor object in place: its size, or what it shows.
#include "core/api/resize.h"

#include <cstring>

#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

// A storage that is too small is replaced, not grown: other tensors over it keep their elements.
Tensor resize__cpu(const Tensor& input, IntSpan size, std::optional<int64_t> memory_format) {
  check(!input.requires_grad(), "cannot resize variables that require grad");
  int64_t format = memory_format.value_or(kContiguousFormat);
  TensorImpl* p = input.impl();
  size_t itemsize = input.itemsize();
  checked_numel(size, itemsize);
  if (same(size, input.sizes()) && format == kContiguousFormat) return input;
  Dims strides = format_strides(size, {}, format);
  size_t bytes =
      (static_cast<size_t>(p->offset) + static_cast<size_t>(storage_extent(size, strides))) *
      itemsize;
  if (bytes > p->storage->nbytes) {
    RefPtr<Storage> larger = make_storage(bytes, p->device);
    if (larger->data && p->storage->nbytes)
      std::memcpy(larger->data, p->storage->data, p->storage->nbytes);
    p->storage = std::move(larger);
  }
  p->sizes = Dims(size);
  p->strides = std::move(strides);
  p->refresh();
  return input;
}

Tensor resize_as__body(const Tensor& input, const Tensor& the_template,
                       std::optional<int64_t> memory_format) {
  return resize_(input, the_template.sizes(), memory_format);
}

Tensor set__cpu(const Tensor& input, const Tensor& source) {
  check(input.dtype() == source.dtype(), "set_(): the dtypes differ: got a tensor of ",
        source.dtype(), ", expected ", input.dtype());
  check(!input.requires_grad() || !mode().grad,
        "set_(): a tensor that requires grad cannot be given other elements. Hint: use no_grad or "
        "Tensor.data.");
  TensorImpl *p = input.impl(), *q = source.impl();
  p->storage = q->storage;
  p->sizes = q->sizes;
  p->strides = q->strides;
  p->offset = q->offset;
  p->device = q->device;
  p->view_base = nullptr;
  p->refresh();
  return input;
}

constexpr OpDef kOps[] = {
    {.schema = "resize_(Tensor(a!) input, int[] size, *, memory_format? memory_format=None) -> "
               "Tensor(a!)",
     .cpu = kernel<resize__cpu>(),
     .vjp = no_grad("changes the tensor object"),
     .traits = VarInts,
     .paths = "Tensor.resize_",
     .doc =
         R"(Gives this tensor another size; new elements are uninitialised. Views of it keep the old elements.

Example:
    >>> tenon.tensor([1, 2, 3, 4]).resize_(2)
    tensor([1, 2])
)"},
    {.schema = "resize_as_(Tensor(a!) input, Tensor the_template, *, memory_format? "
               "memory_format=None) -> Tensor(a!)",
     .body = kernel<resize_as__body>(),
     .paths = "Tensor.resize_as_",
     .doc = R"(Gives this tensor the size of another one.

Example:
    >>> tenon.tensor([1, 2, 3, 4]).resize_as_(tenon.zeros(2))
    tensor([1, 2])
)"},
    {.schema = "set_(Tensor(a!) input, Tensor source) -> Tensor(a!)",
     .cpu = kernel<set__cpu>(),
     .vjp = no_grad("changes the tensor object"),
     .paths = "Tensor.set_",
     .doc = R"(Makes this tensor show the elements of source, in the same storage.

Example:
    >>> tenon.tensor([1]).set_(tenon.tensor([2, 3]))
    tensor([2, 3])
)"},
};

}  // namespace
void register_resize(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
