"""Process-wide settings."""

from __future__ import annotations

from typing import Any

from tenon import _C
from tenon._C import device, set_default_dtype

__all__ = [
    "are_deterministic_algorithms_enabled",
    "get_default_device",
    "get_deterministic_debug_mode",
    "is_deterministic_algorithms_enabled",
    "is_deterministic_algorithms_warn_only_enabled",
    "set_default_device",
    "set_default_tensor_type",
    "set_deterministic_debug_mode",
    "use_deterministic_algorithms",
]

_deterministic = _warn_only = False


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Kernels of the CPU give the same result for any number of threads, whatever is set here."""
    global _deterministic, _warn_only
    _deterministic, _warn_only = bool(mode), bool(mode and warn_only)


def is_deterministic_algorithms_enabled() -> bool:
    """What use_deterministic_algorithms() was given."""
    return _deterministic


are_deterministic_algorithms_enabled = is_deterministic_algorithms_enabled


def is_deterministic_algorithms_warn_only_enabled() -> bool:
    """What use_deterministic_algorithms() was given as warn_only."""
    return _warn_only


_DEBUG_MODES = ("default", "warn", "error")


def set_deterministic_debug_mode(debug_mode: int | str) -> None:
    """use_deterministic_algorithms() by a name or number: 'default' (0), 'warn' (1) or 'error' (2).

    >>> tenon.set_deterministic_debug_mode("default")
    """
    modes: tuple[Any, ...] = (*_DEBUG_MODES, 0, 1, 2)
    if debug_mode not in modes:
        raise RuntimeError(
            f"invalid value of debug_mode, expected `default`, `warn`, `error`, 0, 1 or 2, but got {debug_mode!r}"
        )
    level = modes.index(debug_mode) % 3
    use_deterministic_algorithms(level > 0, warn_only=level == 1)


def get_deterministic_debug_mode() -> int:
    """0, 1 or 2, as set_deterministic_debug_mode() takes them.

    >>> tenon.get_deterministic_debug_mode()
    0
    """
    return (1 if _warn_only else 2) if _deterministic else 0


def set_default_tensor_type(t: Any) -> None:
    """Sets the default dtype by the name of a tensor type, as old programs do.

    >>> tenon.set_default_tensor_type("tenon.FloatTensor")
    """
    from tenon import _legacy

    name = (t if isinstance(t, str) else t.__name__).rsplit(".", 1)[-1]
    if name not in _legacy.DTYPES:
        raise TypeError(f"invalid type object: {t!r}")
    set_default_dtype(_legacy.DTYPES[name])


def get_default_device() -> device:
    """Where factories of this thread put tensors.

    >>> with tenon.device("meta"):
    ...     tenon.get_default_device()
    device(type='meta')
    """
    return _C._default_device() or device("cpu")


def set_default_device(device_: Any) -> None:
    """Makes factories and layers of this thread use a device when they are given none; None takes it back.

    >>> tenon.set_default_device("meta")
    >>> tenon.empty(2).device
    device(type='meta')
    >>> tenon.set_default_device(None)
    """
    _C._set_default_device(None if device_ is None else device(device_))


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
