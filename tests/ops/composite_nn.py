import numpy as np
from samples import S, T, op

SHUFFLED = ("float32", "float64", "int64")


def glu(x, dim=-1):
    a, b = np.split(x, 2, dim)
    return a / (1 + np.exp(-b))


def pixel_shuffle(x, r):
    *n, c, h, w = x.shape
    return np.moveaxis(x.reshape(*n, c // r**2, r, r, h, w), (-4, -3), (-3, -1)).reshape(*n, c // r**2, h * r, w * r)


def pixel_unshuffle(x, r):
    *n, c, h, w = x.shape
    return np.moveaxis(x.reshape(*n, c, h // r, r, w // r, r), (-3, -1), (-4, -3)).reshape(*n, c * r**2, h // r, w // r)


def channel_shuffle(x, groups):
    n, c, *rest = x.shape
    return x.reshape(n, groups, c // groups, *rest).swapaxes(1, 2).reshape(x.shape)


def cosine_similarity(a, b, dim=1):
    a, b = np.broadcast_arrays(a, b)
    return (a * b).sum(dim) / (np.sqrt((a * a).sum(dim)) * np.sqrt((b * b).sum(dim)))


def pairwise_distance(a, b, p=2.0, eps=1e-6, keepdim=False):
    return (np.abs(a - b + eps) ** p).sum(-1, keepdims=keepdim) ** (1 / p)


def bilinear(a, b, weight, bias=0):
    return np.einsum("...i,kij,...j->...k", a, weight, b) + bias


def rms_norm(x, shape, weight=1, eps=2**-52):
    return x / np.sqrt(np.mean(x * x, axis=tuple(range(-len(shape), 0)), keepdims=True) + eps) * weight


op("glu", ref=glu, samples=[S(T(3, 4)), S(T(4, 3), 0), S(T(2, 4, 3), dim=1)])
op("pixel_shuffle", ref=pixel_shuffle, samples=[S(T(2, 8, 2, 3), 2), S(T(9, 2, 1), 3), S(T(2, 2, 4, 2, 2), 2)], dtypes=SHUFFLED)
op("pixel_unshuffle", ref=pixel_unshuffle, samples=[S(T(2, 2, 4, 6), 2), S(T(1, 6, 3), 3), S(T(2, 2, 1, 4, 4), 2)], dtypes=SHUFFLED)
op("channel_shuffle", ref=channel_shuffle, samples=[S(T(2, 6, 2), 3), S(T(1, 4, 2, 2), 2)], dtypes=SHUFFLED)
op("cosine_similarity", ref=cosine_similarity, samples=[S(T(3, 4), T(3, 4)), S(T(3, 4), T(3, 4), dim=0), S(T(2, 3, 4), T(3, 1), dim=1)])
op("pairwise_distance", ref=pairwise_distance, samples=[S(T(3, 4), T(3, 4)), S(T(4, low=3, high=4), T(4)), S(T(2, 3, low=3, high=4), T(2, 3), 3.0, keepdim=True)])
op("bilinear", ref=bilinear, samples=[S(T(2, 3), T(2, 4), T(5, 3, 4), T(5)), S(T(2, 2, 3), T(2, 2, 1), T(2, 3, 1))], tol={"float16": (4e-3, 4e-3), "bfloat16": (4e-2, 1e-1)})
op("rms_norm", ref=rms_norm, samples=[S(T(3, 4), (4,)), S(T(2, 3, 4), (3, 4), T(3, 4), eps=1e-3), S(T(3, 4), (4,), T(4))], tol={"float16": (4e-3, 4e-3)})
