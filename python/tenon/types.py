"""Names of types for annotations."""

from __future__ import annotations

import builtins
import os
from typing import IO, Any

from tenon import Size, Tensor, device, dtype
from tenon.storage import TypedStorage, UntypedStorage

__all__ = ["Device", "FileLike", "Number", "Storage"]

Number = builtins.int | builtins.float | builtins.bool
Device = device | builtins.str | builtins.int | None
FileLike = builtins.str | os.PathLike[builtins.str] | IO[bytes]
Storage = TypedStorage | UntypedStorage

_bool, _int, _float, _complex, _device, _dtype = (
    builtins.bool,
    builtins.int,
    builtins.float,
    builtins.complex,
    device,
    dtype,
)
_size = Size | list[builtins.int] | tuple[builtins.int, ...]
_symsize = _size
_TensorOrTensors = Tensor | tuple[Tensor, ...]
_TensorOrTensorsOrGradEdge: Any = _TensorOrTensors | tuple[Any, ...]
