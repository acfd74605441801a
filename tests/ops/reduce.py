import numpy as np
from samples import ALL, ALL_BOOL, COMPLEX, FLOATS, INTS, S, T, nan, op


def reducing(f):
    def ref(x, dim=None, keepdim=False, **kw):
        axis = None if dim is None or dim == [] else tuple(dim) if isinstance(dim, (list, tuple)) else dim
        return f(x.astype(np.float64) if x.dtype == np.float16 else x, axis=axis, keepdims=keepdim, **kw)

    return ref


DIMS = [S(T(3, 4)), S(T(3, 4), 0), S(T(2, 3, 4), (0, 2)), S(T(2, 3, 4), 1, keepdim=True), S(T())]
DIMS += [S(T(5, 67, grad=False), d) for d in (0, 1, None)] + [S(T(3, 20, 7, grad=False), 1), S(T(40003, low=0, grad=False))]
op("sum", ref=reducing(np.sum), samples=DIMS + [S(T(0, 3), 0)], dtypes=FLOATS + COMPLEX + ("int32", "int64", "bool"))
op("mean", dtypes=FLOATS + COMPLEX, ref=reducing(np.mean), samples=DIMS)
op("nansum", ref=reducing(np.nansum), samples=DIMS + [S(T(values=[1.0, nan, 2.0], grad=False))])
op("nanmean", ref=reducing(np.nanmean), samples=DIMS + [S(T(values=[1.0, nan, 2.0], grad=False))])
op(
    "prod",
    ref=reducing(np.prod),
    samples=[S(T(3, 4)), S(T(3, 4), 0), S(T(2, 3, 4), 1, keepdim=True), S(T(values=[1.0, 0.0, 2.0]))],
    dtypes=FLOATS + ("int64",) + COMPLEX,
)
op("amax", ref=reducing(np.max), samples=DIMS, dtypes=ALL)
op("amin", ref=reducing(np.min), samples=DIMS, dtypes=ALL)
op("any", ref=reducing(np.any), samples=DIMS + [S(T(0))], dtypes=FLOATS + COMPLEX + INTS[1:] + ("bool",), grad="gives bools")
op("all", ref=reducing(np.all), samples=DIMS + [S(T(0))], dtypes=FLOATS + COMPLEX + INTS[1:] + ("bool",), grad="gives bools")
op(
    "count_nonzero",
    ref=lambda x, dim=None: np.count_nonzero(x, axis=dim),
    samples=[S(T(3, 4)), S(T(3, 4), 1)],
    dtypes=ALL_BOOL + COMPLEX,
    grad="counts",
)


def wide(x):
    return x.astype(np.complex128 if x.dtype.kind == "c" else np.float64)


def ddof(f):
    return lambda x, dim=None, keepdim=False, correction=1: f(
        wide(x), axis=dim, keepdims=keepdim, ddof=correction
    )


VAR = [S(T(3, 4)), S(T(3, 4), 0), S(T(2, 3, 4), (0, 2), keepdim=True), S(T(3, 4), 1, correction=0), S(T(5, 67, grad=False), 0), S(T(5, 67, grad=False), 1), S(T(40003, grad=False))]
op("var", dtypes=FLOATS + COMPLEX, ref=ddof(np.var), samples=VAR)
op("std", dtypes=FLOATS + COMPLEX, ref=ddof(np.std), samples=VAR)
op(
    "var_mean",
    ref=lambda x, dim=None: (np.var(x.astype(np.float64), axis=dim, ddof=1), np.mean(x.astype(np.float64), axis=dim)),
    samples=[S(T(3, 4)), S(T(3, 4), 1)],
)
op(
    "std_mean",
    ref=lambda x, dim=None: (np.std(x.astype(np.float64), axis=dim, ddof=1), np.mean(x.astype(np.float64), axis=dim)),
    samples=[S(T(3, 4)), S(T(3, 4), 1)],
)


def legacy(*functions):
    def ref(x, dim=None, unbiased=True, keepdim=False):
        dim, unbiased = (None, dim) if isinstance(dim, bool) else (dim, unbiased)
        out = tuple(
            f(x.astype(np.float64), axis=dim, keepdims=keepdim, **({} if f is np.mean else {"ddof": int(unbiased)}))
            for f in functions
        )
        return out if len(out) > 1 else out[0]

    return ref


for name, functions in {
    "var": [np.var],
    "std": [np.std],
    "var_mean": [np.var, np.mean],
    "std_mean": [np.std, np.mean],
}.items():
    op(f"{name}.unbiased", ref=legacy(*functions), samples=[S(T(3, 4), False), S(T(5), True)])
    op(
        f"{name}.dim",
        ref=legacy(*functions),
        samples=[S(T(3, 4), 1, False), S(T(2, 3, 4), (0, 2), unbiased=False, keepdim=True)],
    )
NORMS = [S(T(3, 4, low=0.5, high=2), p) for p in (2, 1, 3, 0.5, float("inf"), -float("inf"))] + [
    S(T(3, 4, low=0.5, high=2), 2, 1, keepdim=True)
]


def norm(x, p=2, dim=None, keepdim=False):
    return (
        np.linalg.norm(wide(x).ravel() if dim is None else wide(x), p, dim, keepdim)
        if not isinstance(p, str)
        else norm(x)
    )


op("vector_norm", dtypes=FLOATS + COMPLEX, ref=norm, samples=NORMS + [S(T(3, 4), 0, dtype=None)][:0], gradgrad="checked through norm")
op("norm", dtypes=FLOATS + COMPLEX, ref=norm, samples=[S(T(3, 4, low=0.5, high=2)), S(T(3, 4, low=0.5, high=2), 2, 1)])
op(
    "logsumexp",
    ref=lambda x, dim, keepdim=False: np.log(np.sum(np.exp(wide(x)), axis=dim, keepdims=keepdim)),
    samples=[S(T(3, 4), 0), S(T(3, 4), (0, 1), keepdim=True)],
    dtypes=FLOATS + COMPLEX,
)
op("sum_to_size", ref=lambda x, *size: x.sum(0, keepdims=True), samples=[S(T(3, 4), 1, 4)])
