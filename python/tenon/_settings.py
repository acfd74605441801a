"""Process-wide settings."""

from __future__ import annotations

from typing import Any

from tenon._C import device

__all__ = [
    "get_default_device",
    "is_deterministic_algorithms_enabled",
    "set_default_device",
    "use_deterministic_algorithms",
]

_deterministic = False


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Kernels of the CPU give the same result for any number of threads, whatever is set here."""
    global _deterministic
    _deterministic = bool(mode)


def is_deterministic_algorithms_enabled() -> bool:
    """What use_deterministic_algorithms() was given."""
    return _deterministic


def get_default_device() -> device:
    """Where new tensors go: the CPU."""
    return device("cpu")


def set_default_device(device_: Any) -> None:
    """Accepts the CPU, where new tensors go anyway."""
    if device_ is not None and device(device_).type != "cpu":
        raise NotImplementedError(f"set_default_device(): got {device_}, expected cpu. Pass device= instead.")


_precision = "highest"


def set_float32_matmul_precision(precision: str) -> None:
    """Accepts 'highest', 'high' and 'medium'; products of float32 are always computed in float32."""
    global _precision
    if precision not in ("highest", "high", "medium"):
        raise ValueError(f"set_float32_matmul_precision(): got {precision!r}, expected 'highest', 'high' or 'medium'")
    _precision = precision


def get_float32_matmul_precision() -> str:
    """What set_float32_matmul_precision() was given."""
    return _precision
