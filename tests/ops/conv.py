import itertools

import numpy as np
from samples import S, T, op, untested

TOL = {"float32": (2e-5, 2e-5), "float16": (1e-2, 2e-2), "bfloat16": (5e-2, 2e-1)}


def numbers(v, n):
    return [v] * n if isinstance(v, int) else list(v)


def conv(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    n = w.ndim - 2
    if x.ndim == n + 1:
        return conv(x[None], w, b, stride, padding, dilation, groups)[0]
    stride, dilation = numbers(stride, n), numbers(dilation, n)
    total = [d * (k - 1) for d, k in zip(dilation, w.shape[2:])]
    if padding == "valid":
        padding = 0
    around = [(t // 2, t - t // 2) for t in total] if padding == "same" else [(p, p) for p in numbers(padding, n)]
    x = np.pad(x, [(0, 0), (0, 0), *around])
    out = [(x.shape[i + 2] - total[i] - 1) // stride[i] + 1 for i in range(n)]
    y = np.zeros((x.shape[0], w.shape[0], *out), x.dtype)
    per_in, per_out = w.shape[1], w.shape[0] // groups
    for tap in itertools.product(*map(range, w.shape[2:])):
        at = tuple(slice(t * d, t * d + (o - 1) * s + 1, s) for t, d, o, s in zip(tap, dilation, out, stride))
        for g in range(groups):
            part = x[(slice(None), slice(g * per_in, (g + 1) * per_in), *at)]
            weight = w[(slice(g * per_out, (g + 1) * per_out), slice(None), *tap)]
            y[:, g * per_out : (g + 1) * per_out] += np.einsum("oi,ni...->no...", weight, part)
    return y if b is None else y + b.reshape(-1, *[1] * n)


def conv_transpose(x, w, b=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    n = w.ndim - 2
    if x.ndim == n + 1:
        return conv_transpose(x[None], w, b, stride, padding, output_padding, groups, dilation)[0]
    stride, padding, extra, dilation = (numbers(v, n) for v in (stride, padding, output_padding, dilation))
    full = [(x.shape[i + 2] - 1) * stride[i] + dilation[i] * (w.shape[i + 2] - 1) + 1 + extra[i] for i in range(n)]
    per_in, per_out = w.shape[0] // groups, w.shape[1]
    y = np.zeros((x.shape[0], groups * per_out, *full), x.dtype)
    for tap in itertools.product(*map(range, w.shape[2:])):
        at = tuple(slice(t * d, t * d + (i - 1) * s + 1, s) for t, d, i, s in zip(tap, dilation, x.shape[2:], stride))
        for g in range(groups):
            weight = w[(slice(g * per_in, (g + 1) * per_in), slice(None), *tap)]
            part = np.einsum("io,ni...->no...", weight, x[:, g * per_in : (g + 1) * per_in])
            y[(slice(None), slice(g * per_out, (g + 1) * per_out), *at)] += part
    y = y[(slice(None), slice(None), *(slice(p, s - p) for p, s in zip(padding, full)))]
    return y if b is None else y + b.reshape(-1, *[1] * n)


op("conv1d", ref=conv, tol=TOL, samples=[S(T(2, 3, 9), T(4, 3, 3), T(4), padding=1), S(T(3, 9), T(4, 3, 2), None, 2)])
op("conv2d", ref=conv, tol=TOL, samples=[
    S(T(2, 3, 6, 5), T(4, 3, 3, 3), T(4), stride=2, padding=1), S(T(2, 4, 5, 6), T(6, 2, 3, 2), groups=2, dilation=(2, 1)),
    S(T(1, 4, 5, 5), T(4, 1, 3, 3), padding=1, groups=4), S(T(2, 3, 4, 4), T(5, 3, 1, 1), T(5)), S(T(3, 5, 5), T(2, 3, 3, 3)),
    S(T(0, 3, 5, 5), T(2, 3, 3, 3)),
])
op("conv3d", ref=conv, tol=TOL, samples=[S(T(1, 2, 3, 4, 4), T(2, 2, 2, 3, 3), T(2), padding=(1, 0, 1))])
op("conv1d.padding", ref=conv, tol=TOL, samples=[S(T(2, 3, 7), T(4, 3, 4), padding="same"), S(T(2, 3, 7), T(4, 3, 4), padding="valid")])
op("conv2d.padding", ref=conv, tol=TOL, samples=[S(T(1, 2, 6, 7), T(2, 2, 3, 2), padding="same", dilation=(1, 2))])
op("conv3d.padding", ref=conv, tol=TOL, samples=[S(T(1, 1, 3, 3, 4), T(2, 1, 2, 2, 3), padding="same")])
op("conv_transpose1d", ref=conv_transpose, tol=TOL, samples=[S(T(2, 3, 5), T(3, 4, 3), T(4), stride=2, padding=1, output_padding=1)])
op("conv_transpose2d", ref=conv_transpose, tol=TOL, samples=[
    S(T(2, 3, 4, 3), T(3, 2, 3, 3), T(2), stride=2, output_padding=1), S(T(1, 4, 3, 3), T(4, 2, 3, 2), None, (2, 1), groups=2, dilation=2),
    S(T(3, 4, 4), T(3, 2, 1, 1)),
    S(T(1, 2, 2, 4), T(2, 1, 1, 2), None, 3, (2, 1), (1, 0)),
])
op("conv_transpose3d", ref=conv_transpose, tol=TOL, samples=[S(T(1, 2, 2, 3, 3), T(2, 2, 2, 2, 2), T(2))])
op("convolution", ref=lambda x, w, b, stride, padding, dilation, transposed, extra, groups: conv(x, w, b, stride, padding, dilation, groups),
   tol=TOL, samples=[S(T(1, 2, 5, 4), T(3, 2, 2, 3), T(3), [1, 2], [1, 1], [1, 1], False, [0, 0], 1)])
untested("internal; tested through the convolutions", "conv_input_grad", "conv_weight_grad")


def pad(x, amounts, mode="constant", value=None):
    pairs = [(0, 0)] * (x.ndim - len(amounts) // 2) + [tuple(amounts[i : i + 2]) for i in range(0, len(amounts), 2)][::-1]
    for d, (low, high) in enumerate(pairs):
        x = np.take(x, range(max(-low, 0), x.shape[d] - max(-high, 0)), axis=d)
    pairs = [(max(low, 0), max(high, 0)) for low, high in pairs]
    if mode == "constant":
        return np.pad(x, pairs, constant_values=value or 0)
    return np.pad(x, pairs, mode={"reflect": "reflect", "replicate": "edge", "circular": "wrap"}[mode])


op("pad", ref=pad, samples=[
    S(T(2, 3), [1, 2]), S(T(2, 3), [1, 2, 0, 1], value=2.5), S(T(4, 5), [-1, 2, 1, -2]), S(T(2, 4), [2, 1], mode="reflect"),
    S(T(2, 3, 4), [2, 1, 1, 0], mode="replicate"), S(T(2, 3, 4, 3), [2, 1, 1, 0], mode="circular"), S(T(2, 4), [-1, 1], mode="circular"),
])
op("constant_pad", ref=lambda x, amounts, value=0: pad(x, amounts, value=value), samples=[S(T(2, 3), [1, 0]), S(T(3), [-1, 2], 1)])
untested("internal; tested through pad", "pad_copy", "pad_copy_backward")
