// Tensor's operators, and modules to files and back.
#include "operators.h"

#include <tenon/tenon.hpp>

using namespace tenon;

namespace {

Tensor numbers(std::initializer_list<float> values) {
  return from_values<float>(std::span(values.begin(), values.size()),
                            Ints{static_cast<int64_t>(values.size())});
}

// The elements as the text of a list, or the kind of the error.
template <class F>
void expect(std::string_view wanted, F&& f) {
  std::string got;
  try {
    const Tensor t = f();
    const Tensor doubles = t.to(float64).contiguous();
    got = str(std::span<const double>(doubles.data<double>(), static_cast<size_t>(t.numel())));
  } catch (const Error& e) {
    got = e.kind();
  }
  check(got == wanted, "got ", got, ", expected ", wanted);
}

// A name that only the second has fits a load that is not strict.
void try_state() {
  Self from = make("nn.BatchNorm1d", 2), to = make("nn.BatchNorm1d", 2);
  Self::StateDict state = from.state_dict();
  check(state.size() == 5 && state[2].first == "running_mean", "state_dict() has buffers");
  state[0].second += 3;                      // over the module's memory
  state[4].second = numbers({5}).to(int64);  // old checkpoints have a list of one
  to.load_state_dict(state);
  expect("[4, 4]", [&] { return to.attr("weight").tensor(); });
  expect("[5]", [&] { return to.attr("num_batches_tracked").tensor(); });
  check(to.attr("weight").tensor().requires_grad(), "a loaded parameter still wants gradients");

  state.pop_back();
  state[0].second = numbers({7, 7});
  state[1].second = numbers({1});
  auto load = [&](bool strict) {
    to.load_state_dict(state, strict);
    return to.attr("weight").tensor();
  };
  expect("RuntimeError", [&] { return load(false); });
  expect("[4, 4]", [&] { return to.attr("weight").tensor(); });  // nothing was changed
  state[1].second = numbers({1, 1});
  expect("RuntimeError", [&] { return load(true); });
  expect("[7, 7]", [&] { return load(false); });
}

}  // namespace

void try_operators() {
  const Tensor x = numbers({1, 2, 4}), y = numbers({4, 2, 1});
  expect("[5, 4, 5]", [&] { return x + y; });
  expect("[2, 1, -1]", [&] { return 3 - x; });
  expect("[0, 1, 3]", [&] { return x - 1; });
  expect("[4, 2, 1]", [&] { return 4.0 / x; });
  expect("[0.25, 1, 4]", [&] { return x / y; });
  expect("[-2, -4, -8]", [&] { return -x * 2; });
  expect("[0, 1, 1]", [&] { return x >= y; });
  expect("[1, 0, 0]", [&] { return 2 > x; });
  expect("[0, 1, 0]", [&] { return 2 == x; });
  expect("[1, 0, 1]", [&] { return ~(x == 2) & (y != 2); });
  expect("[0, 2, 0]", [&] { return 2 & x.to(int64); });
  expect("[1]", [&] { return y[-1]; });
  expect("IndexError", [&] { return x[3]; });
  expect("RuntimeError", [&] { return x == y ? x : y; });
  expect("TypeError", [&] { return x * x[0].to(complex64).item(); });
  check(bool(x[0] < 2) && !(x[0] == 2), "a comparison of one element has a truth");

  Tensor m = numbers({1, 2, 3, 4}).reshape({2, 2});
  m[0] += 10;
  m *= m;
  m[1][1] -= 6;
  expect("[121, 144, 9, 10]", [&] { return m; });

  Tensor w = numbers({2, 3}).requires_grad_();
  call("sum", 1 / (w * w)).backward();
  expect("[-0.25]", [&] { return w.grad()[0]; });
  expect("RuntimeError", [&] { return w += 1; });  // a leaf that wants gradients
  NoGrad guard;
  expect("[3, 4]", [&] { return w += 1; });
}

void try_files(const char* folder) {
  try_state();
  const std::string structure = str(folder, "/net"), weights = str(folder, "/net.safetensors");
  Self shared = make("nn.Linear", 2, 2);
  Self net = make("nn.Sequential", shared, make("gauge.doubled", 3.0), shared);
  net.save(structure);
  Self whole = load_model(structure);
  check(!whole.training(), "a loaded model is in evaluation mode");
  check(whole.parameters().size() == 2, "shared modules stay shared");
  const Tensor x = numbers({1, 2});
  check(call<bool>("equal", net(x), whole(x)), "a loaded model computes the same");

  net.save_state(weights);
  Self other = make("nn.Sequential", make("nn.Linear", 2, 2), make("gauge.doubled", 3.0),
                    make("nn.Linear", 2, 2));
  other.load_state(weights);
  check(call<bool>("equal", net(x), other(x)), "a loaded state computes the same");
  expect("OSError", [&] { return load_model(weights)(x); });
}
