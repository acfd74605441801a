import numpy as np
from samples import FLOATS, S, T, nan, op, untested

SOME = ("float32", "float64", "float16", "bfloat16", "int64", "int8", "uint8")
X, V = T(3, 4), T(5)
LONG = T(2, 300, grad=False)  # has equal elements


def picked(arg):
    """values and positions along a dimension, from a function that gives positions"""

    def ref(x, dim=-1, keepdim=False, **kw):
        i = np.expand_dims(np.asarray(arg(x, dim, **kw)), dim)
        v = np.take_along_axis(x, i, dim)
        return (v, i) if keepdim else (v.squeeze(dim), i.squeeze(dim))

    return ref


DIM = [S(X, 0), S(X, 1, True), S(T(2, 3, 4), 1), S(T(2, 300, 3, grad=False), 1)]
op("max", ref=np.max, samples=[S(X), S(T()), S(T(values=[1.0, nan], grad=False))], dtypes=SOME)
op("min", ref=np.min, samples=[S(X), S(T()), S(T(values=[1.0, nan], grad=False))], dtypes=SOME)
op("max.dim", ref=picked(np.argmax), samples=DIM, dtypes=SOME + ("bool",))
op("min.dim", ref=picked(np.argmin), samples=DIM, dtypes=SOME + ("bool",))
op("max.other", ref=np.maximum, samples=[S(X, T(4))], dtypes=SOME)
op("min.other", ref=np.minimum, samples=[S(X, T(4))], dtypes=SOME)
op("argmax", ref=lambda x, dim=None, keepdim=False: np.argmax(x, dim, keepdims=keepdim), samples=[S(X), S(X, 0), S(LONG, 1, True), S(T(values=[1.0, nan, 2.0], grad=False))], dtypes=SOME, grad="gives positions")
op("argmin", ref=lambda x, dim=None, keepdim=False: np.argmin(x, dim, keepdims=keepdim), samples=[S(X), S(X, 0), S(LONG, 1, True), S(T(values=[1.0, nan, 2.0], grad=False))], dtypes=SOME, grad="gives positions")
op("aminmax", ref=lambda x, dim=None: (np.min(x, dim), np.max(x, dim)), samples=[S(X), S(X, dim=1)], dtypes=SOME, gradgrad="its slope jumps")


def descending(x, axis):
    return np.flip(x.shape[axis] - 1 - np.argsort(np.flip(x, axis), axis, kind="stable"), axis)


def sort(x, dim=-1, down=False, **_):
    i = descending(x, dim) if down else np.argsort(x, dim, kind="stable")
    return np.take_along_axis(x, i, dim), i


op("sort", ref=sort, samples=[S(X), S(X, 0), S(X, 1, True), S(T(values=[2.0, nan, 1.0], grad=False)), S(T(0))], dtypes=SOME + ("bool",))
op("sort.stable", ref=lambda x, stable, dim=-1, descending=False: sort(x, dim, descending), samples=[S(X, stable=True), S(LONG, stable=True, descending=True)], dtypes=SOME)
op("argsort", ref=lambda x, dim=-1, down=False: sort(x, dim, down)[1], samples=[S(X), S(X, 0, True)], dtypes=SOME, grad="gives positions")
op("msort", ref=lambda x: np.sort(x, 0), samples=[S(X)], dtypes=SOME)
op("topk", ref=lambda x, k, dim=-1, largest=True: [np.take(a, range(k), dim) for a in sort(x, dim, largest)], samples=[S(X, 2), S(X, 1, 0, False), S(LONG, 3), S(X, 0)], dtypes=FLOATS)
op("kthvalue", ref=lambda x, k, dim=-1: [np.take(a, k - 1, dim) for a in sort(x, dim)], samples=[S(X, 2), S(X, 1, 0), S(LONG, 77)], dtypes=FLOATS)


