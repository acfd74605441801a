"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import tenon
from tenon import _C
from tenon.optim.optimizer import Optimizer, _dense, _evaluate, _number

__all__ = ["SGD"]

_step = _C._find_op("tenon._C._optim.sgd_step")


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum if wanted.

    >>> p = tenon.nn.Parameter(tenon.tensor([1.0]))
    >>> optimizer = tenon.optim.SGD([p], lr=0.5)
    >>> (p * p).sum().backward()
    >>> optimizer.step()
    >>> p
    Parameter containing:
    tensor([0.], requires_grad=True)
    """

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
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        if momentum < 0.0:
            raise ValueError(f"Invalid momentum value: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        if differentiable:
            raise NotImplementedError("SGD: differentiable=True is not supported")
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

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            for key, value in (("nesterov", False), ("maximize", False), ("foreach", None), ("fused", None)):
                group.setdefault(key, value)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """One step."""
        loss = _evaluate(closure)
        with tenon.no_grad():
            for group in self.param_groups:
                params = _dense(group["params"])
                if group["momentum"] == 0:
                    self._run(group, params, [], False)
                    continue
                fresh = [p for p in params if self.state[p].get("momentum_buffer") is None]
                for p in fresh:
                    self.state[p]["momentum_buffer"] = tenon.empty_like(p)
                known = params if not fresh else [p for p in params if not any(p is q for q in fresh)]
                for some, first in ((fresh, True), (known, False)):
                    self._run(group, some, [self.state[p]["momentum_buffer"] for p in some], first)
        return loss

    @staticmethod
    def _run(group: dict[str, Any], params: list[Any], buffers: list[Any], first: bool) -> None:
        if params:
            _step(
                params,
                [p.grad for p in params],
                buffers,
                _number(group["lr"]),
                group["momentum"],
                group["dampening"],
                _number(group["weight_decay"]),
                group["nesterov"],
                group["maximize"],
                first,
            )
