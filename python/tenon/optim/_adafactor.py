"""Adafactor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tenon
from tenon import Tensor
from tenon.optim._grouped import Group, GroupedOptimizer, State, counter, number

__all__ = ["Adafactor"]


class Adafactor(GroupedOptimizer):
    """Adafactor (Shazeer and Stern, 2018): of the squares of a matrix's gradients it keeps only means of rows and columns.

    Example:
        >>> p = tenon.nn.Parameter(tenon.ones(2, 2))
        >>> optimizer = tenon.optim.Adafactor([p], lr=0.5)
        >>> p.grad = tenon.ones(2, 2)
        >>> optimizer.step()
        >>> p.data
        tensor([[0.5000, 0.5000],
                [0.5000, 0.5000]])
    """

    later = {"foreach": None}

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-2,
        beta2_decay: float = -0.8,
        eps: tuple[float | None, float] = (None, 1e-3),
        d: float = 1.0,
        weight_decay: float = 0.0,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
    ) -> None:
        if isinstance(lr, Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if not 0.0 <= lr:
            raise ValueError(f"Learning rate should be >= 0 but is: {lr}")
        if not 0.0 >= beta2_decay:
            raise ValueError(f"beta2_decay should be <= 0 but is: {beta2_decay}")
        if eps[0] is not None and not 0.0 <= eps[0]:
            raise ValueError(f"epsilon1 should be >= 0 but is: {eps[0]}")
        if not 0.0 <= eps[1]:
            raise ValueError(f"epsilon2 should be >= 0 but is: {eps[1]}")
        if not 1.0 <= d:
            raise ValueError(f"Clipping threshold d should be >= 1 but is: {d}")
        if not 0.0 <= weight_decay:
            raise ValueError(f"weight_decay should be >= 0 but is: {weight_decay}")
        defaults = {
            "lr": lr,
            "beta2_decay": beta2_decay,
            "eps": eps,
            "d": d,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
        }
        super().__init__(params, defaults)

    def _new_state(self, param: Tensor, grad: Tensor, group: Group) -> State:
        if grad.dim() < 2:
            return {"step": counter(), "variance": tenon.zeros_like(grad)}
        rows, columns = list(grad.shape), list(grad.shape)
        rows[-1] = columns[-2] = 1
        return {"step": counter(), "row_var": grad.new_zeros(rows), "col_var": grad.new_zeros(columns)}

    def _fused(self, group: Group, params: list[Tensor], grads: list[Tensor], states: list[State]) -> None:
        for p, g, state in zip(params, grads, states):
            if p.is_complex():
                raise RuntimeError("Adafactor does not support complex parameters")
            state["step"] += 1
            self._update(group, p, -g if group["maximize"] else g, state)

    def _update(self, group: Group, param: Tensor, grad: Tensor, state: State) -> None:
        lr, (eps1, eps2), step = number(group["lr"]), group["eps"], state["step"].item()
        if eps1 is None:
            eps1 = tenon.finfo(param.dtype).eps
        size = param.norm(2).item() / param.numel() ** 0.5
        alpha = max(eps2, size) * min(lr, 1 / step**0.5)
        if group["weight_decay"] != 0:
            param.mul_(1 - lr * group["weight_decay"])
        update = self._variance(grad, state, step ** group["beta2_decay"], eps1)
        update.clamp_(min=eps1 * eps1).rsqrt_().mul_(grad)
        clip = max(1.0, update.norm(2).item() / (update.numel() ** 0.5 * group["d"]))
        param.add_(update, alpha=-alpha / clip)

    @staticmethod
    def _variance(grad: Tensor, state: State, weight: float, eps: float) -> Tensor:
        """The mean square of each gradient, after taking this one into the averages."""
        if grad.dim() < 2:
            state["variance"].lerp_(grad * grad, weight)
            return state["variance"].clone()
        for name, dim in (("row_var", -1), ("col_var", -2)):
            mean = tenon.norm(grad, dim=dim, keepdim=True).square_().div_(grad.size(dim))
            state[name].lerp_(mean, weight)
        rows = state["row_var"]
        return (rows @ state["col_var"]).div_(rows.mean(dim=-2, keepdim=True).clamp_(min=eps))
