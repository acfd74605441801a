import numpy as np
from samples import FLOATS, S, T, op, untested

SHAPES = {1: (2, 3, 9), 2: (2, 3, 6, 8), 3: (1, 2, 4, 5, 6)}


def numbers(v, n):
    return [v] * n if isinstance(v, int) else list(v)


def windows(x, n, kernel, stride):
    k, s = numbers(kernel, n), numbers(stride or kernel, n)
    view = np.lib.stride_tricks.sliding_window_view(x, k, tuple(range(x.ndim - n, x.ndim)))
    steps = tuple(slice(None, None, step) for step in s)
    return view[(..., *steps, *[slice(None)] * n)].reshape(*view[(..., *steps, *[0] * n)].shape, -1)


def lp_pool(n):
    def ref(x, p, kernel, stride=None, ceil_mode=False):
        parts = abs(windows(x, n, kernel, stride))
        return parts.max(-1) if p == np.inf else (parts**p).sum(-1) ** (1 / p)

    return ref


for n, shape in SHAPES.items():
    x = T(*shape, low=0.2, high=2)
    op(f"lp_pool{n}d", ref=lp_pool(n), samples=[S(x, 2.0, 2), S(x, 3.0, 2, 1), S(x, float("inf"), 2), S(T(*shape[1:], low=0.2, high=2), 2.0, 2)],
       tol={"bfloat16": (6e-2, 4e-2), "float16": (8e-3, 6e-3)})


def unpool(n):
    def ref(x, indices, kernel, stride=None, padding=0, output_size=None):
        lead, k, p = x.shape[: x.ndim - n], numbers(kernel, n), numbers(padding, n)
        s = numbers(stride or kernel, n)
        size = list(output_size or [(x.shape[x.ndim - n + d] - 1) * s[d] + k[d] - 2 * p[d] for d in range(n)])[-n:]
        out = np.zeros((*lead, int(np.prod(size))), x.dtype)
        np.put_along_axis(out, indices.reshape(*lead, -1), x.reshape(*lead, -1), -1)
        return out.reshape(*lead, *size)

    return ref


def places(*shape, most):
    n = int(np.prod(shape[2:]))
    rows = [np.random.default_rng(i).permutation(most)[:n] for i in range(shape[0] * shape[1])]
    return T(values=np.array(rows).reshape(shape), dtype="int64", grad=False)


op("max_unpool1d", ref=unpool(1), samples=[S(T(2, 3, 4), places(2, 3, 4, most=8), 2), S(T(2, 3, 4), places(2, 3, 4, most=8), 2, output_size=(9,))])
op("max_unpool2d", ref=unpool(2), samples=[S(T(2, 3, 2, 3), places(2, 3, 2, 3, most=24), 2), S(
    T(2, 3, 2, 3), places(2, 3, 2, 3, most=20), (2, 2), (2, 2), (0, 0), (2, 3, 5, 7))])
op("max_unpool3d", ref=unpool(3), samples=[S(T(1, 2, 2, 2, 2), places(1, 2, 2, 2, 2, most=64), 2)])


def fractional(n):
    def begins(sample, size, out, kernel):
        step = (size - kernel) / max(1, out - 1)
        return [int((i + sample) * step) - int(sample * step) for i in range(out - 1)] + [size - kernel]

    def ref(x, kernel, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
        k = numbers(kernel, n)
        size = numbers(output_size, n) if output_size else [int(x.shape[d - n] * r) for d, r in enumerate([output_ratio] * n)]
        plane = np.arange(np.prod(x.shape[-n:])).reshape(x.shape[-n:])
        out, where = np.zeros((*x.shape[:-n], *size), x.dtype), np.zeros((*x.shape[:-n], *size), np.int64)
        for lead in np.ndindex(*x.shape[:-n]):
            sample = _random_samples[(0, *lead) if len(lead) == 1 else lead]
            starts = [begins(sample[1 - d if n == 2 else d], x.shape[d - n], size[d], k[d]) for d in range(n)]
            for at in np.ndindex(*size):
                part = tuple(slice(starts[d][at[d]], starts[d][at[d]] + k[d]) for d in range(n))
                best = x[lead][part].argmax()
                out[(*lead, *at)], where[(*lead, *at)] = x[lead][part].flat[best], plane[part].flat[best]
        return (out, where) if return_indices else out

    return ref


def draws(*shape):
    return T(*shape, low=0.1, high=0.9, grad=False)


for n in (2, 3):
    x = T(*SHAPES[n])
    samples = [S(x, 2, 3, _random_samples=draws(*SHAPES[n][:2], n)), S(x, 2, None, 0.7, _random_samples=draws(*SHAPES[n][:2], n)),
               S(T(*SHAPES[n][1:]), 2, 3, _random_samples=draws(1, SHAPES[n][1], n))]
    op(f"fractional_max_pool{n}d", ref=fractional(n), samples=samples, dtypes=("float32", "float64"))
    op(f"fractional_max_pool{n}d_with_indices", ref=fractional(n), dtypes=("float64",),
       samples=[S(x, 2, 3, return_indices=True, _random_samples=draws(*SHAPES[n][:2], n))])
    untested("internal; tested through fractional_max_pool", f"fractional_pool{n}d")


def response(x, size, alpha=1e-4, beta=0.75, k=1.0):
    wide = np.pad(x * x, [(0, 0), (size // 2, (size - 1) // 2)] + [(0, 0)] * (x.ndim - 2))
    mean = sum(wide[:, i : i + x.shape[1]] for i in range(size)) / size
    return x / (k + alpha * mean) ** beta


op("local_response_norm", ref=response, samples=[S(T(2, 5, 3), 3, 0.5), S(T(2, 5, 3, 2), 2, 0.5, 0.5, 2.0), S(T(1, 3, 2, 2, 2), 5)],
   dtypes=FLOATS, tol={"bfloat16": (4e-2, 3e-2), "float16": (6e-3, 4e-3)})
op("rrelu", ref=lambda x, a, b: np.where(x >= 0, x, x * (a + b) / 2), samples=[S(T(3, 4), 0.1, 0.4), S(T(values=[-1.0, 0.0, 2.0], grad=False), 0.25, 0.5)])
