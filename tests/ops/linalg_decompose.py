"""Factorizations that are unique up to signs and phases, and what is made of them. What is compared is what does not depend on these."""

import numpy as np
import tenon
from samples import S, T, derived, op, untested

WIDE = ("float32", "float64")
TOL = {"float32": (2e-3, 2e-3), "float64": (1e-8, 1e-8)}
SQUARE = [S(T(3, 3)), S(T(2, 1, 4, 4)), S(T(0, 3, 3)), S(T(1, 1))]
PANELS = [S(T(3, 3)), S(T(4, 2)), S(T(2, 2, 4)), S(T(0, 2, 2))]
PARTS = "the parts are compared through what they make together"


def symmetric(x):
    return (x + x.mT) / 2


def hermitian(x):
    return (x + np.swapaxes(x, -1, -2)) / 2


# Determinants.
for name in ("linalg_det",):
    op(name, ref=np.linalg.det, samples=[*SQUARE, S(T(0, 0))], dtypes=WIDE, tol=TOL)
for name in ("linalg_slogdet", "slogdet"):
    op(name, ref=lambda x: list(np.linalg.slogdet(x)), samples=[*SQUARE, S(T(0, 0))], dtypes=WIDE, tol=TOL)
op("logdet", ref=lambda x: np.log(np.linalg.det(x @ x.swapaxes(-1, -2) + np.eye(x.shape[-1]))), samples=SQUARE, dtypes=WIDE, tol=TOL,
   run=lambda f, x: f(x @ x.mT + tenon.eye(x.shape[-1], dtype=x.dtype, device=x.device)))

# QR: A = Q R, and Q^H Q = 1.
op("linalg_qr", ref=lambda x, mode="reduced": x, samples=[*PANELS, S(T(4, 0)), S(T(2, 4), mode="complete")], dtypes=WIDE, tol=TOL, meta=PARTS, run=lambda f, *a, **k: derived(lambda r: r[0] @ r[1])(f, *a, **k))
op("linalg_qr", ref=lambda x, mode: np.abs(np.linalg.qr(x, mode="complete")[1]), samples=[S(T(4, 2), mode="complete"), S(T(3, 3), mode="complete")], dtypes=WIDE, tol=TOL, grad="R alone, up to signs", meta=PARTS, run=derived(lambda r: r[1].abs()))
op("linalg_qr", ref=lambda x, mode: [np.zeros(0), *np.split(np.linalg.qr(x)[1], 1)][1], samples=[S(T(2, 2), mode="r")], dtypes=WIDE, tol=TOL, grad="mode 'r' has none", run=derived(lambda r: r[1]))
op("qr", ref=lambda x, some=True: x, samples=[*PANELS, S(T(2, 4), some=False)], dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda r: r[0] @ r[1]))
op("geqrf", ref=lambda x: np.triu(np.linalg.qr(x)[1]), samples=[S(T(3, 3)), S(T(2, 4, 2))], dtypes=WIDE, tol=TOL, grad="none", meta=PARTS, run=derived(lambda r: r[0][..., : r[0].shape[-1], :].triu()))


def np_reflectors(a, tau):
    m, k = a.shape[-2], tau.shape[-1]
    q = np.eye(m)
    for i in range(k):
        v = np.concatenate([np.zeros(i), [1.0], a[i + 1 :, i]])
        q = q @ (np.eye(m) - tau[i] * np.outer(v, v))
    return q


op("linalg_householder_product", ref=lambda a, tau: np_reflectors(a, tau)[:, : a.shape[-1]], samples=[S(T(4, 3), T(3)), S(T(4, 3), T(2)), S(T(3, 3), T(3))], dtypes=WIDE, tol=TOL)
op("orgqr", ref=lambda a, tau: np_reflectors(a, tau)[:, : a.shape[-1]], samples=[S(T(4, 3), T(2))], dtypes=WIDE, tol=TOL)


def np_ormqr(a, tau, c, left=True, transpose=False):
    q = np_reflectors(a, tau)
    q = q.T if transpose else q
    return q @ c if left else c @ q


op("ormqr", ref=np_ormqr, samples=[S(T(4, 3), T(3), T(4, 2)), S(T(4, 3), T(2), T(4, 2), transpose=True), S(T(4, 3), T(3), T(2, 4), left=False), S(T(4, 3), T(3), T(2, 4), False, True)], dtypes=WIDE, tol=TOL)

# Eigenvalues; vectors through the matrix that they make, V f(L) V^-1.
op("linalg_eigh", ref=lambda x, UPLO="L": hermitian(x) @ hermitian(x), samples=[*SQUARE, S(T(3, 3), UPLO="U")], dtypes=WIDE, tol=TOL, meta=PARTS,
   run=lambda f, x, out=None, **k: derived(lambda r: (r[1] * r[0].square()[..., None, :]) @ r[1].mT)(f, symmetric(x), out=out, **k))
