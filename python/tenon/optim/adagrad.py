"""Adagrad."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import (
    Group,
    GroupedOptimizer,
    State,
    check_fused,
    check_lr,
    check_options,
    counter,
    decayed,
    number,
)

__all__ = ["Adagrad"]

_step = _C._find_op("tenon._C._optim.adagrad_step")


class Adagrad(GroupedOptimizer):
    """Adagrad (Duchi, Hazan and Singer, 2011): steps divided by the root of the sum of squares so far.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.Adagrad([p], lr=0.5)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.5000])
    """

    later = {"foreach": None, "maximize": False, "differentiable": False, "fused": None}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_lr(lr)
        check_options(lr_decay=lr_decay, weight_decay=weight_decay)
        check_options(initial_accumulator_value=initial_accumulator_value, eps=eps)
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        check_fused(self, fused, foreach, differentiable)
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p].update(self._new_state(p, p, group))

    def share_memory(self) -> None:
        """Moves the sums to shared memory."""
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p]["sum"].share_memory_()

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        value = self.defaults["initial_accumulator_value"]
        return {
            "step": counter(),
            "sum": tenon.full_like(param, complex(value, value) if param.is_complex() else value),
        }

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        _step(
            params,
            grads,
            [s["sum"] for s in states],
            [s["step"] for s in states],
            number(group["lr"]),
            group["lr_decay"],
            group["weight_decay"],
            group["eps"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        grad = decayed(param, grad, group)
        lr = group["lr"] / (1 + (state["step"].item() - 1) * group["lr_decay"])
        state["sum"] = state["sum"] + grad * grad
        param.sub_(grad / (state["sum"].sqrt() + group["eps"]) * lr)
