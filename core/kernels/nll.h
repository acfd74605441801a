// Negative log likelihood: picks one value per position from rows of class scores.
#pragma once
#include "core/base/dtype.h"

namespace tenon::kernels {

// Scores are contiguous, [outer, classes, inner]; targets are int64, [outer, inner].
struct Nll {
  DType dtype;  // f16, bf16, f32 or f64; weights have it too
  const int64_t* targets;
  const void* weights;  // [classes], or null for ones
  int64_t outer, classes, inner, ignore_index;
};

// losses[p] = -weight * score, 0 where ignored, per position p = (outer, inner). IndexError for a
// target that is no class.
void nll_each(const Nll& k, const void* scores, void* losses);
// The sums of losses and of weights over the positions that are not ignored. Null scores: weights
// only.
struct NllSums {
  double loss, weight;
};
NllSums nll_sums(const Nll& k, const void* scores);
// Writes zeros and grad_scores[target] = -weight * factor * grad[p], where grad has one element
// when `scalar_grad`.
void nll_backward(const Nll& k, const void* grad, bool scalar_grad, double factor,
                  void* grad_scores);

}  // namespace tenon::kernels
