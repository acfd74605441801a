"""Parameters and buffers: tensors that a module registers by itself when they are assigned to it."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import tenon
from tenon import Tensor
from tenon._C import _disabled_torch_function_impl

__all__ = ["Buffer", "Parameter", "UninitializedBuffer", "UninitializedParameter", "is_lazy"]


def _rebuild_parameter(data: Tensor, requires_grad: bool, hooks: Any) -> Parameter:
    return Parameter(data, requires_grad)


class _ParameterType(type(Tensor)):  # type: ignore[misc]
    """A Parameter made of another subclass of Tensor stays of that class and is marked."""

    def __instancecheck__(cls, instance: Any) -> bool:
        if super().__instancecheck__(instance):
            return True
        return cls is Parameter and isinstance(instance, Tensor) and getattr(instance, "_is_param", False)


class Parameter(Tensor, metaclass=_ParameterType):
    """A tensor that is trained: Parameter(data=None, requires_grad=True).

    Assigned to a module it becomes one of its parameters(). It requires grad even when made under no_grad.
    """

    __torch_function__ = _disabled_torch_function_impl  # what ops make of parameters are plain tensors

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Any:
        if data is None:
            data = tenon.empty(0)
        if type(data) is Tensor or isinstance(data, Parameter):
            return Tensor._make_subclass(cls, data.detach(), requires_grad)
        t = data.detach().requires_grad_(requires_grad)
        if type(t) is not type(data):
            raise RuntimeError(
                f"Creating a Parameter from an instance of type {type(data).__name__} requires that detach() returns "
                f"an instance of the same type, but return type {type(t).__name__} was found instead."
            )
        t._is_param = True
        return t

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        if id(self) in memo:
            return memo[id(self)]
        result = type(self)(self.data.clone(memory_format=tenon.preserve_format), self.requires_grad)
        memo[id(self)] = result
        if self.__dict__:
            from copy import deepcopy

            result.__dict__.update(deepcopy(self.__dict__, memo))
        return result

    def __repr__(self, *, tensor_contents: str | None = None) -> str:
        return "Parameter containing:\n" + super().__repr__()

    def __reduce_ex__(self, protocol: Any) -> Any:
        if type(self) is not Parameter or self.__dict__:
            return super().__reduce_ex__(protocol)
        return _rebuild_parameter, (self.data, self.requires_grad, OrderedDict())


class Buffer(Tensor):
    """A tensor that is state but not trained: Buffer(data=None, *, persistent=True)."""

    __torch_function__ = _disabled_torch_function_impl

    def __new__(cls, data: Tensor | None = None, *, persistent: bool = True) -> Any:
        t = (tenon.empty(0) if data is None else data).detach()
        t = Tensor._make_subclass(cls, t, data is not None and data.requires_grad)
        t.persistent = persistent
        t._is_buffer = True
        return t


class UninitializedParameter(Parameter):
    """A parameter of a shape that is not known yet. Lazy modules, which would use it, do not exist here."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("UninitializedParameter: lazy modules are not supported")


class UninitializedBuffer(Buffer):
    """A buffer of a shape that is not known yet. Lazy modules, which would use it, do not exist here."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("UninitializedBuffer: lazy modules are not supported")


def is_lazy(param: Any) -> bool:
    """Whether the shape of a parameter is not known yet."""
    return isinstance(param, (UninitializedParameter, UninitializedBuffer))
