"""Norms, powers, products, distances and statistics."""

import itertools

import numpy as np
import tenon
from samples import INTS, S, T, inf, op, untested

WIDE = ("float32", "float64")
TOL = {"float32": (2e-4, 2e-4), "float64": (1e-9, 1e-9)}
REAL = (*WIDE, "int64")
NARROW = {"float32": (2e-5, 2e-5), "float16": (1e-2, 2e-2), "bfloat16": (5e-2, 2e-1)}


def np_matrix_norm(x, ord="fro", dim=(-2, -1), keepdim=False):
    return np.linalg.norm(x, ord, dim, keepdim)


ORDERS = ["fro", "nuc", inf, -inf, 1, -1, 2, -2]
op("linalg_matrix_norm", ref=np_matrix_norm, samples=[S(T(2, 3, 4), o) for o in ORDERS] + [S(T(2, 3, 4), 2, (0, 1), True), S(T(2, 3, 4), 1, (2, 0)), S(T(3, 3))], dtypes=WIDE, tol=TOL)
op("linalg_norm", ref=lambda x, ord=None, dim=None, keepdim=False: np.linalg.norm(x if ord is not None or dim is not None else x.ravel(), ord, dim, keepdim), dtypes=WIDE, tol=TOL,
   samples=[S(T(2, 3, 4)), S(T(5), 1), S(T(3, 4), "nuc"), S(T(3, 4), inf), S(T(2, 3, 4), 3, 1), S(T(2, 3, 4), 2, (0, 2)), S(T(2, 3, 4), None, (0, 1))])
op("linalg_cond", ref=np.linalg.cond, samples=[S(T(3, 3)), S(T(2, 3, 3), "fro"), S(T(3, 3), 1), S(T(3, 3), -inf), S(T(4, 2), -2)], dtypes=WIDE, tol={"float32": (1e-2, 1e-2), "float64": (1e-8, 1e-8)})


def regular(x):
    return x + 5 * tenon.eye(x.shape[-1], dtype=x.dtype, device=x.device)


def np_power(x, n):
    return np.linalg.matrix_power(x + 5 * np.eye(x.shape[-1]), n)


for name in ("linalg_matrix_power", "matrix_power"):
    op(name, ref=np_power, samples=[S(T(2, 3, 3), n) for n in (0, 1, 2, 3, 5, -1, -2)], dtypes=WIDE, tol={"float32": (1e-4, 1e-1), "float64": (1e-10, 1e-8)}, run=lambda f, x, *a, **k: f(regular(x), *a, **k))


def np_exp(x):
    """Squares of a short Taylor sum, in double precision."""
    total = term = np.broadcast_to(np.eye(x.shape[-1]), x.shape)
    for k in range(1, 30):
        term = term @ x / (64 * k)
        total = total + term
    for _ in range(6):
        total = total @ total
    return total


for name in ("linalg_matrix_exp", "matrix_exp"):
    op(name, ref=np_exp, samples=[S(T(3, 3)), S(T(2, 4, 4)), S(T(1, 1)), S(T(0, 2, 2)), S(T(2, 2, low=-20, high=0))], dtypes=WIDE, tol={"float32": (2e-4, 2e-4), "float64": (1e-9, 1e-10)})
op("linalg_multi_dot", ref=lambda xs: np.linalg.multi_dot(xs), samples=[S([T(2, 3), T(3, 4)]), S([T(2, 3), T(3, 4), T(4, 1), T(1, 5)]), S([T(3), T(3, 4), T(4)]), S([T(3), T(3, 2)])], dtypes=WIDE, tol=TOL)
op("chain_matmul", ref=lambda *xs: np.linalg.multi_dot(xs) if len(xs) > 1 else xs[0], samples=[S(T(2, 3), T(3, 4), T(4, 2)), S(T(2, 3))], dtypes=WIDE, tol=TOL)

