"""The pickle of a file: tensors by PyTorch's names, everything else as Python does it."""

from __future__ import annotations

import codecs
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import tenon
from tenon import _C
from tenon._files import names
from tenon._files.names import Name
from tenon.storage import TypedStorage

_Pickler: Any = pickle._Pickler


class Pickler(_Pickler):
    """A pickler in Python, since names are written that are no objects here. `storages` are the bytes that belong to it.

    `location_tag(storage)` tells the name of a storage's device.
    """

    dispatch: dict[type, Callable[..., Any]] = dict(_Pickler.dispatch)

    def __init__(self, file: Any, protocol: int, location_tag: Callable[[Any], str]) -> None:
        super().__init__(file, protocol=protocol)
        self.storages: list[Any] = []
        self._location_tag = location_tag
        self._known: dict[int, tuple[str, str]] = {}  # key and location, by identity of the storage
        self._seen_as: dict[int, Any] = {}  # the dtype of what lies at an address
        self._classes = names.class_names()
        self._kept: list[Any] = []  # the memo goes by identity: what is made while writing must live on

    def persistent_id(self, obj: Any) -> Any:
        if type(obj) is TypedStorage:
            return self._storage_id(obj.untyped(), obj.dtype, names.STORAGE_NAMES[obj.dtype])
        if type(obj) is _C.UntypedStorage:
            return self._storage_id(obj, tenon.uint8, names.UNTYPED_STORAGE)
        return None

    def _storage_id(self, storage: Any, dtype: Any, kind: Name) -> tuple[Any, ...]:
        address = storage.data_ptr()
        if address and self._seen_as.setdefault(address, dtype) is not dtype:
            raise RuntimeError("Cannot save multiple tensors or storages that view the same data as different types")
        if id(storage) not in self._known:
            self._known[id(storage)] = str(len(self.storages)), self._location_tag(storage)
            self.storages.append(storage)
        key, location = self._known[id(storage)]
        return ("storage", kind, key, location, storage.nbytes() // dtype.itemsize)

    def reducer_override(self, obj: Any) -> Any:
        if not isinstance(obj, tenon.Tensor):
            return NotImplemented
        reduced = _reduce_parameter(obj) if isinstance(obj, tenon.nn.Parameter) else _reduce_tensor(obj)
        self._kept.append(reduced)
        return reduced

    def save_name(self, obj: Name) -> None:
        self.write(pickle.GLOBAL + f"{obj.module}\n{obj.name}\n".encode())
        self.memoize(obj)

    def save_global(self, obj: Any, name: str | None = None) -> None:
        if isinstance(obj, type) and obj in self._classes:
            self.save(self._classes[obj])
        else:
            super().save_global(obj, name)

    def save_dtype(self, obj: Any) -> None:
        self.save(names.DTYPE_NAMES[obj])

    def save_memory_format(self, obj: Any) -> None:
        self.save(names.MEMORY_FORMAT_NAMES[obj])

    def save_size(self, obj: Any) -> None:
        self.save_reduce(names.SIZE, (tuple(obj),), obj=obj)

    def save_device(self, obj: Any) -> None:
        self.save_reduce(names.DEVICE, (obj.type,) if obj.index is None else (obj.type, obj.index), obj=obj)

    def save_layout(self, obj: Any) -> None:
        self.save_reduce(names.LAYOUT, (str(obj).replace("tenon.", "torch."),), obj=obj)

    def save_bytes(self, obj: bytes) -> None:
        if obj or self.proto >= 3:
            _Pickler.dispatch[bytes](self, obj)
        else:  # Python would name `bytes`, which PyTorch does not read
            self.save_reduce(codecs.encode, ("", "latin1"), obj=obj)

    dispatch[bytes] = save_bytes
    dispatch[Name] = save_name
    dispatch[tenon.dtype] = save_dtype
    dispatch[tenon.Size] = save_size
    dispatch[tenon.device] = save_device
    dispatch[tenon.layout] = save_layout
    dispatch[tenon.memory_format] = save_memory_format


def _reduce_plain(t: tenon.Tensor) -> tuple[Any, tuple[Any, ...]]:
    """What makes the tensor without its class and attributes."""
    if t.is_meta:
        return names.REBUILD_META, (t.dtype, tuple(t.shape), tuple(t.stride()), t.requires_grad)
    storage = TypedStorage(wrap_storage=t.untyped_storage(), dtype=t.dtype)
    layout = (t.storage_offset(), tuple(t.shape), tuple(t.stride()))
    return names.REBUILD_TENSOR, (storage, *layout, t.requires_grad, OrderedDict())


def _state_of(t: tenon.Tensor) -> Any:
    """Attributes that were put on a tensor."""
    getstate = getattr(type(t), "__getstate__", object.__getstate__)
    return t.__dict__ if getstate is object.__getstate__ else getstate(t)


def _reduce_tensor(t: tenon.Tensor) -> tuple[Any, tuple[Any, ...]]:
    state = _state_of(t)
    if type(t) is tenon.Tensor and not state:
        return _reduce_plain(t)
    function, args = _reduce_plain(t)
    return names.REBUILD_TYPE, (function, type(t), args, state)


def _reduce_parameter(p: Any) -> tuple[Any, tuple[Any, ...]]:
    if type(p) is not tenon.nn.Parameter:
        return _reduce_tensor(p)
    state = _state_of(p)
    if not state:
        return names.REBUILD_PARAMETER, (p.data, p.requires_grad, OrderedDict())
    return names.REBUILD_PARAMETER_WITH_STATE, (p.data, p.requires_grad, OrderedDict(), state)
