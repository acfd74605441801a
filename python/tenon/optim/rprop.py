"""Rprop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, check_lr, counter, number

__all__ = ["Rprop"]

_step = _C._find_op("tenon._C._optim.rprop_step")


class Rprop(GroupedOptimizer):
    """Rprop (Riedmiller and Braun, 1993): steps by the signs of the gradient, longer while a sign stays; for full batches.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.Rprop([p], lr=0.5)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.5000])
    """

    later = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        defaults = {
            "lr": lr,
            "etas": etas,
            "step_sizes": step_sizes,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        lr = number(group["lr"])
        sizes = tenon.full_like(grad, complex(lr, lr) if param.is_complex() else lr)
        return {"step": counter(), "prev": tenon.zeros_like(param), "step_size": sizes}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        _step(
            params,
            grads,
            [s["prev"] for s in states],
            [s["step_size"] for s in states],
            [s["step"] for s in states],
            *group["etas"],
            *group["step_sizes"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        (minus, plus), turn = group["etas"], grad * state["prev"]
        factor = tenon.where(turn > 0, plus, tenon.where(turn < 0, minus, 1.0))
        state["step_size"] = size = (state["step_size"] * factor).clamp(*group["step_sizes"])
        state["prev"] = used = tenon.where(turn < 0, 0.0, grad)
        param.sub_(used.sign() * size)
