"""What ops ask of out=, and the order in which sort() leaves equal elements, as in PyTorch; samples test the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import tenon

X = tenon.arange(6.0)
POSITIONS = tenon.tensor([2, 0, 1])


@pytest.mark.parametrize(
    "call",
    [
        lambda: tenon.cat([X[:2], X[2:]], out=X),
        lambda: tenon.stack([X[:3], X[3:]], out=X.view(2, 3)),
        lambda: tenon.gather(POSITIONS.clone(), 0, POSITIONS[1:], out=POSITIONS[:1]),
        lambda: tenon.index_select(X, 0, POSITIONS, out=X[:3]),
        lambda: tenon.take(X, POSITIONS, out=X[3:]),
        lambda: tenon.masked_select(X, X > 2, out=X),
        lambda: tenon.kthvalue(X, 2, out=(X[0], tenon.tensor(0))),
        lambda: tenon.topk(X, 2, out=(X[:2], POSITIONS[:2].clone())),
    ],
)
def test_memory_of_an_argument_is_refused(call: Callable[[], Any]) -> None:
    before = X.tolist()
    with pytest.raises(RuntimeError, match="refer to a single memory location"):
        call()
    assert X.tolist() == before


def test_an_out_that_grows_into_an_argument_is_refused() -> None:
    out = tenon.empty(0)
    with pytest.raises(RuntimeError, match="refer to a single memory location"):
        tenon.cat([out, tenon.ones(2, 3)], out=out)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tenon.aminmax(X, dim=0, out=(tenon.tensor(0.0), tenon.tensor(0.0).double())), "float32, but got"),
        (lambda: tenon.multinomial(X, 2, out=tenon.empty(2)), "int64, but got float32"),
        (lambda: tenon.argmax(X, out=tenon.tensor(0, dtype=tenon.int32)), "int64, but got int32"),
        (lambda: tenon.tril(X.view(2, 3), out=tenon.empty(2, 3).double()), "float32, but got float64"),
    ],
)
def test_the_dtype_of_the_result_is_wanted(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(RuntimeError, match="Expected out tensor to have dtype .*" + message):
        call()


def test_the_dtype_of_out_is_that_of_arange() -> None:
    assert tenon.arange(0, 3, 0.5, out=tenon.empty(0, dtype=tenon.int32)).tolist() == [0] * 6
    with pytest.raises(ValueError, match="step must be nonzero"):
        tenon.arange(0, 3, 0.5, out=tenon.empty(0, dtype=tenon.int64))


def test_equal_elements_come_in_the_order_of_pytorch() -> None:
    x = tenon.arange(20) % 3
    order = [18, 3, 15, 6, 12, 9, 0, 10, 19, 16, 13, 7, 4, 1, 11, 8, 14, 5, 17, 2]
    assert x.sort().indices.tolist() == order and x.argsort().tolist() == order
    down = [2, 17, 5, 14, 8, 11, 10, 19, 16, 13, 7, 4, 1, 0, 9, 12, 6, 15, 3, 18]
    assert x.sort(descending=True).indices.tolist() == down
    stable = [i for r in range(3) for i in range(20) if i % 3 == r]
    assert x.sort(stable=True).indices.tolist() == stable and x.argsort(stable=True).tolist() == stable
    many = tenon.arange(1 << 15) % 2  # as many integers as these are sorted by digits
    assert many.sort().indices.tolist() == [*range(0, 1 << 15, 2), *range(1, 1 << 15, 2)]


def test_addbmm_gives_its_input_the_size_of_the_result() -> None:
    left, right, x = tenon.ones(2, 3, 4), tenon.ones(2, 4, 5), tenon.ones(1)
    assert x.addbmm_(left, right, beta=2) is x and x.shape == (3, 5) and x.unique().tolist() == [10]
    x = tenon.ones(5, 3).t()
    assert x.addbmm_(left, right).stride() == (1, 3)
    w = tenon.ones(3, 5, requires_grad=True)
    (w * 2).addbmm_(left, right, beta=3).sum().backward()
    assert w.grad is not None and w.grad.unique().tolist() == [6]
    with pytest.raises(RuntimeError):
        tenon.ones(2, 3, 5).addbmm_(left, right)