def middle(x, dim=-1):
    return [np.take(a, (x.shape[dim] - 1) // 2, dim) for a in sort(x, dim)]


op("median", ref=lambda x: middle(x.reshape(-1))[0], samples=[S(X), S(V)], dtypes=SOME)
op("median.dim", ref=middle, samples=[S(X, 0), S(LONG, 1)], dtypes=SOME)
op("nanmedian", ref=lambda x: middle(x[~np.isnan(x)])[0], samples=[S(V), S(T(values=[1.0, nan, 3.0, 2.0], grad=False))], dtypes=FLOATS)
op("nanmedian.dim", ref=middle, samples=[S(X, 0), S(LONG, 1)], dtypes=SOME)


def mode(x, dim=-1):
    def one(line):
        values, counts = np.unique(line, return_counts=True)
        best = values[counts.argmax()]
        return best, np.flatnonzero(line == best)[-1]

    both = np.apply_along_axis(lambda line: np.array(one(line), dtype=np.float64), dim, x)
    return np.take(both, 0, dim).astype(x.dtype), np.take(both, 1, dim).astype(np.int64)


op("mode", ref=mode, samples=[S(X), S(X, 0), S(T(values=[2.0, 1.0, 2.0, 1.0, 3.0]))], dtypes=SOME, grad="jumps where elements are equal")

op("cumsum", ref=np.cumsum, samples=[S(X, 0), S(X, 1), S(T(2, 3, 4), 1)], dtypes=("float32", "float64", "float16", "int64"), tol={"float16": (2e-3, 4e-3)})
op("cumprod", ref=np.cumprod, samples=[S(X, 0), S(X, 1), S(T(values=[[2.0, 0.0, 3.0], [0.0, 0.0, 1.0]]), 1)], dtypes=("float32", "float64", "int64"))
op("logcumsumexp", ref=lambda x, d: np.logaddexp.accumulate(x, d), samples=[S(X, 0), S(X, 1)])


def running(better):
    def ref(x, dim):
        v, i = x.copy(), np.zeros(x.shape, dtype=np.int64)
        vm, im, xm = (np.moveaxis(a, dim, 0) for a in (v, i, x))
        for k in range(1, xm.shape[0]):
            take = better(xm[k], vm[k - 1])
            vm[k], im[k] = np.where(take, xm[k], vm[k - 1]), np.where(take, k, im[k - 1])
        return v, i

    return ref


op("cummax", ref=running(np.greater_equal), samples=[S(X, 0), S(X, 1)], dtypes=SOME)
op("cummin", ref=running(np.less_equal), samples=[S(X, 0), S(X, 1)], dtypes=SOME)
op("diff", ref=lambda x, n=1, axis=-1: np.diff(x, n, axis), samples=[S(X), S(X, 2, 0), S(X, 5)], dtypes=("float32", "float64", "int64", "bool"))

D = T(values=[3, 1, 3, 2, 2])
op("unique", ref=lambda x, **kw: np.unique(x, return_inverse=True, return_counts=True), samples=[S(D, return_inverse=True, return_counts=True)], dtypes=SOME, grad="not differentiable", meta="data-dependent")
ROWS = T(values=[[1, 2], [0, 5], [1, 2], [0, 4]])
op("unique", ref=lambda x, dim, **kw: [a.ravel() if i else a for i, a in enumerate(np.unique(x, axis=dim, **kw))], samples=[S(ROWS, dim=d, return_inverse=True, return_counts=True) for d in (0, 1)],
   dtypes=SOME, grad="not differentiable", meta="data-dependent")


def consecutive(x):
    return x[np.concatenate([[True], x[1:] != x[:-1]])]


op("unique_consecutive", ref=consecutive, samples=[S(D)], dtypes=SOME, grad="not differentiable", meta="data-dependent")
untested("what unique is made of", "unique_parts")
SORTED = T(values=[1.0, 3.0, 3.0, 5.0], grad=False)
op("searchsorted", ref=lambda s, x, right=False, side="left": np.searchsorted(s, x, "right" if right else side), samples=[S(SORTED, T(2, 3, low=0, high=6)), S(SORTED, T(values=[3.0, 9.0]), right=True)], dtypes=SOME[:2] + ("int64",), grad="gives positions")
op("searchsorted.scalar", ref=np.searchsorted, samples=[S(SORTED, 3)], dtypes=("float32",), grad="gives positions", meta=True)
op("bucketize", ref=lambda x, b, right=False: np.searchsorted(b, x, "right" if right else "left"), samples=[S(T(2, 3, low=0, high=6), SORTED), S(T(values=[3.0]), SORTED, right=True)], dtypes=("float32", "int64"), grad="gives positions")
op("bucketize.scalar", ref=lambda x, b: np.searchsorted(b, x), samples=[S(3, SORTED)], dtypes=("float32",), grad="gives positions")
