"""What optimizers share whose step is one op per group of parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import tenon
from tenon import Tensor
from tenon.optim.optimizer import Optimizer

State = dict[str, Any]
Group = dict[str, Any]


def check_lr(lr: Any) -> None:
    """ValueError unless lr is a number, or a tensor of one, that is not negative."""
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")
    if not 0.0 <= lr:
        raise ValueError(f"Invalid learning rate: {lr}")


def check_options(betas: tuple[Any, ...] = (), **values: Any) -> None:
    """ValueError for a negative value, by its name, and for betas outside [0, 1)."""
    for i, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {i}: {beta}")
    for name, value in values.items():
        if not 0.0 <= value:
            raise ValueError(f"Invalid {'epsilon' if name == 'eps' else name} value: {value}")


def check_fused(optimizer: Optimizer, fused: bool | None, foreach: bool | None, differentiable: bool) -> None:
    """RuntimeError when fused=True does not go with the other options and the parameters."""
    if not fused:
        return
    if differentiable:
        raise RuntimeError("`fused` does not support `differentiable`")
    if foreach:
        raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
    for p in (p for group in optimizer.param_groups for p in group["params"]):
        if not p.is_floating_point():
            raise RuntimeError(f"`fused=True` requires all the params to be floating point Tensors but got {p.dtype}")


def number(value: float | Tensor) -> float:
    """An option that may be a tensor of one element."""
    return value.item() if isinstance(value, Tensor) else value


def counter(value: float = 0.0) -> Tensor:
    """A number of the state, as a tensor: float64 where that is the default dtype, else float32."""
    double = tenon.get_default_dtype() == tenon.float64
    return tenon.tensor(value, dtype=tenon.float64 if double else tenon.float32)


def decayed(param: Tensor, grad: Tensor, group: Group) -> Tensor:
    """The gradient, with the weight decay that is part of it."""
    weight_decay = group["weight_decay"]
    if isinstance(weight_decay, Tensor):
        return grad + param * weight_decay
    return grad.add(param, alpha=weight_decay) if weight_decay != 0 else grad


def _real(t: Tensor) -> Tensor:
    """Complex numbers as pairs of reals."""
    return tenon.view_as_real(t) if t.is_complex() else t


class GroupedOptimizer(Optimizer):
    """An optimizer with one op for the parameters of a group, and the same in tensor ops for differentiable=True."""

    numbers: ClassVar[tuple[str, ...]] = ("step",)  # entries of the state that are numbers, kept as tensors
    later: ClassVar[dict[str, Any]] = {}  # options that older state dicts lack

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        """The state of a parameter that is first updated."""
        raise NotImplementedError

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        """Updates all parameters by one op."""
        raise NotImplementedError

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        """Updates one parameter by tensor ops, which record gradients. The new state replaces the old."""
        raise NotImplementedError

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """One step for the parameters that have a gradient; the loss if closure, which evaluates the model, is given."""
        loss = None
        if closure is not None:
            with tenon.enable_grad():
                loss = closure()
        with tenon.set_grad_enabled(self.defaults.get("differentiable", False)):
            for group in self.param_groups:
                self._step_group(group)
        return loss

    def _step_group(self, group: Group) -> None:
        params = [p for p in group["params"] if p.grad is not None]
        if not params:
            return
        grads = [p.grad for p in params]
        self._check(group, grads)
        states = [self._state_of(p, g, group) for p, g in zip(params, grads)]
        if group.get("differentiable", False):
            for p, g, state in zip(params, grads, states):
                self._update_one(group, p, -g if group["maximize"] else g, state)
            return
        if any(p.is_complex() for p in params):
            self._fused_complex(group, params, grads, states)
        else:
            self._fused(group, params, grads, states)

    def _fused_complex(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        parts = [{k: _real(v) for k, v in state.items()} for state in states]
        self._fused(group, [_real(p) for p in params], [_real(g) for g in grads], parts)
        for param, state, part in zip(params, states, parts):
            for name in part.keys() - state.keys():  # made by the step
                state[name] = tenon.view_as_complex(part[name]) if param.is_complex() else part[name]

    def _state_of(self, param: Tensor, grad: Tensor, group: Group) -> State:
        state = self.state[param]
        if not state:
            state.update(self._new_state(param, grad, group))
        return state

    def _update_one(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        if "step" in state:
            state["step"] += 1
        if not param.is_complex():
            self._update(group, param, grad, state)
            return
        parts = {k: _real(v) for k, v in state.items()}
        self._update(group, _real(param), _real(grad), parts)
        for name, value in parts.items():
            state[name] = tenon.view_as_complex(value) if state[name].is_complex() else value

    def _check(self, group: Group, grads: list[Tensor]) -> None:
        if any(g.is_sparse for g in grads):
            raise RuntimeError(f"{type(self).__name__} does not support sparse gradients")
        if group.get("capturable", False):
            raise AssertionError(
                "If capturable=True, params and state_steps must be on supported devices: none can capture a graph here."
            )

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            for key, value in self.later.items():
                group.setdefault(key, value)
            for p in group["params"]:
                known = self.state.get(p, {})
                for name in self.numbers:
                    if name in known and not isinstance(known[name], Tensor):
                        known[name] = counter(float(known[name]))
