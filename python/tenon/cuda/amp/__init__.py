"""The old names of tenon.amp for CUDA."""

from __future__ import annotations

import functools
from typing import Any

import tenon
from tenon import amp

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd"]


class autocast(amp.autocast):
    """tenon.autocast("cuda", ...)."""

    def __init__(self, enabled: bool = True, dtype: Any = tenon.float16, cache_enabled: bool = True) -> None:
        super().__init__("cuda", dtype, enabled, cache_enabled)


class GradScaler(amp.GradScaler):
    """tenon.amp.GradScaler("cuda", ...)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("cuda", *args, **kwargs)


custom_fwd = functools.partial(amp.custom_fwd, device_type="cuda")
custom_bwd = functools.partial(amp.custom_bwd, device_type="cuda")
