"""Custom functions: a forward and a backward written in Python."""

from __future__ import annotations

from functools import wraps
from typing import Any

from tenon._C import _function_apply, _FunctionBase, is_tensor
from tenon.autograd.grad_mode import no_grad
from tenon.utils.hooks import RemovableHandle

__all__ = ["BackwardCFunction", "Function", "FunctionCtx", "InplaceFunction", "once_differentiable"]


class FunctionCtx(_FunctionBase):
    """What forward() leaves for backward(): saved tensors, marks, and any attribute."""

    needs_input_grad: tuple[bool, ...] = ()
    to_save: tuple[Any, ...] | None = None
    dirty_tensors: tuple[Any, ...] = ()
    non_differentiable: tuple[Any, ...] = ()
    materialize_grads = True

    def save_for_backward(self, *tensors: Any) -> None:
        """Saves tensors: arguments, results, or others. backward() finds them in saved_tensors."""
        self.to_save = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        """Accepted for code that also defines jvp(), which is not called."""

    def mark_dirty(self, *tensors: Any) -> None:
        """Says that forward() changed these arguments in place; they must be among the results."""
        self.dirty_tensors = tensors

    def mark_non_differentiable(self, *tensors: Any) -> None:
        """Says that no gradient flows through these results."""
        self.non_differentiable = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """False: backward() gets None instead of zeros for results that were not used."""
        self.materialize_grads = value


class BackwardCFunction(FunctionCtx):
    """The ctx of a call, and the grad_fn of its results. Each Function has a subclass of its own, NAMEBackward."""

    _forward_cls: Any

    def register_hook(self, fn: Any) -> Any:
        """Calls fn(grad_inputs, grad_outputs) after this node ran; a tuple that it returns replaces grad_inputs."""
        return RemovableHandle.of(self._remove_hook, self._add_hook(fn))

    def register_prehook(self, fn: Any) -> Any:
        """Calls fn(grad_outputs) before this node runs; a tuple that it returns replaces them."""
        return RemovableHandle.of(self._remove_hook, self._add_pre_hook(fn))

    def apply(self, *grads: Any) -> Any:
        """Runs the function's backward()."""
        return self._forward_cls.backward(self, *grads)


class Function(FunctionCtx):
    """Base of custom functions; call them with apply().

    >>> class Double(tenon.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         return x * 2
    ...     @staticmethod
    ...     def backward(ctx, grad):
    ...         return grad * 2
    >>> Double.apply(tenon.ones(2))
    tensor([2., 2.])
    """

    _backward_cls: Any = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = f"{cls.__name__}Backward"
        cls._backward_cls = type(name, (BackwardCFunction,), {"_forward_cls": cls, "__module__": cls.__module__})

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        """The gradients of the arguments of forward(), given those of its results. May be called vjp() instead."""
        vjp = ctx._forward_cls.vjp
        if vjp is not Function.vjp:
            return vjp(ctx, *grads)
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    vjp = backward

    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any) -> Any:
        """Never called: derivatives are computed backwards, jvp() of tenon.func too."""
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with forward mode AD."
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Runs forward() and records it. setup_context(), if there is one, is run after it."""
        if cls.vjp is not Function.vjp and cls.backward is not Function.backward:
            raise RuntimeError(
                "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only "
                "implement one of them."
            )
        own_setup = cls.setup_context is not Function.setup_context
        return _function_apply(cls, cls._backward_cls(), args, kwargs, own_setup)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. "
            "Please use new-style autograd function with static forward method."
        )


class InplaceFunction(Function):
    """The old base of functions that may work in place; `inplace` is for their own use."""

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace


class _Once(Function):
    """Passes a gradient on; fails when somebody differentiates it."""

    @staticmethod
    def forward(ctx: Any, grad: Any, *reasons: Any) -> Any:
        return grad.detach()

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")


def once_differentiable(backward: Any) -> Any:
    """Decorates a backward() that cannot be differentiated itself: doing so raises."""

    @wraps(backward)
    def wrapped(ctx: Any, *grads: Any) -> Any:
        with no_grad():
            result = backward(ctx, *grads)
        reasons = [g for g in grads if is_tensor(g) and g.requires_grad]
        if not reasons:
            return result
        single = not isinstance(result, tuple)
        made = tuple(_Once.apply(r, *reasons) if is_tensor(r) else r for r in ((result,) if single else result))
        return made[0] if single else made

    return wrapped
