"""Adam for sparse gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import tenon
from tenon import Tensor
from tenon.optim._grouped import check_options
from tenon.optim.optimizer import Optimizer

__all__ = ["SparseAdam"]


class SparseAdam(Optimizer):
    """Adam that updates only the rows of which a gradient is given. Gradients are dense here: step() refuses them.

    Example:
        >>> p = tenon.nn.Parameter(tenon.ones(2))
        >>> tenon.optim.SparseAdam([p], lr=0.1).param_groups[0]["betas"]
        (0.9, 0.999)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        maximize: bool = False,
    ) -> None:
        if isinstance(lr, Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if not 0.0 < lr:
            raise ValueError(f"Invalid learning rate: {lr}")
        if not 0.0 < eps:
            raise ValueError(f"Invalid epsilon value: {eps}")
        check_options(betas)
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "maximize": maximize})
        self._refuse("Complex", "does not support complex parameters", lambda p: p.is_complex())
        self._refuse("Sparse", "requires dense parameter tensors", lambda p: p.is_sparse)

    def _refuse(self, what: str, why: str, wrong: Callable[[Tensor], bool]) -> None:
        groups = (group["params"] for group in self.param_groups)
        found = [[i, j] for i, params in enumerate(groups) for j, p in enumerate(params) if wrong(p)]
        if found:
            raise ValueError(f"{what} params at indices {found}: SparseAdam {why}")

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """RuntimeError if a parameter has a gradient, since gradients are dense."""
        loss = None
        if closure is not None:
            with tenon.enable_grad():
                loss = closure()
        if any(p.grad is not None for group in self.param_groups for p in group["params"]):
            raise RuntimeError("SparseAdam does not support dense gradients, please consider Adam instead")
        return loss
