"""Adam."""

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

__all__ = ["Adam"]

_step = _C._find_op("tenon._C._optim.adam_step")


def _check_tensors(name: str, lr: Any, foreach: bool | None, capturable: bool) -> None:
    if foreach and not capturable:
        raise ValueError(f"{name} as a Tensor is not supported for capturable=False and foreach=True")
    if lr.numel() != 1:
        raise ValueError(f"Tensor {name} must be 1-element")


class Adam(GroupedOptimizer):
    """Adam (Kingma and Ba, 2015): steps scaled by running averages of the gradient and of its square.

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0, 2.0]))
        >>> optimizer = tenon.optim.Adam([p], lr=0.5)
        >>> p.grad = tenon.tensor([0.1, -3.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.5000, 2.5000])
    """

    later = {
        "amsgrad": False,
        "maximize": False,
        "foreach": None,
        "capturable": False,
        "differentiable": False,
        "decoupled_weight_decay": False,
        "fused": None,
    }

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-3,
        betas: tuple[Any, Any] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: Any = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        if isinstance(lr, Tensor):
            _check_tensors("lr", lr, foreach, capturable)
        check_lr(lr)
        check_options(eps=eps)
        check_options(betas, weight_decay=weight_decay)
        if len({isinstance(beta, Tensor) for beta in betas}) != 1 or not isinstance(betas[0], (float, Tensor)):
            raise ValueError("betas must be either both floats or both Tensors")
        for i, beta in enumerate(betas):
            if isinstance(beta, Tensor):
                _check_tensors(f"betas[{i}]", beta, foreach, capturable)
        defaults = {
            "lr": lr,
            "betas": tuple(beta.squeeze() if isinstance(beta, Tensor) else beta for beta in betas),
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)
        check_fused(self, fused, foreach, differentiable)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        names = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"][: 3 if group["amsgrad"] else 2]
        return {"step": counter(), **{name: tenon.zeros_like(param) for name in names}}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        beta1, beta2 = group["betas"]
        _step(
            params,
            grads,
            [s["exp_avg"] for s in states],
            [s["exp_avg_sq"] for s in states],
            [s["max_exp_avg_sq"] for s in states] if group["amsgrad"] else [],
            [s["step"] for s in states],
            number(group["lr"]),
            number(beta1),
            number(beta2),
            group["eps"],
            number(group["weight_decay"]),
            group["decoupled_weight_decay"],
            group["maximize"],
        )

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        (beta1, beta2), lr, step = group["betas"], group["lr"], state["step"].item()
        if group["decoupled_weight_decay"]:
            param.mul_(1 - lr * group["weight_decay"])
        else:
            grad = decayed(param, grad, group)
        state["exp_avg"] = mean = state["exp_avg"].lerp(grad, 1 - beta1)
        state["exp_avg_sq"] = top = state["exp_avg_sq"] * beta2 + grad * grad * (1 - beta2)
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = top = tenon.maximum(state["max_exp_avg_sq"], top)
        root = top.sqrt() / (1 - beta2**step) ** 0.5 + group["eps"]
        param.sub_(mean / root * (lr / (1 - beta1**step)))
