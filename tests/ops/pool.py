import itertools

import numpy as np
from samples import FLOATS, S, T, op, untested


def numbers(v, n):
    return [v] * n if isinstance(v, int) else list(v)


def sliding(size, kernel, stride, padding, dilation, ceil):
    """(first position, end, length with padding) of the windows over one dimension."""
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    count = -(-room // stride) + 1 if ceil else room // stride + 1
    if ceil and (count - 1) * stride >= size + padding:
        count -= 1
    windows = []
    for o in range(count):
        start, reach = o * stride - padding, dilation * (kernel - 1) + 1
        inside = [p for p in range(start, start + reach, dilation) if 0 <= p < size]
        windows.append((inside, min(start + reach, size + padding) - start))
    return windows


def adaptive(size, count):
    return [(list(range(o * size // count, -(-(o + 1) * size // count))), 0) for o in range(count)]


def pool(n, x, axes, reduce, *others):
    """reduce(windows, of the others too, area) at every place, as the axes say what is in a window."""
    lead = x.shape[: x.ndim - n]
    out = np.zeros((*lead, *(len(a) for a in axes)), x.dtype)
    for at in itertools.product(*(range(len(a)) for a in axes)):
        chosen = [axes[i][at[i]] for i in range(n)]
        parts = [a[(..., *np.ix_(*(c[0] for c in chosen)))].reshape(*lead, -1) for a in (x, *others)]
        out[(..., *at)] = reduce(*parts, int(np.prod([c[1] for c in chosen])))
    return out


def largest(n, x, axes):
    """The maximum of every window, and its position in the plane."""
    plane = np.broadcast_to(np.arange(np.prod(x.shape[-n:])).reshape(x.shape[-n:]), x.shape)
    values = pool(n, x, axes, lambda part, area: part.max(-1))
    return values, pool(n, plane, axes, lambda at, part, area: np.take_along_axis(at, part.argmax(-1)[..., None], -1)[..., 0], x)


def max_pool(n, positions=False):
    def ref(x, kernel, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        k, p, d = (numbers(v, n) for v in (kernel, padding, dilation))
        s = k if stride is None else numbers(stride, n)
        axes = [sliding(x.shape[x.ndim - n + i], k[i], s[i], p[i], d[i], ceil_mode) for i in range(n)]
        found = largest(n, x, axes)
        return found if positions or return_indices else found[0]

    return ref


def avg_pool(n):
    def ref(x, kernel, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        k, p = (numbers(v, n) for v in (kernel, padding))
        s = k if stride is None else numbers(stride, n)
        axes = [sliding(x.shape[x.ndim - n + i], k[i], s[i], p[i], 1, ceil_mode) for i in range(n)]
        return pool(n, x, axes, lambda part, area: part.sum(-1) / (divisor_override or (area if count_include_pad else part.shape[-1])))

    return ref


def adaptive_axes(n, x, size):
    wanted = [size] * n if size is None else numbers(size, n)
    return [adaptive(d, d if s is None else s) for d, s in zip(x.shape[x.ndim - n :], wanted)]


def adaptive_pool(n, reduce):
    return lambda x, size: pool(n, x, adaptive_axes(n, x, size), reduce)



def adaptive_max(n):
    return lambda x, size, **_: largest(n, x, adaptive_axes(n, x, size))


SHAPES = {1: (2, 3, 9), 2: (2, 3, 6, 7), 3: (1, 2, 4, 4, 5)}
SMALL = {"float16": (2e-3, 2e-3), "bfloat16": (2e-2, 2e-2)}
for n, shape in SHAPES.items():
    x = T(*shape)
    op(f"max_pool{n}d", ref=max_pool(n), dtypes=(*FLOATS, "int64"), samples=[
        S(x, 2), S(x, 3, 2, 1), S(x, 2, 1, 1, 2, ceil_mode=True), S(T(*shape[1:]), 2), S(x, [3] * n, ceil_mode=True),
    ])
    op(f"avg_pool{n}d", ref=avg_pool(n), tol=SMALL, samples=[
        S(x, 2), S(x, 3, 2, 1), S(x, 3, 2, 1, True, False), S(T(*shape[1:]), 2, ceil_mode=True),
    ] + ([S(x, 2, divisor_override=3)] if n > 1 else []))
    op(f"adaptive_avg_pool{n}d", ref=adaptive_pool(n, lambda part, area: part.mean(-1)), tol=SMALL, samples=[S(x, 1), S(x, 3), S(T(*shape[1:]), 2)])
    op(f"max_pool{n}d_with_indices", ref=max_pool(n, True), samples=[S(x, 2), S(x, 3, 2, 1), S(x, 2, 1, 1, 2, ceil_mode=True), S(T(*shape[1:]), 2)])
    op(f"max_pool{n}d.return_indices", ref=max_pool(n), samples=[S(x, 2, return_indices=True), S(x, 3, 2, 1, return_indices=False)])
    op(f"adaptive_max_pool{n}d", ref=adaptive_max(n), samples=[S(x, 1), S(x, 3), S(T(*shape[1:]), 2)])
    op(f"adaptive_max_pool{n}d.return_indices", ref=adaptive_max(n), samples=[S(x, 3, return_indices=True), S(x, (None,) + (2,) * (n - 1), return_indices=True)])
    if n > 1:
        op(f"adaptive_avg_pool{n}d.like", ref=adaptive_pool(n, lambda part, area: part.mean(-1)), tol=SMALL, samples=[S(x, (2,) * (n - 1) + (None,))])
untested("internal; tested through the pools", "plane_gather", "plane_scatter", "window_mean", "window_spread", "adaptive_mean", "adaptive_spread")
