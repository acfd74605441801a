// What a tensor knows for autograd, made only for tensors that take part.
#pragma once
#include "core/autograd/node.h"

namespace tenon {

struct AutogradMeta {
  Tensor grad;
  RefPtr<Node> grad_fn;                    // null for a leaf
  uint32_t nr = 0;                         // which result of grad_fn this is
  RefPtr<Node> accumulator;                // of a leaf, once used
  uint32_t view_version = 0;               // of a view: the version at which grad_fn was right
  std::shared_ptr<RetainedGrad> retained;  // of a result whose gradient is kept (retain_grad)
};

AutogradMeta& autograd_meta(const Tensor& t);  // made when missing
// grad_fn, brought up to date for a view whose base was written to. Null for leaves.
RefPtr<Node> grad_fn(const Tensor& t);
// Where a gradient for this tensor goes; an empty edge when it does not require grad.
Edge gradient_edge(const Tensor& t);
bool is_leaf(const Tensor& t);
// RuntimeError for non-floating tensors and for results (only leaves can be changed).
void set_requires_grad(const Tensor& t, bool on);
Tensor grad_of(const Tensor& t);  // undefined when there is none
void set_grad(const Tensor& t,
              const Tensor& grad);  // checks shape, dtype and device; undefined clears
void retain_grad(const Tensor& t);
uint64_t add_hook(const Tensor& t, std::shared_ptr<GradHook> hook);
void remove_hook(const Tensor& t, uint64_t id);
// t becomes result nr of node.
void set_history(const Tensor& t, const RefPtr<Node>& node, uint32_t nr);
// After an in-place call recorded as `node` (result 0): t's history is node; if t is a view, its
// base's becomes a CopySlices over it.
void rebase_history(const Tensor& t, RefPtr<Node> node, int self_edge);
// RuntimeError when writing to t in place is not allowed while recording.
void check_inplace(const Tensor& t, bool will_record);

}  // namespace tenon
