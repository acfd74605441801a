import numpy as np
from samples import S, T, inf, op


def softmax(x, dim, dtype=None):
    e = np.exp(x - x.max(axis=dim, keepdims=True))
    return e / e.sum(axis=dim, keepdims=True)


def along(*dims):
    return [S(T(3, 4, 5), d) for d in dims] + [S(T(7, low=-30, high=30), 0), S(T(2, 1), 1), S(T(3, 67, grad=False), 0), S(T(5, 67, grad=False), 1), S(T(40003, grad=False), 0)]


op("softmax", ref=softmax, samples=along(0, 1, -1))
op("log_softmax", ref=lambda x, dim: np.log(softmax(x, dim)), samples=along(0, 1, -1))
op("softmin", ref=lambda x, dim: softmax(-x, dim), samples=along(1))
op("softmax_backward", ref=lambda g, y, dim: y * (g - (g * y).sum(dim, keepdims=True)), samples=[S(T(3, 4), T(3, 4, low=0.1, high=0.5), d) for d in (0, 1)])
op("log_softmax_backward", ref=lambda g, y, dim: g - np.exp(y) * g.sum(dim, keepdims=True), samples=[S(T(3, 4), T(3, 4, low=-3, high=-1), d) for d in (0, 1)])
# A line of nothing but -inf gives zeros.
op("safe_softmax", ref=lambda x, dim: np.nan_to_num(softmax(x, dim)), samples=[S(T(3, 4), 1), S(T(values=[[1.0, -inf], [-inf, -inf]], grad=False), 1)])
