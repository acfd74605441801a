// Every optimizer of <tenon/optim.hpp> walks down the same bowl.
#include <tenon/optim.hpp>
#include <tenon/tenon.hpp>

#include "optim.h"

using namespace tenon;

namespace {

// How much of the distance to the minimum at 0 is left after 100 steps.
template <class Optimizer>
double left(typename Optimizer::Options options) {
  const float values[] = {1, 2};
  Tensor p = from_values<float>(values, Ints{2});
  p.requires_grad_();
  Optimizer optimizer({p}, options);
  double loss = 0, first = 0;
  for (int i = 0; i < 100; ++i) {
    Tensor sum = call("sum", call("mul", p, p));
    loss = sum.item();
    if (i == 0) first = loss;
    optimizer.zero_grad();
    sum.backward();
    optimizer.step();
  }
  return loss / first;
}

}  // namespace

double worst_optimizer() {
  const double all[] = {
      left<optim::SGD>({.lr = 0.05, .momentum = 0.9, .nesterov = true}),
      left<optim::Adam>({.lr = 0.1, .amsgrad = true}),
      left<optim::Adagrad>({.lr = 1, .initial_accumulator_value = 0.1}),
      left<optim::RMSprop>({.lr = 0.02, .momentum = 0.5, .centered = true}),
      left<optim::Adadelta>({.lr = 20}),
      left<optim::Adamax>({.lr = 0.1}),
      left<optim::NAdam>({.lr = 0.1}),
      left<optim::RAdam>({.lr = 0.2}),
      left<optim::ASGD>({.lr = 0.1, .t0 = 50}),
      left<optim::Rprop>({.lr = 0.1}),
  };
  double worst = 0;
  for (double x : all) worst = x > worst ? x : worst;
  return worst;
}
