"""Patching: methods, classes and calls that are replaced while a program runs."""

import functools
import gc
import threading
import traceback
import types
import weakref

import pytest
import tenon
from tenon import relu, tensor
from tenon.nn import Linear, Module, ReLU, Sequential
from tenon.nn.functional import linear

from .module_tools import MLP, Doubler, PyAct, X, eq, raises, ref


@pytest.fixture(autouse=True)
def _no_grad():
    tenon.manual_seed(1)
    with tenon.no_grad():
        yield


def test_replace_child_python_and_native():
    m = MLP(3, 4, 2)
    m.act = PyAct()

    def L(layer, v):
        return linear(v, layer.weight, layer.bias)

    h = L(m.fc1, X)
    h = h + h
    h = L(m.fc2, h)
    h = h + h
    eq(m(X), L(m.fc3, h))
    m = MLP(3, 4, 2)
    m.fc3 = Linear(4, 5)
    assert len(m(X).tolist()) == 5
    eq(m(X), ref(m, X))
    m.fc2 = Doubler(4, 4)
    h = relu(L(m.fc1, X))
    h = relu(L(m.fc2, h) + L(m.fc2, h))
    eq(m(X), L(m.fc3, h))


def test_monkeypatch_forward():
    m = MLP(3, 4, 2)
    w = m.fc3
    w.forward = lambda x: x
    assert len(m(X).tolist()) == 4
    assert "forward" in vars(w)
    del w.forward
    eq(m(X), ref(m, X))
    w.__dict__["forward"] = lambda x: x + x
    assert len(m(X).tolist()) == 4
    w.__dict__.pop("forward")
    eq(m(X), ref(m, X))
    w.forward = types.MethodType(lambda self, x: Linear.forward(self, x) + self.bias, w)
    eq(m(X), ref(m, X) + w.bias)


def test_monkeypatch_class_later():
    class A(Linear):
        pass

    m = MLP(3, 4, 2)
    m.fc3 = A(4, 2)
    eq(m(X), ref(m, X))
    A.forward = lambda self, x: x
    assert len(m(X).tolist()) == 4
    del A.forward
    eq(m(X), ref(m, X))
    old = Linear.forward
    Linear.forward = lambda self, x: old(self, x) + self.bias
    try:

        def L(layer, v):
            return linear(v, layer.weight, layer.bias) + layer.bias

        eq(m(X), L(m.fc3, relu(L(m.fc2, relu(L(m.fc1, X))))))
    finally:
        Linear.forward = old
    eq(m(X), ref(m, X))


def test_call_overridden():
    class A(Linear):
        def __call__(self, x, **k):
            return super().__call__(x) + self.bias

    m = MLP(3, 4, 2)
    base = m(X)
    a = A(4, 2)
    a.load_state_dict(m.fc3.state_dict())
    m.fc3 = a
    eq(m(X), base + a.bias)

    class B(Linear):
        pass

    b = B(4, 2)
    b.load_state_dict(a.state_dict())
    m.fc3 = b
    eq(m(X), base)
    B.__call__ = lambda self, x: x
    assert len(m(X).tolist()) == 4 and len(b(tensor([1.0, 2.0, 3.0, 4.0])).tolist()) == 4
    del B.__call__
    eq(m(X), base)
    eq(b(tensor([1.0, 0.0, 0.0, 0.0])), linear(tensor([1.0, 0.0, 0.0, 0.0]), b.weight, b.bias))


def test_call_patched_on_module():  # tenon.fx and profilers do this
    m, n, old = MLP(3, 4, 2), [], Module.__call__
    base = m(X)

    def w(self, *a, **k):
        n.append(type(self).__name__)
        return old(self, *a, **k)

    Module.__call__ = w
    try:
        eq(m(X), base)
        assert n == ["MLP", "Linear", "ReLU", "Linear", "ReLU", "Linear"], n
    finally:
        Module.__call__ = old
    n.clear()
    eq(m(X), base)
    assert n == []
    og, seen = Module.__getattr__, []

    def ga(self, k):
        seen.append(k)
        return og(self, k)

    Module.__getattr__ = ga
    try:
        assert m.fc1.weight is not None
        m(X)
        assert seen.count("weight") >= 2, seen
    finally:
        Module.__getattr__ = og
    seen.clear()
    assert m.fc1.weight is not None and seen == []


