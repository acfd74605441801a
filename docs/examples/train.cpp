// A training loop in C++, without Python: fits y = sin(3 x) with a small network.
#include <cstdio>
#include <tenon/ops/loss.hpp>
#include <tenon/ops/random_make.hpp>
#include <tenon/ops/unary_trig.hpp>
#include <tenon/optim.hpp>
#include <tenon/tenon.hpp>

using namespace tenon;

int main() {
  manual_seed(0);
  Self net =
      make("nn.Sequential", make("nn.Linear", 1, 32), make("nn.Tanh"), make("nn.Linear", 32, 1));
  optim::Adam optimizer(net.parameters(), {.lr = 1e-2});
  double loss_value = 0;
  for (int step = 0; step < 500; ++step) {
    Tensor x = 2 * ops::rand(Ints{128, 1}) - 1;
    Tensor y = ops::sin(3 * x);
    Tensor loss = ops::mse_loss(net(x), y);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    loss_value = loss.item();
  }
  std::printf("loss after 500 steps: %.5f\n", loss_value);
  return loss_value < 0.01 ? 0 : 1;
}
