"""Ops as callables: binding, errors, documentation."""

import copy
import inspect
import pickle

import pytest
import tenon


@pytest.fixture
def a():
    return tenon.tensor([1.0, 2.0])


def test_ways_to_call(a):
    assert tenon.add(a, 1, alpha=2).tolist() == [3, 4]
    assert tenon.add(input=a, other=a).tolist() == [2, 4]
    assert a.add(other=1).tolist() == [2, 3]
    assert (
        tenon.zeros(2, 3).shape
        == tenon.zeros((2, 3)).shape
        == tenon.zeros(size=(2, 3)).shape
        == tenon.zeros([2, 3]).shape
    )
    assert a.view(2, 1).shape == a.view((2, 1)).shape == a.view(-1, 1).shape == (2, 1)
    assert a.reshape(-1).shape == a.reshape((2,)).shape == (2,)
    assert a.sum(dim=0).item() == a.sum(axis=0).item() == a.sum([0]).item() == a.sum(0, keepdim=True).item() == 3


def test_new_tensors_take_requires_grad():
    assert tenon.ones(2, requires_grad=True).requires_grad
    assert tenon.zeros_like(tenon.ones(2), requires_grad=True).is_leaf
    with pytest.raises(RuntimeError, match="floating point"):
        tenon.ones(2, dtype=tenon.int32, requires_grad=True)


def test_dtypes_and_devices():
    assert tenon.zeros(2, dtype=float).dtype is tenon.float32 and tenon.zeros(2, dtype=int).dtype is tenon.int64
    assert tenon.zeros(2, device="meta").is_meta and tenon.zeros(2, device=tenon.device("cpu")).is_cpu


def test_to(a):
    assert (
        a.to(tenon.float64).dtype is tenon.float64 and a.to("cpu") is a and a.to(dtype=tenon.int32).dtype is tenon.int32
    )
    assert a.to("cpu", tenon.int64).dtype is tenon.int64 and a.to(tenon.ones(1, dtype=tenon.int8)).dtype is tenon.int8
    assert a.to(tenon.float32, copy=True) is not a and a.long().dtype is tenon.int64


def test_out(a):
    out = tenon.empty(2)
    assert tenon.add(a, a, out=out) is out and out.tolist() == [2, 4]
    with pytest.raises(TypeError, match="argument 'out' must be Tensor, not list|must be Tensor, not int"):
        tenon.add(a, a, out=[3])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a: tenon.add(a, "x"), r"add\(\): argument 'other' \(position 2\) must be Tensor, not str"),
        (lambda a: a.add("x"), r"add\(\): argument 'other' \(position 1\) must be Tensor, not str"),
        (lambda a: tenon.add(a, other="x"), r"add\(\): argument 'other' must be Tensor, not str"),
        (lambda a: tenon.add(a), 'missing 1 required positional arguments: "other"'),
        (lambda a: tenon.add(a, a, beta=1), "got an unexpected keyword argument 'beta'"),
        (lambda a: tenon.add(a, a, a), "takes 2 positional arguments but 3 were given"),
        (lambda a: tenon.add(a, a, other=a), "multiple values for argument 'other'"),
        (lambda a: tenon.exp("x"), r"exp\(\): argument 'input' \(position 1\) must be Tensor, not str"),
        (lambda a: tenon.zeros(2, dtype="float32"), "argument 'dtype' must be tenon.dtype, not str"),
        (lambda a: tenon.Tensor.add(1, a), "descriptor 'add' for 'Tensor' objects needs a Tensor, got int"),
    ],
)
def test_errors(a, call, message):
    with pytest.raises(TypeError, match=message):
        call(a)


def test_functions_do_not_bind_and_methods_do(a):
    class Layer:
        act = tenon.relu
        method = tenon.Tensor.relu

    assert Layer().act(-a).tolist() == [0, 0]
    assert a.relu.__self__ is a and tenon.Tensor.relu(a).tolist() == [1, 2]


def test_pickle_and_copy():
    for op in (tenon.add, tenon.Tensor.add):
        assert copy.deepcopy(op) is op
        assert repr(pickle.loads(pickle.dumps(op))) == repr(op)
    assert pickle.loads(pickle.dumps(tenon.relu)) is tenon.relu
    assert pickle.loads(pickle.dumps(tenon.special.expm1)) is tenon.special.expm1


def test_documentation():
    op = tenon.add
    assert (
        op.__name__ == "add"
        and op.__module__ == "tenon"
        and op.__doc__.startswith("add(input, other, *, alpha=1, out=None)")
    )
    assert str(inspect.signature(op)) == "(input, other, *, alpha=1, out=None)"
    assert str(inspect.signature(tenon.Tensor.add)) == "(self, other, *, alpha=1)"
    assert op.__source__.rpartition("/")[2].startswith("binary.cpp:") and repr(op) == "<op tenon.add>"
    assert tenon.Tensor.add.__qualname__ == "Tensor.add"
    assert tenon.add.schemas == ("add(Tensor|Scalar input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",)


def test_overloads():
    t = tenon.zeros(4, 2)
    assert len(t.split(2)) == 2 and [p.shape[0] for p in t.split([1, 3])] == [1, 3]
    with pytest.raises(TypeError, match="invalid combination of arguments - got \\(str\\), but expected one of"):
        t.split("x")


def test_numpy_scalars(a):
    np = pytest.importorskip("numpy")
    assert (a * np.float64(2)).tolist() == [2, 4] and tenon.add(a, np.int32(1)).tolist() == [2, 3]
    assert tenon.zeros(np.int64(2), np.int64(3)).shape == (2, 3) and tenon.mul(a, np.float32(2)).dtype is tenon.float32


def test_missing_names():
    with pytest.raises(AttributeError, match="module 'tenon' has no attribute 'no_such_thing'"):
        tenon.no_such_thing  # noqa: B018
    with pytest.raises(AttributeError, match="tenon.ops has no namespace .no_such_plugin."):
        tenon.ops.no_such_plugin  # noqa: B018