def test_child_replaced_by_other_signature():
    class P(Module):
        def forward(self, x, gain=2):
            return x + x

    m = MLP(3, 4, 2)
    m.act = P()
    m(X)


def test_compile_attr():
    m = MLP(3, 4, 2)
    m.fc3._compiled_call_impl = lambda x: x
    assert len(m(X).tolist()) == 4


def test_class_level_tricks():
    m = MLP(3, 4, 2)
    base = m(X)
    d = linear(m.act(m.fc2(m.act(m.fc1(X)))), m.fc3.weight, None)

    class A(Linear):
        pass

    a = A(4, 2)
    a.load_state_dict(m.fc3.state_dict())
    m.fc3 = a
    eq(m(X), base)
    A.bias = None
    eq(m(X), d)
    del A.bias
    eq(m(X), base)  # class attribute beats _parameters

    class Sq(Module):
        @staticmethod
        def forward(x):
            return x + x

    m.fc3 = Sq()
    assert len(m(X).tolist()) == 4

    class Pt(Module):
        forward = functools.partialmethod(lambda self, x, k: x + x, k=1)

    m.fc3 = Pt()
    assert len(m(X).tolist()) == 4

    class Other(Module):
        def forward(self, x):
            return x

    class B(A):
        pass

    b = B(4, 2)
    m.fc3 = b
    m(X)
    B.__bases__ = (Doubler,)
    b.load_state_dict(a.state_dict())
    eq(m(X), base + base)

    class Meta(type):
        def mro(cls):
            return type.mro(cls)

    class M(Linear, metaclass=Meta):
        pass

    q = M(4, 2)
    q.load_state_dict(a.state_dict())
    m.fc3 = q
    eq(m(X), base)
    M.forward = lambda self, x: x
    assert len(m(X).tolist()) == 4
    raises(NotImplementedError, lambda: Module()(X))


def test_class_counter_in_forward():  # a class that is modified at every call (3.13 stops giving version tags after 1000)
    class A(Linear):
        n = 0

        def forward(self, x):
            type(self).n += 1
            return super().forward(x)

    m = MLP(3, 4, 2)
    a = A(4, 2)
    a.load_state_dict(m.fc3.state_dict())
    base = m(X)
    m.fc3 = a
    for _ in range(2500):
        y = m(X)
    eq(y, base)
    assert A.n == 2500
    A.forward = lambda self, x: x
    assert len(m(X).tolist()) == 4


def test_many_classes_die():  # plans must not outlive or confuse classes reusing an address
    for i in range(3000):
        S = type("S", (Linear,), {} if i % 2 else {"forward": lambda self, x: X})
        m = S(3, 2)
        assert len(m(X).tolist()) == (2 if i % 2 else 3)
        del S, m
        if i % 500 == 0:
            gc.collect()


def test_mutate_during_forward():  # a child removes itself / is freed while running
    m = MLP(3, 4, 2)

    class Evil(Module):
        def forward(self, x):
            m.fc2 = Linear(4, 4)
            m.__dict__["_modules"].pop("act")
            gc.collect()
            m._modules["act"] = ReLU()
            return x

    m.act = Evil()
    r = weakref.ref(m.act)
    m(X)
    gc.collect()
    assert r() is None


def test_exception_identity_through_native():
    class Boom(Exception):
        pass

    class A(Module):
        def forward(self, x):
            raise Boom("x")

    m = MLP(3, 4, 2)
    m.act = A()
    e = raises(Boom, lambda: m(X))
    assert any(f.name == "forward" and f.filename == __file__ for f in traceback.extract_tb(e.__traceback__))
    raises((ValueError, RuntimeError), lambda: m.fc1(tensor([1.0])))


def test_recursion_is_an_error_not_a_crash():
    s = Sequential(Linear(3, 3))
    s._modules["1"] = s
    raises(RecursionError, lambda: s(X))


def test_setattr_forward_on_class_then_instances_in_threads():
    m = MLP(3, 4, 2)
    base = m(X)
    errs = []

    def run():
        try:
            for _ in range(2000):
                m(X)
        except Exception as e:
            errs.append(e)

    ts = [threading.Thread(target=run) for _ in range(2)]
    [t.start() for t in ts]
    [t.join() for t in ts]
    assert not errs
    eq(m(X), base)
