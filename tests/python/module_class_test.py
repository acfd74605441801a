"""Subclassing and replacing: what users do to classes of modules."""

import abc
import functools
import inspect
import types
import typing

import pytest
import tenon
from tenon.nn import Linear, Module, Parameter
from tenon.nn.functional import linear

from .module_tools import MLP, Doubler, Mixin, PyAct, WithParam, X, eq, raises, ref


@pytest.fixture(autouse=True)
def _no_grad():
    tenon.manual_seed(1)
    with tenon.no_grad():
        yield


def test_subclass_forward_super():
    d, x = Doubler(3, 2), X
    eq(d(x), (linear(x, d.weight, d.bias) + linear(x, d.weight, d.bias)))


def test_subclass_init_parameter():
    m = WithParam(3)
    assert [n for n, _ in m.named_parameters()] == ["weight", "bias", "extra"]
    eq(m(X), linear(X, m.weight, m.bias) + m.extra)


def test_mlp_matches_hand():
    m = MLP(3, 4, 2)
    eq(m(X), ref(m, X))


def test_names_and_isinstance():
    m = MLP(3, 4, 2)
    assert (
        isinstance(m, Module)
        and isinstance(m.fc1, Linear)
        and type(m).__name__ == "MLP"
        and type(m.fc1).__qualname__ == "Linear"
        and issubclass(Linear, Module)
        and inspect.isclass(Linear)
    )


def test_multiple_inheritance():
    class A(Linear, Mixin):
        pass

    class B(Mixin, Linear):
        pass

    for C in (A, B):
        m = C(3, 2)
        assert m.hello() == "mixin 3" and C.seen
        eq(m(X), linear(X, m.weight, m.bias))

    class Base2(Module):
        def __init__(self, *a, **k):
            super().__init__()
            self.base2 = 1

    class D(Linear, Base2):
        pass

    assert D(3, 2).base2 == 1  # cooperative: Linear's super().__init__() is Base2's

    class E(Module, abc.ABC):
        @abc.abstractmethod
        def go(self): ...

    raises(TypeError, E)
    T = typing.TypeVar("T")

    class G(Linear, typing.Generic[T]):
        pass

    eq(G[int](3, 2)(X) if False else G(3, 2)(X).tolist()[:0], [])
    assert isinstance(G(3, 2), Module)


def test_multiple_inheritance_with_c_layout():
    class ModuleDictLike(Module, dict):
        pass

    class Err(Module, Exception):
        pass

    m = ModuleDictLike()
    m["a"] = 1
    assert m["a"] == 1


def test_dunder_class_assignment():
    m = Linear(3, 2)
    m.__class__ = Doubler
    eq(m(X), linear(X, m.weight, m.bias) + linear(X, m.weight, m.bias))
    m.__class__ = Linear
    eq(m(X), linear(X, m.weight, m.bias))
    m = Module()
    m.__class__ = PyAct
    eq(m(X), X + X)


def test_dynamic_subclass():
    S = type("Dyn", (Linear,), {"scale": 2, "forward": lambda self, x: Linear.forward(self, x) + self.bias})
    m = S(3, 2)
    eq(m(X), linear(X, m.weight, m.bias) + m.bias)
    assert type(m).__name__ == "Dyn"


def test_late_super_init():
    class A(Module):
        def __init__(self):
            self.early = 5
            super().__init__()
            self.fc = Linear(3, 2)

        def forward(self, x):
            return self.fc(x)

    a = A()
    assert a.early == 5 and list(a._modules) == ["fc"]

    class B(Module):
        def __init__(self):
            self.fc = Linear(3, 2)

    raises(AttributeError, B, "before Module.__init__() call")

    class C(Linear):
        def __init__(self):
            self.k = 7
            super().__init__(3, 2)
            self.bias = None

    c = C()
    assert c.k == 7 and c.bias is None
    eq(c(X), linear(X, c.weight, None))

    class N(Linear):
        def __init__(self):
            pass

    raises(AttributeError, lambda: N()(X))
    raises(AttributeError, lambda: setattr(N(), "w", Parameter(X)), "before Module.__init__() call")


def test_user_slots():
    class S(Linear):
        __slots__ = ("extra",)

    m = S(3, 2)
    m.extra = 5
    assert m.extra == 5 and "extra" not in vars(m)
    eq(m(X), linear(X, m.weight, m.bias))


def test_override_reset_parameters():  # virtual call from C++ init
    class A(Linear):
        def reset_parameters(self):
            super().reset_parameters()
            self.did = True

    assert A(3, 2).did


def test_forward_with_extra_args():
    class A(Linear):
        def forward(self, x, *, scale=None, n=1):
            y = super().forward(x)
            return y + y if scale else y

    a = A(3, 2)
    eq(a(X, scale=1), a(X) + a(X))
    raises(TypeError, lambda: a(X, foo=1))
    raises(TypeError, lambda: Linear(3, 2)())
    raises(TypeError, lambda: Linear(3, 2)(X, X))
    raises(TypeError, lambda: Linear())


def test_init_subclass_without_super():
    class A(Linear):
        def __init_subclass__(cls):
            cls.k = 1

    class B(A):
        pass

    b = B(3, 2)
    assert B.k == 1
    eq(b(X), linear(X, b.weight, b.bias))


def test_subclass_new():
    class A(Linear):
        def __new__(cls, *a, **k):
            o = super().__new__(cls)
            o.__dict__["made"] = 1
            return o

    assert A(3, 2).made == 1


def test_init_order_and_validation():
    raises(TypeError, lambda: Linear("a", 2))
    raises(TypeError, lambda: Linear(3))
    m = Linear.__new__(Linear)
    raises(AttributeError, lambda: m(X))
    Linear.__init__(m, 3, 2)
    eq(m(X), linear(X, m.weight, m.bias))
    Linear.__init__(m, 3, 5)
    assert len(m(X).tolist()) == 5


def test_signature_and_help():
    assert list(inspect.signature(Linear).parameters)[:3] == ["in_features", "out_features", "bias"]
    assert list(inspect.signature(Linear(1, 1).forward).parameters) == ["input"]
    assert Linear.__doc__
    assert callable(Linear(1, 1))
    inspect.signature(Linear(1, 1))


def test_unbound_and_partial():
    m = Linear(3, 2)
    eq(Linear.forward(m, X), m(X))
    f = functools.partial(Linear, 3, bias=False)
    n = f(2)
    assert n.bias is None
    g = functools.partial(m.forward)
    eq(g(X), m(X))
    assert m.forward.__self__ is m and m.forward.__name__ == "forward"
    eq(Linear.forward(types.SimpleNamespace(weight=m.weight, bias=m.bias), X), m(X))
    eq(list(map(m, [X]))[0], m(X))
    eq(m.forward(input=X), m(X))
    eq(m(input=X), m(X))
