"""Mixed precision: ops that gain from it run in bfloat16, and gradients are scaled where float16 would lose them."""

from tenon.amp.autocast_mode import autocast, custom_bwd, custom_fwd, is_autocast_available
from tenon.amp.grad_scaler import GradScaler

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd", "is_autocast_available"]
