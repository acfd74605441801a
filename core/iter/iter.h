// Iter: takes operands, broadcasts them, allocates outputs, merges dimensions, and runs a loop over
// them in parallel. A kernel file never sees tensors; an op file never sees loops. Elementwise only
// (reduce.h has reductions).
#pragma once
#include <span>

#include "core/kernels/loops.h"
#include "core/tensor/tensor.h"

namespace tenon {

class Iter {
 public:
  static constexpr int kMaxOperands = 8;

  explicit Iter(const char* op) : op_(op) {}
  // Outputs come first. An undefined tensor is allocated by build(), as PyTorch would lay it out.
  Iter& out(DType dtype);
  Iter& out(const Tensor& given);  // must have the broadcast shape (RuntimeError); written in place
  Iter& in(const Tensor& t);       // already of the loop's dtype
  Iter& scalar(
      const void* value);  // one value of the loop's dtype for all elements; must outlive run()
  // The target of an in-place or out= call, if it fits as output 0: same dtype, and the broadcast
  // shape.
  Iter& hint(TensorImpl* target) {
    hint_ = target;
    return *this;
  }
  // Shape for outputs when there is no tensor input, or larger than the inputs.
  Iter& shape(IntSpan sizes);

  void build(Device device = {});
  // Nothing to do when the outputs are on meta or empty. `cost`: rough ns per 8 elements, for
  // splitting.
  void run(kernels::Loop loop, const void* params = nullptr, int64_t grain = 16384);
  const Tensor& result(int i = 0) const { return tensors_[i]; }
  IntSpan sizes() const { return sizes_; }

 private:
  bool all_same_contiguous() const;
  void broadcast();
  void order_dims();
  void allocate(Device device);
  void coalesce();
  void check_overlap() const;

  const char* op_;
  TensorImpl* hint_ = nullptr;
  int nout_ = 0, n_ = 0;
  Tensor tensors_[kMaxOperands];
  DType dtypes_[kMaxOperands];
  char* data_[kMaxOperands];
  bool has_shape_ = false;
  Dims sizes_;                // broadcast shape
  Dims order_;                // dimensions, innermost first
  Dims inner_;                // merged sizes, innermost first
  Dims steps_[kMaxOperands];  // byte strides for inner_
};

// PyTorch's rule (TensorIterator): dimensions, innermost first, sorted by the strides of the first
// operand that tells them apart. `strides` are expanded to `sizes`.
Dims iteration_order(IntSpan sizes, std::span<const Dims> strides);
// Strides without gaps, the dimensions of `order` innermost first.
Dims packed_strides(IntSpan sizes, IntSpan order);

}  // namespace tenon
