// Normalisation kernels over whole tensors.
#pragma once
#include <initializer_list>
#include <tuple>

#include "core/tensor/tensor.h"

namespace tenon {

struct NormGrads {
  Tensor input, weight, bias;
};

namespace raw {

// The dtype of the statistics that native_batch_norm and native_layer_norm give: the input's, or
// float32 when a small float comes with one of `others` in float32.
DType stats_dtype(const Tensor& input, std::initializer_list<const Tensor*> others);

// x [N, C, ...] with the statistics of the batch (training) or the running ones; these are updated
// with `momentum` where given. Returns the output, and per channel mean and 1 / sqrt(var + eps) as
// used. weight, bias, running_* may be undefined.
std::tuple<Tensor, Tensor, Tensor> batch_norm(const Tensor& x, const Tensor& weight,
                                              const Tensor& bias, const Tensor& running_mean,
                                              const Tensor& running_var, bool training,
                                              double momentum, double eps);
NormGrads batch_norm_backward(const Tensor& grad, const Tensor& x, const Tensor& weight,
                              const Tensor& mean, const Tensor& rstd, bool training);

// Statistics per sample and group of channels: mean and rstd are [N, groups].
std::tuple<Tensor, Tensor, Tensor> group_norm(const Tensor& x, const Tensor& weight,
                                              const Tensor& bias, int64_t groups, double eps);
NormGrads group_norm_backward(const Tensor& grad, const Tensor& x, const Tensor& weight,
                              const Tensor& mean, const Tensor& rstd, int64_t groups);

// Statistics per row of `n` elements, the product of the last dimensions.
std::tuple<Tensor, Tensor, Tensor> layer_norm(const Tensor& x, const Tensor& weight,
                                              const Tensor& bias, int64_t n, IntSpan stat_sizes,
                                              double eps);
NormGrads layer_norm_backward(const Tensor& grad, const Tensor& x, const Tensor& weight,
                              const Tensor& mean, const Tensor& rstd, int64_t n);

}  // namespace raw

}  // namespace tenon
