"""Pictures of results: grids of images, curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import tenon


def make_grid(
    tensor: Any, nrow: int = 8, padding: int = 2, normalize: bool = False, pad_value: float = 0.0
) -> tenon.Tensor:
    """Images [N, C, H, W], or a list of [C, H, W], in a grid [C, H', W'] with nrow images a row."""
    images = tenon.stack(list(tensor)) if isinstance(tensor, (list, tuple)) else tensor
    if images.dim() == 3:
        images = images.unsqueeze(0)
    if images.size(1) == 1:
        images = tenon.cat([images] * 3, 1)
    if normalize:
        low, high = images.min(), images.max()
        images = (images - low) / (high - low).clamp(min=1e-5)
    n, channels, height, width = images.shape
    columns = min(nrow, n)
    rows = math.ceil(n / columns)
    grid = tenon.full(
        (channels, rows * (height + padding) + padding, columns * (width + padding) + padding),
        pad_value,
        dtype=images.dtype,
    )
    for i in range(n):
        y, x = i // columns * (height + padding) + padding, i % columns * (width + padding) + padding
        grid[:, y : y + height, x : x + width] = images[i]
    return grid


def save_image(tensor: Any, fp: str, **kwargs: Any) -> None:
    """Writes images of floats in [0, 1] as one picture (see make_grid); PNG, or JPEG by the file's name."""
    grid = make_grid(tensor, **kwargs).mul(255).add(0.5).clamp(0, 255).to(tenon.uint8)
    io = tenon.vision.io
    (io.write_jpeg if str(fp).lower().endswith((".jpg", ".jpeg")) else io.write_png)(grid, str(fp))


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
