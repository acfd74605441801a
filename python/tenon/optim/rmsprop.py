"""RMSprop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, check_lr, check_options, counter, decayed, number

__all__ = ["RMSprop"]

_step = _C._find_op("tenon._C._optim.rmsprop_step")


class RMSprop(GroupedOptimizer):
    """RMSprop (Hinton, 2012): steps divided by the root of a running average of squares.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.RMSprop([p], lr=0.05)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.5000])
    """

    later = {
        "momentum": 0,
        "centered": False,
        "foreach": None,
        "maximize": False,
        "differentiable": False,
        "capturable": False,
    }

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        check_options(eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        state = {"step": counter(), "square_avg": tenon.zeros_like(param)}
        if group["momentum"] > 0:
            state["momentum_buffer"] = tenon.zeros_like(param)
        if group["centered"]:
            state["grad_avg"] = tenon.zeros_like(param)
        return state

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        _step(
            params,
            grads,
            [s["square_avg"] for s in states],
            [s["momentum_buffer"] for s in states] if group["momentum"] > 0 else [],
            [s["grad_avg"] for s in states] if group["centered"] else [],
            [s["step"] for s in states],
            number(group["lr"]),
            group["alpha"],
            group["eps"],
            group["weight_decay"],
            group["momentum"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        grad, alpha = decayed(param, grad, group), group["alpha"]
        state["square_avg"] = spread = state["square_avg"] * alpha + grad * grad * (1 - alpha)
        if group["centered"]:
            state["grad_avg"] = mean = state["grad_avg"].lerp(grad, 1 - alpha)
            spread = spread - mean * mean
        update = grad / (spread.sqrt() + group["eps"])
        if group["momentum"] > 0:
            state["momentum_buffer"] = update = state["momentum_buffer"] * group["momentum"] + update
        param.sub_(update * group["lr"])
