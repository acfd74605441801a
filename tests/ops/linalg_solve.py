"""Equations, inverses and triangular factorizations. Matrices are made invertible by `run`, so that gradients exist."""

import numpy as np
import tenon
from samples import S, T, derived, op, untested

WIDE = ("float32", "float64")
TOL = {"float32": (2e-4, 2e-4), "float64": (1e-9, 1e-9)}


def spd(x):
    """A symmetric positive-definite matrix of x."""
    return x @ x.mT + 2 * tenon.eye(x.shape[-1], dtype=x.dtype, device=x.device)


def spd_array(x):
    return x @ x.swapaxes(-1, -2) + 2 * np.eye(x.shape[-1])


def regular(x):
    return x + 5 * tenon.eye(x.shape[-1], dtype=x.dtype, device=x.device)


def regular_array(x):
    return x + 5 * np.eye(x.shape[-1])


def with_first(make):
    """The op with its first argument made fit by `make`."""
    return lambda f, x, *args, **kwargs: f(make(x), *args, **kwargs)


SQUARE = [S(T(3, 3)), S(T(2, 1, 4, 4)), S(T(0, 3, 3)), S(T(0, 0)), S(T(1, 1))]


def matrix_op(name, ref, samples, make, **kwargs):
    op(name, ref=ref, samples=samples, dtypes=WIDE, tol=TOL, run=with_first(make), **kwargs)


def np_cholesky(x, upper=False):
    L = np.linalg.cholesky(spd_array(x))
    return L.swapaxes(-1, -2) if upper else L


for name in ("linalg_cholesky", "cholesky"):
    matrix_op(name, np_cholesky, [*SQUARE, S(T(3, 3), upper=True)], spd)
op("linalg_cholesky_ex", ref=lambda x, **k: np_cholesky(x, **k), samples=[*SQUARE, S(T(3, 3), upper=True)], dtypes=WIDE, tol=TOL, run=lambda f, x, **k: derived(lambda r: r[0])(f, spd(x), **k))
matrix_op("cholesky_inverse", lambda x, upper=False: np.linalg.inv(np.tril(regular_array(x)) @ np.tril(regular_array(x)).swapaxes(-1, -2)), SQUARE, lambda x: regular(x).tril())
matrix_op("cholesky_inverse", lambda x, upper=False: np.linalg.inv(np.triu(regular_array(x)).swapaxes(-1, -2) @ np.triu(regular_array(x))), [S(T(3, 3), upper=True)], lambda x: regular(x).triu())


def solved_by_factor(b, x, upper=False):
    L = np.triu(regular_array(x)).swapaxes(-1, -2) if upper else np.tril(regular_array(x))
    return np.linalg.solve(L @ L.swapaxes(-1, -2), b)


op("cholesky_solve", ref=solved_by_factor, dtypes=WIDE, tol=TOL, samples=[S(T(3, 2), T(3, 3)), S(T(2, 3, 1), T(3, 3), upper=True), S(T(3, 2), T(2, 3, 3)), S(T(3, 0), T(3, 3))],
   run=lambda f, b, x, upper=False, **k: f(b, regular(x).triu() if upper else regular(x).tril(), upper, **k))

for name in ("linalg_inv", "inverse"):
    matrix_op(name, lambda x: np.linalg.inv(regular_array(x)), SQUARE, regular)
op("linalg_inv_ex", ref=lambda x: [np.linalg.inv(regular_array(x)), np.zeros(x.shape[:-2], np.int32)], samples=SQUARE, dtypes=WIDE, tol=TOL, run=with_first(regular))


def np_solve(a, b, left=True):
    a = regular_array(a)
    if not left:
        return (np.linalg.solve(a.swapaxes(-1, -2), b.swapaxes(-1, -2))).swapaxes(-1, -2)
    if b.ndim == 1 or (a.ndim - 1 == b.ndim and a.shape[:-1] == b.shape):
        return np.linalg.solve(a, b[..., None])[..., 0]
    return np.linalg.solve(a, b)


SYSTEMS = [
    S(T(3, 3), T(3)), S(T(3, 3), T(3, 2)), S(T(2, 3, 3), T(2, 3)), S(T(2, 3, 3), T(3)), S(T(2, 1, 3, 3), T(4, 3, 2)), S(T(3, 3), T(5, 3, 1)),
    S(T(3, 3), T(2, 3), left=False), S(T(2, 3, 3), T(4, 3), left=False), S(T(0, 0), T(0, 2)), S(T(3, 3), T(3, 0)),
]
matrix_op("linalg_solve", np_solve, SYSTEMS, regular)
op("linalg_solve_ex", ref=lambda a, b, left=True: [np_solve(a, b, left), np.zeros(a.shape[:-2], np.int32)], samples=SYSTEMS, dtypes=WIDE, tol=TOL, run=with_first(regular))


