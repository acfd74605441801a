"""Layouts of results: the strides are PyTorch's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import tenon
from tenon.nn import functional as F

LAST = tenon.arange(120.0).reshape(2, 3, 4, 5).to(memory_format=tenon.channels_last)
MOVED = tenon.arange(60.0).reshape(3, 4, 5).permute(2, 0, 1)
KEPT, PLAIN = (60, 1, 15, 3), (60, 20, 5, 1)

CASES: dict[str, tuple[Callable[[tenon.Tensor], tenon.Tensor], tuple[int, ...]]] = {
    "clone": (lambda x: x.clone(), KEPT),
    "flip": (lambda x: x.flip(0, 1), KEPT),
    "rot90": (lambda x: x.rot90(2), KEPT),
    "sort": (lambda x: x.sort(-1).values, KEPT),
    "argsort": (lambda x: x.argsort(0), KEPT),
    "index of the first": (lambda x: x[[0, 1]], KEPT),
    "index of the last": (lambda x: x[..., [0, 1]], (24, 2, 6, 1)),
    "index_fill": (lambda x: x.index_fill(0, tenon.tensor([0]), 1.0), KEPT),
    "index_add": (lambda x: x.index_add(0, tenon.tensor([0]), x[:1]), PLAIN),
    "index_copy": (lambda x: x.index_copy(0, tenon.tensor([0]), x[:1]), PLAIN),
    "masked_fill": (lambda x: x.masked_fill(x > 0, 0), PLAIN),
    "masked_scatter": (lambda x: x.masked_scatter(x > 0, x), PLAIN),
    "scatter": (lambda x: x.scatter(0, tenon.zeros(1, 3, 4, 5, dtype=tenon.int64), 1.0), PLAIN),
    "bernoulli": (lambda x: tenon.bernoulli(x.sigmoid()), PLAIN),
    "normal": (lambda x: tenon.normal(x, 1.0), PLAIN),
    "stack": (lambda x: tenon.stack([x, x], 1), (120, 3, 1, 30, 6)),
    "stack at the end": (lambda x: tenon.stack([x, x], 4), (120, 40, 10, 2, 1)),
    "pad": (lambda x: F.pad(x, (1, 1)), (84, 1, 21, 3)),
    "pad by reflection": (lambda x: F.pad(x, (1, 1, 1, 1), mode="reflect"), (126, 1, 21, 3)),
    "pad around": (lambda x: F.pad(x, (1, 1, 1, 1), mode="circular"), (126, 42, 7, 1)),
    "group_norm": (lambda x: F.group_norm(x, 1), KEPT),
    "one average": (lambda x: F.adaptive_avg_pool2d(x, 1), (3, 1, 3, 3)),
}


@pytest.mark.parametrize("name", CASES)
def test_layout_of_channels_last(name: str) -> None:
    call, strides = CASES[name]
    result = call(LAST)
    assert result.stride() == strides
    if name not in ("bernoulli", "normal"):
        assert tenon.allclose(result, call(LAST.contiguous()), atol=1e-5)


def test_layout_of_permuted() -> None:
    assert MOVED.flip(0).stride() == MOVED.sort(1).values.stride() == (1, 20, 5)
    assert MOVED.rot90().stride() == (20, 1, 5)
    assert MOVED[:, [0, 1]].stride() == (1, 5, 10)
    assert (MOVED.sort(1).values == MOVED.contiguous().sort(1).values).all()
    assert (MOVED[:, [2, 0]] == MOVED.contiguous()[:, [2, 0]]).all()


def test_one_channel_is_channels_last_by_its_strides() -> None:
    x = tenon.rand(2, 1, 4, 5).to(memory_format=tenon.channels_last)
    assert x.stride() == x.clone().stride() == tenon.empty_like(x).stride() == (20, 1, 5, 1)
    assert F.max_pool2d(x, 1).stride() == F.pad(x, (0, 0)).stride() == (20, 1, 5, 1)
    assert F.conv2d(x, tenon.ones(6, 1, 1, 1)).stride() == (120, 1, 30, 6)
    assert (-x).stride() == (20, 20, 5, 1)


def test_strides_of_single_and_of_no_elements_are_kept() -> None:
    assert tenon.rand(2, 6)[:1, :4].clone().stride() == (6, 1)
    assert tenon.empty(0, 3).t().clone().stride() == (1, 3)
