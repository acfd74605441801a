"""Small tools that programs import from PyTorch's torch._utils."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import tenon
from tenon import Tensor
from tenon._files.allowed import rebuild_parameter as _rebuild_parameter
from tenon._files.allowed import rebuild_tensor as _rebuild_tensor
from tenon._files.allowed import rebuild_tensor_v2 as _rebuild_tensor_v2

__all__ = [
    "_flatten_dense_tensors",
    "_rebuild_parameter",
    "_rebuild_tensor",
    "_rebuild_tensor_v2",
    "_reorder_tensors_as",
    "_take_tensors",
    "_unflatten_dense_tensors",
]


def _flatten_dense_tensors(tensors: Iterable[Tensor]) -> Tensor:
    """One vector of all elements.

    >>> tenon._utils._flatten_dense_tensors([tenon.ones(2), tenon.zeros(1, 1)])
    tensor([1., 1., 0.])
    """
    return tenon.cat([t.contiguous().view(-1) for t in tensors])


def _unflatten_dense_tensors(flat: Tensor, tensors: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Views of a vector in the shapes of tensors: the inverse of _flatten_dense_tensors."""
    parts = flat.split([t.numel() for t in tensors])
    return tuple(part.view(t.shape) for part, t in zip(parts, tensors))


def _take_tensors(tensors: Iterable[Tensor], size_limit: int) -> Any:
    """Groups tensors of one type into lists of up to size_limit bytes."""
    groups: dict[Any, tuple[list[Tensor], int]] = {}
    for t in tensors:
        size = t.numel() * t.element_size()
        chunk, used = groups.get(t.dtype, ([], 0))
        if chunk and used + size > size_limit:
            yield chunk
            chunk, used = [], 0
        groups[t.dtype] = ([*chunk, t], used + size)
    for chunk, _ in groups.values():
        if chunk:
            yield chunk


def _reorder_tensors_as(tensors: Iterable[Tensor], ordered: Iterable[Tensor]) -> tuple[Tensor, ...]:
    """Tensors in the order of types of others."""
    by_type: dict[Any, list[Tensor]] = {}
    for t in tensors:
        by_type.setdefault(t.dtype, []).append(t)
    iterators = {dtype: iter(group) for dtype, group in by_type.items()}
    return tuple(next(iterators[t.dtype]) for t in ordered)
