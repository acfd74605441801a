"""Parametrizations of weights: orthogonal, weight_norm, spectral_norm."""

from __future__ import annotations

from typing import Any

import tenon
from tenon import Tensor
from tenon.nn.modules.module import Module
from tenon.nn.utils import _norms, parametrize

__all__ = ["orthogonal", "spectral_norm", "weight_norm"]

_MAPS = ("matrix_exp", "cayley", "householder")


def _is_orthogonal(q: Tensor) -> bool:
    n, k = q.shape[-2:]
    identity = tenon.eye(k, dtype=q.dtype, device=q.device)
    return bool(tenon.allclose(q.mH @ q, identity, atol=10.0 * n * tenon.finfo(q.dtype).eps))


def _made_orthogonal(a: Tensor) -> Tensor:
    q, r = tenon.linalg.qr(a)
    return q * r.diagonal(dim1=-2, dim2=-1).sgn().unsqueeze(-2)


class _Orthogonal(Module):
    base: Any  # a Tensor, once right_inverse has run

    def __init__(self, weight: Tensor, orthogonal_map: str, *, use_trivialization: bool = True) -> None:
        super().__init__()
        if weight.is_complex() and orthogonal_map == "householder":
            raise ValueError("The householder parametrization does not support complex tensors.")
        self.shape = weight.shape
        self.orthogonal_map = orthogonal_map
        if use_trivialization:
            self.register_buffer("base", None)

    def _from_skew(self, x: Tensor) -> Tensor:
        """An orthogonal matrix from a lower triangle, through a skew-symmetric one."""
        n, k = x.shape[-2:]
        x = x.tril()
        if n != k:
            x = tenon.cat([x, x.new_zeros(n, n - k).expand(*x.shape[:-2], -1, -1)], dim=-1)
        a = x - x.mH
        if self.orthogonal_map == "matrix_exp":
            q = tenon.matrix_exp(a)
        else:
            identity = tenon.eye(n, dtype=a.dtype, device=a.device)
            q = tenon.linalg.solve(tenon.add(identity, a, alpha=-0.5), tenon.add(identity, a, alpha=0.5))
        return q[..., :k] if n != k else q

    @staticmethod
    def _from_reflections(x: Tensor) -> Tensor:
        """The product of reflections that lie below the diagonal, whose signs are on it."""
        a = x.tril(-1)
        q = tenon.linalg.householder_product(a, 2.0 / (1.0 + (a * a).sum(-2)))
        return q * x.diagonal(dim1=-2, dim2=-1).int().unsqueeze(-2)

    def forward(self, x: Tensor) -> Tensor:
        wide = x.size(-2) < x.size(-1)
        x = x.mT if wide else x
        q = self._from_reflections(x) if self.orthogonal_map == "householder" else self._from_skew(x)
        if hasattr(self, "base"):
            q = self.base @ q
        return q.mT if wide else q

    def right_inverse(self, q: Tensor) -> Tensor:
        if q.shape != self.shape:
            raise ValueError(
                f"Expected a matrix or batch of matrices of shape {self.shape}. Got a tensor of shape {q.shape}."
            )
        with tenon.no_grad():
            wide = q.size(-2) < q.size(-1)
            tall = q.mT if wide else q
            return self._on_base(q, tall) if hasattr(self, "base") else self._as_reflections(tall, wide)

    def _on_base(self, q: Tensor, tall: Tensor) -> Tensor:
        """Keeps the matrix as the base, and starts from the identity."""
        n, k = tall.shape[-2:]
        if n != k:
            more = tenon.randn(*tall.shape[:-2], n, n - k, dtype=q.dtype, device=q.device)
            tall = _made_orthogonal(tenon.cat([tall, more], dim=-1))
        else:
            tall = tall.clone() if _is_orthogonal(tall) else _made_orthogonal(tall)
        self.base = tall
        start = tenon.zeros_like(q)
        start.diagonal(dim1=-2, dim2=-1).fill_(-1.0)
        return start

    def _as_reflections(self, tall: Tensor, wide: bool) -> Tensor:
        if self.orthogonal_map != "householder":
            raise NotImplementedError(
                "It is not possible to assign to the matrix exponential or the Cayley parametrizations when "
                "use_trivialization=False."
            )
        a, tau = tenon.geqrf(tall)
        diagonal = a.diagonal(dim1=-2, dim2=-1)
        diagonal.copy_(diagonal.sign() * tenon.where(tau == 0.0, -1.0, 1.0).to(a.dtype))
        return a.mT if wide else a


