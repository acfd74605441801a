"""Parameters as one vector, and back."""

from __future__ import annotations

from collections.abc import Iterable

import tenon
from tenon import Tensor


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    """All parameters, flattened, one after the other."""
    return tenon.cat([p.reshape(-1) for p in parameters])


def vector_to_parameters(vec: Tensor, parameters: Iterable[Tensor]) -> None:
    """Puts pieces of the vector into the parameters."""
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected tenon.Tensor, but got: {type(vec).__name__}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].view_as(p).data
        start += p.numel()
