"""Settings of save() and load(), and the classes that the program lets files name."""

from __future__ import annotations

import threading
from enum import Enum
from mmap import MAP_PRIVATE, MAP_SHARED
from typing import Any

from tenon._files.allowed import data_classes


class LoadEndianness(Enum):
    """The byte order of files that do not tell theirs."""

    NATIVE = 1
    LITTLE = 2
    BIG = 3


class _Options:
    endianness: LoadEndianness | None = None
    checksums = True
    mmap_flags = MAP_PRIVATE


class _Thread(threading.local):
    skip_data = False


options = _Options()
thread = _Thread()
_safe: set[Any] = set()


# ---- options ----


def get_default_load_endianness() -> LoadEndianness | None:
    """The byte order of files that do not tell theirs; None: little."""
    return options.endianness


def set_default_load_endianness(endianness: LoadEndianness | None) -> None:
    """Sets the byte order of files that do not tell theirs."""
    if endianness is not None and not isinstance(endianness, LoadEndianness):
        raise TypeError("Invalid argument type in function set_default_load_endianness")
    options.endianness = endianness


def get_crc32_options() -> bool:
    """Whether save() writes checksums."""
    return options.checksums


def set_crc32_options(compute_crc32: bool) -> None:
    """Sets whether save() writes checksums. Programs other than PyTorch and Tenon need them."""
    options.checksums = compute_crc32


def get_default_mmap_options() -> int:
    """mmap.MAP_PRIVATE (writing to loaded tensors does not change the file) or mmap.MAP_SHARED (it does)."""
    return options.mmap_flags


class set_default_mmap_options:
    """Sets how load(mmap=True) maps files, for good or for a with-block."""

    def __init__(self, flags: int) -> None:
        if flags not in (MAP_PRIVATE, MAP_SHARED):
            raise ValueError(
                "Invalid argument in function set_default_mmap_options, expected mmap.MAP_PRIVATE or mmap.MAP_SHARED, "
                f"but got {flags}"
            )
        self._before, options.mmap_flags = options.mmap_flags, flags

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        options.mmap_flags = self._before


class skip_data:
    """Within a with-block save() writes zeros in place of the data of tensors, and load() leaves them zero."""

    def __init__(self, materialize_fake_tensors: bool = False) -> None:
        self.materialize_fake_tensors = materialize_fake_tensors

    def __enter__(self) -> None:
        self._before, thread.skip_data = thread.skip_data, True

    def __exit__(self, *error: object) -> None:
        thread.skip_data = self._before


# ---- what a file may name ----


def add_safe_globals(safe_globals: list[Any]) -> None:
    """Lets load() make objects of these classes, and call these functions, when a file names them.

    An item may be a tuple of the object and the full name that stands for it in the file.

    >>> import argparse
    >>> tenon.serialization.add_safe_globals([argparse.Namespace])
    >>> tenon.serialization.clear_safe_globals()
    """
    _safe.update(safe_globals)


def get_safe_globals() -> list[Any]:
    """What add_safe_globals() named."""
    return list(_safe)


def clear_safe_globals() -> None:
    """Forgets what add_safe_globals() named."""
    _safe.clear()


class safe_globals:
    """add_safe_globals() for a with-block."""

    def __init__(self, safe_globals: list[Any]) -> None:
        self.safe_globals = safe_globals

    def __enter__(self) -> None:
        add_safe_globals(self.safe_globals)

    def __exit__(self, *error: object) -> None:
        _safe.difference_update(self.safe_globals)


def trusted(weights_only: bool) -> dict[str, Any]:
    """Full names that load() may use beside those that are always safe."""
    table = {} if weights_only else dict(data_classes())
    for item in _safe:
        if not isinstance(item, tuple):
            table[f"{item.__module__}.{item.__qualname__}"] = item
            continue
        if len(item) != 2:
            raise ValueError(
                "Expected tuple of length 2 (global, str of callable full path), but got tuple of length: "
                + str(len(item))
            )
        if type(item[1]) is not str:
            raise TypeError(f"Expected second item in tuple to be str of callable full path, but got: {type(item[1])}")
        table[item[1]] = item[0]
    return table
