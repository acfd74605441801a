// What a vjp sees: the gradients of the results, what was saved, and where to put the gradients of
// the arguments. vjps call public ops (core/api), so that they can be differentiated again. A
// gradient may have the broadcast shape and another floating dtype: the engine sums and casts it to
// the argument's.
#pragma once
#include "core/registry/op.h"

namespace tenon {

class OpNode;

class VjpCtx {
 public:
  VjpCtx(OpNode& node, std::span<const Tensor> grads, std::span<Tensor> out)
      : node_(node), grads_(grads), out_(out) {}

  // Gradient of result i; undefined when none came for it (only possible with several results).
  const Tensor& grad(int i = 0) const { return grads_[i]; }
  // Whether the gradient of this argument (or any item of a list argument) is asked for.
  bool needs(int arg) const;
  // An argument named in `saves`. RuntimeError when it was modified in place since, or freed.
  Tensor in(int arg) const;
  Operand operand(int arg) const;  // for Tensor|Scalar parameters
  Tensor out(int i = 0) const;     // a result named in `saves`
  // Any argument that is not a tensor, borrowed; use to_int(), to_ints(), is_none() and so on.
  Value arg(int i) const;
  // The i-th value that the op's setup saved, borrowed; the same errors as in().
  Value extra(size_t i) const;
  const Op& op() const;
  // Of a tensor argument whose gradient is needed.
  IntSpan in_sizes(int arg) const;
  DType in_dtype(int arg) const;
  void grad_in(int arg, Tensor g);

  // List arguments, item by item.
  int count(int arg) const;
  bool needs(int arg, int item) const;
  Tensor in(int arg, int item) const;
  IntSpan in_sizes(int arg, int item) const;
  void grad_in(int arg, int item, Tensor g);
  // True when the vjp is itself recorded (create_graph).
  bool recording() const;

 private:
  OpNode& node_;
  std::span<const Tensor> grads_;
  std::span<Tensor> out_;
  // What was unpacked by saved_tensors_hooks, each once per pass, and what extra() handed out.
  struct Unpacked {
    int kind, nr, item;
    Tensor tensor;
  };
  friend class OpNode;
  mutable std::vector<Unpacked> unpacked_;
};

}  // namespace tenon
