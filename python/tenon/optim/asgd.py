"""Averaged stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, check_lr, check_options, counter, decayed, number

__all__ = ["ASGD"]

_step = _C._find_op("tenon._C._optim.asgd_step")


class ASGD(GroupedOptimizer):
    """Averaged stochastic gradient descent (Polyak and Juditsky, 1992); the average is in the state as `ax`.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.ASGD([p], lr=0.1)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.8000])
    """

    numbers = ("step", "eta", "mu")
    later = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_lr(lr)
        check_options(weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        numbers = {"step": counter(), "eta": counter(number(group["lr"])), "mu": counter(1.0)}
        return {**numbers, "ax": tenon.zeros_like(param)}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        _step(
            params,
            grads,
            [s["ax"] for s in states],
            [s["mu"] for s in states],
            [s["eta"] for s in states],
            [s["step"] for s in states],
            number(group["lr"]),
            group["lambd"],
            group["alpha"],
            group["t0"],
            group["weight_decay"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        grad, lr, lambd = decayed(param, grad, group), number(group["lr"]), group["lambd"]
        eta, mu, step = state["eta"].item(), state["mu"].item(), state["step"].item()
        param.mul_(1 - lambd * eta)
        param.sub_(grad * eta)
        state["ax"] = param.clone() if mu == 1 else state["ax"] + (param - state["ax"]) * mu
        state["eta"] = counter(lr / (1 + lambd * lr * step) ** group["alpha"])
        state["mu"] = counter(1 / max(1, step - group["t0"]))
