"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, check_fused, check_lr, decayed, number

__all__ = ["SGD"]

_step = _C._find_op("tenon._C._optim.sgd_step")


class SGD(GroupedOptimizer):
    """Stochastic gradient descent, with momentum if wanted.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.SGD([p], lr=0.5)
        >>> (p * p).sum().backward()
        >>> optimizer.step()
        >>> p
        Parameter containing:
        tensor([0.], requires_grad=True)
    """

    numbers = ()
    later = {"nesterov": False, "maximize": False, "foreach": None, "differentiable": False, "fused": None}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: Any = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_lr(lr)
        if momentum < 0.0:
            raise ValueError(f"Invalid momentum value: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        check_fused(self, fused, foreach, differentiable)

    def _state_of(self, param: Tensor, grad: Tensor, group: Group) -> State:
        return self.state[param] if group["momentum"] != 0 else {}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        if group["momentum"] == 0:
            self._run(group, params, grads, [], False)
            return
        fresh = [s.get("momentum_buffer") is None for s in states]
        if not any(fresh):
            self._run(group, params, grads, [s["momentum_buffer"] for s in states], False)
            return
        for first in (True, False):
            these = [i for i, new in enumerate(fresh) if new == first]
            if first:
                for i in these:
                    states[i]["momentum_buffer"] = tenon.empty_like(grads[i])
            if these:
                buffers = [states[i]["momentum_buffer"] for i in these]
                self._run(group, [params[i] for i in these], [grads[i] for i in these], buffers, first)

    @staticmethod
    def _run(group: Group, params: list[Tensor], grads: list[Tensor], buffers: list[Tensor], first: bool) -> None:
        _step(
            params,
            grads,
            buffers,
            number(group["lr"]),
            group["momentum"],
            group["dampening"],
            number(group["weight_decay"]),
            group["nesterov"],
            group["maximize"],
            first,
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        grad, momentum = decayed(param, grad, group), group["momentum"]
        if momentum != 0:
            last = state.get("momentum_buffer")
            buffer = grad.clone() if last is None else last * momentum + grad * (1 - group["dampening"])
            state["momentum_buffer"] = buffer
            grad = grad + buffer * momentum if group["nesterov"] else buffer
        param.sub_(grad * group["lr"])
