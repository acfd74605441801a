"""Pictures of results: grids of images, curves."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import Any

import tenon


def _stretched(image: tenon.Tensor, low: float, high: float) -> tenon.Tensor:
    """Values of [low, high] as [0, 1]."""
    return (image.clamp(low, high) - low) / max(high - low, 1e-5)


def make_grid(
    tensor: Any,
    nrow: int = 8,
    padding: int = 2,
    normalize: bool = False,
    value_range: tuple[float, float] | None = None,
    scale_each: bool = False,
    pad_value: float = 0.0,
) -> tenon.Tensor:
    """Images in a grid [C, H', W'] with nrow images a row.

    Args:
        tensor: images [N, C, H, W], one image [C, H, W] or [H, W], or a list of images. Gray ones become RGB.
        normalize: stretch values to [0, 1]; from value_range, else from the least and greatest of all (of each image
            with scale_each).

    Example:
        >>> tenon.vision.utils.make_grid(tenon.zeros(3, 1, 4, 4), nrow=2).shape
        tenon.Size([3, 14, 14])
    """
    if not isinstance(tensor, tenon.Tensor) and not (
        isinstance(tensor, (list, tuple)) and all(isinstance(t, tenon.Tensor) for t in tensor)
    ):
        raise TypeError(f"tensor or list of tensors expected, got {type(tensor)}")
    images = tenon.stack(list(tensor)) if isinstance(tensor, (list, tuple)) else tensor
    while images.dim() < 4:
        images = images.unsqueeze(0)
    if images.size(1) == 1:
        images = tenon.cat([images] * 3, 1)
    if normalize:
        parts = list(images) if scale_each else [images]
        ranges = [value_range or (p.min().item(), p.max().item()) for p in parts]
        parts = [_stretched(p, *r) for p, r in zip(parts, ranges)]
        images = tenon.stack(parts) if scale_each else parts[0]
    if images.size(0) == 1:
        return images.squeeze(0)
    n, channels, height, width = images.shape
    columns = min(nrow, n)
    rows = math.ceil(n / columns)
    shape = (channels, rows * (height + padding) + padding, columns * (width + padding) + padding)
    grid = tenon.full(shape, pad_value, dtype=images.dtype)
    for i in range(n):
        y, x = i // columns * (height + padding) + padding, i % columns * (width + padding) + padding
        grid[:, y : y + height, x : x + width] = images[i]
    return grid


def save_image(tensor: Any, fp: str | os.PathLike[str], format: str | None = None, **kwargs: Any) -> None:
    """Writes images of floats in [0, 1] as one picture (see make_grid); PNG, or JPEG by format or the file's name."""
    grid = make_grid(tensor, **kwargs).mul(255).add(0.5).clamp(0, 255).to(tenon.uint8)
    kind = (format or os.path.splitext(os.fspath(fp))[1]).lower().lstrip(".")
    io = tenon.vision.io
    (io.write_jpeg if kind in ("jpg", "jpeg") else io.write_png)(grid, os.fspath(fp))


def draw_curve(values: Sequence[float], fp: str, title: str, size: tuple[int, int] = (640, 360)) -> None:
    """Writes a line through values as a picture, with axes in the values' units."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = 60, 30, size[0] - 20, size[1] - 30
    low, high = min(0.0, *values), max(*values, 1e-9)
    draw.rectangle((left, top, right, bottom), outline="gray")
    for i in range(5):
        y = bottom - (bottom - top) * i / 4
        draw.line((left, y, right, y), fill="lightgray")
        draw.text((8, y - 6), f"{low + (high - low) * i / 4:.2f}", fill="black")
    step = (right - left) / max(len(values) - 1, 1)
    points = [(left + step * i, bottom - (bottom - top) * (v - low) / (high - low)) for i, v in enumerate(values)]
    if len(points) > 1:
        draw.line(points, fill="navy", width=2)
    draw.text((left, 8), title, fill="black")
    draw.text((right - 60, bottom + 8), f"{len(values)} steps", fill="black")
    image.save(fp)