def np_triangular(a, b, upper, left=True, unitriangular=False):
    a = np.triu(regular_array(a)) if upper else np.tril(regular_array(a))
    if unitriangular:
        a = a - (np.diagonal(a, axis1=-2, axis2=-1)[..., None] - 1) * np.eye(a.shape[-1])
    return np.linalg.solve(a, b) if left else np.linalg.solve(a.swapaxes(-1, -2), b.swapaxes(-1, -2)).swapaxes(-1, -2)


matrix_op("linalg_solve_triangular", np_triangular, [
    S(T(3, 3), T(3, 2), upper=True), S(T(3, 3), T(3, 2), upper=False), S(T(2, 3, 3), T(3, 2), upper=True),
    S(T(3, 3), T(4, 2, 3), upper=False, left=False), S(T(3, 3), T(3, 2), upper=True, unitriangular=True), S(T(0, 0), T(0, 2), upper=True),
], regular)
op("triangular_solve", ref=lambda b, a, upper=True, transpose=False, unitriangular=False: [np_triangular(a.swapaxes(-1, -2) if transpose else a, b, upper != transpose, True, unitriangular), np.broadcast_to(regular_array(a), (*b.shape[:-2], *a.shape[-2:]))],
   samples=[S(T(3, 2), T(3, 3)), S(T(3, 2), T(3, 3), upper=False), S(T(3, 2), T(3, 3), transpose=True), S(T(2, 3, 2), T(3, 3), unitriangular=True)], dtypes=WIDE, tol=TOL,
   run=lambda f, b, a, *args, **k: f(b, regular(a), *args, **k))


def unpacked(LU, pivots):
    """P L U of a compact factorization."""
    m, k = LU.shape[-2], min(LU.shape[-2:])
    L, U = np.tril(LU[..., :k], -1) + np.eye(m, k), np.triu(LU[..., :k, :])
    order = np.broadcast_to(np.arange(m), (*LU.shape[:-2], m)).copy()
    for index in np.ndindex(*LU.shape[:-2]):
        for i, p in enumerate(pivots[index]):
            order[index][[i, p - 1]] = order[index][[p - 1, i]]
    return np.swapaxes(np.eye(m)[order], -1, -2), L, U


# The product P L U is what is compared: it is the matrix itself.
PANELS = [S(T(3, 3)), S(T(4, 2)), S(T(2, 3, 5)), S(T(0, 2, 2))]


def product_of(parts):
    P, L, U = parts
    return P @ L @ U


LU_OUT = "its results are compared as a product: P L U is the argument"
op("linalg_lu", ref=lambda x: x, samples=PANELS, dtypes=WIDE, tol=TOL, meta=LU_OUT, run=derived(product_of))
for name in ("linalg_lu_factor", "linalg_lu_factor_ex"):
    op(name, ref=lambda x: x, samples=PANELS, dtypes=WIDE, tol=TOL, meta=LU_OUT, run=derived(lambda r: product_of(tenon.lu_unpack(*r[:2]))))
PIVOTS = T(3, values=[2, 3, 3], dtype="int32")
op("lu_unpack", ref=unpacked, dtypes=WIDE, tol=TOL, samples=[S(T(3, 3), PIVOTS), S(T(3, 4), PIVOTS), S(T(4, 3), PIVOTS)], meta="the pivots are read")


def solved_by_lu(LU, pivots, b, left=True, adjoint=False):
    P, L, U = unpacked(regular_array(LU), pivots)
    A = P @ L @ U
    A = A.swapaxes(-1, -2) if adjoint else A
    return np.linalg.solve(A, b) if left else np.linalg.solve(A.swapaxes(-1, -2), b.swapaxes(-1, -2)).swapaxes(-1, -2)


op("linalg_lu_solve", ref=solved_by_lu, dtypes=WIDE, tol=TOL, run=with_first(regular), samples=[
    S(T(3, 3), PIVOTS, T(3, 2)), S(T(3, 3), PIVOTS, T(3, 2), adjoint=True), S(T(3, 3), PIVOTS, T(2, 3), left=False),
    S(T(3, 3), PIVOTS, T(2, 3), left=False, adjoint=True), S(T(3, 3), PIVOTS, T(2, 3, 1)),
])
op("lu_solve", ref=lambda b, LU, pivots: solved_by_lu(LU, pivots, b), dtypes=WIDE, tol=TOL, run=lambda f, b, LU, p, **k: f(b, regular(LU), p, **k), samples=[S(T(3, 2), T(3, 3), PIVOTS)])
untested("part of linalg_solve and linalg_solve_ex, whose samples run it", "_linalg_solve_ex")
