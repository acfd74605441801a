"""__torch_function__: subclasses, foreign classes, modes; what functions they are given."""

import copy
import pickle
import weakref

import pytest
import tenon
from tenon import Tensor, nn
from tenon.nn import functional as F
from tenon.overrides import TorchFunctionMode, resolve_name


class Plain(Tensor):
    """Inherits everything."""


class Logged(Tensor):
    seen = []

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        cls.seen.append(func)
        return super().__torch_function__(func, types, args, kwargs)


@pytest.fixture
def plain():
    return tenon.tensor([1.0, 2.0, 3.0]).as_subclass(Plain)


@pytest.fixture
def logged():
    Logged.seen.clear()
    return tenon.tensor([1.0, 2.0, 3.0]).as_subclass(Logged)


def test_results_keep_the_class(plain):
    for result in (
        plain + 1,
        1 - plain,
        2**plain,
        -plain,
        plain[0],
        plain.sum(),
        tenon.cat([plain, tenon.ones(1)]),
        F.relu(plain),
        plain > 1,
        plain.clone(),
        plain.data,
        plain.T,
        tenon.ones(3).mul(plain),
        tenon.sin(tenon.ones(3), out=tenon.zeros(3).as_subclass(Plain)),
    ):
        assert type(result) is Plain
    assert [type(t) for t in plain] == [Plain] * 3
    assert {type(t) for t in plain.split(1)} == {Plain}
    values, indices = plain.max(0)
    assert type(values) is type(indices) is Plain
    assert type(plain.shape) is tenon.Size and len(plain) == 3 and plain.tolist() == [1, 2, 3]
    plain += 1
    assert type(plain) is Plain and repr(plain) == "Plain([2., 3., 4.])"
    plain[0] = 5
    assert float(plain[0]) == 5 and bool(plain[0] == 5) and 5.0 in plain


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda t: t + 1, "tenon.Tensor.add"),
        (lambda t: 1 - t, "tenon.Tensor.__rsub__"),
        (lambda t: t / 2, "tenon.Tensor.div"),
        (lambda t: t // 2, "tenon.Tensor.__floordiv__"),
        (lambda t: 1 > t, "tenon.Tensor.lt"),
        (lambda t: ~(t > 0), "tenon.Tensor.__invert__"),
        (lambda t: t[0], "tenon.Tensor.__getitem__"),
        (lambda t: t.__setitem__(0, 1), "tenon.Tensor.__setitem__"),
        (lambda t: len(t), "tenon.Tensor.__len__"),
        (lambda t: t.shape, "tenon.Tensor.shape.__get__"),
        (lambda t: t.size(), "tenon.Tensor.size"),
        (lambda t: t.item, None),
        (lambda t: t.add_(1), "tenon.Tensor.add_"),
        (lambda t: tenon.add(t, t), "tenon.add"),
        (lambda t: tenon.stack([tenon.ones(3), t]), "tenon.stack"),
        (lambda t: F.gelu(t), "tenon.nn.functional.gelu"),
        (lambda t: repr(t), "tenon.Tensor.__repr__"),
        (lambda t: nn.Linear(3, 1)(t), "tenon.nn.functional.linear"),
        (lambda t: nn.Sequential(nn.ReLU())(t), "tenon.nn.functional.relu"),
    ],
)
def test_functions_that_a_class_is_given(logged, call, name):
    call(logged)
    assert (resolve_name(Logged.seen[-1]) if Logged.seen else None) == name


def test_functions_are_one_object_each():
    assert Tensor.add is tenon.Tensor.add and {tenon.mean: 1}[tenon._C._find_op("tenon.mean")] == 1
    assert hash(Tensor.shape.__get__) == hash(Tensor.shape.__get__)


class Scalar:
    """No tensor, but takes part."""

    handled = {}

    def __init__(self, value):
        self.value = value

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return cls.handled[func](*args, **(kwargs or {})) if func in cls.handled else NotImplemented


def test_foreign_classes():
    Scalar.handled[tenon.mean] = lambda s: s.value
    Scalar.handled[tenon.add] = lambda a, b: "added"
    assert tenon.mean(Scalar(5)) == 5
    assert tenon.add(tenon.ones(2), Scalar(1)) == "added"
    with pytest.raises(TypeError, match=r"Multiple dispatch failed for 'tenon.mul'(.|\n)*Scalar"):
        tenon.mul(Scalar(1), 3)
    with pytest.raises(TypeError, match="unsupported operand"):
        tenon.ones(2) + Scalar(1)
    assert tenon.overrides.is_tensor_like(Scalar(1)) and not tenon.overrides.is_tensor_like(5)


