"""Adamax."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, check_lr, check_options, counter, decayed, number

__all__ = ["Adamax"]

_step = _C._find_op("tenon._C._optim.adamax_step")


class Adamax(GroupedOptimizer):
    """Adamax (Kingma and Ba, 2015): Adam with the largest gradient so far, fading, in place of the mean square.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.Adamax([p], lr=0.5)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.5000])
    """

    later = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_lr(lr)
        check_options(eps=eps)
        check_options(betas, weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        return {"step": counter(), "exp_avg": tenon.zeros_like(param), "exp_inf": tenon.zeros_like(param)}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        _step(
            params,
            grads,
            [s["exp_avg"] for s in states],
            [s["exp_inf"] for s in states],
            [s["step"] for s in states],
            number(group["lr"]),
            *group["betas"],
            group["eps"],
            group["weight_decay"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        grad, (beta1, beta2) = decayed(param, grad, group), group["betas"]
        state["exp_avg"] = mean = state["exp_avg"].lerp(grad, 1 - beta1)
        state["exp_inf"] = top = tenon.maximum(state["exp_inf"] * beta2, grad.abs() + group["eps"])
        param.sub_(mean / top * (group["lr"] / (1 - beta1 ** state["step"].item())))
