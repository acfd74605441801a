import itertools
import math

import numpy as np
from samples import S, T, op, untested


def reflect(x, size, align):
    low, span = (0.0, size - 1) if align else (-0.5, size)
    if span == 0:
        return 0.0
    x = abs(x - low)
    flips, rest = divmod(x, span)
    return rest + low if flips % 2 == 0 else span - rest + low


def padded(x, size, padding, align):
    if padding == "reflection":
        x = reflect(x, size, align)
    return x if padding == "zeros" else min(max(x, 0.0), size - 1.0)


def cubic(x):
    x, a = abs(x), -0.75
    near, far = ((a + 2) * x - (a + 3)) * x * x + 1, ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return near if x <= 1 else far if x < 2 else 0.0


def taps(x, size, mode, padding, align):
    """(element, weight) of one axis."""
    x = (x + 1) * (size - 1) / 2 if align else (x + 1) * size / 2 - 0.5
    if mode == "bicubic":
        first = math.floor(x)
        return [(int(padded(first + k, size, padding, align)), cubic(x - first - k)) for k in (-1, 0, 1, 2)]
    x = padded(x, size, padding, align)
    first = math.floor(x)
    return [(round(x), 1.0)] if mode == "nearest" else [(first, first + 1 - x), (first + 1, x - first)]


def grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    n, spatial = x.ndim - 2, x.shape[2:]
    out = np.zeros((*x.shape[:2], *grid.shape[1:-1]), x.dtype)
    for at in itertools.product(*(range(s) for s in (len(x), *grid.shape[1:-1]))):
        axes = [taps(grid[at][n - 1 - d], spatial[d], mode, padding_mode, align_corners) for d in range(n)]
        for corner in itertools.product(*axes):
            if all(0 <= i < s for (i, _), s in zip(corner, spatial)):
                place = (at[0], slice(None), *(i for i, _ in corner))
                out[(at[0], slice(None), *at[1:])] += x[place] * math.prod(w for _, w in corner)
    return out


IMAGE, VOLUME = T(2, 3, 4, 5), T(1, 2, 3, 4, 3)
# Places between elements: at an element the slope jumps.
GRID, VOLUME_GRID = T(2, 3, 2, 2, low=-1.27, high=1.31), T(1, 2, 2, 3, 3, low=-1.27, high=1.31)
PADDINGS = ("zeros", "border", "reflection")
op("grid_sample", ref=grid_sample, gradgrad="the gradient by the grid has none of its own, as in PyTorch",
   samples=[S(IMAGE, GRID, mode, p, align) for mode in ("bilinear", "bicubic") for p in PADDINGS for align in (False, True)] + [
    S(VOLUME, VOLUME_GRID, "bilinear", p, align) for p in PADDINGS for align in (False, True)] + [
    S(x, g, "nearest", p, False) for x, g in ((IMAGE, GRID), (VOLUME, VOLUME_GRID)) for p in PADDINGS] + [
    S(T(1, 1, 3, 3, grad=False), T(1, 9, 11, 2, low=-1.5, high=1.5, grad=False), "bilinear", "zeros", True)],
   tol={"float32": (1e-5, 1e-5), "float16": (4e-2, 2e-2), "bfloat16": (3e-1, 1e-1)})


def affine_grid(theta, size, align_corners=None):
    def line(n):
        if n == 1:
            return np.zeros(1)
        return np.linspace(-1, 1, n) * (1 if align_corners else (n - 1) / n)

    axes = np.meshgrid(*(line(n) for n in size[2:]), indexing="ij")
    base = np.stack([*axes[::-1], np.ones_like(axes[0])], -1)
    return np.einsum("...k,nak->n...a", base, theta)


op("affine_grid", ref=affine_grid, samples=[S(T(2, 2, 3), (2, 3, 4, 5), align) for align in (False, True)] + [
    S(T(1, 3, 4), (1, 2, 3, 4, 2), align) for align in (False, True)] + [S(T(1, 2, 3), (1, 1, 1, 3), False)],
   tol={"bfloat16": (6e-2, 4e-2), "float16": (6e-3, 6e-3)})
untested("internal; tested through grid_sample", "grid_sampler", "grid_sampler_grad_input", "grid_sampler_grad_grid")
untested("tested through affine_grid", "affine_grid_generator")
