import numpy as np
from samples import S, T, nan, op

WIDE = ("float32", "float64")
VALUES = "depends on the values"
COUNTS = "counts"
KINDS = ("linear", "lower", "higher", "midpoint", "nearest")


def quantile(x, q, dim=None, keepdim=False, interpolation="linear"):
    return np.quantile(x, q, axis=dim, keepdims=keepdim, method=interpolation)


def nanquantile(x, q, dim=None, keepdim=False, interpolation="linear"):
    return np.nanquantile(x, q, axis=dim, keepdims=keepdim, method=interpolation)


QUANTILES = [S(T(3, 4), 0.3), S(T(5, 4), 0.6, 0), S(T(5, 4), 0.6, 1, True), *(S(T(6, 2), 0.33, 0, interpolation=k) for k in KINDS)]
op("quantile", ref=quantile, samples=QUANTILES, dtypes=WIDE, gradgrad="its slope jumps")
op("nanquantile", ref=nanquantile, samples=[*QUANTILES, S(T(values=[[1.0, nan], [3.0, nan], [nan, 5.0]], grad=False), 0.5, 0)], dtypes=WIDE, gradgrad="its slope jumps")
SEVERAL = [S(T(5, 4), T(values=[0.1, 0.9], grad=False), 0), S(T(5, 4), T(values=[0.1, 0.9], grad=False), 1, True)]
op("quantile.tensor", ref=quantile, samples=SEVERAL, dtypes=WIDE, gradgrad="its slope jumps")
op("nanquantile.tensor", ref=nanquantile, samples=SEVERAL, dtypes=WIDE, gradgrad="its slope jumps")
op("bincount", ref=lambda x, weights=None, minlength=0: np.bincount(x, weights, minlength), dtypes=("int64", "int32", "uint8"), grad=COUNTS, meta=VALUES,
   samples=[S(T(8, low=0, high=5)), S(T(8, low=0, high=5), minlength=9), S(T(4, low=0, high=5), T(4, dtype="float64", grad=False))])
op("histc", ref=lambda x, bins, min, max: np.histogram(x, bins, (min, max))[0], samples=[S(T(30), 4, -2, 2), S(T(3, 5), 3, -1, 1)], dtypes=WIDE, grad=COUNTS, meta=VALUES)
op("histogram", ref=lambda x, bins, range, density=False: np.histogram(x, bins, range, density=density), samples=[S(T(30), 4, range=(-2.0, 2.0)), S(T(30), 4, range=(-2.0, 2.0), density=True)], dtypes=WIDE, grad=COUNTS, meta=VALUES)
op("histogram.bins_tensor", ref=np.histogram, samples=[S(T(30, grad=False), T(values=[-1.0, 0.0, 2.0], grad=False))], dtypes=WIDE, grad=COUNTS, meta=VALUES)
op("histogramdd", ref=lambda x, bins, range: np.histogramdd(x, bins, np.reshape(range, (-1, 2)))[0], run=lambda f, *args, **kwargs: f(*args, **kwargs).hist, samples=[S(T(30, 2), [3, 4], [-2.0, 2.0, -1.0, 1.0])], dtypes=WIDE, grad=COUNTS, meta=VALUES)
op("isin", ref=lambda x, y, invert=False: np.isin(x, y, invert=invert), samples=[S(T(3, 4), T(values=[1, 0], grad=False)), S(T(3, 4), 1), S(T(3, 4), T(values=[1, 0], grad=False), invert=True)], grad="gives bools", dtypes=("int64", "float32"))


op("gradient", ref=None, dtypes=WIDE, samples=[S(T(5)), S(T(4, 5), edge_order=2), S(T(4, 5), spacing=0.5, dim=1), S(T(5), spacing=[T(values=[0.0, 1.0, 3.0, 4.0, 6.0], grad=False)], edge_order=2)])
