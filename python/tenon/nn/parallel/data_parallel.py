"""DataParallel."""

from __future__ import annotations

from typing import Any

from tenon.nn.modules.module import Module

__all__ = ["DataParallel", "data_parallel"]


def _check(device_ids: Any) -> None:
    if device_ids and any(getattr(d, "type", "cuda") != "cpu" for d in device_ids):
        raise RuntimeError(f"DataParallel: device_ids: got {list(device_ids)}, but there is no device besides the CPU")


class DataParallel(Module):
    """Splits batches over devices. Without any besides the CPU it calls the module as it is, as in PyTorch; the
    module is in `module`, so that the keys of its state_dict begin with it."""

    def __init__(self, module: Module, device_ids: Any = None, output_device: Any = None, dim: int = 0) -> None:
        super().__init__()
        _check(device_ids)
        self.module = module
        self.device_ids: list[Any] = []

    def forward(self, *inputs: Any, **kwargs: Any) -> Any:
        return self.module(*inputs, **kwargs)


def data_parallel(
    module: Module,
    inputs: Any,
    device_ids: Any = None,
    output_device: Any = None,
    dim: int = 0,
    module_kwargs: dict[str, Any] | None = None,
) -> Any:
    """module(*inputs), over devices if there are any."""
    _check(device_ids)
    return module(*(inputs if isinstance(inputs, tuple) else (inputs,)), **(module_kwargs or {}))


DataParallel.__module__ = "tenon.nn"
