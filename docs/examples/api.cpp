// Tensors with operators, and a model's way to a file and back.
#include <iostream>
#include <tenon/tenon.hpp>

using namespace tenon;

Self make_net() {
  Self in = make("nn.Linear", 3, 8);  // one by one: C++ may evaluate arguments in any order
  Self out = make("nn.Linear", 8, 2);
  return make("nn.Sequential", in, make("nn.ReLU"), out);
}

int main() {
  Tensor x = call("arange", 6).to(float32).reshape({2, 3});
  Tensor y = 2 * x - 1;
  y[0] += 10;  // y[0] is a view
  std::cout << y << "\n" << (y > 8) << "\n";
  if (y[-1][0] == 5) std::cout << "the first of the last row is " << y[-1][0].item<int>() << "\n";

  manual_seed(0);
  Self net = make_net(), same = make_net();
  net.save_state("net.safetensors");
  same.load_state("net.safetensors");
  net.save("net");
  Self loaded = load_model("net");
  for (const auto& [name, tensor] : loaded.state_dict())
    std::cout << name << " " << repr(tensor[0]) << "\n";
  std::cout << (net(x) == same(x)) << "\n" << (net(x) == loaded(x)) << "\n";
}
