"""Attributes, parameters and the dicts behind them."""

import copy

import pytest
import tenon
from tenon import relu
from tenon.nn import Linear, Module, Parameter
from tenon.nn.functional import linear

from .module_tools import MLP, X, eq, raises


@pytest.fixture(autouse=True)
def _no_grad():
    tenon.manual_seed(1)
    with tenon.no_grad():
        yield


def test_vars_and_dict():
    m = Linear(3, 2)
    v = vars(m)
    assert (
        v is m.__dict__
        and {"_parameters", "_buffers", "_modules", "in_features", "training"} <= v.keys()
        and m._forward_hooks == {}
        and list(v["_parameters"]) == ["weight", "bias"]
        and "weight" not in v
    )
    assert v["in_features"] == 3


def test_set_attr_no_rebuild():
    m = Linear(3, 2)
    m.in_features = 99
    assert m.in_features == 99 and vars(m)["in_features"] == 99
    eq(m(X), linear(X, m.weight, m.bias))


def test_del_child():
    m = MLP(3, 4, 2)
    del m.fc3
    assert "fc3" not in m._modules
    e = raises(AttributeError, lambda: m(X), "fc3")
    assert "'MLP' object has no attribute 'fc3'" in str(e)
    del m.fc1.bias
    raises(AttributeError, lambda: m.fc1(X), "bias")


def test_no_slots_needed():
    m = Linear(3, 2)
    m.anything = [1]
    m.x.y if hasattr(m, "x") else None
    assert m.anything == [1]


def test_old_weight_norm_style():
    m = MLP(3, 4, 2)
    w = m.fc1.weight
    del m.fc1._parameters["weight"]
    m.fc1.weight = w + w
    assert "weight" in vars(m.fc1)
    h = relu(linear(X, w + w, m.fc1.bias))
    h = relu(linear(h, m.fc2.weight, m.fc2.bias))
    eq(m(X), linear(h, m.fc3.weight, m.fc3.bias))


def test_functional_call_style():  # swap tensors in _parameters, run, swap back
    m = MLP(3, 4, 2)
    base = m(X)
    old = m.fc3._parameters["bias"]
    m.fc3._parameters["bias"] = old + old
    eq(m(X), base + old)
    m.fc3._parameters["bias"] = old
    eq(m(X), base)


def test_dict_shadows_parameter():
    m = Linear(3, 2)
    m.__dict__["bias"] = m.bias + m.bias
    assert m.bias is vars(m)["bias"]
    eq(m(X), linear(X, m.weight, vars(m)["bias"]))


def test_parametrize_style():
    m = MLP(3, 4, 2)
    fc, orig = m.fc3, m.fc3.weight
    del fc.weight
    fc.register_parameter("original", orig)
    calls = []
    P = type(
        "ParametrizedLinear",
        (type(fc),),
        {"weight": property(lambda self: (calls.append(1), self.original + self.original)[1])},
    )
    fc.__class__ = P
    h = relu(linear(relu(linear(X, m.fc1.weight, m.fc1.bias)), m.fc2.weight, m.fc2.bias))
    eq(m(X), linear(h, orig + orig, fc.bias))
    assert calls and "weight" not in fc._parameters
    c = copy.deepcopy(m)
    eq(c(X), m(X))
    assert isinstance(fc, Linear)


def test_register_and_raw_dicts():
    m = Linear(3, 2)
    m.register_parameter("p", Parameter(X))
    m._parameters["w"] = Parameter(X)
    assert m.w is m._parameters["w"] and "w" in dict(m.named_parameters()) and "p" in m.state_dict()
    raises(KeyError, lambda: m.register_parameter("forward", Parameter(X)), "already exists")
    raises(KeyError, lambda: setattr(m, "forward", Parameter(X)), "already exists")
    k = MLP(3, 4, 2)
    k.__dict__["_modules"]["fc3"] = Linear(4, 7)
    assert len(k(X).tolist()) == 7
    k.__dict__["_modules"] = dict(k._modules, fc3=Linear(4, 6))
    assert len(k(X).tolist()) == 6
    k._modules["fc3"] = None
    raises(TypeError, lambda: k(X))
    q = Linear(3, 2)
    q._parameters = dict(q._parameters, bias=None)
    eq(q(X), linear(X, q.weight, None))


def test_setattr_rules():
    m = Linear(3, 2)
    raises(TypeError, lambda: setattr(m, "weight", X), "cannot assign")
    m.bias = None
    assert m._parameters["bias"] is None
    m.in_features = Parameter(X)
    assert "in_features" in m._parameters and "in_features" not in vars(m)
    m.register_buffer("b", X)
    m.b = X + X
    assert m._buffers["b"] is m.b
    raises(TypeError, lambda: setattr(m, "b", 3), "as buffer")
    m.b = Linear(1, 1)
    assert "b" in m._modules and "b" not in m._buffers
    raises(TypeError, lambda: setattr(m, "b", 3), "as child module")
    m.b = None
    assert m._modules["b"] is None


def test_object_setattr_hides_child():
    m = Linear(3, 2)
    k = Linear(3, 2)
    object.__setattr__(m, "hidden", k)
    assert m.hidden is k and "hidden" not in m._modules
    super(Module, m).__setattr__("hid2", k)
    assert m.hid2 is k
    object.__delattr__(m, "hidden")
    assert not hasattr(m, "hidden")


def test_setattr_overridden():
    log = []

    class A(Linear):
        def __setattr__(self, k, v):
            log.append(k)
            super().__setattr__(k, v)

    a = A(3, 2)
    assert "in_features" in log and "weight" in log and list(a._parameters) == ["weight", "bias"], log


def test_getattr_delegation():
    class W(Module):
        def __init__(self, m):
            super().__init__()
            self.module = m

        def __getattr__(self, k):
            try:
                return super().__getattr__(k)
            except AttributeError:
                return getattr(self.module, k)

        def forward(self, x):
            return self.module(x)

    w = W(Linear(3, 2))
    assert w.in_features == 3 and w.weight is w.module.weight
    eq(w(X), w.module(X))
    raises(AttributeError, lambda: w.zzz)

    class Lazy(Linear):
        def __getattr__(self, k):
            if k == "bias" and "on" in self.__dict__:
                return None
            return super().__getattr__(k)

    z = Lazy(3, 2)
    z.on = 1
    eq(z(X), linear(X, z.weight, None))


def test_getattribute_overridden():
    class A(Linear):
        def __getattribute__(self, k):
            return (
                None
                if k == "bias" and "on" in object.__getattribute__(self, "__dict__")
                else super().__getattribute__(k)
            )

    m = MLP(3, 4, 2)
    a = A(4, 2)
    a.on = 1
    m.fc3 = a
    h = relu(linear(relu(linear(X, m.fc1.weight, m.fc1.bias)), m.fc2.weight, m.fc2.bias))
    eq(m(X), linear(h, a._parameters["weight"], None))


def test_property_field():
    class A(Linear):
        @property
        def bias(self):
            return None

        @bias.setter
        def bias(self, v):
            pass

    try:
        a = A(3, 2)
    except KeyError as e:
        assert "already exists" in str(e)
        return  # PyTorch refuses too
    eq(a(X), linear(X, a.weight, None))


def test_dict_replaced():
    m = Linear(3, 2)
    n = Linear(3, 2)
    n.__dict__ = dict(m.__dict__)
    eq(n(X), m(X))
    m.__dict__.update(n.__dict__)
