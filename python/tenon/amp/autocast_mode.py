"""autocast, and the thread's settings behind it. It acts on the CPU; for CUDA, which is not there, it answers as PyTorch."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import tenon
from tenon._C import (
    _autocast,
    _set_autocast,
    autocast_decrement_nesting,
    autocast_increment_nesting,
    clear_autocast_cache,
)

__all__ = ["autocast", "custom_bwd", "custom_fwd", "is_autocast_available"]

_DEVICES = ("cpu", "cuda")
_gpu: dict[str, Any] = {"enabled": False, "dtype": tenon.float16}


def is_autocast_available(device_type: str) -> bool:
    """Whether autocast knows the kind of device."""
    return _kind(device_type) in _DEVICES


def _kind(device_type: Any) -> str:
    if not isinstance(device_type, str):
        raise ValueError(f"Expected `device_type` of type `str`, got: `{type(device_type)}`")
    return device_type.partition(":")[0]


def _known(device_type: str) -> str:
    if not is_autocast_available(device_type):
        raise RuntimeError(f"User specified an unsupported autocast device_type '{device_type}'")
    return _kind(device_type)


def is_autocast_enabled(device_type: str = "cuda") -> bool:
    """Whether autocast is on for a kind of device."""
    return _autocast()[0] if _known(device_type) == "cpu" else _gpu["enabled"]


def get_autocast_dtype(device_type: str) -> Any:
    """The dtype that autocast casts to on a kind of device."""
    return _autocast()[1] if _known(device_type) == "cpu" else _gpu["dtype"]


def set_autocast_enabled(device_type: Any, enabled: bool | None = None) -> None:
    """set_autocast_enabled(device_type, enabled): switches autocast of this thread. Without a device type: CUDA's."""
    if enabled is None:
        device_type, enabled = "cuda", device_type
    if _known(device_type) == "cpu":
        _, dtype, cache = _autocast()
        _set_autocast(enabled, dtype, cache)
    else:
        _gpu["enabled"] = bool(enabled)


def set_autocast_dtype(device_type: str, dtype: Any) -> None:
    """Sets the dtype that autocast of this thread casts to on a kind of device."""
    if _known(device_type) == "cpu":
        enabled, _, cache = _autocast()
        _set_autocast(enabled, dtype, cache)
    else:
        _gpu["dtype"] = dtype


def is_autocast_cache_enabled() -> bool:
    """Whether autocast keeps the casts of parameters."""
    return _autocast()[2]


def set_autocast_cache_enabled(enabled: bool) -> None:
    """Says whether autocast keeps the casts of parameters."""
    on, dtype, _ = _autocast()
    _set_autocast(on, dtype, enabled)


def is_autocast_cpu_enabled() -> bool:
    """The old name of is_autocast_enabled("cpu")."""
    return is_autocast_enabled("cpu")


def get_autocast_cpu_dtype() -> Any:
    """The old name of get_autocast_dtype("cpu")."""
    return get_autocast_dtype("cpu")


def get_autocast_gpu_dtype() -> Any:
    """The old name of get_autocast_dtype("cuda")."""
    return get_autocast_dtype("cuda")


def set_autocast_cpu_enabled(enabled: bool) -> None:
    """The old name of set_autocast_enabled("cpu", enabled)."""
    set_autocast_enabled("cpu", enabled)


def set_autocast_cpu_dtype(dtype: Any) -> None:
    """The old name of set_autocast_dtype("cpu", dtype)."""
    set_autocast_dtype("cpu", dtype)


class autocast:
    """Inside, matrix products, linear layers and convolutions run in a lower precision, and ops that need range in
    float32. Also decorates functions.

    >>> with tenon.autocast("cpu", dtype=tenon.bfloat16):
    ...     y = tenon.ones(2, 2) @ tenon.ones(2, 2)
    >>> y.dtype
    tenon.bfloat16
    """

    def __init__(
        self, device_type: str, dtype: Any = None, enabled: bool = True, cache_enabled: bool | None = None
    ) -> None:
        self.device = device_type
        kind = _known(device_type)
        self.fast_dtype = get_autocast_dtype(device_type) if dtype is None else dtype
        self._cache_enabled = is_autocast_cache_enabled() if cache_enabled is None else cache_enabled
        if enabled and kind == "cuda" and not tenon.cuda.is_available():
            warnings.warn("CUDA is not available. Disabling autocast.", stacklevel=2)
            enabled = False
        elif enabled and self.fast_dtype not in (tenon.bfloat16, tenon.float16):
            name = device_type.upper()
            warnings.warn(
                f"In {name} autocast, but the target dtype is not supported. Disabling autocast.\n{name} Autocast only "
                "supports dtypes of tenon.bfloat16, tenon.float16 currently.",
                stacklevel=2,
            )
            enabled = False
        self._enabled = enabled
        self._before: list[Any] = []

    def __enter__(self) -> autocast:
        self._before.append(
            (is_autocast_enabled(self.device), get_autocast_dtype(self.device), is_autocast_cache_enabled())
        )
        set_autocast_enabled(self.device, self._enabled)
        set_autocast_dtype(self.device, self.fast_dtype)
        set_autocast_cache_enabled(self._cache_enabled)
        autocast_increment_nesting()
        return self

    def __exit__(self, *error: object) -> None:
        if autocast_decrement_nesting() == 0:
            clear_autocast_cache()
        enabled, dtype, cache = self._before.pop()
        set_autocast_enabled(self.device, enabled)
        set_autocast_dtype(self.device, dtype)
        set_autocast_cache_enabled(cache)

    def __call__(self, func: Callable[..., Any]) -> Callable[..., Any]:
        if not callable(func):
            raise TypeError(f"autocast()(func) requires a callable, but got {type(func).__name__}.")

        @functools.wraps(func)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with self:
                return func(*args, **kwargs)

        return wrapped


def _cast(value: Any, device_type: str, dtype: Any) -> Any:
    if isinstance(value, tenon.Tensor):
        fits = value.is_floating_point() and value.device.type == device_type and value.dtype is not tenon.float64
        return value.to(dtype) if fits else value
    if isinstance(value, Mapping):
        return {_cast(k, device_type, dtype): _cast(v, device_type, dtype) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        items = [_cast(v, device_type, dtype) for v in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    return value


def custom_fwd(fwd: Any = None, *, device_type: str, cast_inputs: Any = None) -> Any:
    """Decorates forward() of a custom Function: with cast_inputs it runs without autocast, on arguments of that dtype."""
    _known(device_type)
    if fwd is None:
        return functools.partial(custom_fwd, device_type=device_type, cast_inputs=cast_inputs)

    @functools.wraps(fwd)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        args[0]._dtype = get_autocast_dtype(device_type)
        on = is_autocast_enabled(device_type)
        args[0]._fwd_used_autocast = on and cast_inputs is None
        if cast_inputs is None or not on:
            return fwd(*args, **kwargs)
        with autocast(device_type, enabled=False):
            return fwd(*_cast(args, device_type, cast_inputs), **_cast(kwargs, device_type, cast_inputs))

    return decorated


def custom_bwd(bwd: Any = None, *, device_type: str) -> Any:
    """Decorates backward() of a custom Function: it runs with autocast as its forward() did."""
    _known(device_type)
    if bwd is None:
        return functools.partial(custom_bwd, device_type=device_type)

    @functools.wraps(bwd)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        with autocast(device_type, enabled=args[0]._fwd_used_autocast, dtype=args[0]._dtype):
            return bwd(*args, **kwargs)

    return decorated
