"""What runs in a worker process of a DataLoader."""

from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
import multiprocessing.connection
import os
import random
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any

import tenon
from tenon.utils.data._channel import Channel

_CHECK_SECONDS = 5.0  # how often a worker looks whether the process that started it still lives

local = threading.local()  # holds the info of a worker thread
_process_info: WorkerInfo | None = None


@dataclasses.dataclass(frozen=True)
class WorkerInfo:
    """What a worker knows of itself."""

    id: int
    num_workers: int
    seed: int
    dataset: Any
    worker_method: str = "multiprocessing"


def get_worker_info() -> WorkerInfo | None:
    """The WorkerInfo of the worker that runs this; None where no worker runs.

    Example:
        >>> tenon.utils.data.get_worker_info() is None
        True
    """
    return getattr(local, "info", _process_info)


class ExceptionWrapper:
    """An exception on its way to another process or thread, with its traceback as text."""

    def __init__(self, where: str) -> None:
        kind, error, trace = sys.exc_info()
        self.exc_type: Any = kind
        self.exc_msg = "".join(traceback.format_exception(kind, error, trace))
        self.where = where

    def reraise(self) -> None:
        """Raises it again, with where it came from."""
        raise self._made()  # not from a variable here, which would refer to its own frame

    def _made(self) -> BaseException:
        message: Any = f"Caught {self.exc_type.__name__} {self.where}.\nOriginal {self.exc_msg}"
        if self.exc_type is KeyError:
            message = _PlainText(message)  # KeyError shows the repr of its argument
        elif getattr(self.exc_type, "message", None):
            return self.exc_type(message=message)
        try:
            return self.exc_type(message)
        except Exception:
            return RuntimeError(message)


class _PlainText(str):
    def __repr__(self) -> str:
        return str(self)


class End:
    """Stands for a batch where a worker's stream has ended."""


class Resume:
    """Asks a worker to begin another iteration, and its answer."""


@dataclasses.dataclass
class Job:
    """What a worker gets when it starts."""

    id: int
    num_workers: int
    base_seed: int
    dataset: Any
    fetcher: Any
    fetcher_args: tuple[Any, ...]  # batches, collate function, drop_last
    init: Callable[[int], None] | None

    @property
    def where(self) -> str:
        return f"in DataLoader worker process {self.id}"

    def make_fetcher(self) -> Any:
        return self.fetcher(self.dataset, *self.fetcher_args)


def run(job: Job, channel: Channel, others: list[Channel]) -> None:
    """A worker, from start to end. `others` are ends of connections that belong to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends its workers
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for other in others:
        other.close()
    tenon.set_num_threads(1)
    _seed(job)
    global _process_info
    _process_info = WorkerInfo(job.id, job.num_workers, job.base_seed + job.id, job.dataset)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(job, channel)


def _seed(job: Job) -> None:
    seed = job.base_seed + job.id
    random.seed(seed)
    tenon.manual_seed(seed)
    try:
        import numpy
    except ImportError:
        return
    numpy.random.seed(numpy_state(job.base_seed, job.id))


def _serve(job: Job, channel: Channel) -> None:
    fetcher: Any = None
    failed: ExceptionWrapper | None = None
    try:
        if job.init is not None:
            job.init(job.id)
        fetcher = job.make_fetcher()
    except Exception:
        failed = ExceptionWrapper(job.where)
    ended, parent = False, os.getppid()
    while _wait(channel, parent):
        number, index = channel.receive()
        if number is Resume:
            fetcher, ended = job.make_fetcher(), False
            channel.send((Resume, None))
            continue
        if ended:
            continue
        data: Any = failed
        if fetcher is not None:
            try:
                data = fetcher.fetch(index)
            except Exception as error:
                ended = isinstance(error, StopIteration) and job.fetcher.__name__ == "StreamFetcher"
                data = End if ended else ExceptionWrapper(job.where)
        _answer(job, channel, number, data)


def _answer(job: Job, channel: Channel, number: int, data: Any) -> None:
    try:
        channel.send((number, data))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception:  # it cannot be pickled
        wrapped = ExceptionWrapper(job.where)
        try:
            channel.send((number, wrapped))
        except (TypeError, AttributeError, ValueError):  # nor can its type
            wrapped.exc_type = RuntimeError
            channel.send((number, wrapped))


def _wait(channel: Channel, parent: int) -> bool:
    """Waits for a message; false when the parent has gone without closing its end."""
    while not multiprocessing.connection.wait([channel.fileno()], _CHECK_SECONDS):
        if os.getppid() != parent:
            return False
    return True


def numpy_state(base_seed: int, worker_id: int) -> list[int]:
    """NumPy's seed of a worker, as PyTorch makes it: the words that numpy.random.SeedSequence would give."""
    mask, hash_a, hash_b = 0xFFFFFFFF, 0x43B0D7E5, 0x8B51F9DD

    def hashed(value: int) -> int:
        nonlocal hash_a
        value = (value ^ hash_a) & mask
        hash_a = hash_a * 0x931E8875 & mask
        value = value * hash_a & mask
        return value ^ value >> 16

    def mixed(x: int, y: int) -> int:
        value = ((0xCA01F9DD * x & mask) - (0x4973F715 * y & mask)) & mask
        return value ^ value >> 16

    pool = [hashed(word) for word in (worker_id, base_seed & mask, base_seed >> 32, 0)]
    for source in range(4):
        for target in range(4):
            if source != target:
                pool[target] = mixed(pool[target], hashed(pool[source]))
    state = []
    for word in pool:
        word = (word ^ hash_b) & mask
        hash_b = hash_b * 0x58F38DED & mask
        word = word * hash_b & mask
        state.append(word ^ word >> 16)
    return state
