"""Several processes that train together: not supported, and this says so. Programs ask is_available() before they use it."""

from __future__ import annotations

import os
from typing import Any, NoReturn

__all__ = [
    "barrier",
    "destroy_process_group",
    "get_rank",
    "get_world_size",
    "init_process_group",
    "is_available",
    "is_gloo_available",
    "is_initialized",
    "is_mpi_available",
    "is_nccl_available",
    "is_torchelastic_launched",
]


def is_available() -> bool:
    """Whether processes can train together."""
    return False


def is_initialized() -> bool:
    """Whether this process is one of a group."""
    return False


def is_nccl_available() -> bool:
    """Whether there is NCCL."""
    return False


def is_gloo_available() -> bool:
    """Whether there is Gloo."""
    return False


def is_mpi_available() -> bool:
    """Whether there is MPI."""
    return False


def is_torchelastic_launched() -> bool:
    """Whether a launcher of several processes started this one."""
    return "TORCHELASTIC_RUN_ID" in os.environ


def init_process_group(backend: str | None = None, *args: Any, **kwargs: Any) -> NoReturn:
    """Joins a group of processes. RuntimeError: there are none."""
    raise RuntimeError(
        f"init_process_group(): training in several processes is not supported: got backend {backend!r}. "
        "Hint: run the program in one process; ops use all cores."
    )


def _no_group() -> NoReturn:
    raise ValueError("Default process group has not been initialized, please make sure to call init_process_group.")


def destroy_process_group(group: Any = None) -> None:
    """Leaves the group. ValueError without one."""
    _no_group()


def get_rank(group: Any = None) -> int:
    """This process's number in the group. ValueError without one."""
    _no_group()


def get_world_size(group: Any = None) -> int:
    """The number of processes in the group. ValueError without one."""
    _no_group()


def barrier(group: Any = None, async_op: bool = False, device_ids: Any = None) -> None:
    """Waits for all processes of the group. ValueError without one."""
    _no_group()
