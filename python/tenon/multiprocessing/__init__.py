"""Processes, as in the standard library's multiprocessing, between which tensors travel in shared memory.

All names of that module are here; importing this one makes its queues and pipes pass tensors by the file descriptor of their
memory, so that both sides show the same bytes. The memory has no name: nothing stays in /dev/shm, whoever is killed.
A tensor whose memory other tensors show as well is passed as a copy, unless it was shared before (`Tensor.share_memory_`).

Example:
    >>> from tenon import multiprocessing as mp
    >>> def double(t):
    ...     t *= 2
    >>> t = tenon.ones(2).share_memory_()
    >>> p = mp.get_context("fork").Process(target=double, args=(t,))
    >>> p.start(); p.join()
    >>> t
    tensor([2., 2.])
"""

import multiprocessing as _multiprocessing
from multiprocessing import *  # noqa: F403

from tenon.multiprocessing import reductions
from tenon.multiprocessing.spawn import (
    ProcessContext,
    ProcessExitedException,
    ProcessRaisedException,
    SpawnContext,
    spawn,
    start_processes,
)

__all__ = [
    *_multiprocessing.__all__,
    "ProcessContext",
    "ProcessExitedException",
    "ProcessRaisedException",
    "SpawnContext",
    "get_all_sharing_strategies",
    "get_sharing_strategy",
    "set_sharing_strategy",
    "spawn",
    "start_processes",
]

reductions.init_reductions()

_STRATEGIES = {"file_descriptor", "file_system"}
_strategy = "file_descriptor"


def get_all_sharing_strategies() -> set[str]:
    """The names that set_sharing_strategy() takes."""
    return set(_STRATEGIES)


def get_sharing_strategy() -> str:
    """The name given last to set_sharing_strategy()."""
    return _strategy


def set_sharing_strategy(new_strategy: str) -> None:
    """Accepted for programs that choose one: tensors travel by file descriptor with either.

    "file_system" is asked for where there would be too many open files. A DataLoader keeps none open here.
    """
    global _strategy
    if new_strategy not in _STRATEGIES:
        raise AssertionError(f"invalid sharing strategy {new_strategy!r}, expected one of {_STRATEGIES}")
    _strategy = new_strategy
