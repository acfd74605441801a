"""Modules and helpers that the module_*_test.py files share. What they test passes on PyTorch as well."""

from tenon import Tensor, relu, tensor
from tenon.nn import Linear, Module, Parameter, ReLU
from tenon.nn.functional import linear

__all__ = ["Doubler", "MLP", "Mixin", "PyAct", "WithParam", "X", "eq", "raises", "ref"]

X = tensor([1.0, -2.0, 3.0])


class MLP(Module):
    def __init__(self, i, h, o):
        super().__init__()
        self.fc1, self.fc2, self.fc3, self.act = Linear(i, h), Linear(h, h), Linear(h, o), ReLU()

    def forward(self, x):
        return self.fc3(self.act(self.fc2(self.act(self.fc1(x)))))


def eq(a, b, tol=1e-6):
    a, b = (t.tolist() if isinstance(t, Tensor) else t for t in (a, b))
    assert len(a) == len(b) and all(abs(p - q) <= tol for p, q in zip(a, b)), (a, b)


def raises(exc, f, text=""):
    try:
        f()
    except exc as e:
        assert text in str(e), f"message was: {e}"
        return e
    raise AssertionError(f"{exc} not raised")


def ref(m, x):  # by hand
    def L(layer, v):
        return linear(v, layer.weight, layer.bias)

    return L(m.fc3, relu(L(m.fc2, relu(L(m.fc1, x)))))


class Doubler(Linear):  # importable: pickled by path
    def forward(self, x):
        y = super().forward(x)
        return y + y


class WithParam(Linear):
    def __init__(self, n):
        super().__init__(n, n)
        self.extra = Parameter(tensor([1.0] * n))
        self.note = "hi"

    def forward(self, x):
        return super().forward(x) + self.extra


class PyAct(Module):
    def forward(self, x):
        return x + x


class Mixin:
    tag = "mixin"

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.seen = True

    def hello(self):
        return f"{self.tag} {self.in_features}"
