#include "core/autograd/copy_slices.h"

#include "core/autograd/meta.h"
#include "core/autograd/strided_view.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"

namespace tenon {

CopySlices::CopySlices(const Tensor& base, const Tensor& view, RefPtr<Node> fn, int self_edge)
    : base_{Dims(base.sizes()), Dims(base.strides()), base.offset(), base.dtype()},
      view_{Dims(view.sizes()), Dims(view.strides()), view.offset(), view.dtype()},
      fn_(std::move(fn)),
      self_edge_(self_edge) {
  edges = fn_->edges;
  edges[self_edge] = gradient_edge(base);
  // fn's own edge to the old view must not be followed, but it must know that a gradient is wanted
  // there.
  results.push_back({base_.sizes, base.dtype(), base.device()});
  sequence = next_sequence();
}

void CopySlices::apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) {
  if (!fn_) freed();
  auto run = [](const char* name, std::initializer_list<Value> args) {
    Value ret;
    call(Registry::get().at(name), args.begin(), &ret);
    return ret.take_tensor();
  };
  // The gradient of the whole, in the base's layout; of it, the part that the view covers goes
  // through fn.
  Tensor whole =
      run("empty_strided", {Value(base_.sizes), Value(base_.strides), Value(grads[0].dtype()),
                            Value(), Value(grads[0].device()), Value(), Value()});
  whole = run("copy_", {Value(whole), Value(grads[0]), Value(false)});
  // A view of the parts of complex numbers counts in reals, a complex view of reals in pairs.
  auto size = [](DType t) { return static_cast<int64_t>(dtype_size(t)); };
  int64_t shift = (base_.offset - whole.offset()) * size(base_.dtype) / size(view_.dtype);
  Tensor part = strided_view(whole, view_.dtype, view_.sizes, view_.strides, view_.offset - shift);
  std::vector<Tensor> inner{run("clone", {Value(part), Value()})};
  fn_->apply(inner, out);
  Tensor& self_grad = out[self_edge_];
  if (edges[self_edge_].node) {
    if (self_grad.defined()) {
      run("copy_", {Value(part), Value(self_grad), Value(false)});
    } else {
      run("zero_", {Value(part)});
    }
    self_grad = whole;
  }
}

}  // namespace tenon