op("linalg_eigvalsh", ref=lambda x, UPLO="L": np.linalg.eigvalsh(hermitian(x)), samples=[*SQUARE, S(T(3, 3), UPLO="U")], dtypes=WIDE, tol=TOL, run=lambda f, x, **k: f(symmetric(x), **k))
op("linalg_eig", ref=lambda x: x @ x, samples=SQUARE, dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda r: tenon.linalg.solve(r[1].mT, (r[1] * r[0].square()[..., None, :]).mT).mT.real))
op("linalg_eigvals", ref=lambda x: np.trace(x @ x, axis1=-2, axis2=-1), samples=SQUARE, dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda w: w.square().sum(-1).real))
untested("part of linalg_eigvals, linalg_eigh and linalg_eigvalsh, whose samples run it", "_linalg_eigvals", "_linalg_eigh")

# Singular values.
op("linalg_svd", ref=lambda x, full_matrices=True: x @ x.swapaxes(-1, -2) @ x, samples=[S(*s.args, full_matrices=False) for s in PANELS], dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda r: (r[0] * (r[1] ** 3)[..., None, :]) @ r[2]))
op("linalg_svd", ref=lambda x: x, samples=PANELS, dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda r: (r[0][..., : r[1].shape[-1]] * r[1][..., None, :]) @ r[2][..., : r[1].shape[-1], :]))
op("linalg_svdvals", ref=lambda x: np.linalg.svd(x, compute_uv=False), samples=PANELS, dtypes=WIDE, tol=TOL)
op("svd", ref=lambda x, some=True: x, samples=PANELS, dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda r: (r[0] * r[1][..., None, :]) @ r[2].mT))
op("svd", ref=lambda x, **k: [np.zeros((3, 3)), np.linalg.svd(x, compute_uv=False), np.zeros((2, 2))], samples=[S(T(3, 2), compute_uv=False)], dtypes=WIDE, tol=TOL)
untested("part of linalg_svd and linalg_svdvals, linalg_det, linalg_slogdet and linalg_lstsq, whose samples run it", "_linalg_svd", "_linalg_det", "_linalg_slogdet", "_linalg_lstsq")

# Pseudo-inverses, ranks, least squares.
op("linalg_pinv", ref=lambda x, **k: np.linalg.pinv(x), samples=PANELS, dtypes=WIDE, tol=TOL)
op("linalg_pinv", ref=lambda x, **k: np.linalg.pinv(hermitian(x)), samples=[S(T(3, 3), hermitian=True)], dtypes=WIDE, tol=TOL, run=lambda f, x, **k: f(symmetric(x), **k))
op("linalg_pinv.rcond", ref=lambda x, rcond: np.linalg.pinv(x, rcond=rcond), samples=[S(T(3, 2), 1e-3), S(T(4, 4), 0.5)], dtypes=WIDE, tol=TOL, grad="pinv")
op("pinverse", ref=np.linalg.pinv, samples=[S(T(3, 2)), S(T(2, 3))], dtypes=WIDE, tol=TOL)
LOW = T(3, 3, values=[[1, 2, 3], [2, 4, 6], [0, 1, 1]], dtype="float64")
op("linalg_matrix_rank", ref=lambda x, **k: np.linalg.matrix_rank(x, tol=k.get("atol")), samples=[S(T(3, 4)), S(LOW), S(T(2, 3, 3)), S(LOW, atol=3.0), S(T(0, 3, 3))], dtypes=WIDE, grad="integers")
op("linalg_matrix_rank.tol", ref=lambda x, tol: np.linalg.matrix_rank(x, tol=tol), samples=[S(LOW, 3.0)], dtypes=WIDE, grad="integers")


def np_lstsq(a, b, **k):
    return np.linalg.pinv(a) @ b


op("linalg_lstsq", ref=np_lstsq, samples=[S(T(4, 2), T(4, 3)), S(T(2, 4), T(2, 1)), S(T(2, 3, 3), T(2, 3, 1)), S(T(4, 2), T(4)), *(S(T(4, 2), T(4, 3), driver=d) for d in ("gels", "gelsd", "gelss"))], dtypes=WIDE, tol=TOL, meta=PARTS, run=derived(lambda r: r[0]))
op("linalg_lstsq", ref=lambda a, b, driver: ((a @ np_lstsq(a, b) - b) ** 2).sum(0), samples=[S(T(4, 2), T(4, 3), driver=d) for d in ("gels", "gelsd", "gelss")], dtypes=WIDE, tol=TOL, meta="the residuals depend on the rank", run=derived(lambda r: r[1]))

# L D L^T, compared through the solution.
op("linalg_ldl_solve", ref=lambda x, p, b: np.linalg.solve(hermitian(x), b), dtypes=WIDE, tol=TOL, grad="none", meta=PARTS, strided=PARTS, samples=[S(T(3, 3), T(3, dtype="int32"), T(3, 2)), S(T(3, 3), T(3, dtype="int32"), T(2, 3, 1))],
   run=lambda f, x, p, b, **k: f(*tenon.linalg.ldl_factor(symmetric(x)), b, **k))
for name in ("linalg_ldl_factor", "linalg_ldl_factor_ex"):
    op(name, ref=lambda x: np.linalg.inv(hermitian(x)), samples=[S(T(3, 3)), S(T(2, 4, 4))], dtypes=WIDE, tol=TOL, grad="none", meta=PARTS,
       run=lambda f, x, out=None: derived(lambda r: tenon.linalg.ldl_solve(r[0], r[1], tenon.eye(x.shape[-1], dtype=x.dtype)))(f, symmetric(x), out=out))
