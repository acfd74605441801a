"""Custom functions: a forward and a backward written in Python."""

from __future__ import annotations

from functools import wraps
from typing import Any

from tenon._C import _function_apply, _FunctionBase, is_tensor
from tenon.autograd.grad_mode import no_grad

__all__ = ["Function", "FunctionCtx", "once_differentiable"]


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

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        own_setup = cls.setup_context is not Function.setup_context
        return _function_apply(cls, FunctionCtx(), args, kwargs, own_setup)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. "
            "Please use new-style autograd function with static forward method."
        )


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
