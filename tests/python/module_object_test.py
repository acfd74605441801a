"""Modules as objects: hooks, copies, pickles, lifetime, state."""

import copy
import gc
import pickle
import weakref

import pytest
import tenon
from tenon import nn
from tenon.nn import Linear, Parameter, ReLU, Sequential
from tenon.nn.functional import linear

from .module_tools import MLP, Doubler, WithParam, X, eq, raises, ref


@pytest.fixture(autouse=True)
def _no_grad():
    tenon.manual_seed(1)
    with tenon.no_grad():
        yield


def test_hooks_on_native_child():
    m, log = MLP(3, 4, 2), []
    h1 = m.fc2.register_forward_hook(lambda mod, a, out: log.append((type(mod).__name__, len(a), len(out.tolist()))))
    h2 = m.fc2.register_forward_pre_hook(lambda mod, a: log.append("pre"))
    base = m(X)
    assert log == ["pre", ("Linear", 1, 4)], log
    h2.remove()
    h1.remove()
    log.clear()
    eq(m(X), base)
    assert log == []
    m.fc3.register_forward_hook(lambda mod, a, out: out + out)
    eq(m(X), base + base)
    m.fc3._forward_hooks.clear()
    eq(m(X), base)  # direct manipulation
    m.fc1.register_forward_pre_hook(lambda mod, a: (a[0] + a[0],))
    eq(m(X), ref(m, X + X))
    m.__dict__["_modules"]["fc1"]._forward_pre_hooks = type(m.fc1._forward_hooks)()
    eq(m(X), base)


def test_global_hooks():
    n = []
    m = MLP(3, 4, 2)
    h = nn.modules.module.register_module_forward_hook(lambda mod, a, o: n.append(type(mod).__name__))
    try:
        m(X)
        assert n == ["Linear", "ReLU", "Linear", "ReLU", "Linear", "MLP"], n
    finally:
        h.remove()


def test_deepcopy_is_deep():
    m = MLP(3, 4, 2)
    c = copy.deepcopy(m)
    eq(c(X), m(X))
    assert c.fc1 is not m.fc1 and c.fc1.weight is not m.fc1.weight and type(c.fc1.weight) is Parameter
    c.fc1.weight.copy_(c.fc1.weight + c.fc1.weight)
    raises(AssertionError, lambda: eq(c(X), m(X)))
    s = copy.copy(m)
    assert s._modules is m._modules or s.fc1 is m.fc1


def test_pickle_round_trip():
    for m in (MLP(3, 4, 2), Doubler(3, 2), WithParam(3), Sequential(Linear(3, 4), ReLU())):
        for p in range(6):
            c = pickle.loads(pickle.dumps(m, p))
            eq(c(X), m(X))
            assert type(c) is type(m) and vars(c).keys() == vars(m).keys()


def test_shared_parameters():
    a, b = Linear(3, 3), Linear(3, 3)
    b.weight = a.weight
    s = Sequential(a, b)
    assert len(list(s.parameters())) == 3
    c = copy.deepcopy(s)
    assert c[0].weight is c[1].weight
    p = pickle.loads(pickle.dumps(s))
    assert p[0].weight is p[1].weight
    a.weight.copy_(a.weight + a.weight)
    eq(b(X), linear(X, a.weight, b.bias))


def test_weakrefs():
    m = Linear(3, 2)
    r = weakref.ref(m)
    d = weakref.WeakKeyDictionary({m: 1})
    assert r() is m and d[m] == 1
    s = {m}
    assert m in s
    p = weakref.proxy(m)
    assert p.in_features == 3
    del m, s
    gc.collect()
    assert r() is None and len(d) == 0


def test_cycles_are_collected():
    m = MLP(3, 4, 2)
    r = weakref.ref(m)
    rc = weakref.ref(m.fc1)
    m.me = [m]
    m.fc1.register_forward_hook(lambda *a, m=m: None)
    m.fc2.forward = lambda x, m=m: x
    del m
    gc.collect()
    assert r() is None and rc() is None

    class A(Linear):
        pass

    a = A(3, 2)
    A.inst = a
    w = weakref.ref(A)
    del a, A
    gc.collect()
    assert w() is None


def test_finalizer_runs():
    log = []

    class A(Linear):
        def __del__(self):
            log.append(self.in_features)

    a = A(3, 2)
    del a
    gc.collect()
    assert log == [3]


def test_train_eval_and_state_dict():
    m = MLP(3, 4, 2)
    m.eval()
    assert not m.fc1.training
    m.train()
    assert m.fc1.training
    n = MLP(3, 4, 2)
    n.load_state_dict(m.state_dict())
    eq(n(X), m(X))
    assert list(m.state_dict()) == [
        "fc1.weight",
        "fc1.bias",
        "fc2.weight",
        "fc2.bias",
        "fc3.weight",
        "fc3.bias",
    ]


def test_sequential_edits():
    s = Sequential(Linear(3, 4), ReLU())
    s.add_module("2", Linear(4, 2))
    assert len(s) == 3
    eq(s(X), s[2](s[1](s[0](X))))
    y = Sequential()
    assert y(X) is X

    class Rev(Sequential):
        def forward(self, x):
            return x

    assert Rev(Linear(3, 3))(X) is X


def test_eq_hash_bool():
    a, b = Linear(3, 2), Linear(3, 2)
    assert a != b and a == a and len({a, b}) == 2 and bool(a)
