"""Full backward hooks of modules: what flows into a module's outputs and out of its inputs, as one event."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import tenon
from tenon.autograd import Function

__all__ = ["BackwardHook", "BackwardHookFunction"]


class BackwardHookFunction(Function):
    """The identity; its node sees all gradients of the tensors that pass through it together."""

    @staticmethod
    def forward(ctx: Any, *args: Any) -> Any:
        ctx.mark_non_differentiable(*[arg for arg in args if not arg.requires_grad])
        return tuple(arg.view_as(arg) for arg in args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        return grads


class BackwardHook:
    """The backward hooks of one call of a module."""

    def __init__(self, module: Any, user_hooks: list[Any], user_pre_hooks: list[Any]) -> None:
        self.module, self.user_hooks, self.user_pre_hooks = module, user_hooks, user_pre_hooks
        self.grad_outputs: Any = None
        self.outputs: list[int] | None = None  # positions of the tensors among the outputs
        self.inputs: list[int] | None = None
        self.n_outputs = self.n_inputs = -1

    @staticmethod
    def _spread(positions: list[int] | None, values: Any, size: int) -> tuple[Any, ...]:
        out: list[Any] = [None] * size
        for at, value in zip(positions or (), values):
            out[at] = value
        return tuple(out)

    def _through_node(self, attach: Callable[[Any], None], args: Any) -> tuple[Any, list[int] | None]:
        """The args with their tensors passed through one node, and where those are."""
        positions = [i for i, arg in enumerate(args) if isinstance(arg, tenon.Tensor)]
        tensors = [args[i] for i in positions]
        if not (tenon.is_grad_enabled() and any(t.requires_grad for t in tensors)):
            return args, None
        passed = BackwardHookFunction.apply(*tensors)
        attach(next(t.grad_fn for t in passed if t.grad_fn is not None))
        out = list(args)
        for at, value in zip(positions, passed):
            out[at] = value
        return (tuple(out) if type(args) is tuple else type(args)(*out)), positions

    def setup_input_hook(self, args: Any) -> Any:
        def hook(grad_inputs: Any, grad_outputs: Any) -> Any:
            if self.grad_outputs is None:
                return None  # the gradient came past the outputs, as in double backward
            result = self._spread(self.inputs, grad_inputs, self.n_inputs)
            for user in self.user_hooks:
                changed = user(self.module, result, self.grad_outputs)
                if changed is None:
                    continue
                changed = changed if isinstance(changed, tuple) else (changed,)
                if len(changed) != len(result):
                    raise RuntimeError(
                        "Backward hook returned an invalid number of grad_input, "
                        f"got {len(changed)}, but expected {len(result)}"
                    )
                result = changed
            self.grad_outputs = None
            return tuple(result[i] for i in self.inputs or ())

        args, self.inputs = self._through_node(lambda node: node.register_hook(hook), args)
        self.n_inputs = len(args)
        return args

    def _without_inputs(self) -> None:
        """No input needs a gradient: the hooks run when those of the outputs are there."""
        warnings.warn(
            "Full backward hook is firing when gradients are computed with respect to module outputs since no inputs "
            "require gradients.",
            stacklevel=5,
        )
        none = self._spread([], [], self.n_inputs)
        for user in self.user_hooks:
            changed = user(self.module, none, self.grad_outputs)
            if changed is not None and not (isinstance(changed, tuple) and all(g is None for g in changed)):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always return None or None for "
                    "all gradients."
                )
        self.grad_outputs = None

    def setup_output_hook(self, result: Any) -> Any:
        def hook(grad_outputs: Any) -> Any:
            self.grad_outputs = self._spread(self.outputs, grad_outputs, self.n_outputs)
            for user in self.user_pre_hooks:
                changed = user(self.module, self.grad_outputs)
                if changed is None:
                    continue
                changed = changed if isinstance(changed, tuple) else (changed,)
                if len(changed) != self.n_outputs:
                    raise RuntimeError(
                        "Backward pre hook returned an invalid number of grad_output, "
                        f"got {len(changed)}, but expected {self.n_outputs}"
                    )
                self.grad_outputs = changed
            local = self.grad_outputs
            if self.inputs is None:
                self._without_inputs()
            return tuple(local[i] for i in self.outputs or ())

        outputs = result if isinstance(result, tuple) else (result,)
        outputs, self.outputs = self._through_node(lambda node: node.register_prehook(hook), outputs)
        self.n_outputs = len(outputs)
        return outputs if isinstance(result, tuple) else outputs[0]
