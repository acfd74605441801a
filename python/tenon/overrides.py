"""__torch_function__: how classes take part in calls, as PyTorch names it.

A call of an op, a method, an operator or a property is handed to `cls.__torch_function__(func, types, args, kwargs)` of
the class of each argument that has one, subclasses first, until one does not return NotImplemented. Subclasses of
Tensor inherit one that runs the call and makes its results instances of the subclass.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from tenon import Tensor
from tenon._C import (
    _disabled_torch_function_impl,
    _function_mode_stack,
    _handle_torch_function,
    _has_torch_function,
    _has_torch_function_unary,
    _pop_function_mode,
    _push_function_mode,
)
from tenon._override import NOWRAP, DisableTorchFunction, DisableTorchFunctionSubclass

__all__ = [
    "BaseTorchFunctionMode",
    "DisableTorchFunction",
    "DisableTorchFunctionSubclass",
    "TorchFunctionMode",
    "get_default_nowrap_functions",
    "handle_torch_function",
    "has_torch_function",
    "has_torch_function_unary",
    "has_torch_function_variadic",
    "is_tensor_like",
    "is_tensor_method_or_property",
    "resolve_name",
    "wrap_torch_function",
]

_disabled = _disabled_torch_function_impl


def has_torch_function(relevant_args: Iterable[Any]) -> bool:
    """Whether one of these arguments, or a mode that is entered, wants to take part in a call.

    >>> class Mine(tenon.Tensor): pass
    >>> tenon.overrides.has_torch_function([tenon.ones(1)])
    False
    >>> tenon.overrides.has_torch_function([tenon.ones(1).as_subclass(Mine)])
    True
    """
    return _has_torch_function(relevant_args)


def has_torch_function_unary(arg: Any) -> bool:
    """has_torch_function((arg,))."""
    return _has_torch_function_unary(arg)


def has_torch_function_variadic(*args: Any) -> bool:
    """has_torch_function(args)."""
    return _has_torch_function(args)


def handle_torch_function(
    public_api: Callable[..., Any], relevant_args: Iterable[Any], /, *args: Any, **kwargs: Any
) -> Any:
    """Hands a call of public_api(*args, **kwargs) to modes and to the classes of relevant_args; for functions in Python.

    >>> def double(x):
    ...     if tenon.overrides.has_torch_function_unary(x):
    ...         return tenon.overrides.handle_torch_function(double, (x,), x)
    ...     return x * 2
    """
    return _handle_torch_function(public_api, relevant_args, args, kwargs)


def wrap_torch_function(dispatcher: Callable[..., Iterable[Any]]) -> Callable[..., Any]:
    """Decorates a function so that its calls are handed over; dispatcher(*args) names the arguments that matter."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            relevant = dispatcher(*args, **kwargs)
            if _has_torch_function(relevant):
                return _handle_torch_function(wrapped, relevant, args, kwargs)
            return function(*args, **kwargs)

        return wrapped

    return decorate


def is_tensor_like(inp: Any) -> bool:
    """Whether it is a Tensor, or of a class with a __torch_function__."""
    return isinstance(inp, Tensor) or hasattr(inp, "__torch_function__")


def get_default_nowrap_functions() -> set[Any]:
    """The functions whose results the inherited __torch_function__ leaves as they are."""
    return set(NOWRAP)


def is_tensor_method_or_property(func: Callable[..., Any]) -> bool:
    """Whether a function that __torch_function__ was given belongs to Tensor.

    >>> tenon.overrides.is_tensor_method_or_property(tenon.Tensor.add)
    True
    >>> tenon.overrides.is_tensor_method_or_property(tenon.add)
    False
    """
    return getattr(func, "__name__", "") == "__get__" or _tensor_name(func) is not None


def _tensor_name(func: Any) -> str | None:
    name = getattr(func, "__name__", None)
    if name in ("__get__", "__set__", "__delete__"):
        owner = getattr(func.__self__, "__objclass__", None)
        return f"{func.__self__.__name__}.{name}" if owner is Tensor else None
    return name if name and getattr(Tensor, name, None) is func else None


def resolve_name(f: Any) -> str:
    """A name for a function that __torch_function__ was given.

    >>> tenon.overrides.resolve_name(tenon.Tensor.shape.__get__)
    'tenon.Tensor.shape.__get__'
    """
    name = _tensor_name(f)
    if name is not None:
        return f"tenon.Tensor.{name}"
    return f"{f.__module__}.{f.__qualname__}"


class TorchFunctionMode:
    """A context whose __torch_function__ gets every call; calls that it makes itself go to the context around it.

    >>> class Count(tenon.overrides.TorchFunctionMode):
    ...     calls = 0
    ...     def __torch_function__(self, func, types, args=(), kwargs=None):
    ...         self.calls += 1
    ...         return func(*args, **(kwargs or {}))
    >>> with Count() as count:
    ...     x = tenon.ones(2) + 1
    >>> count.calls
    2
    """

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        raise NotImplementedError

    def __enter__(self) -> Any:
        _push_function_mode(self)
        return self

    def __exit__(self, *error: object) -> None:
        _pop_function_mode()

    @classmethod
    def push(cls, *args: Any, **kwargs: Any) -> TorchFunctionMode:
        """The old spelling of cls(...)."""
        return cls(*args, **kwargs)


class BaseTorchFunctionMode(TorchFunctionMode):
    """A mode that changes nothing."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return func(*args, **(kwargs or {}))


def _get_current_function_mode_stack() -> list[Any]:
    return _function_mode_stack()
