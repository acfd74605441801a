"""Views, casts and changes of the tensor object, beyond the samples of tests/ops."""

from __future__ import annotations

import pytest
import tenon


def test_views_share_memory() -> None:
    x = tenon.zeros(2, 3)
    x.t()[0, 1] = 1
    x[:, 1:].select(1, 0).fill_(2)
    x.unbind()[1][2] = 3
    assert x.tolist() == [[0, 2, 0], [1, 2, 3]]


def test_writes_through_views_reach_the_gradient() -> None:
    x = tenon.ones(2, 3, requires_grad=True)
    y = x * 2
    y[:, 1].mul_(3)
    y.diagonal().zero_()
    y.sum().backward()
    assert x.grad is not None and x.grad.tolist() == [[0, 6, 2], [2, 0, 2]]


def test_overlapping_view_sums_its_gradients() -> None:
    x = tenon.arange(3.0).requires_grad_()
    x.as_strided((2, 2), (1, 1)).sum().backward()
    assert x.grad is not None and x.grad.tolist() == [1, 2, 1]


def test_to_returns_itself_when_nothing_changes() -> None:
    x = tenon.ones(2)
    assert x.to(tenon.float32) is x
    assert x.to("cpu") is x
    assert x.float() is x
    assert x.to(tenon.float32, copy=True) is not x
    assert x.to(tenon.bfloat16).dtype is tenon.bfloat16
    assert x.bfloat16().double().tolist() == [1, 1]
    assert x.to(tenon.zeros(1, dtype=tenon.int64)).dtype is tenon.int64
    assert x.to("meta").device.type == "meta"
    with pytest.raises(NotImplementedError, match="no data"):
        x.to("meta").to("cpu")


def test_view_as_another_dtype() -> None:
    x = tenon.tensor([1.0, 2.0])
    assert x.view(tenon.int32).tolist() == [0x3F800000, 0x40000000]
    assert x.view(tenon.uint8).shape == (8,)
    assert x.view(tenon.int64).shape == (1,)
    with pytest.raises(RuntimeError, match="divisible by 2"):
        tenon.zeros(3).view(tenon.float64)


def test_resize_keeps_elements_and_other_views() -> None:
    x = tenon.arange(4)
    view = x[:2]
    x.resize_(2, 3)
    assert x.shape == (2, 3)
    assert x.reshape(-1)[:4].tolist() == [0, 1, 2, 3]
    assert view.tolist() == [0, 1]
    assert tenon.arange(4).resize_as_(view).tolist() == [0, 1]
    assert tenon.zeros(1, dtype=tenon.int64).set_(view).tolist() == [0, 1]
    with pytest.raises(RuntimeError, match="requires? grad"):
        tenon.ones(2, requires_grad=True).resize_(3)


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda x: x[:, 9], IndexError, "out of bounds|out of range"),
        (lambda x: x.select(0, 5), IndexError, "index 5 out of range"),
        (lambda x: x.transpose(0, 7), IndexError, "Dimension out of range"),
        (lambda x: x.permute(0), RuntimeError, "number of dimensions"),
        (lambda x: x.narrow(0, 1, 3), RuntimeError, "exceeds dimension size"),
        (lambda x: x.split([1, 2]), RuntimeError, "sum exactly to 2"),
        (lambda x: x.view(5), RuntimeError, "invalid for input of size 6"),
        (lambda x: tenon.cat([x, tenon.zeros(3, 4)]), RuntimeError, "Expected size 3 but got size 4"),
        (lambda x: tenon.cat([]), ValueError, "non-empty list"),
        (lambda x: tenon.stack([x, tenon.zeros(2)]), RuntimeError, "equal size"),
        (lambda x: x[tenon.tensor([5])], IndexError, "index 5 is out of bounds for dimension 0 with size 2"),
        (lambda x: x[tenon.tensor([True])], IndexError, "shape of the mask"),
        (lambda x: x.gather(0, tenon.tensor([[7]])), RuntimeError, "index 7 is out of bounds"),
        (
            lambda x: x.scatter(0, tenon.tensor([[0]]), tenon.zeros(1, 1, dtype=tenon.float64)),
            RuntimeError,
            "self.dtype to be equal to src.dtype",
        ),
        (lambda x: x.index_add(0, tenon.tensor([0, 1]), tenon.zeros(3, 3)), RuntimeError, "Number of indices"),
        (lambda x: x.topk(4), RuntimeError, "out of range"),
        (lambda x: tenon.zeros(0).max(), RuntimeError, "numel\\(\\) == 0"),
        (lambda x: tenon.zeros(0).argmax(), IndexError, "numel\\(\\) == 0"),
    ],
)
def test_errors(call: object, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        call(tenon.zeros(2, 3))  # type: ignore[operator]


def test_a_view_made_under_no_grad_stays_out_of_the_graph() -> None:
    x = tenon.ones(4, requires_grad=True)
    with tenon.no_grad():
        views = [x[:2], x.view(2, 2)[0], x.split(2)[0]]
    for v in views:
        assert v.requires_grad and v.is_leaf and v.grad_fn is None
        (tenon.ones(2, requires_grad=True) * v).sum().backward()
        assert x.grad is None
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode"):
        views[0].add_(1)
    with tenon.no_grad():
        views[0].add_(1)
    assert x.tolist() == [2, 2, 1, 1]
    (x[:2] * 3).sum().backward()
    assert x.grad is not None and x.grad.tolist() == [3, 3, 0, 0]
