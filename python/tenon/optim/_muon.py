"""Muon."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import tenon
from tenon import Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, number

__all__ = ["Muon"]


def _multiply_add(x: Tensor, a: Tensor, b: Tensor, beta: float, alpha: float = 1.0) -> Tensor:
    """beta x + alpha a b of bfloat16 matrices, rounded once."""
    return tenon.addmm(x.float(), a.float(), b.float(), beta=beta, alpha=alpha).bfloat16()


def _orthogonalized(matrix: Tensor, coefficients: tuple[float, float, float], steps: int, eps: float) -> Tensor:
    """The matrix with its singular values brought near 1, by Newton-Schulz iterations in bfloat16."""
    if steps >= 100:
        raise ValueError("Number of steps must be less than 100 for computational efficiency")
    if len(coefficients) != 3:
        raise ValueError("Coefficients must be a tuple of exactly 3 values")
    a, b, c = coefficients
    tall = matrix.size(0) > matrix.size(1)
    x = matrix.bfloat16()
    if tall:
        x = x.T
    x = x / x.norm().clamp(min=eps)
    for _ in range(steps):
        gram = x @ x.T
        x = _multiply_add(x, _multiply_add(gram, gram, gram, b, c), x, a)
    return x.T if tall else x


def _adjusted(lr: float, how: str | None, rows: int, columns: int) -> float:
    """The learning rate for a matrix of this shape."""
    if how == "match_rms_adamw":
        return lr * 0.2 * math.sqrt(max(rows, columns))
    return lr * math.sqrt(max(1, rows / columns))


class Muon(GroupedOptimizer):
    """Muon (Jordan and others, 2024), for matrices: momentum whose singular values are made equal.

    Example:
        >>> p = tenon.nn.Parameter(tenon.eye(2))
        >>> optimizer = tenon.optim.Muon([p], lr=0.1, weight_decay=0.0)
        >>> p.grad = tenon.eye(2)
        >>> optimizer.step()
        >>> p.data.diag() < 1
        tensor([True, True])
    """

    numbers = ()

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-3,
        weight_decay: float = 0.1,
        momentum: float = 0.95,
        nesterov: bool = True,
        ns_coefficients: tuple[float, float, float] = (3.4445, -4.775, 2.0315),
        eps: float = 1e-7,
        ns_steps: int = 5,
        adjust_lr_fn: str | None = None,
    ) -> None:
        if isinstance(lr, Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if not 0.0 <= lr:
            raise ValueError(f"Learning rate should be >= 0 but is: {lr}")
        if not 0.0 <= momentum:
            raise ValueError(f"momentum should be >= 0 but is: {momentum}")
        if not 0.0 <= weight_decay:
            raise ValueError(f"weight decay should be >= 0 but is: {weight_decay}")
        if adjust_lr_fn not in (None, "original", "match_rms_adamw"):
            raise ValueError(f"Adjust learning rate function {adjust_lr_fn} is not supported")
        defaults = {
            "lr": lr,
            "weight_decay": weight_decay,
            "momentum": momentum,
            "nesterov": nesterov,
            "ns_coefficients": ns_coefficients,
            "eps": eps,
            "ns_steps": ns_steps,
            "adjust_lr_fn": adjust_lr_fn,
        }
        super().__init__(params, defaults)
        for p in (p for group in self.param_groups for p in group["params"]):
            if p.dim() != 2:
                raise ValueError(f"Muon only supports 2D parameters whereas we found a parameter with size: {p.size()}")

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        return {"momentum_buffer": tenon.zeros_like(grad)}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        lr, momentum = number(group["lr"]), group["momentum"]
        for p, grad, state in zip(params, grads, states):
            if p.is_complex():
                raise RuntimeError("Muon does not support complex parameters")
            mean = state["momentum_buffer"].lerp_(grad, 1 - momentum)
            update = grad.lerp(mean, momentum) if group["nesterov"] else mean
            update = _orthogonalized(update, group["ns_coefficients"], group["ns_steps"], group["eps"])
            p.mul_(1 - lr * group["weight_decay"])
            p.add_(update, alpha=-_adjusted(lr, group["adjust_lr_fn"], *p.shape))
