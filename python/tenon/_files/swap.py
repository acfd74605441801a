"""Files of machines with the other byte order."""

from __future__ import annotations

from typing import Any

import tenon
from tenon import _C


def swap_bytes(storage: Any, dtype: Any) -> None:
    """Turns the bytes of every number in the storage around, in place. A complex number is two."""
    width = dtype.to_real().itemsize if dtype.is_complex else dtype.itemsize
    if width > 1:
        numbers = _C._from_storage(storage, tenon.uint8, 0, (storage.nbytes() // width, width), (width, 1))
        numbers.copy_(numbers.flip(1))
