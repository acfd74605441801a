"""PyTorch's values as plain data, which replay.py makes Tenon's of. Imports torch, never tenon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

FLOATS, COMPLEX = ["float32", "float64", "float16", "bfloat16"], ["complex64", "complex128"]
DTYPES = [*FLOATS, *COMPLEX, "int64", "int32", "int16", "int8", "uint8", "bool"]
MOST_ELEMENTS = 200_000
MODULES = {torch.nn.PairwiseDistance}  # given as arguments, as they are made without any


class Unsupported(Exception):
    """A value that Tenon's side cannot be given: sparse, a function."""


class UnknownDtype(Unsupported):
    """A dtype that Tenon does not have."""


# Also the tensor that lies there, so that no other is put into its place.
Storages = dict[tuple[int, str], tuple[np.ndarray, torch.Tensor]]


def encode(value: Any, storages: Storages | None = None) -> Any:
    """Plain data for a value; tensors that share a storage share its array where they share `storages`."""
    storages = {} if storages is None else storages
    if isinstance(value, torch.Tensor):
        return encode_tensor(value, storages)
    if isinstance(value, torch.Size):
        return {"is": "tuple", "items": list(value)}
    if isinstance(value, tuple | list):
        return {"is": "tuple" if isinstance(value, tuple) else "list", "items": [encode(v, storages) for v in value]}
    if isinstance(value, torch.dtype):
        return {"is": "dtype", "name": known(value)}
    if isinstance(value, torch.device):
        return {"is": "device", "name": str(value)}
    if isinstance(value, torch.memory_format) or value is torch.strided:
        return {"is": type(value).__name__, "name": str(value).removeprefix("torch.")}
    if isinstance(value, slice):
        return {"is": "slice", "items": [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return {"is": "ellipsis"}
    if type(value) in MODULES:
        return {"is": "module", "name": type(value).__name__}
    if isinstance(value, np.generic):
        return encode(value.item())
    if value is None or type(value) in (bool, int, float, complex, str):
        return value
    raise Unsupported(type(value).__name__)


def known(dtype: torch.dtype) -> str:
    name = str(dtype).removeprefix("torch.")
    if name not in DTYPES:
        raise UnknownDtype(name)
    return name


def encode_tensor(t: torch.Tensor, storages: Storages) -> dict[str, Any]:
    if t.layout != torch.strided or type(t) not in (torch.Tensor, torch.nn.Parameter):
        raise Unsupported("tensor")
    if t.device.type == "meta":
        return {"is": "meta", "dtype": known(t.dtype), "shape": list(t.shape)}
    if t.device.type != "cpu":
        raise Unsupported("device")
    grad, same, t = t.requires_grad, id(t), t.resolve_conj().resolve_neg()
    dtype, count = known(t.dtype), t.untyped_storage().nbytes() // t.element_size()
    if count > MOST_ELEMENTS:
        if t.any():
            raise Unsupported("size")
        return {"is": "zeros", "dtype": dtype, "shape": list(t.shape)}
    key = (t.untyped_storage().data_ptr(), dtype)
    if key not in storages or not count:
        flat = t.detach().as_strided((count,), (1,), 0).clone()
        storages[key] = (flat.view(torch.int16) if dtype == "bfloat16" else flat).numpy(), t
    where = {"shape": list(t.shape), "strides": list(t.stride()), "offset": t.storage_offset()}
    return {"is": "tensor", "same": same, "dtype": dtype, "data": storages[key][0], "grad": grad} | where


def leaves(e: Any) -> Iterator[dict[str, Any]]:
    if isinstance(e, dict) and e["is"] == "tensor":
        yield e
    elif isinstance(e, dict):
        for item in e.get("items", ()):
            yield from leaves(item)
