#include "core/nn/init.h"

#include <cmath>

#include "core/api/copy.h"
#include "core/base/warn.h"
#include "core/nn/layers/layer.h"
#include "core/registry/mode.h"

namespace tenon::nn {

Fans fans(const Tensor& t) {
  check_value(t.dim() >= 2,
              "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
  int64_t field = 1;
  for (int64_t d = 2; d < t.dim(); ++d) field *= t.size(d);
  return {t.size(1) * field, t.size(0) * field};
}

void init_uniform(const Tensor& t, double low, double high) {
  static const OpRef uniform("uniform_", "input from to");
  GradMode no_grad(false);
  uniform({Value(t), Value(low), Value(high)}).drop();
}

void init_normal(const Tensor& t, double mean, double std) {
  static const OpRef normal("normal_", "input mean std");
  GradMode no_grad(false);
  normal({Value(t), Value(mean), Value(std)}).drop();
}

void init_constant(const Tensor& t, double value) {
  GradMode no_grad(false);
  fill_(t, value);
}

void init_kaiming_uniform(const Tensor& t, double a) {
  if (t.numel() == 0) return warn("Initializing zero-element tensors is a no-op");
  // The same roundings as nn.init.kaiming_uniform_, so that equal seeds give equal bits.
  double gain = std::sqrt(2.0 / (1 + a * a));
  double std = gain / std::sqrt(static_cast<double>(fans(t).in));
  double bound = std::sqrt(3.0) * std;
  init_uniform(t, -bound, bound);
}

void init_weight_and_bias(const Tensor& weight, const Tensor& bias) {
  init_kaiming_uniform(weight, std::sqrt(5.0));
  if (!bias.defined()) return;
  int64_t fan_in = fans(weight).in;
  double bound = fan_in > 0 ? 1 / std::sqrt(static_cast<double>(fan_in)) : 0;
  init_uniform(bias, -bound, bound);
}

}  // namespace tenon::nn
