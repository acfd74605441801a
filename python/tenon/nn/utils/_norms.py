"""What weight and spectral normalisation are made of."""

from __future__ import annotations

import tenon
from tenon import Tensor
from tenon.nn import functional as F


def norm_except_dim(v: Tensor, pow: float, dim: int) -> Tensor:
    """The p-norm over all dimensions but one, which keep size 1; over all when dim is -1."""
    if dim == -1:
        return v.norm(pow)
    others = [d for d in range(v.dim()) if d != dim]
    return v.norm(pow, others, keepdim=True) if others else v.abs()


def weight_norm(v: Tensor, g: Tensor, dim: int) -> Tensor:
    """v scaled to norm g."""
    return v * (g / norm_except_dim(v, 2, dim))


def matrix(weight: Tensor, dim: int) -> Tensor:
    """The weight as rows, one for each index of dim."""
    if dim != 0:
        weight = weight.permute(dim, *(d for d in range(weight.dim()) if d != dim))
    return weight.reshape(weight.size(0), -1)


def unit(v: Tensor, eps: float) -> Tensor:
    """v divided by its norm."""
    return F.normalize(v, dim=0, eps=eps)


def random_unit(like: Tensor, n: int, eps: float) -> Tensor:
    """A random direction of n dimensions."""
    with tenon.no_grad():
        return unit(like.new_empty(n).normal_(0, 1), eps)
