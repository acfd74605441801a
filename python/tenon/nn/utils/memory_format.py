"""Memory formats of the weights of convolutions."""

from __future__ import annotations

from typing import Any

import tenon

__all__ = ["convert_conv2d_weight_memory_format", "convert_conv3d_weight_memory_format"]


def _convert(module: Any, memory_format: Any, kinds: tuple[type, ...]) -> Any:
    for child in module.modules():
        if isinstance(child, kinds):
            m: Any = child
            m.weight.data = m.weight.detach().clone(memory_format=memory_format)
    return module


def convert_conv2d_weight_memory_format(module: Any, memory_format: Any) -> Any:
    """Lays the weights of all Conv2d and ConvTranspose2d out in a memory format."""
    return _convert(module, memory_format, (tenon.nn.Conv2d, tenon.nn.ConvTranspose2d))


def convert_conv3d_weight_memory_format(module: Any, memory_format: Any) -> Any:
    """Lays the weights of all Conv3d and ConvTranspose3d out in a memory format."""
    return _convert(module, memory_format, (tenon.nn.Conv3d, tenon.nn.ConvTranspose3d))
