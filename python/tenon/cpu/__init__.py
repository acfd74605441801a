"""The CPU, as PyTorch's programs ask for it."""

from __future__ import annotations

from typing import Any

from tenon.cpu import amp

__all__ = ["amp", "current_device", "device_count", "is_available", "synchronize"]


def is_available() -> bool:
    """Whether there is a CPU: True."""
    return True


def device_count() -> int:
    """The number of CPUs as devices: 1."""
    return 1


def current_device() -> str:
    """The name of the device."""
    return "cpu"


def synchronize(device: Any = None) -> None:
    """Waits for the device, whose ops are done when they return."""
