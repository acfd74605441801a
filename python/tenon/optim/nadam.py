"""NAdam."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, check_lr, check_options, counter, decayed, number

__all__ = ["NAdam"]

_step = _C._find_op("tenon._C._optim.nadam_step")


class NAdam(GroupedOptimizer):
    """NAdam (Dozat, 2016): Adam with Nesterov's momentum.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.NAdam([p], lr=0.5)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.4718])
    """

    numbers = ("step", "mu_product")
    later = {
        "foreach": None,
        "maximize": False,
        "differentiable": False,
        "capturable": False,
        "decoupled_weight_decay": False,
    }

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        check_options(eps=eps)
        check_options(betas, weight_decay=weight_decay, momentum_decay=momentum_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        return {
            "step": counter(),
            "mu_product": counter(1.0),
            "exp_avg": tenon.zeros_like(param),
            "exp_avg_sq": tenon.zeros_like(param),
        }

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        _step(
            params,
            grads,
            [s["exp_avg"] for s in states],
            [s["exp_avg_sq"] for s in states],
            [s["mu_product"] for s in states],
            [s["step"] for s in states],
            number(group["lr"]),
            *group["betas"],
            group["eps"],
            group["weight_decay"],
            group["momentum_decay"],
            group["decoupled_weight_decay"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        (beta1, beta2), lr, step = group["betas"], group["lr"], state["step"].item()
        if group["decoupled_weight_decay"]:
            param.mul_(1 - lr * group["weight_decay"])
        else:
            grad = decayed(param, grad, group)
        mu, mu_next = (beta1 * (1 - 0.5 * 0.96 ** ((step + i) * group["momentum_decay"])) for i in (0, 1))
        state["mu_product"] = product = state["mu_product"] * mu
        state["exp_avg"] = mean = state["exp_avg"].lerp(grad, 1 - beta1)
        state["exp_avg_sq"] = square = state["exp_avg_sq"] * beta2 + grad * grad * (1 - beta2)
        root = (square / (1 - beta2**step)).sqrt() + group["eps"]
        param.sub_(grad / root * (lr * (1 - mu) / (1 - product)))
        param.sub_(mean / root * (lr * mu_next / (1 - product * mu_next)))
