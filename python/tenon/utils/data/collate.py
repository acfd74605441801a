"""Making a batch out of items."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any

import tenon


def _is_namedtuple(x: Any) -> bool:
    return isinstance(x, tuple) and hasattr(x, "_fields")


def _from_numpy(x: Any) -> Any:
    """A NumPy array or scalar as a tensor; None for anything else. NumPy is not imported for it."""
    if type(x).__module__ != "numpy":
        return None
    if getattr(x, "shape", None) == () and not hasattr(x, "__array_finalize__"):
        return tenon.as_tensor(x)
    if x.dtype.kind in "SUO":
        raise TypeError(f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {x.dtype}")
    return tenon.as_tensor(x)


def default_convert(data: Any) -> Any:
    """Makes tensors of the NumPy arrays inside data; the rest stays as it is."""
    if isinstance(data, tenon.Tensor):
        return data
    array = _from_numpy(data)
    if array is not None:
        return array
    if isinstance(data, Mapping):
        return {k: default_convert(v) for k, v in data.items()}
    if _is_namedtuple(data):
        return type(data)(*(default_convert(v) for v in data))
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return [default_convert(v) for v in data]
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
    if _from_numpy(first) is not None:
        return tenon.stack([_from_numpy(x) for x in batch], 0)
    if isinstance(first, float):
        return tenon.tensor(batch, dtype=tenon.float64)
    if isinstance(first, int):
        return tenon.tensor(batch)
    if isinstance(first, (str, bytes)):
        return list(batch)
    if isinstance(first, Mapping):
        parts = {key: default_collate([item[key] for item in batch]) for key in first}
        if isinstance(first, MutableMapping):
            clone = type(first)()
            clone.update(parts)
            return clone
        return parts
    if _is_namedtuple(first):
        return type(first)(*(default_collate(part) for part in zip(*batch, strict=True)))
    if isinstance(first, Sequence):
        if any(len(item) != len(first) for item in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        columns = [default_collate(part) for part in zip(*batch)]
        if isinstance(first, MutableSequence) and type(first) is not list:
            clone = type(first)()
            clone.extend(columns)
            return clone
        return columns
    raise TypeError(f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {type(first)}")
