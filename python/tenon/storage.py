"""The memory behind tensors: bytes, and bytes with an element type."""

from __future__ import annotations

from typing import Any

import tenon
from tenon._C import UntypedStorage

__all__ = ["TypedStorage", "UntypedStorage"]


class TypedStorage:
    """The elements in a storage, as old programs and files see it: a storage and a dtype.

    >>> s = tenon.storage.TypedStorage(wrap_storage=tenon.ones(2).untyped_storage(), dtype=tenon.float32)
    >>> s.tolist()
    [1.0, 1.0]
    """

    def __init__(self, *, wrap_storage: UntypedStorage, dtype: Any) -> None:
        self._untyped_storage, self.dtype = wrap_storage, dtype

    def untyped(self) -> UntypedStorage:
        """The bytes."""
        return self._untyped_storage

    @property
    def device(self) -> Any:
        return self._untyped_storage.device

    def element_size(self) -> int:
        """Bytes of an element."""
        return self.dtype.itemsize

    def nbytes(self) -> int:
        """The number of bytes."""
        return self._untyped_storage.nbytes()

    def size(self) -> int:
        """The number of elements."""
        return self.nbytes() // self.element_size()

    def data_ptr(self) -> int:
        """The address of the first byte."""
        return self._untyped_storage.data_ptr()

    def tolist(self) -> list[Any]:
        """The elements as numbers."""
        return self._tensor().tolist()

    def _tensor(self) -> Any:
        return tenon._C._from_storage(self._untyped_storage, self.dtype, 0, (self.size(),), (1,))

    def __len__(self) -> int:
        return self.size()

    def __getitem__(self, index: int) -> Any:
        return self._tensor()[index].item()

    def __setitem__(self, index: Any, value: Any) -> None:
        self._tensor()[index] = value

    def __repr__(self) -> str:
        lines = "".join(f" {value}\n" for value in self.tolist())
        return f"{lines}[tenon.storage.TypedStorage(dtype={self.dtype}, device={self.device}) of size {self.size()}]"
