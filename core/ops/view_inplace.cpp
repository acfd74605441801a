// View ops that change the tensor object itself: t_, transpose_, squeeze_, unsqueeze_.
#include "core/api/view_inplace.h"

#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Gives self the layout of a view of it. What is written to the base of a view is recorded through
// the view's layout, so that of a recorded view must stay.
Tensor become(const Tensor& self, const Tensor& view) {
  TensorImpl *p = self.impl(), *q = view.impl();
  check(!p->view_base || !self.requires_grad(),
        "the layout of a view that requires grad cannot be changed in place. Hint: use the form "
        "that returns a new view.");
  p->sizes = q->sizes;
  p->strides = q->strides;
  p->offset = q->offset;
  p->refresh();
  return self;
}

Tensor t__cpu(const Tensor& input) { return become(input, t(input)); }
Tensor transpose__cpu(const Tensor& input, int64_t dim0, int64_t dim1) {
  return become(input, transpose(input, dim0, dim1));
}
Tensor swap__body(const Tensor& input, int64_t dim0, int64_t dim1) {
  return transpose_(input, dim0, dim1);
}
Tensor unsqueeze__cpu(const Tensor& input, int64_t dim) {
  return become(input, unsqueeze(input, dim));
}
Tensor squeeze__cpu(const Tensor& input) { return become(input, squeeze(input)); }
Tensor squeeze__dim_cpu(const Tensor& input, int64_t dim) {
  return become(input, squeeze_dim(input, dim));
}
Tensor squeeze__dims_cpu(const Tensor& input, IntSpan dim) {
  return become(input, squeeze_dims(input, dim));
}

void t__vjp(VjpCtx& c) { c.grad_in(0, t(c.grad())); }
void transpose__vjp(VjpCtx& c) {
  c.grad_in(0, transpose(c.grad(), c.arg(1).to_int(), c.arg(2).to_int()));
}
void reshape_back_vjp(VjpCtx& c) { c.grad_in(0, reshape(c.grad(), c.in_sizes(0))); }

constexpr OpDef kOps[] = {
    {.schema = "t_(Tensor(a!) input) -> Tensor(a!)",
     .cpu = kernel<t__cpu>(),
     .vjp = t__vjp,
     .paths = "Tensor.t_",
     .doc = R"(t() in place: this tensor shows its transpose.

Example:
    >>> tenon.tensor([[1, 2, 3]]).t_().shape
    tenon.Size([3, 1])
)"},
    {.schema = "transpose_(Tensor(a!) input, int dim0, int dim1) -> Tensor(a!)",
     .cpu = kernel<transpose__cpu>(),
     .vjp = transpose__vjp,
     .paths = "Tensor.transpose_",
     .doc = R"(transpose() in place: this tensor shows two of its dimensions swapped.

Example:
    >>> tenon.zeros(2, 3).transpose_(0, 1).shape
    tenon.Size([3, 2])
)"},
    {.schema = "swapaxes_(Tensor(a!) input, int axis0, int axis1) -> Tensor(a!)",
     .body = kernel<swap__body>(),
     .paths = "Tensor.swapaxes_",
     .doc = "The same as transpose_()."},
    {.schema = "swapdims_(Tensor(a!) input, int dim0, int dim1) -> Tensor(a!)",
     .body = kernel<swap__body>(),
     .paths = "Tensor.swapdims_",
     .doc = "The same as transpose_()."},
    {.schema = "unsqueeze_(Tensor(a!) input, int dim) -> Tensor(a!)",
     .cpu = kernel<unsqueeze__cpu>(),
     .vjp = reshape_back_vjp,
     .paths = "Tensor.unsqueeze_",
     .doc = R"(unsqueeze() in place: this tensor gets a new dimension of size 1.

Example:
    >>> tenon.zeros(2, 3).unsqueeze_(0).shape
    tenon.Size([1, 2, 3])
)"},
    {.schema = "squeeze_(Tensor(a!) input) -> Tensor(a!)",
     .cpu = kernel<squeeze__cpu>(),
     .vjp = reshape_back_vjp,
     .paths = "Tensor.squeeze_",
     .doc = R"(squeeze() in place: this tensor loses its dimensions of size 1.

Example:
    >>> tenon.zeros(1, 2, 1).squeeze_().shape
    tenon.Size([2])
)"},
    {.schema = "squeeze_.dim(Tensor(a!) input, int dim) -> Tensor(a!)",
     .cpu = kernel<squeeze__dim_cpu>(),
     .vjp = reshape_back_vjp,
     .paths = "Tensor.squeeze_",
     .doc = "squeeze_() of one dimension."},
    {.schema = "squeeze_.dims(Tensor(a!) input, int[] dim) -> Tensor(a!)",
     .cpu = kernel<squeeze__dims_cpu>(),
     .vjp = reshape_back_vjp,
     .paths = "Tensor.squeeze_",
     .doc = "squeeze_() of several dimensions."},
};

}  // namespace
void register_view_inplace(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
