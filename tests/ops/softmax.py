import numpy as np
from samples import op, S, T, untested


def softmax(x, dim, dtype=None):
    e = np.exp(x - x.max(axis=dim, keepdims=True))
    return e / e.sum(axis=dim, keepdims=True)


def along(*dims):
    return [S(T(3, 4, 5), d) for d in dims] + [S(T(7, low=-30, high=30), 0), S(T(2, 1), 1)]


op("softmax", ref=softmax, samples=along(0, 1, -1))
op("log_softmax", ref=lambda x, dim: np.log(softmax(x, dim)), samples=along(0, 1, -1))
op("softmin", ref=lambda x, dim: softmax(-x, dim), samples=along(1))
untested("internal; tested through softmax and log_softmax", "softmax_backward", "log_softmax_backward")
untested("internal; tested through scaled_dot_product_attention", "safe_softmax")
