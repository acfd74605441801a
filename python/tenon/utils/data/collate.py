"""Making a batch out of items."""

from __future__ import annotations

import copy
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any

import tenon

_WANTED = "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists"


def _is_namedtuple(x: Any) -> bool:
    return isinstance(x, tuple) and hasattr(x, "_fields")


def _is_text(x: Any) -> bool:
    """Whether a NumPy array or scalar holds strings or objects."""
    return x.dtype.kind in "SUO"


def _like(first: Any, parts: Any) -> Any:
    """The parts in a container like first, which may hold more than its items (a defaultdict's factory); else as they are."""
    if type(first) in (dict, list):
        return parts
    try:
        if isinstance(first, MutableMapping):
            clone = copy.copy(first)
            clone.update(parts)
            return clone
        if isinstance(first, MutableSequence):
            copied = copy.copy(first)
            for i, part in enumerate(parts):
                copied[i] = part
            return copied
        return type(first)(parts)
    except TypeError:  # its constructor wants something else
        return parts


def default_convert(data: Any) -> Any:
    """Makes tensors of the NumPy arrays inside data; the rest stays as it is."""
    if isinstance(data, tenon.Tensor):
        return data
    if type(data).__module__ == "numpy":
        return data if _is_text(data) else tenon.as_tensor(data)
    if isinstance(data, Mapping):
        return _like(data, {k: default_convert(v) for k, v in data.items()})
    if _is_namedtuple(data):
        return type(data)(*(default_convert(v) for v in data))
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        parts = [default_convert(v) for v in data]
        return parts if isinstance(data, tuple) else _like(data, parts)
    return data


def default_collate(batch: Sequence[Any]) -> Any:
    """Stacks items into a batch: tensors and arrays along a new first dimension, numbers into a tensor; containers by parts.

    Example:
        >>> tenon.utils.data.default_collate([(tenon.ones(2), 1), (tenon.zeros(2), 2)])
        [tensor([[1., 1.],
                [0., 0.]]), tensor([1, 2])]
    """
    first = batch[0]
    if isinstance(first, tenon.Tensor):
        return tenon.stack(list(batch), 0)
    if type(first).__module__ == "numpy" and not isinstance(first, (str, bytes)):
        if _is_text(first):
            raise TypeError(f"{_WANTED}; found {first.dtype}")
        return tenon.stack([tenon.as_tensor(x) for x in batch], 0)
    if isinstance(first, float):
        return tenon.tensor(batch, dtype=tenon.float64)
    if isinstance(first, int):
        return tenon.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        parts = {key: default_collate([item[key] for item in batch]) for key in first}
        return _like(first, parts)
    if _is_namedtuple(first):
        return type(first)(*(default_collate(part) for part in zip(*batch, strict=True)))
    if isinstance(first, Sequence):
        if any(len(item) != len(first) for item in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        columns = [default_collate(part) for part in zip(*batch)]
        return columns if isinstance(first, tuple) else _like(first, columns)
    raise TypeError(f"{_WANTED}; found {type(first)}")
