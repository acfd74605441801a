"""AdamW."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tenon.optim.adam import Adam

__all__ = ["AdamW"]


class AdamW(Adam):
    """Adam with weight decay apart from the gradient (Loshchilov and Hutter, 2019).

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
        >>> optimizer = tenon.optim.AdamW([p], lr=0.1, weight_decay=0.5)
        >>> p.grad = tenon.tensor([2.0])
        >>> optimizer.step()
        >>> p.data
        tensor([0.8500])
    """

    later = {**Adam.later, "decoupled_weight_decay": True}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-3,
        betas: tuple[Any, Any] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            group["decoupled_weight_decay"] = True