def orthogonal(
    module: Any, name: str = "weight", orthogonal_map: str | None = None, *, use_trivialization: bool = True
) -> Any:
    """Keeps a weight orthogonal: by matrix_exp (square ones), cayley or householder."""
    weight = getattr(module, name, None)
    if not isinstance(weight, Tensor):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if weight.dim() < 2:
        raise ValueError(f"Expected a matrix or batch of matrices. Got a tensor of {weight.dim()} dimensions.")
    if orthogonal_map is None:
        square = weight.size(-2) == weight.size(-1) or weight.is_complex()
        orthogonal_map = "matrix_exp" if square else "householder"
    if orthogonal_map not in _MAPS:
        raise ValueError(
            f'orthogonal_map has to be one of "matrix_exp", "cayley", "householder". Got: {orthogonal_map}'
        )
    made = _Orthogonal(weight, orthogonal_map, use_trivialization=use_trivialization)
    return parametrize.register_parametrization(module, name, made, unsafe=True)


class _WeightNorm(Module):
    def __init__(self, dim: int | None = 0) -> None:
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g: Tensor, weight_v: Tensor) -> Tensor:
        return _norms.weight_norm(weight_v, weight_g, self.dim)

    def right_inverse(self, weight: Tensor) -> tuple[Tensor, Tensor]:
        return _norms.norm_except_dim(weight, 2, self.dim), weight


def weight_norm(module: Any, name: str = "weight", dim: int | None = 0) -> Any:
    """Trains the length and the direction of a weight apart, as original0 and original1."""
    parametrize.register_parametrization(module, name, _WeightNorm(dim), unsafe=True)

    def accept_old_keys(state_dict: Any, prefix: str, *rest: Any) -> None:
        old = [f"{prefix}{name}_g", f"{prefix}{name}_v"]
        if all(key in state_dict for key in old):
            for i, key in enumerate(old):
                state_dict[f"{prefix}parametrizations.{name}.original{i}"] = state_dict.pop(key)

    module._register_load_state_dict_pre_hook(accept_old_keys)
    return module


class _SpectralNorm(Module):
    _u: Tensor
    _v: Tensor

    def __init__(self, weight: Tensor, n_power_iterations: int = 1, dim: int = 0, eps: float = 1e-12) -> None:
        super().__init__()
        n = weight.dim()
        if not -n <= dim < n:
            raise IndexError(f"Dimension out of range (expected to be in range of [-{n}, {n - 1}] but got {dim})")
        if n_power_iterations <= 0:
            raise ValueError(
                f"Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}"
            )
        self.dim, self.eps = dim % n, eps
        if n > 1:
            self.n_power_iterations = n_power_iterations
            rows = _norms.matrix(weight.detach(), self.dim)
            u, v = (rows.new_empty(size).normal_(0, 1) for size in rows.shape)
            self.register_buffer("_u", _norms.unit(u, eps))
            self.register_buffer("_v", _norms.unit(v, eps))
            self._power_method(rows, 15)

    def _power_method(self, rows: Tensor, steps: int) -> None:
        with tenon.no_grad():
            for _ in range(steps):
                self._u.copy_(_norms.unit(tenon.mv(rows, self._v), self.eps))
                self._v.copy_(_norms.unit(tenon.mv(rows.t(), self._u), self.eps))

    def forward(self, weight: Tensor) -> Tensor:
        if weight.dim() == 1:
            return _norms.unit(weight, self.eps)
        rows = _norms.matrix(weight, self.dim)
        if self.training:
            self._power_method(rows, self.n_power_iterations)
        # Copies, so that two forwards can be differentiated together.
        u, v = self._u.clone(), self._v.clone()
        return weight / tenon.dot(u, tenon.mv(rows, v))

    def right_inverse(self, value: Tensor) -> Tensor:
        return value  # it may already be normalised; what matters is the direction


def spectral_norm(
    module: Any, name: str = "weight", n_power_iterations: int = 1, eps: float = 1e-12, dim: int | None = None
) -> Any:
    """Divides a weight by its greatest singular value."""
    weight = getattr(module, name, None)
    if not isinstance(weight, Tensor):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if dim is None:
        nn = tenon.nn
        dim = int(isinstance(module, (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)))
    made = _SpectralNorm(weight, n_power_iterations, dim, eps)
    return parametrize.register_parametrization(module, name, made)
