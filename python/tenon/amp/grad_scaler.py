"""Scaling of losses, so that small gradients do not vanish in float16."""

from __future__ import annotations

import warnings
from typing import Any

import tenon

__all__ = ["GradScaler"]


class GradScaler:
    """Scales losses, and gradients back before a step; a step with infinite gradients is left out and the scale halved.

    >>> w = tenon.ones(1, requires_grad=True)
    >>> scaler = tenon.amp.GradScaler("cpu", init_scale=4.0)
    >>> sgd = tenon.optim.SGD([w], lr=0.5)
    >>> scaler.scale(w.sum()).backward()
    >>> w.grad
    tensor([4.])
    >>> scaler.step(sgd)
    >>> scaler.update()
    >>> w.detach()
    tensor([0.5000])
    """

    def __init__(
        self,
        device: str = "cuda",
        init_scale: float = 2.0**16,
        growth_factor: float = 2.0,
        backoff_factor: float = 0.5,
        growth_interval: int = 2000,
        enabled: bool = True,
    ) -> None:
        self._device = device
        if enabled and device == "cuda" and not tenon.cuda.is_available():
            warnings.warn("tenon.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.", stacklevel=2)
            enabled = False
        self._enabled = enabled
        if enabled and growth_factor <= 1.0:
            raise AssertionError("The growth factor must be > 1.0.")
        if enabled and backoff_factor >= 1.0:
            raise AssertionError("The backoff factor must be < 1.0.")
        self._scale_value = float(tenon.tensor(init_scale).item())
        self._growth_factor = growth_factor
        self._backoff_factor = backoff_factor
        self._growth_interval = growth_interval
        self._steps_since_growth = 0
        self._used = False
        # By id of an optimizer: what was done with it since update(), and whether its gradients were finite.
        self._stage: dict[int, str] = {}
        self._finite: dict[int, bool] = {}

    def scale(self, outputs: Any) -> Any:
        """A loss, or a nest of them, times the scale."""
        if not self._enabled:
            return outputs
        self._used = True
        if isinstance(outputs, tenon.Tensor):
            return outputs * tenon.tensor(self._scale_value, device=outputs.device)
        if isinstance(outputs, (list, tuple)):
            return type(outputs)(self.scale(o) for o in outputs)
        try:
            items = iter(outputs)
        except TypeError:
            raise ValueError("outputs must be a Tensor or an iterable of Tensors") from None
        return map(self.scale, items)

    def _check_used(self, what: str) -> None:
        if not self._used:
            raise AssertionError(
                f"Attempted {what} but _scale is None.  This may indicate your script did not use "
                "scaler.scale(loss or outputs) earlier in the iteration."
            )

    def unscale_(self, optimizer: Any) -> None:
        """Divides the gradients of an optimizer's parameters by the scale; for clipping before step()."""
        if not self._enabled:
            return
        self._check_used("unscale_")
        stage = self._stage.get(id(optimizer))
        if stage == "unscaled":
            raise RuntimeError("unscale_() has already been called on this optimizer since the last update().")
        if stage == "stepped":
            raise RuntimeError("unscale_() is being called after step().")
        grads = [p.grad for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
        if any(g.dtype is tenon.float16 for g in grads):
            raise ValueError("Attempting to unscale FP16 gradients.")
        inverse = tenon.tensor(1.0 / self._scale_value, dtype=tenon.float32)
        with tenon.no_grad():
            # As PyTorch, all gradients are multiplied, also when some are not finite.
            finite = [bool(tenon.isfinite(g).all()) for g in grads]
            for g in grads:
                g.mul_(inverse)
        if grads:
            self._finite[id(optimizer)] = all(finite)
        self._stage[id(optimizer)] = "unscaled"

    def step(self, optimizer: Any, *args: Any, **kwargs: Any) -> Any:
        """optimizer.step(*args, **kwargs) on unscaled gradients, unless some of them are not finite."""
        if not self._enabled:
            return optimizer.step(*args, **kwargs)
        if "closure" in kwargs:
            raise RuntimeError("Closure use is not currently supported if GradScaler is enabled.")
        self._check_used("step")
        stage = self._stage.get(id(optimizer))
        if stage == "stepped":
            raise RuntimeError("step() has already been called since the last update().")
        if stage is None:
            self.unscale_(optimizer)
        if id(optimizer) not in self._finite:
            raise AssertionError("No inf checks were recorded for this optimizer.")
        result = optimizer.step(*args, **kwargs) if self._finite[id(optimizer)] else None
        self._stage[id(optimizer)] = "stepped"
        return result

    def update(self, new_scale: Any = None) -> None:
        """The scale for the next iteration: smaller after infinite gradients, larger after many finite ones."""
        if not self._enabled:
            return
        self._check_used("update")
        if new_scale is not None:
            self._scale_value = float(new_scale)
        elif not self._finite:
            raise AssertionError("No inf checks were recorded prior to update.")
        elif not all(self._finite.values()):
            self._scale_value *= self._backoff_factor
            self._steps_since_growth = 0
        else:
            self._steps_since_growth += 1
            if self._steps_since_growth == self._growth_interval:
                grown = float(tenon.tensor(self._scale_value * self._growth_factor).item())
                if grown != float("inf"):
                    self._scale_value = grown
                self._steps_since_growth = 0
        self._stage.clear()
        self._finite.clear()

    def get_scale(self) -> float:
        """The scale; 1 when disabled."""
        return self._scale_value if self._enabled else 1.0

    def get_growth_factor(self) -> float:
        return self._growth_factor

    def set_growth_factor(self, new_factor: float) -> None:
        self._growth_factor = new_factor

    def get_backoff_factor(self) -> float:
        return self._backoff_factor

    def set_backoff_factor(self, new_factor: float) -> None:
        self._backoff_factor = new_factor

    def get_growth_interval(self) -> int:
        return self._growth_interval

    def set_growth_interval(self, new_interval: int) -> None:
        self._growth_interval = new_interval

    def _get_growth_tracker(self) -> int:
        return self._steps_since_growth if self._enabled else 0

    def is_enabled(self) -> bool:
        return self._enabled

    def state_dict(self) -> dict[str, Any]:
        """What load_state_dict() takes; empty when disabled."""
        if not self._enabled:
            return {}
        return {
            "scale": self.get_scale(),
            "growth_factor": self._growth_factor,
            "backoff_factor": self._backoff_factor,
            "growth_interval": self._growth_interval,
            "_growth_tracker": self._steps_since_growth,
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Goes on from a state_dict()."""
        if not self._enabled:
            return
        if not state_dict:
            raise RuntimeError(
                "The source state dict is empty, possibly because it was saved from a disabled instance of GradScaler."
            )
        self._scale_value = float(state_dict["scale"])
        self._growth_factor = state_dict["growth_factor"]
        self._backoff_factor = state_dict["backoff_factor"]
        self._growth_interval = state_dict["growth_interval"]
        self._steps_since_growth = state_dict["_growth_tracker"]
