"""Singular values of large matrices of low rank: N. Halko, P. Martinsson, J. Tropp, Finding structure with randomness, SIAM Review 53, 2011."""

import tenon
from tenon._C import Tensor


def get_approximate_basis(A: Tensor, q: int, niter: int | None = 2, M: Tensor | None = None) -> Tensor:
    """An orthonormal basis [m, q] of about the range of A - M, by subspace iteration from a random start."""
    niter = 2 if niter is None else niter
    dtype = A.dtype if A.is_floating_point() or A.is_complex() else tenon.get_default_dtype()
    R = tenon.randn(A.shape[-1], q, dtype=dtype, device=A.device)
    X = A.to(dtype) if M is None else (A - M).to(dtype)
    Q = tenon.linalg.qr(X @ R).Q
    for _ in range(niter):
        Q = tenon.linalg.qr(X.mH @ Q).Q
        Q = tenon.linalg.qr(X @ Q).Q
    return Q


def svd_lowrank(
    A: Tensor, q: int | None = 6, niter: int | None = 2, M: Tensor | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """Returns U, S and V with A - M about U diag(S) V^H and q columns; niter is the number of subspace iterations.

    Example:
        >>> U, S, V = tenon.svd_lowrank(tenon.ones(4, 3), q=1)
        >>> S
        tensor([3.4641])
    """
    q = 6 if q is None else q
    m, n = A.shape[-2:]
    X = A if M is None else A - M.expand(A.shape)
    if m < n:
        Q = get_approximate_basis(X.mH, q, niter)
        U, S, Vh = tenon.linalg.svd(X @ Q, full_matrices=False)
        return U, S, Q @ Vh.mH
    Q = get_approximate_basis(X, q, niter)
    U, S, Vh = tenon.linalg.svd(Q.mH @ X, full_matrices=False)
    return Q @ U, S, Vh.mH


def pca_lowrank(A: Tensor, q: int | None = None, center: bool = True, niter: int = 2) -> tuple[Tensor, Tensor, Tensor]:
    """Returns the singular values and vectors of about A, with each column's mean subtracted if center.

    Example:
        >>> U, S, V = tenon.pca_lowrank(tenon.eye(3), q=1, center=False)
        >>> S.shape
        tenon.Size([1])
    """
    m, n = A.shape[-2:]
    if q is None:
        q = min(6, m, n)
    elif not (q >= 0 and q <= min(m, n)):
        raise ValueError(f"q(={q}) must be non-negative integer and not greater than min(m, n)={min(m, n)}")
    if niter < 0:
        raise ValueError(f"niter(={niter}) must be non-negative integer")
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q, niter)
