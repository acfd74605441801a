"""The zip archive of PyTorch's format: `NAME/data.pkl`, `NAME/byteorder`, `NAME/data/KEY` per storage and `NAME/version`.

Members are stored as they are, and storages start at multiples of 64 bytes, so that a file can be mapped. Core reads the
directory (core/io/zip.h); what is written here needs 64-bit fields from 4 GiB on.
"""

from __future__ import annotations

import io
import os
import struct
from typing import Any

from tenon import _C

ALIGNMENT = 64
_MAX_PIECE = 1 << 30  # bytes that one system call moves
_MAX_TEXT = 1 << 20  # bytes of `byteorder` and other short members
_MAX_PICKLE = 1 << 30  # bytes of data.pkl; tensors are not in it
_BIG = 0xFFFFFFFF


class Writer:
    """Writes members one after the other; nothing is read back, so any object with write() will do."""

    def __init__(self, file: Any, name: str, checksums: bool = True) -> None:
        self._file, self._name, self._checksums = file, name, checksums
        self._at = 0
        self._directory: list[bytes] = []

    def add(self, name: str, data: Any) -> None:
        """A member of these bytes."""
        data = memoryview(data).cast("B")
        path = f"{self._name}/{name}".encode()
        size, begin = len(data), self._at
        crc = _C._crc32(data) if self._checksums else 0
        large = size >= _BIG
        extra = struct.pack("<HHQQ", 1, 16, size, size) if large else b""
        extra += _padding(begin + 30 + len(path) + len(extra))
        short = _BIG if large else size
        header = struct.pack(
            "<IHHHHHIIIHH", 0x04034B50, 45 if large else 20, 0x800, 0, 0, 33, crc, short, short, len(path), len(extra)
        )
        self._write(header + path + extra)
        self._write(data)
        self._directory.append(_entry(path, size, begin, crc))

    def close(self) -> None:
        """Writes the directory."""
        begin, count = self._at, len(self._directory)
        for entry in self._directory:
            self._write(entry)
        size, end = self._at - begin, self._at
        if begin >= _BIG or size >= _BIG or count >= 0xFFFF:
            self._write(struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, begin))
            self._write(struct.pack("<IIQI", 0x07064B50, 0, end, 1))
            begin, size, count = min(begin, _BIG), min(size, _BIG), min(count, 0xFFFF)
        self._write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, begin, 0))

    def _write(self, data: Any) -> None:
        self._at += len(data)
        data = memoryview(data)
        while data:
            done = self._file.write(data[:_MAX_PIECE])
            data = data[len(data[:_MAX_PIECE]) if done is None else done :]


def _padding(at: int) -> bytes:
    """An extra field after which data starts at a multiple of 64."""
    n = -(at + 4) % ALIGNMENT
    return struct.pack("<2sH", b"FB", n) + b"Z" * n


def _entry(path: bytes, size: int, begin: int, crc: int) -> bytes:
    large = size >= _BIG or begin >= _BIG
    extra = struct.pack("<HHQQQ", 1, 24, size, size, begin) if large else b""
    short, where = (_BIG, _BIG) if large else (size, begin)
    version = 45 if large else 20
    fixed = struct.pack(
        "<IHHHHHHIIIHHHHHII",
        *(0x02014B50, version, version, 0x800, 0, 0, 33, crc, short, short),
        *(len(path), len(extra), 0, 0, 0, 0, where),
    )
    return fixed + path + extra


class Reader:
    """The members of an archive, by name without the folder that holds them."""

    def __init__(self, file: Any) -> None:
        self._fd = _descriptor(file)
        if self._fd is not None:
            self._view = None
            entries = _C._zip_entries(self._fd, os.fstat(self._fd).st_size)
        else:
            self._view = _whole(file)
            entries = _C._zip_entries(self._view)
        folder = entries[0][0].split("/")[0] + "/" if entries else "/"
        self._members = {name.removeprefix(folder): rest for name, *rest in entries}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        return self._find(name)[1]

    def begin(self, name: str) -> int:
        """Where in the file the member's bytes start."""
        return self._find(name)[0]

    def text(self, name: str) -> bytes:
        """The bytes of a short member."""
        return bytes(self._bounded(name, _MAX_TEXT))

    def pickle(self) -> bytes:
        return bytes(self._bounded("data.pkl", _MAX_PICKLE))

    def _bounded(self, name: str, limit: int) -> bytearray:
        size = self.size(name)
        if size > limit:
            raise RuntimeError(f"load(): member '{name}' is too large: got {size} bytes, expected at most {limit}")
        out = bytearray(size)
        self.read_into(name, memoryview(out))
        return out

    def read_into(self, name: str, out: memoryview) -> None:
        """Fills `out`, which is not longer than the member, and compares the checksum when it is as long.

        0 stands for no checksum: PyTorch's writer can leave it out.
        """
        begin, size, crc = self._find(name)
        if self._view is not None:
            out[:] = self._view[begin : begin + len(out)]
        else:
            self._read(begin, out)
        if crc and len(out) == size and _C._crc32(out) != crc:
            raise RuntimeError(f"load(): member '{name}' of the archive is damaged: its checksum differs")

    def _read(self, begin: int, out: memoryview) -> None:
        done = 0
        while done < len(out):
            n = os.preadv(self._fd, [out[done : done + _MAX_PIECE]], begin + done)  # type: ignore[arg-type]
            if n == 0:
                raise RuntimeError("load(): the file became shorter while it was read")
            done += n

    def _find(self, name: str) -> Any:
        if name not in self._members:
            raise RuntimeError(
                f"load(): failed locating file '{name}' in the archive: it is damaged, or not written by save()"
            )
        return self._members[name]


def _descriptor(file: Any) -> int | None:
    """The descriptor of a file that is read from its very beginning; None for anything else."""
    try:
        return file.fileno() if isinstance(file, io.BufferedReader | io.FileIO) and file.tell() == 0 else None
    except OSError:
        return None


def _whole(file: Any) -> memoryview:
    """What follows in a file object, without a copy where it is in memory already."""
    if isinstance(file, io.BytesIO):
        return memoryview(file.getbuffer())[file.tell() :].toreadonly()
    return memoryview(file.read())
