// A C++ program over the same headers as plugins: takes a folder to write to and plugins, which it
// loads and uses.
#include "tenon/tenon.hpp"

#include <cstdio>

#include "operators.h"
#include "optim.h"

using namespace tenon;

static void expect(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "FAILED: %s\n", what);
  std::exit(1);
}

int main(int argc, char** argv) {
  try {
    for (int i = 2; i < argc; ++i) load_plugin(argv[i]);
    const float values[] = {1, 2, 3};
    Tensor x = from_values<float>(values, Ints{3});
    expect(call("plainc::fma3", x, x, x).data<float>()[2] == 12, "plainc::fma3");
    expect(call<"gauge::square">(x).data<float>()[2] == 9, "gauge::square");
    Self pair = make("gauge.doubled", 3.0);
    expect(pair(x).data<float>()[0] == 9, "gauge.doubled");
    manual_seed(0);
    Self net = make("nn.Sequential", make("nn.Linear", 3, 2), make("nn.Dropout", 0.5), pair);
    net.eval();
    expect(!net.training() && net.parameters().size() == 2, "mode and parameters of modules");
    expect(net(call("ones", Ints{1, 3})).size(1) == 2, "nn.Sequential of modules one by one");
    expect(worst_optimizer() < 0.01, "every optimizer finds the minimum");
    try_operators();
    try_files(argv[1]);
    try {
      call("gauge::raise", x, "ValueError");
      expect(false, "gauge::raise must throw");
    } catch (const Error& e) {
      expect(e.kind() == "ValueError", "the kind of an error");
    }
    std::puts("ok");
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "FAILED: %s\n", e.what());
    return 1;
  }
}
