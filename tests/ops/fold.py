import numpy as np
from samples import FLOATS, S, T, op, untested


def pair(v):
    return (v, v) if isinstance(v, int) else tuple(v)


def windows(size, kernel, dilation, padding, stride):
    """Places of the padded image, [windows, kernel]."""
    count = (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
    return np.arange(count)[:, None] * stride + np.arange(kernel) * dilation


def places(shape, kernel, dilation, padding, stride):
    y, x = (windows(shape[d], *(pair(v)[d] for v in (kernel, dilation, padding, stride))) for d in (0, 1))
    rows = np.broadcast_to(y.T[:, None, :, None], (y.shape[1], x.shape[1], len(y), len(x)))
    columns = np.broadcast_to(x.T[None, :, None, :], rows.shape)
    n = y.shape[1] * x.shape[1]
    return rows.reshape(n, -1), columns.reshape(n, -1)


def unfold(x, kernel, dilation=1, padding=0, stride=1):
    py, px = pair(padding)
    rows, columns = places(x.shape[-2:], kernel, dilation, padding, stride)
    wide = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(py, py), (px, px)])
    out = wide[..., rows, columns]
    return out.reshape(*x.shape[:-3], x.shape[-3] * out.shape[-2], out.shape[-1])


def fold(x, size, kernel, dilation=1, padding=0, stride=1):
    size, (py, px) = pair(size), pair(padding)
    rows, columns = places(size, kernel, dilation, padding, stride)
    parts = x.reshape(*x.shape[:-2], x.shape[-2] // len(rows), *rows.shape)
    wide = np.zeros((*parts.shape[:-2], size[0] + 2 * py, size[1] + 2 * px), x.dtype)
    np.add.at(wide, (..., rows, columns), parts)
    return wide[..., py : py + size[0], px : px + size[1]]


FORMS = [(3,), ((2, 3),), ((2, 1), 2), (3, 1, 1), (2, 1, 0, 2), ((3, 2), (1, 2), (1, 2), (2, 3))]
op("im2col.unfold", ref=unfold, dtypes=(*FLOATS, "bool"), samples=[S(T(2, 3, 6, 7), *form) for form in FORMS] + [S(T(2, 5, 5), 2), S(T(0, 2, 4, 4), 2)])
op("fold", ref=fold, samples=[S(T(*unfold(np.zeros((2, 3, 6, 7)), *form).shape), (6, 7), *form) for form in FORMS] + [S(T(8, 16), 5, 2)],
   tol={"bfloat16": (5e-2, 2e-2), "float16": (5e-3, 3e-3)})
untested("internal; tested through unfold and fold", "im2col", "col2im")