op("inner", ref=np.inner, samples=[S(T(3), T(3)), S(T(2, 3), T(4, 3)), S(T(2, 3), T()), S(T(0), T(0))], dtypes=REAL, tol=NARROW)
op("vdot", ref=np.vdot, samples=[S(T(4), T(4)), S(T(0), T(0))], dtypes=REAL, tol=NARROW)
op("linalg_vecdot", ref=lambda x, y, dim=-1: (x * y).sum(dim), samples=[S(T(2, 3), T(2, 3)), S(T(2, 3), T(3)), S(T(2, 3), T(2, 3), dim=0)], dtypes=WIDE, tol=NARROW)
op("linalg_cross", ref=lambda a, b, dim=-1: np.cross(a, b, axis=dim), samples=[S(T(4, 3), T(4, 3)), S(T(2, 3, 4), T(1, 3, 4), dim=1), S(T(3), T(3))], dtypes=REAL, tol=NARROW)
op("cross", ref=lambda a, b, dim=None: np.cross(a, b, axis=0 if dim is None else dim), samples=[S(T(3, 4), T(3, 4)), S(T(4, 3), T(4, 3), 1)], dtypes=REAL, tol=NARROW)
op("kron", ref=np.kron, samples=[S(T(2, 3), T(3, 2)), S(T(2), T(2, 2)), S(T(), T(3)), S(T(2, 1, 2), T(3, 2))], dtypes=REAL, tol=NARROW)
op("trace", ref=np.trace, samples=[S(T(3, 3)), S(T(2, 4)), S(T(0, 0))], dtypes=REAL, tol=NARROW)
op("linalg_diagonal", ref=lambda x, offset=0, dim1=-2, dim2=-1: np.diagonal(x, offset, dim1, dim2), samples=[S(T(3, 4)), S(T(2, 3, 4), offset=1), S(T(2, 3, 4), dim1=0, dim2=1)], dtypes=REAL)
op("linalg_vander", ref=lambda x, N=None: np.stack([x**i for i in range(N or x.shape[-1])], -1), samples=[S(T(3)), S(T(2, 3), N=5)], dtypes=REAL, tol=NARROW)
op("vander", ref=np.vander, samples=[S(T(3)), S(T(4), 2), S(T(3), 4, True)], dtypes=REAL, tol=NARROW)
op("linalg_tensorinv", ref=lambda x, ind=2: np.linalg.tensorinv(x + 5 * np.eye(6).reshape(x.shape), ind), samples=[S(T(2, 3, 6)), S(T(6, 3, 2), ind=1)], dtypes=WIDE, tol=TOL,
   run=lambda f, x, *a, **k: f(x + 5 * tenon.eye(6, dtype=x.dtype, device=x.device).reshape(x.shape), *a, **k))
op("linalg_tensorsolve", ref=lambda a, b, dims=None: np.linalg.tensorsolve(a + 5 * np.eye(6).reshape(a.shape), b, dims), samples=[S(T(2, 3, 6), T(2, 3)), S(T(6, 2, 3), T(6))], dtypes=WIDE, tol=TOL,
   run=lambda f, a, *b, **k: f(a + 5 * tenon.eye(6, dtype=a.dtype, device=a.device).reshape(a.shape), *b, **k))
op("tensordot.dims", ref=lambda a, b, i, j: np.tensordot(a, b, (i, j)), samples=[S(T(2, 3, 4), T(4, 3, 5), [1, 2], [1, 0]), S(T(2, 3), T(4), [], []), S(T(3), T(3), [0], [0])], dtypes=REAL, tol=NARROW)


def np_distances(a, b, p=2.0, compute_mode=None):
    d = np.abs(a[..., :, None, :] - b[..., None, :, :])
    if p == 0:
        return (d != 0).sum(-1).astype(d.dtype)
    return d.max(-1) if p == inf else (d**p).sum(-1) ** (1 / p)


POWERS = [S(T(3, 4), T(5, 4), p) for p in (2.0, 1.0, 0.5, 1.5, 3.0, inf)]
op("cdist", ref=np_distances, samples=[*POWERS, S(T(2, 3, 4), T(5, 4)), S(T(30, 3), T(2, 3))], dtypes=WIDE, tol={"float32": (1e-3, 1e-3), "float64": (1e-9, 1e-9)})
op("cdist", ref=np_distances, samples=[S(T(3, 4), T(5, 4), 0.0)], dtypes=WIDE, tol=TOL, grad="piecewise constant")
untested("cdist() with a number for the mode", "_cdist_forward")
op("pdist", ref=lambda x, p=2: np_distances(x, x, p)[np.triu_indices(len(x), 1)], samples=[S(T(4, 3)), S(T(5, 2), 1.0), S(T(3, 2), inf)], dtypes=WIDE, tol=TOL)
op("dist", ref=lambda a, b, p=2: np.linalg.norm((a - b).ravel(), p), samples=[S(T(3, 4), T(3, 4)), S(T(3, 4), T(4), 1), S(T(3), T(3), inf)], dtypes=WIDE, tol=TOL)


