"""Training in several processes: not supported, and this says so when it is tried; programs import the name to ask what they wrapped."""

from __future__ import annotations

from typing import Any

from tenon.nn.modules.module import Module

__all__ = ["DistributedDataParallel"]


class DistributedDataParallel(Module):
    """Averages gradients over a group of processes. RuntimeError: there are no groups."""

    def __init__(self, module: Module, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        raise RuntimeError(
            "DistributedDataParallel(): training in several processes is not supported. "
            "Hint: use the module itself; ops use all cores."
        )
