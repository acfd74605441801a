"""What C++ programs print and save is what Python prints and loads."""

from pathlib import Path

import numpy as np
import tenon
from tenon import nn

from tests.python.cpp_tools import build_and_run

EXAMPLE = Path(__file__).parents[2] / "docs/examples/api.cpp"


def test_example_and_its_files(tmp_path):
    printed = build_and_run(EXAMPLE.read_text(), tmp_path)
    tenon.manual_seed(0)
    net = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 2))
    y = 2 * tenon.arange(6).float().reshape(2, 3) - 1
    y[0] += 10
    same = tenon.ones(2, 2, dtype=tenon.bool)
    rows = [f"{name} {t[0]!r}" for name, t in net.state_dict().items()]
    expected = [repr(y), repr(y > 8), "the first of the last row is 5", *rows, repr(same), repr(same), ""]
    assert printed == "\n".join(expected)

    for state in (tenon.load(tmp_path / "net.safetensors"), tenon.hub.load(tmp_path / "net").state_dict()):
        assert set(net.state_dict()) == set(state)
        assert all(np.array_equal(t.numpy(), state[name].numpy()) for name, t in net.state_dict().items())


# Expressions that are the same in both languages but for their numbers' names.
SHOWN = """
arange(6)
arange(2000)
arange(40).reshape(2, 20)
arange(48).reshape(2, 3, 8).to(float64)
zeros(7, 30, 10)
zeros(0)
zeros(0, 3).to(float64)
zeros(2, 2).to(boolean)
zeros(2)
ones(3).to(float16)
full(1e-7)
full(1e9)
full(INF)
full(NAN)
full(-0.5)
rand(3, 3)
rand(40) * 10000
randn(2, 3, 2) - 5
arange(5) / 4 * 1000
arange(5) / arange(5)
arange(3) + full(-1.5)
-(arange(4) / 3)
rand(3).to(complex64) * arange(3)
randn(2, 2).to(complex128)
rand(1100) - 1
leaf(2)
zeros(3).to(meta)
arange(3) * 1000000000
"""

PROGRAM = """#include <iostream>
#include <tenon/tenon.hpp>
using namespace tenon;
constexpr double INF = HUGE_VAL;
namespace {
struct T : Tensor {
  T(Tensor t) : Tensor(t) {}
  template <class... N> T reshape(N... n) const { return Tensor::reshape({int64_t{n}...}); }
  T to(DType t) const { return Tensor::to(t); }
  T to(Device d) const { return call("to", *this, arg("device", d)); }
};
T arange(int n) { return call("arange", n); }
template <class... N> T zeros(N... n) { return call("zeros", Ints{n...}); }
template <class... N> T ones(N... n) { return call("ones", Ints{n...}); }
template <class... N> T rand(N... n) { return call("rand", Ints{n...}); }
template <class... N> T randn(N... n) { return call("randn", Ints{n...}); }
T full(double v) { return call("full", Ints{}, v); }
T leaf(int n) { return zeros(n).requires_grad_(); }
}  // namespace
int main() {
  manual_seed(0);
%s}
"""


def test_tensors_print_as_in_python(tmp_path):
    shown = SHOWN.strip().splitlines()
    printed = build_and_run(PROGRAM % "".join(f'  std::cout << ({e}) << "\\n";\n' for e in shown), tmp_path)
    names = {name: getattr(tenon, name) for name in ("arange", "zeros", "ones", "rand", "randn")}
    names |= {name: getattr(tenon, name) for name in ("float16", "float64", "complex64", "complex128")}
    names |= {
        "INF": tenon.inf,
        "NAN": tenon.nan,
        "boolean": tenon.bool,
        "meta": "meta",
        "full": tenon.tensor,
        "leaf": lambda n: tenon.zeros(n).requires_grad_(),
    }
    tenon.manual_seed(0)
    assert printed == "".join(f"{eval(e, names)!r}\n" for e in shown)
