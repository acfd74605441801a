// Initialisation of parameters, in place and outside of autograd. Draws come from the default
// generator in PyTorch's order.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon::nn {

struct Fans {
  int64_t in, out;
};
// RuntimeError for fewer than two dimensions.
Fans fans(const Tensor& t);
void init_uniform(const Tensor& t, double low, double high);
void init_normal(const Tensor& t, double mean, double std);
void init_constant(const Tensor& t, double value);
// kaiming_uniform_ with leaky_relu's gain for slope a over fan_in.
void init_kaiming_uniform(const Tensor& t, double a);
// A layer's default: weight by kaiming_uniform(sqrt(5)), bias uniform in 1 / sqrt(fan_in). bias may
// be undefined.
void init_weight_and_bias(const Tensor& weight, const Tensor& bias);

}  // namespace tenon::nn
