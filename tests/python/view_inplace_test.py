"""Ops that change the layout of a tensor object, and fill_diagonal_."""

from __future__ import annotations

import pytest
import tenon


@pytest.mark.parametrize(
    ("name", "args", "shape"),
    [
        ("transpose_", (0, 2), (1, 3, 2)),
        ("swapaxes_", (0, 1), (3, 2, 1)),
        ("swapdims_", (0, 1), (3, 2, 1)),
        ("unsqueeze_", (1,), (2, 1, 3, 1)),
        ("squeeze_", (), (2, 3)),
        ("squeeze_", (2,), (2, 3)),
        ("squeeze_", ((0, 2),), (2, 3)),
    ],
)
def test_changes_the_object_as_the_view_does(name: str, args: tuple[object, ...], shape: tuple[int, ...]) -> None:
    x = tenon.randn(2, 3, 1)
    view = getattr(x, name[:-1])(*args)
    same = tenon.clone(x)
    address = same.data_ptr()
    assert getattr(same, name)(*args) is same
    assert same.shape == shape and same.data_ptr() == address
    assert tenon.equal(same, view)


def test_gradients_go_through() -> None:
    x = tenon.randn(2, 3, requires_grad=True)
    y = (x * 2).t_()
    assert y.shape == (3, 2)
    weights = tenon.arange(6.0).reshape(3, 2)
    (y * weights).sum().backward()
    assert tenon.equal(x.grad, 2 * weights.t())
    z = (x * 1).unsqueeze_(0)
    assert z.grad_fn is not None
    (grad,) = tenon.autograd.grad(z.sum(), x)
    assert grad.shape == x.shape


def test_leaves_and_recorded_views_are_refused() -> None:
    with pytest.raises(RuntimeError):
        tenon.zeros(2, 3, requires_grad=True).t_()
    x = tenon.zeros(2, 3, requires_grad=True) * 1
    with pytest.raises(RuntimeError, match="view"):
        x[0:1].t_()


def test_fill_diagonal() -> None:
    x = tenon.zeros(5, 2).fill_diagonal_(1)
    assert x.tolist() == [[1, 0], [0, 1], [0, 0], [0, 0], [0, 0]]
    x = tenon.zeros(5, 2).fill_diagonal_(1, wrap=True)
    assert x.tolist() == [[1, 0], [0, 1], [0, 0], [1, 0], [0, 1]]
    x = tenon.zeros(2, 2, 2).fill_diagonal_(3)
    assert x.nonzero().tolist() == [[0, 0, 0], [1, 1, 1]]
    with pytest.raises(RuntimeError):
        tenon.zeros(3).fill_diagonal_(1)


def test_whole_tensors_element_by_element() -> None:
    x = tenon.tensor([[1.0, 2.0], [3.0, 4.0]]).t()
    assert x.apply_(lambda v: v * 2).tolist() == [[2, 6], [4, 8]]
    assert x.map_(tenon.tensor([1.0, 2.0]), lambda a, b: a + b).tolist() == [[3, 8], [5, 10]]
    with pytest.raises(RuntimeError, match="requires grad"):
        tenon.ones(2, requires_grad=True).apply_(abs)


def test_broadcast_shapes() -> None:
    assert tenon.broadcast_shapes((2,), (3, 1), 1) == (3, 2)
    with pytest.raises(RuntimeError, match="broadcast"):
        tenon.broadcast_shapes((2,), (3,))


def test_frombuffer() -> None:
    data = bytearray(b"\x00\x00\x01\x00\x02\x00")
    x = tenon.frombuffer(data, dtype=tenon.int16, offset=2)
    assert x.tolist() == [1, 2]
    data[2] = 7
    assert x[0] == 7
    with pytest.raises(ValueError, match="buffer length"):
        tenon.frombuffer(data, dtype=tenon.int16, count=9)
