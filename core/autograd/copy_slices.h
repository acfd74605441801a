// The history of a tensor one of whose views was written to in place (PyTorch's CopySlices).
#pragma once
#include "core/autograd/node.h"

namespace tenon {

class CopySlices final : public Node {
 public:
  // `fn` is the node of the in-place call on `view`; its edge number `self_edge` is the view's own.
  CopySlices(const Tensor& base, const Tensor& view, RefPtr<Node> fn, int self_edge);
  void apply(std::vector<Tensor>& grads, std::vector<Tensor>& out) override;
  std::string name() const override { return "CopySlices"; }
  // fn keeps what it saved: where a backward pass used its result, it is a node of that graph too.
  void release_saved() override { fn_ = RefPtr<Node>(); }

 private:
  struct Geometry {
    Dims sizes, strides;
    int64_t offset;
    DType dtype;
  } base_, view_;
  RefPtr<Node> fn_;  // null once released
  int self_edge_;
};

}  // namespace tenon