def np_renorm(x, p, dim, limit):
    size = np.linalg.norm(np.moveaxis(x, dim, 0).reshape(x.shape[dim], -1), p, 1)
    factor = np.where(size > limit, limit / (size + 1e-7), 1)
    return x * factor.reshape([-1 if d == dim else 1 for d in range(x.ndim)])


op("renorm", ref=np_renorm, samples=[S(T(3, 4), 2, 0, 1.5), S(T(2, 3, 4), 1, 1, 2.0)], dtypes=WIDE, tol=TOL)
op("cov", ref=lambda x, correction=1, fweights=None, aweights=None: np.cov(x, ddof=correction, fweights=fweights, aweights=aweights), dtypes=WIDE, tol=TOL,
   samples=[S(T(3, 5)), S(T(5)), S(T(3, 5), correction=0), S(T(2, 4), fweights=T(4, values=[1, 2, 1, 3], dtype="int64")), S(T(2, 4), aweights=T(4, low=0.5, high=2, grad=False))])
op("corrcoef", ref=np.corrcoef, samples=[S(T(3, 5)), S(T(2, 7))], dtypes=WIDE, tol=TOL)


def np_cumulative(y, x=None, dx=1, dim=-1):
    y = np.moveaxis(y, dim, -1)
    w = dx if x is None else np.diff(x if x.ndim == 1 else np.moveaxis(x, dim, -1))
    return np.moveaxis(np.cumsum((y[..., 1:] + y[..., :-1]) * w / 2, -1), -1, dim)


op("trapezoid.x", ref=lambda y, x, dim=-1: np.trapezoid(y, x, axis=dim), samples=[S(T(3, 4), T(4)), S(T(3, 4), T(3, 4), dim=0), S(T(3, 4), T(3), dim=0)], dtypes=WIDE, tol=TOL)
op("trapezoid.dx", ref=lambda y, dx=1, dim=-1: np.trapezoid(y, dx=dx, axis=dim), samples=[S(T(3, 4)), S(T(3, 4), dx=0.5, dim=0), S(T(3, 0))], dtypes=WIDE, tol=TOL)
op("cumulative_trapezoid.x", ref=np_cumulative, samples=[S(T(3, 4), T(4)), S(T(3, 4), T(3, 4), dim=0)], dtypes=WIDE, tol=TOL)
op("cumulative_trapezoid.dx", ref=np_cumulative, samples=[S(T(3, 4)), S(T(3, 4), dx=0.5, dim=0)], dtypes=WIDE, tol=TOL)


def np_block_diag(*xs):
    xs = [np.atleast_2d(x) for x in xs]
    out = np.zeros((sum(x.shape[0] for x in xs), sum(x.shape[1] for x in xs)), xs[0].dtype)
    row = column = 0
    for x in xs:
        out[row : row + x.shape[0], column : column + x.shape[1]] = x
        row, column = row + x.shape[0], column + x.shape[1]
    return out


op("block_diag", ref=np_block_diag, samples=[S(T(2, 3), T(1, 2)), S(T(2), T(), T(3, 1)), S(T(0, 2), T(1, 1))], dtypes=(*WIDE, *INTS))
op("cartesian_prod", ref=lambda *xs: np.stack(np.meshgrid(*xs, indexing="ij"), -1).reshape(-1, len(xs)) if len(xs) > 1 else xs[0], samples=[S(T(2), T(3)), S(T(2), T(1), T(3)), S(T(4))], dtypes=REAL)
op("combinations", ref=lambda x, r=2, with_replacement=False: np.array(list((itertools.combinations_with_replacement if with_replacement else itertools.combinations)(x, r))), samples=[S(T(4)), S(T(4), 3), S(T(3), 2, True)], dtypes=REAL)
