"""Hooks of all modules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tenon.nn.modules import _hooks
from tenon.utils.hooks import RemovableHandle


def register_module_forward_pre_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Calls hook(module, args) before the forward of every module."""
    return _hooks.add(_hooks.forward_pre_hooks, hook)


def register_module_forward_hook(
    hook: Callable[..., Any], *, with_kwargs: bool = False, always_call: bool = False
) -> RemovableHandle:
    """Calls hook(module, args, output) after the forward of every module."""
    extra: list[Any] = [_hooks.forward_hooks_with_kwargs] if with_kwargs else []
    if always_call:
        extra.append(_hooks.forward_hooks_always_called)
    return _hooks.add(_hooks.forward_hooks, hook, extra)


def register_module_backward_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """The old kind of backward hook, for every module."""
    if _hooks.flags["full_backward"] is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    _hooks.flags["full_backward"] = False
    return _hooks.add(_hooks.backward_hooks, hook)


def register_module_full_backward_pre_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Calls hook(module, grad_output) before the gradients of any module's inputs are computed."""
    return _hooks.add(_hooks.backward_pre_hooks, hook)


def register_module_full_backward_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Calls hook(module, grad_input, grad_output) when the gradients of any module's inputs were computed."""
    if _hooks.flags["full_backward"] is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    _hooks.flags["full_backward"] = True
    return _hooks.add(_hooks.backward_hooks, hook)


def register_module_module_registration_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Calls hook(parent, name, module) when a child is registered; what it returns replaces the child."""
    return _hooks.add(_hooks.module_registration_hooks, hook)


def register_module_buffer_registration_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Calls hook(module, name, buffer) when a buffer is registered; what it returns replaces it."""
    return _hooks.add(_hooks.buffer_registration_hooks, hook)


def register_module_parameter_registration_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Calls hook(module, name, parameter) when a parameter is registered; what it returns replaces it."""
    return _hooks.add(_hooks.parameter_registration_hooks, hook)
