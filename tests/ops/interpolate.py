"""Resizing is a matrix per axis: the references multiply by it."""
import math

import numpy as np
from samples import S, T, op, untested


def filters(name, smooth):
    a = -0.5 if smooth else -0.75

    def cubic(x):
        x = abs(x)
        near, far = ((a + 2) * x - (a + 3)) * x * x + 1, ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
        return near if x <= 1 else far if x < 2 else 0.0

    def lanczos(x):
        return float(np.sinc(x) * np.sinc(x / 3)) if abs(x) < 3 else 0.0

    return {"linear": (1, lambda x: max(0.0, 1 - abs(x))), "cubic": (2, cubic), "lanczos": (3, lanczos)}[name]


def matrix(size, out, mode, align=False, smooth=False, scale=None):
    step = (size - 1) / max(1, out - 1) if align else 1 / scale if scale else size / out
    m = np.zeros((out, size))
    for o in range(out):
        if mode.startswith("nearest"):
            m[o, min(size - 1, math.floor((o + 0.5 * (mode != "nearest")) * step))] = 1
            continue
        reach, weight = filters(mode, smooth)
        stretch = max(1.0, step) if smooth else 1.0
        center = o * step if align and not smooth else (o + 0.5) * step - 0.5
        if mode == "linear" and not smooth:
            center = max(0.0, center)
        for i in range(math.floor(center - reach * stretch), math.ceil(center + reach * stretch) + 1):
            if smooth and not 0 <= i < size:
                continue
            m[o, min(max(i, 0), size - 1)] += weight((i - center) / stretch)
    return m / m.sum(1, keepdims=True) if smooth else m


def resize(x, sizes, mode, align=False, smooth=False, scales=()):
    for d, out in enumerate(sizes):
        m = matrix(x.shape[d + 2], out, mode, align, smooth, scales[d] if scales else None)
        x = np.moveaxis(np.tensordot(x, m, (d + 2, 1)), -1, d + 2)
    return x


def area(x, sizes):
    for d, out in enumerate(sizes):
        n = x.shape[d + 2]
        parts = [x.take(range(o * n // out, -(-(o + 1) * n // out)), d + 2).mean(d + 2) for o in range(out)]
        x = np.stack(parts, d + 2)
    return x


PLAIN = {"bilinear": "linear", "trilinear": "linear", "bicubic": "cubic"}


def interpolate(x, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False):
    n = x.ndim - 2
    def each(v):
        return [v] * n if isinstance(v, (int, float)) else list(v)
    scales = () if size or recompute_scale_factor or mode == "area" else each(scale_factor)
    sizes = each(size) if size else [int(x.shape[2 + d] * s) for d, s in enumerate(each(scale_factor))]
    return area(x, sizes) if mode == "area" else resize(x, sizes, PLAIN.get(mode, mode), bool(align_corners), antialias, scales)


line, image, volume = T(2, 3, 5), T(2, 3, 4, 5), T(1, 2, 3, 4, 3)
SAMPLES = [S(x, size=size, mode=mode) for mode in ("nearest", "nearest-exact", "area") for x, size in ((line, 7), (image, (7, 3)), (volume, (2, 5, 4)))]
SAMPLES += [S(x, size=size, mode=mode, align_corners=align) for align in (False, True) for x, size, mode in (
    (line, 8, "linear"), (image, (3, 9), "bilinear"), (image, (4, 5), "bilinear"), (image, (7, 3), "bicubic"), (volume, (5, 3, 2), "trilinear"))]
SAMPLES += [S(x, None, factor, mode) for x, factor, mode in ((line, 1.7, "nearest"), (image, (2, 1.5), "bilinear"), (image, 0.6, "bicubic"), (volume, 2, "trilinear"), (image, 1.3, "area"))]
SAMPLES += [S(image, None, 1.7, "bilinear", recompute_scale_factor=True)]
SAMPLES += [S(T(1, 2, 9, 8), (4, 11), mode=mode, antialias=True) for mode in ("bilinear", "bicubic", "lanczos")]
SAMPLES += [S(T(1, 2, 40, 37), (91, 83), mode="bilinear"), S(T(0, 2, 4, 4), 8)]

op("interpolate", ref=interpolate, samples=SAMPLES, tol={"float32": (1e-5, 1e-5), "float16": (4e-3, 2e-3)})
untested("internal; tested through interpolate", "resample", "resample_backward")
