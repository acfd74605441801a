"""CUDA, as PyTorch's programs ask for it: there is none until a device plugin brings it."""

from __future__ import annotations

from typing import Any

__all__ = [
    "current_device",
    "device_count",
    "empty_cache",
    "is_available",
    "is_initialized",
    "manual_seed",
    "manual_seed_all",
    "synchronize",
]


def is_available() -> bool:
    """Whether a CUDA device can be used."""
    return False


def device_count() -> int:
    """The number of CUDA devices."""
    return 0


def is_initialized() -> bool:
    """Whether CUDA has been used."""
    return False


def is_bf16_supported(including_emulation: bool = True) -> bool:
    """Whether the device has bfloat16 arithmetic."""
    return False


def _none(what: str) -> RuntimeError:
    return RuntimeError(f"{what}(): no CUDA device is available: got 0 devices, expected at least 1")


def current_device() -> int:
    """The device in use. RuntimeError without one."""
    raise _none("current_device")


def synchronize(device: Any = None) -> None:
    """Waits for the device. RuntimeError without one."""
    raise _none("synchronize")


def get_device_name(device: Any = None) -> str:
    """The device's name. RuntimeError without one."""
    raise _none("get_device_name")


def manual_seed(seed: int) -> None:
    """Seeds the streams of the device: nothing to do without one, as in PyTorch."""


def manual_seed_all(seed: int) -> None:
    """Seeds the streams of all devices: nothing to do without one, as in PyTorch."""


def empty_cache() -> None:
    """Gives unused memory of the device back: nothing to do without one."""
