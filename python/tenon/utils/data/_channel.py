"""Messages between the process of a DataLoader and its workers, over a pair of sockets.

The tensors of a message lie in one piece of memory without a name, which the receiver maps: its file descriptor goes with the
message and is closed at once, so that neither a long queue nor a killed process leaves anything behind. What is long goes there
too, so that messages fit the buffers of a socket and sending does not wait for the receiver.
"""

from __future__ import annotations

import array
import contextlib
import copyreg
import io
import os
import pickle
import socket
from collections import ChainMap
from multiprocessing.reduction import ForkingPickler
from typing import Any, cast

from tenon import _C, Tensor

_SHORT = 2048  # bytes of a pickle that are sent through the socket itself
_HEAD = 24  # bytes of the pickle, bytes of the memory, where in it the pickle is (or -1)
_ALIGN = 64


def _aligned(n: int) -> int:
    return -(-n // _ALIGN) * _ALIGN


def _fill(fd: int, nbytes: int, parts: list[tuple[memoryview, int]]) -> None:
    """Writes parts of a file of nbytes: cheaper than a mapping of it, whose pages would be cleared first."""
    os.ftruncate(fd, nbytes)
    for part, at in parts:
        while part:
            written = os.pwrite(fd, part, at)
            part, at = part[written:], at + written


class _Pickler(pickle.Pickler):
    """Replaces plain tensors by where they will lie in the memory of the message. Others go as bytes."""

    def __init__(self, file: Any) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        known = ForkingPickler._extra_reducers.items()  # type: ignore[attr-defined]
        reducers: Any = {cls: how for cls, how in known if not how.__module__.startswith("tenon.")}
        self.dispatch_table = ChainMap(reducers, cast(Any, copyreg.dispatch_table))
        self.places: dict[int, tuple[Any, ...]] = {}
        self.seen: list[Tensor] = []  # keeps their ids theirs
        self.parts: list[tuple[memoryview, int]] = []  # bytes of tensors, and where they go
        self.nbytes = 0

    def persistent_id(self, obj: Any) -> Any:
        if type(obj) is not Tensor or obj.device.type != "cpu" or obj.is_sparse:
            return None
        if obj.requires_grad and not obj.is_leaf or obj.__dict__:
            return None  # refused, or rebuilt, by its own reduction
        if id(obj) not in self.places:
            dense = obj.detach() if obj.is_contiguous() else obj.detach().clone()
            begin, size = _aligned(self.nbytes), dense.element_size()
            first, length = dense.storage_offset() * size, dense.numel() * size
            self.parts.append((memoryview(dense.untyped_storage())[first : first + length], begin))
            self.nbytes = begin + length
            self.seen.append(obj)
            number = len(self.places)
            place = (
                number,
                obj.dtype,
                begin // size,
                tuple(obj.shape),
                dense.stride(),
                obj.requires_grad,
            )
            self.places[id(obj)] = place
        return self.places[id(obj)]


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: Any, storage: Any) -> None:
        super().__init__(file)
        self.storage, self.made = storage, dict[Any, Tensor]()

    def persistent_load(self, pid: Any) -> Tensor:
        if pid not in self.made:
            _, dtype, offset, shape, stride, requires_grad = pid
            t = _C._from_storage(self.storage, dtype, offset, shape, stride)
            self.made[pid] = t.requires_grad_() if requires_grad else t
        return self.made[pid]


class Channel:
    """One end of a connection. It can be passed to a process that is being started."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    @staticmethod
    def pair() -> tuple[Channel, Channel]:
        """Two ends."""
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        return Channel(a), Channel(b)

    def fileno(self) -> int:
        return self.sock.fileno()

    def close(self) -> None:
        """Closes this process's end."""
        self.sock.close()

    def end(self) -> None:
        """Closes the connection, which others may have inherited: the other side finds it at its end."""
        with contextlib.suppress(OSError):  # it has ended already
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def send(self, obj: Any) -> None:
        """Sends anything that can be pickled. BrokenPipeError when the other side has gone."""
        buffer = io.BytesIO()
        pickler = _Pickler(buffer)
        pickler.dump(obj)
        body, nbytes, at = buffer.getbuffer(), pickler.nbytes, -1
        if len(body) > _SHORT:
            at = _aligned(nbytes)
            nbytes = at + len(body)
        ancillary, fd = [], -1
        try:
            if nbytes:
                fd = os.memfd_create("tenon")
                parts = [*pickler.parts, (body, at)] if at >= 0 else pickler.parts
                _fill(fd, nbytes, parts)
                ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))]
            head = (len(body), nbytes, at)
            message = b"".join(n.to_bytes(8, "little", signed=True) for n in head) + (b"" if at >= 0 else body)
            sent = self.sock.sendmsg([message], ancillary)
            if sent < len(message):
                self.sock.sendall(message[sent:])
        finally:
            if fd >= 0:
                os.close(fd)

    def receive(self) -> Any:
        """What the other side sent next; EOFError when it has gone."""
        head, ancillary, _, _ = self.sock.recvmsg(_HEAD, socket.CMSG_SPACE(array.array("i").itemsize))
        fd = -1
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                fd = array.array("i", data)[0]
        try:
            head += self._read(_HEAD - len(head))
            length, nbytes, at = (int.from_bytes(head[i : i + 8], "little", signed=True) for i in range(0, _HEAD, 8))
            storage: Any = _C._shared_map(fd, nbytes, False) if nbytes else None
        finally:
            if fd >= 0:
                os.close(fd)
        body: Any = self._read(length) if at < 0 else memoryview(storage)[at : at + length]
        return _Unpickler(io.BytesIO(body), storage).load()

    def _read(self, n: int) -> bytes:
        parts = []
        while n:
            part = self.sock.recv(n)
            if not part:
                raise EOFError("the other process has gone")
            parts.append(part)
            n -= len(part)
        return b"".join(parts)
