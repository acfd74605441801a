"""Moving and casting of modules. The functions become methods of Module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tenon
from tenon import Tensor


class Moves:
    """The methods, which Module takes over one by one."""

    def _apply(self: Any, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Any:
        """Replaces the data of every parameter, gradient and buffer by what fn returns for it."""
        if recurse:
            for module in self.children():
                module._apply(fn)
        for param in self._parameters.values():
            if param is None:
                continue
            with tenon.no_grad():
                param.data = fn(param)
                if param.grad is not None:
                    grad = fn(param.grad)
                    param.grad = None
                    param.grad = grad.requires_grad_(param.requires_grad and grad.requires_grad)
        for name, buf in self._buffers.items():
            if buf is not None:
                self._buffers[name] = fn(buf)
        return self

    def to(self: Any, *args: Any, **kwargs: Any) -> Any:
        """to(device), to(dtype), to(device, dtype), to(tensor): moves parameters and buffers in place.

        A dtype concerns floating ones only, and must be a floating one.
        """
        device, dtype, non_blocking, memory_format = _parse_to(*args, **kwargs)
        if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(
                f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}"
            )

        def convert(t: Tensor) -> Tensor:
            options: dict[str, Any] = {"non_blocking": non_blocking}
            if device is not None:
                options["device"] = device
            if dtype is not None and (t.is_floating_point() or t.is_complex()):
                options["dtype"] = dtype
            if memory_format is not None and t.dim() in (4, 5):
                options["memory_format"] = memory_format
            return t.to(**options)

        return self._apply(convert)

    def to_empty(self: Any, *, device: Any, recurse: bool = True) -> Any:
        """Moves to a device without copying the values."""
        return self._apply(lambda t: tenon.empty_like(t, device=device), recurse=recurse)

    def cpu(self: Any) -> Any:
        """to("cpu")."""
        return self.to("cpu")

    def cuda(self: Any, device: Any = None) -> Any:
        """to("cuda"), or to the given one of its devices."""
        return self.to("cuda" if device is None else f"cuda:{device}" if isinstance(device, int) else device)

    def type(self: Any, dst_type: Any) -> Any:
        """Casts all parameters and buffers."""
        return self._apply(lambda t: t.to(dst_type))

    def _cast(self: Any, dtype: Any) -> Any:
        return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)

    def float(self: Any) -> Any:
        """Casts floating parameters and buffers to float32."""
        return self._cast(tenon.float32)

    def double(self: Any) -> Any:
        """Casts floating parameters and buffers to float64."""
        return self._cast(tenon.float64)

    def half(self: Any) -> Any:
        """Casts floating parameters and buffers to float16."""
        return self._cast(tenon.float16)

    def bfloat16(self: Any) -> Any:
        """Casts floating parameters and buffers to bfloat16."""
        return self._cast(tenon.bfloat16)


def _parse_to(*args: Any, **kwargs: Any) -> tuple[Any, Any, bool, Any]:
    """The device, dtype, non_blocking and memory_format of a call of to()."""
    device, dtype = kwargs.pop("device", None), kwargs.pop("dtype", None)
    non_blocking, memory_format = kwargs.pop("non_blocking", False), kwargs.pop("memory_format", None)
    kwargs.pop("copy", None)
    other = kwargs.pop("tensor", None)
    if kwargs:
        raise TypeError(f"to() got an unexpected keyword argument '{next(iter(kwargs))}'")
    for arg in args:
        if isinstance(arg, Tensor):
            other = arg
        elif isinstance(arg, tenon.dtype):
            dtype = arg
        elif isinstance(arg, bool):
            non_blocking = arg
        elif isinstance(arg, (str, int, tenon.device)):
            device = arg
        elif arg is not None:
            raise TypeError(
                f"to() received an invalid argument of type {type(arg).__name__}: expected a device, dtype or Tensor"
            )
    if other is not None:
        device, dtype = other.device, other.dtype
    return device, dtype, non_blocking, memory_format
