"""The accelerator of this machine, whichever it is: none, until a device plugin brings one."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = [
    "current_accelerator",
    "current_device_index",
    "current_stream",
    "device_count",
    "device_index",
    "empty_cache",
    "is_available",
    "max_memory_allocated",
    "memory_allocated",
    "memory_reserved",
    "memory_stats",
    "reset_peak_memory_stats",
    "set_device_index",
    "set_stream",
    "synchronize",
]


def is_available() -> bool:
    """Whether there is an accelerator."""
    return False


def device_count() -> int:
    """The number of accelerators."""
    return 0


def current_accelerator(check_available: bool = False) -> Any:
    """The accelerator's device: None."""
    return None


def _none() -> NoReturn:
    raise RuntimeError("Cannot access accelerator device when none is available.")


def current_device_index() -> int:
    """The accelerator in use. RuntimeError without one."""
    _none()


def set_device_index(device: Any) -> None:
    """Selects an accelerator. RuntimeError without one."""
    _none()


class device_index:
    """Selects an accelerator for a with-block; None selects nothing."""

    def __init__(self, device: int | None) -> None:
        self.idx = device

    def __enter__(self) -> None:
        if self.idx is not None:
            _none()

    def __exit__(self, *error: object) -> None:
        pass


def current_stream(device: Any = None) -> Any:
    """The stream in use. RuntimeError without an accelerator."""
    _none()


def set_stream(stream: Any) -> None:
    """Selects a stream. RuntimeError without an accelerator."""
    _none()


def synchronize(device: Any = None) -> None:
    """Waits for the accelerator. RuntimeError without one."""
    _none()


def empty_cache() -> None:
    """Gives unused memory back. RuntimeError without an accelerator."""
    _none()


def memory_allocated(device: Any = None) -> int:
    """Bytes of tensors. RuntimeError without an accelerator."""
    _none()


def memory_reserved(device: Any = None) -> int:
    """Bytes that the allocator holds. RuntimeError without an accelerator."""
    _none()


def max_memory_allocated(device: Any = None) -> int:
    """The most bytes of tensors so far. RuntimeError without an accelerator."""
    _none()


def memory_stats(device: Any = None) -> Any:
    """Counters of the allocator. RuntimeError without an accelerator."""
    _none()


def reset_peak_memory_stats(device: Any = None) -> None:
    """Starts the largest values anew. RuntimeError without an accelerator."""
    _none()


current_device_idx, set_device_idx = current_device_index, set_device_index  # their older names
