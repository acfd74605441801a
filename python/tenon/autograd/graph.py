"""The recorded graph: nodes, as tensor.grad_fn shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tenon._C import _Node as Node
from tenon.utils.hooks import RemovableHandle

__all__ = ["Node"]


def register_hook(self: Any, fn: Callable[..., Any]) -> RemovableHandle:
    """Calls fn(grad_inputs, grad_outputs) after the node's gradient ran; what it returns replaces grad_inputs."""
    return RemovableHandle.of(self._remove_hook, self._add_hook(fn))


def register_prehook(self: Any, fn: Callable[..., Any]) -> RemovableHandle:
    """Calls fn(grad_outputs) before the node's gradient runs; what it returns replaces them."""
    return RemovableHandle.of(self._remove_hook, self._add_pre_hook(fn))


Node.register_hook = register_hook
Node.register_prehook = register_prehook
