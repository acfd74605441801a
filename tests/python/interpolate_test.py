"""Images of bytes are resized in integers, one axis after the other, as PyTorch does; samples test the rest of interpolate()."""

from __future__ import annotations

from typing import Any

import pytest
import tenon

F = tenon.nn.functional
X = (tenon.arange(24) * 53 % 256).to(tenon.uint8).view(1, 2, 3, 4)


@pytest.mark.parametrize("memory_format", [tenon.contiguous_format, tenon.channels_last])
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # PyTorch's.
        (
            {"size": (2, 5), "mode": "bicubic", "align_corners": True},
            [0, 35, 80, 124, 159, 168, 230, 120, 9, 71, 124, 159, 228, 190, 27, 36, 71, 116, 160, 195],
        ),
        ({"size": (2, 3), "mode": "bilinear"}, [51, 69, 139, 177, 99, 73, 122, 193, 103, 56, 127, 197]),
        ({"size": (2, 2), "mode": "bilinear", "antialias": True}, [63, 105, 145, 73, 146, 160, 91, 174]),
        ({"size": (3, 4), "mode": "bicubic"}, X.flatten().tolist()),
    ],
)
def test_bytes(memory_format: Any, options: dict[str, Any], expected: list[int]) -> None:
    assert F.interpolate(X.contiguous(memory_format=memory_format), **options).flatten().tolist() == expected


def test_one_element_stands_for_every_tap() -> None:
    x = tenon.full((1, 3, 1, 1), 200, dtype=tenon.uint8)
    assert F.interpolate(x, size=(3, 5), mode="bicubic").unique().tolist() == [200]
