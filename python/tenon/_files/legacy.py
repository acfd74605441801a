"""PyTorch's format from before 1.6: five pickles one after the other, then the bytes of every storage. It is read, never written."""

from __future__ import annotations

from collections.abc import Callable
from pickle import UnpicklingError
from typing import Any

from tenon import _C
from tenon._files.swap import swap_bytes
from tenon._files.unpickler import Unpickler

_MAGIC = 0x1950A86A20F9469CFC6C
_VERSION = 1001


class LegacyFile:
    """Reads one object out of `data`. `restore(storage, location)` says where its storages go."""

    def __init__(
        self, data: Any, allowed: dict[str, Any], trusted: dict[str, Any], restore: Callable[..., Any]
    ) -> None:
        self.data = bytes(data)
        self.at = 0
        self.allowed, self.trusted, self.restore = allowed, trusted, restore
        self.storages: dict[str, tuple[Any, Any]] = {}  # key: bytes and dtype
        self.views: dict[str, Any] = {}

    def load(self) -> Any:
        if self._next({}, {}) != _MAGIC:
            raise RuntimeError("Invalid magic number; corrupt file?")
        version = self._next({}, {})
        if version != _VERSION:
            raise RuntimeError(f"Invalid protocol version: {version}")
        info = self._next({}, {})
        result = self._next(self.allowed, self.trusted)
        keys = self._next({}, {})
        if not isinstance(keys, list) or not isinstance(info, dict):
            raise UnpicklingError("the file has no list of storages")
        for key in keys:
            self._fill(key, bool(info.get("little_endian", True)))
        return result

    def _next(self, allowed: dict[str, Any], trusted: dict[str, Any]) -> Any:
        machine = Unpickler(self.data, allowed, trusted, self._storage)
        machine.at = self.at
        result = machine.load()
        self.at = machine.at
        return result

    def _storage(self, dtype: Any, key: str, location: str, count: int, view: Any = None, *unused: Any) -> Any:
        if key not in self.storages:
            size = count * dtype.itemsize
            if size > len(self.data):
                raise UnpicklingError(f"storage '{key}' of {size} bytes is larger than the file of {len(self.data)}")
            self.storages[key] = self.restore(_C.UntypedStorage(size), location), dtype
        whole = self.storages[key][0]
        if view is None:
            return whole
        name, offset, size = view if isinstance(view, tuple) and len(view) == 3 else (None, None, None)
        if not isinstance(name, str) or type(offset) is not int or type(size) is not int:
            raise UnpicklingError(f"an impossible view of storage '{key}'")
        if name not in self.views:
            begin, end = offset * dtype.itemsize, (offset + size) * dtype.itemsize
            if not 0 <= begin <= end <= whole.nbytes():
                raise UnpicklingError(f"view '{name}' leaves its storage '{key}'")
            self.views[name] = whole[begin:end]
        return self.views[name]

    def _fill(self, key: Any, little: bool) -> None:
        if key not in self.storages:
            raise UnpicklingError(f"storage key {key!r} not found in deserialized objects")
        storage, dtype = self.storages[key]
        count = int.from_bytes(self.data[self.at : self.at + 8], "little" if little else "big")
        begin, size = self.at + 8, storage.nbytes()
        if count * dtype.itemsize != size or begin + size > len(self.data):
            raise UnpicklingError(
                f"storage '{key}' has {count} elements and {len(self.data) - begin} bytes follow: expected {size} bytes"
            )
        if size and storage.device.type == "cpu":
            memoryview(storage)[:] = self.data[begin : begin + size]
            if not little:
                swap_bytes(storage, dtype)
        self.at = begin + size
