// Connectionist temporal classification of one sequence: the paths through a target whose labels
// may repeat and are separated by blanks, summed over in logarithms. f32 and f64.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::kernels {

struct Ctc {
  DType dtype;
  int64_t classes;
  int64_t row;    // elements from one step of log_probs to the next
  int64_t width;  // elements from one step of alpha to the next: >= 2 * labels + 1
  int64_t blank;
  const int64_t* target;  // `labels` of them
  int64_t steps, labels;
};

// The negative logarithm of the target's probability; `alpha` gets the logarithms of all prefixes,
// -inf where none ends.
double ctc_forward(const Ctc& c, const void* log_probs, void* alpha);
// grad[t, class] = scale * d nll / d log_probs, for log_probs that are normalised, with steps as
// far apart as those of log_probs.
void ctc_backward(const Ctc& c, const void* log_probs, const void* alpha, double nll, double scale,
                  void* grad);

}  // namespace tenon::kernels
