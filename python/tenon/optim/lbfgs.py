"""L-BFGS, a quasi-Newton method for full batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import tenon
from tenon import Tensor
from tenon.optim._grouped import check_lr, number
from tenon.optim._line_search import strong_wolfe
from tenon.optim.optimizer import Optimizer

__all__ = ["LBFGS"]

_KEPT = ("d", "t", "old_dirs", "old_stps", "ro", "H_diag", "prev_flat_grad", "prev_loss")


class LBFGS(Optimizer):
    """L-BFGS (Liu and Nocedal, 1989), for one group of real parameters.

    A step evaluates the model up to max_eval times, so it needs a closure. line_search_fn is None (steps of length lr) or
    "strong_wolfe".

    Example:
        >>> p = tenon.nn.Parameter(tenon.tensor([3.0]))
        >>> optimizer = tenon.optim.LBFGS([p], line_search_fn="strong_wolfe")
        >>> def closure():
        ...     optimizer.zero_grad()
        ...     loss = ((p - 1) ** 2).sum()
        ...     loss.backward()
        ...     return loss
        >>> optimizer.step(closure)
        tensor(4., grad_fn=<SumBackward0>)
        >>> p.data
        tensor([1.])
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: Any = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        check_lr(lr)
        defaults = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")

    @property
    def _params(self) -> list[Tensor]:
        return self.param_groups[0]["params"]

    def _flat_grad(self) -> Tensor:
        """The gradients of all parameters in one vector; zeros where there is none."""
        parts = []
        for p in self._params:
            grad = tenon.zeros_like(p) if p.grad is None else p.grad
            parts.append((tenon.view_as_real(grad) if grad.is_complex() else grad).reshape(-1))
        return tenon.cat(parts, 0)

    def _move(self, length: Any, direction: Tensor) -> None:
        """Adds length times the direction to the parameters."""
        at = 0
        for p in self._params:
            real = tenon.view_as_real(p) if p.is_complex() else p
            part = direction[at : at + real.numel()].view_as(real)
            real.add_(part, alpha=number(length))
            at += real.numel()

    def _evaluate_at(self, closure: Any, start: list[Tensor], length: Any, direction: Tensor) -> tuple[float, Tensor]:
        """Loss and gradient some way along a direction; the parameters are put back."""
        self._move(length, direction)
        loss, grad = float(closure()), self._flat_grad()
        for p, old in zip(self._params, start):
            p.copy_(old)
        return loss, grad

    @tenon.no_grad()
    def step(self, closure: Callable[[], Any]) -> Any:
        """Up to max_iter iterations; the loss before them."""
        group, state = self.param_groups[0], self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        closure = tenon.enable_grad()(closure)
        first = closure()
        state["func_evals"] += 1
        grad = self._flat_grad()
        if grad.abs().amax() > group["tolerance_grad"]:
            run = _Run(state)
            self._iterate(group, state, run, closure, float(first), grad)
            for name in _KEPT:
                state[name] = getattr(run, name)
        return first

    def _iterate(self, group: Any, state: Any, run: _Run, closure: Any, loss: float, grad: Tensor) -> None:
        lr, evals = number(group["lr"]), 1
        for n in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            run.turn(grad, state, group["history_size"])
            run.prev_loss = loss
            begins = state["n_iter"] == 1
            run.t = (1.0 / grad.abs().sum()).clamp(max=1.0) * lr if begins else lr
            slope = grad.dot(run.d)
            if slope > -group["tolerance_change"]:
                return
            if group["line_search_fn"] is not None:
                loss, grad, run.t, used = self._search(group, run, closure, loss, grad, slope, evals)
                self._move(run.t, run.d)
            else:
                self._move(run.t, run.d)
                used = int(n != group["max_iter"])  # the last one needs no value
                if used:
                    loss, grad = float(closure()), self._flat_grad()
            evals += used
            state["func_evals"] += used
            if n == group["max_iter"] or evals >= group["max_eval"]:
                return
            if grad.abs().amax() <= group["tolerance_grad"]:
                return
            if (run.d * run.t).abs().amax() <= group["tolerance_change"]:
                return
            if abs(loss - run.prev_loss) < group["tolerance_change"]:
                return

    def _search(self, group: Any, run: _Run, closure: Any, loss: float, grad: Tensor, slope: Any, evals: int) -> Any:
        if group["line_search_fn"] != "strong_wolfe":
            raise RuntimeError("only 'strong_wolfe' is supported")
        start = [p.clone() for p in self._params]

        def evaluate(t: Any) -> tuple[float, Tensor]:
            return self._evaluate_at(closure, start, t, run.d)

        return strong_wolfe(evaluate, run.d, run.t, loss, grad, slope, max_evals=group["max_eval"] - evals)


class _Run:
    """What is kept between iterations, and between steps: the last direction d and length t, and the history of changes."""

    d: Tensor
    t: Any
    prev_loss: float

    def __init__(self, state: dict[str, Any]) -> None:
        for name in _KEPT:
            setattr(self, name, state.get(name))
        if not state["n_iter"]:
            self.old_dirs: list[Tensor] = []
            self.old_stps: list[Tensor] = []
            self.ro: list[Tensor] = []
            self.H_diag: Any = 1
            self.prev_flat_grad: Any = None

    def turn(self, grad: Tensor, state: dict[str, Any], history_size: int) -> None:
        """A new direction: the gradient times an estimate of the inverse Hessian, downhill."""
        if self.prev_flat_grad is None:
            self.d = grad.neg()
            self.prev_flat_grad = grad.clone()
            return
        y, s = grad - self.prev_flat_grad, self.d * self.t
        ys = y.dot(s)
        if ys > 1e-10:
            if len(self.old_dirs) == history_size:
                for history in (self.old_dirs, self.old_stps, self.ro):
                    history.pop(0)
            self.old_dirs.append(y)
            self.old_stps.append(s)
            self.ro.append(1.0 / ys)
            self.H_diag = ys / y.dot(y)
        al = state.setdefault("al", [None] * history_size)
        q = grad.neg()
        for i in reversed(range(len(self.old_dirs))):
            al[i] = self.old_stps[i].dot(q) * self.ro[i]
            q.add_(self.old_dirs[i], alpha=-al[i].item())
        self.d = q * self.H_diag
        for i in range(len(self.old_dirs)):
            be = self.old_dirs[i].dot(self.d) * self.ro[i]
            self.d.add_(self.old_stps[i], alpha=(al[i] - be).item())
        self.prev_flat_grad.copy_(grad)
