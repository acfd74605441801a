"""The old names of tenon.amp for the CPU."""

from __future__ import annotations

from typing import Any

import tenon
from tenon import amp

__all__ = ["GradScaler", "autocast"]


class autocast(amp.autocast):
    """tenon.autocast("cpu", ...)."""

    def __init__(self, enabled: bool = True, dtype: Any = tenon.bfloat16, cache_enabled: bool = True) -> None:
        super().__init__("cpu", dtype, enabled, cache_enabled)


class GradScaler(amp.GradScaler):
    """tenon.amp.GradScaler("cpu", ...)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("cpu", *args, **kwargs)
