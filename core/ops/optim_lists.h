// What the steps of all optimizers share: lists of tensors are checked, and a loop runs over all
// parameters in chunks.
#pragma once
#include <vector>

#include "core/kernels/optim.h"
#include "core/tensor/tensor.h"

namespace tenon::ops {

// The lists that an op got. A list of states may be empty; `optional` of them, the last ones.
class StepLists {
 public:
  // Checks everything, so that a call that fails changes nothing.
  StepLists(const char* op, TensorSpan params, TensorSpan grads,
            std::initializer_list<TensorSpan> states, size_t optional = 0);
  // Lists of one number a parameter: steps, and what else a step keeps.
  StepLists& numbers(const char* name, TensorSpan numbers);

  size_t size() const { return params_.size(); }
  bool is_meta(size_t k) const { return params_[k].is_meta(); }
  // options[k] is what the loop gets for parameter k.
  template <class Options>
  void run(const kernels::OptimLoops& loops, const std::vector<Options>& options) const {
    run(loops, options.data(), sizeof(Options));
  }

 private:
  void run(const kernels::OptimLoops& loops, const void* options, size_t option_size) const;

  const char* op_;
  TensorSpan params_, grads_;
  std::vector<TensorSpan> states_;
};

// The number that a tensor of one element holds, and a new one for it.
double number(const Tensor& t);
void set_number(const Tensor& t, double value);
// Adds 1 to a step and gives the sum.
double advance(const Tensor& step);

}  // namespace tenon::ops
