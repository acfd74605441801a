import numpy as np
from samples import S, T, op

WIDE = ("float32", "float64", "float16", "int64", "bool")
ADDS = ("float32", "float64", "int64")


def I(*values):
    return T(values=values[0] if len(values) == 1 else values, dtype="int64")


M = T(3, 4, dtype="bool")


def put(x, at, v, add=False):
    out = x.copy()
    np.add.at(out, tuple(at), v) if add else out.__setitem__(tuple(at), v)
    return out


def along(x, d, i, v, how):
    """x changed by how(view, positions, v), with dimension d first."""
    out = x.copy()
    how(np.moveaxis(out, d, 0), i, v if np.ndim(v) == 0 else np.moveaxis(v, d, 0))
    return out


op("index", ref=lambda x, at: x[tuple(at)], samples=[S(T(3, 4), [I(0, 2, 2)]), S(T(3, 4), [I([0], [1]), I(3, -1)]), S(T(3, 4), [M])], dtypes=WIDE, meta="masks are data-dependent")
op("index", ref=lambda x, at: x[tuple(at)], samples=[S(T(3, 4), [I(0, 2, 2)]), S(T(2, 3, 4), [I([0], [1]), I(3, -1)][:1]), S(T(3, 4), [I(1), I(2)])], dtypes=("float32",))
op("index_put", ref=put, samples=[S(T(3, 4), [I(0, 2)], T(2, 4)), S(T(3, 4), [I(0, 0), I(1, 1)], T(2), True), S(T(3, 4), [I(1, 2)], T())], dtypes=ADDS)
op("index_select", ref=lambda x, d, i: x.take(i, d), samples=[S(T(3, 4), 0, I(2, 0, 2)), S(T(2, 3, 4), 1, I(1, 1)), S(T(3, 4), 1, T(values=[], dtype="int64"))], dtypes=WIDE, meta=True)
op("index_add", ref=lambda x, d, i, v, alpha=1: along(x, d, i, alpha * v, np.add.at), samples=[S(T(3, 4), 0, I(2, 0, 2), T(3, 4)), S(T(2, 3, 4), 1, I(1, 1), T(2, 2, 4), alpha=2)], dtypes=ADDS)
op("index_copy", ref=lambda x, d, i, v: along(x, d, i, v, np.ndarray.__setitem__), samples=[S(T(3, 4), 0, I(2, 0), T(2, 4)), S(T(2, 3, 4), 1, I(1), T(2, 1, 4))], dtypes=WIDE)
op("index_fill", ref=lambda x, d, i, v: along(x, d, i, v, np.ndarray.__setitem__), samples=[S(T(3, 4), 0, I(2, 0), 1), S(T(2, 3, 4), 2, I(-1), T())], dtypes=ADDS)

op("masked_fill", ref=lambda x, m, v: np.where(m, np.asarray(v).astype(x.dtype), x), samples=[S(T(3, 4), M, 1), S(T(3, 4), T(4, dtype="bool"), T())], dtypes=ADDS)
op("masked_select", ref=lambda x, m: x[np.broadcast_to(m, x.shape)], samples=[S(T(3, 4), M), S(T(3, 4), T(4, dtype="bool"))], dtypes=WIDE, meta="data-dependent")
op("masked_scatter", ref=lambda x, m, v: put(x, [m], v[: m.sum()]), samples=[S(T(3, 4), M, T(12))], dtypes=ADDS)
op("nonzero", ref=np.argwhere, samples=[S(T(3, 4)), S(M), S(T()), S(T(0, 2))], dtypes=WIDE, grad="gives positions", meta="data-dependent")
op("nonzero.as_tuple", ref=lambda x, as_tuple: np.nonzero(x), samples=[S(M, as_tuple=True)], dtypes=("float32",), grad="gives positions", meta="data-dependent")
op("argwhere", ref=np.argwhere, samples=[S(M)], dtypes=("float32",), grad="gives positions", meta="data-dependent")
op("where.condition", ref=np.nonzero, samples=[S(M)], dtypes=("float32",), grad="gives positions", meta="data-dependent")


def gather(x, d, i):
    return np.take_along_axis(x[tuple(slice(None) if a == d else slice(0, n) for a, n in enumerate(i.shape))], i, d)


def scatter(x, d, i, v, how, counts=None):
    out = x.copy()
    for at in np.ndindex(*i.shape):
        to = (*at[:d], i[at], *at[d + 1 :])
        out[to] = how(out[to], v[at] if np.ndim(v) else v)
    return out


G0, G1 = I([[0, 2, 1], [1, 0, 0]]), I([[0, 3], [1, 1]])
op("gather", ref=gather, samples=[S(T(3, 4), 0, G0), S(T(3, 4), 1, G1), S(T(2, 3, 4), 1, I(np.zeros((2, 2, 3))))], dtypes=WIDE)
op("scatter", ref=lambda x, d, i, v: scatter(x, d, i, v, lambda a, b: b), samples=[S(T(3, 4), 0, I([[0, 2, 1]]), T(1, 3)), S(T(3, 4), 1, I([[0, 3], [1, 2]]), 1)], dtypes=ADDS)
op("scatter.value", ref=lambda x, d, i, value: scatter(x, d, i, value, lambda a, b: b), samples=[S(T(3, 4), 0, G0, value=1)], dtypes=ADDS)
op("scatter_add", ref=lambda x, d, i, v: scatter(x, d, i, v, lambda a, b: a + b), samples=[S(T(3, 4), 0, G0, T(2, 3)), S(T(3, 4), 1, G1, T(2, 2))], dtypes=ADDS)
HOW = {"sum": np.add, "prod": np.multiply, "amax": np.maximum, "amin": np.minimum}
op("scatter_reduce", ref=lambda x, d, i, v, reduce: scatter(x, d, i, v, HOW[reduce]), samples=[S(T(3, 4), 0, G0, T(2, 3), r) for r in HOW], dtypes=("float32", "float64"), gradgrad="extremes jump")
op("take", ref=np.take, samples=[S(T(3, 4), I([0, 11], [5, 5]))], dtypes=WIDE)
op("put", ref=lambda x, i, v, add=False: put(x.ravel(), [i], v, add).reshape(x.shape), samples=[S(T(3, 4), I(0, 11), T(2)), S(T(3, 4), I(5, 5), T(2), True)], dtypes=ADDS)
op("take_along_dim", ref=np.take_along_axis, samples=[S(T(3, 4), I([[0, 2, 1, 1]]), 0), S(T(2, 3), I([[0], [-1]]), 1)], dtypes=WIDE)