def test_subclasses_are_asked_first():
    order = []

    class A(Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            order.append((cls.__name__, [t.__name__ for t in types]))
            return super().__torch_function__(func, types, args, kwargs)

    class B(A):
        pass

    a, b = tenon.ones(1).as_subclass(A), tenon.ones(1).as_subclass(B)
    assert type(tenon.add(a, b)) is B
    assert order == [("B", ["B", "A"])]
    with pytest.raises(TypeError, match="Multiple dispatch failed"):
        tenon.add(a, tenon.ones(1).as_subclass(Plain))


def test_parameters_give_plain_tensors():
    class Special(nn.Parameter):
        pass

    p = Special(tenon.ones(2))
    assert type(p + 1) is Tensor and type(p.detach()) is Tensor and isinstance(p, nn.Parameter)
    marked = nn.Parameter(tenon.ones(2).as_subclass(Plain))
    assert type(marked) is Plain and isinstance(marked, nn.Parameter) and marked.requires_grad
    assert not isinstance(tenon.ones(1), nn.Parameter)


def test_layers(plain):
    for layer in (nn.Linear(3, 2), nn.Sequential(nn.Linear(3, 2), nn.ReLU()), nn.LayerNorm(3), nn.Dropout(0.1)):
        assert type(layer(plain)) is Plain
        assert type(layer(tenon.ones(3))) is Tensor


def test_modes():
    class Log(TorchFunctionMode):
        def __init__(self):
            self.names = []

        def __torch_function__(self, func, types, args=(), kwargs=None):
            self.names.append(func.__name__)
            return func(*args, **(kwargs or {}))

    with Log() as outer, Log() as inner:
        x = tenon.ones(2) + 1
        assert x.shape == (2,)
        nn.ReLU()(x)
    assert inner.names == outer.names == ["ones", "add", "__get__", "relu"]
    tenon.ones(1)
    assert len(inner.names) == 4

    class Two(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            return 2 if func is tenon.ones else func(*args, **(kwargs or {}))

    with Two():
        assert tenon.ones(3) == 2
        with pytest.raises(ValueError, match="leaves"):
            raise ValueError("leaves the mode")
    assert tenon.ones(1).tolist() == [1]


def test_switching_off(plain, logged):
    with tenon._C.DisableTorchFunctionSubclass():
        assert type(plain + 1) is Tensor
    assert type(plain + 1) is Plain

    class Never(Tensor):
        __torch_function__ = tenon._C._disabled_torch_function_impl

    assert type(tenon.ones(1).as_subclass(Never) + 1) is Tensor
    assert not tenon.overrides.has_torch_function((tenon.ones(1), nn.Parameter(tenon.ones(1))))


def test_functions_in_python(logged):
    @tenon.overrides.wrap_torch_function(lambda x: (x,))
    def double(x):
        return x * 2

    assert type(double(logged)) is Logged and Logged.seen[0] is double
    assert double(tenon.ones(1)).tolist() == [2]


def test_objects_of_subclasses(plain):
    plain.note = 5
    twin = copy.deepcopy(plain)
    assert type(twin) is Plain and twin.note == 5 and twin is not plain
    again = pickle.loads(pickle.dumps(plain))
    assert type(again) is Plain and again.note == 5
    x = tenon.ones(2, requires_grad=True)
    y = x.as_subclass(Plain)
    (y * 2).sum().backward()
    assert type(x.grad) is Tensor and x.grad.tolist() == [2, 2]
    holder = nn.Module()
    holder.register_buffer("kept", plain)
    ref, number = weakref.ref(plain), id(plain)
    del plain
    assert id(holder.kept) == number and ref() is holder.kept


def test_errors_of_a_class_arrive():
    class Fails(Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            raise KeyError("mine")

    t = tenon.ones(1).as_subclass(Fails)
    for call in (lambda: t + 1, lambda: t.shape, lambda: len(t), lambda: tenon.sin(t), lambda: nn.ReLU()(t)):
        with pytest.raises(KeyError, match="mine"):
            call()
