"""The old names of tenon.profiler."""

from __future__ import annotations

from typing import Any

from tenon import profiler as _profiler
from tenon.profiler import EventList, FunctionEvent, FunctionEventAvg, record_function

__all__ = ["EventList", "FunctionEvent", "FunctionEventAvg", "profile", "record_function"]


class profile(_profiler.profile):
    """tenon.profiler.profile with the old arguments; prints as a table of all calls.

    >>> with tenon.autograd.profiler.profile() as prof:
    ...     _ = tenon.ones(1) + 1
    >>> "aten::add" in prof.table()
    True
    """

    def __init__(
        self,
        enabled: bool = True,
        *,
        record_shapes: bool = False,
        profile_memory: bool = False,
        with_stack: bool = False,
        **unused: Any,
    ) -> None:
        super().__init__(record_shapes=record_shapes, profile_memory=profile_memory, with_stack=with_stack)
        self.enabled = enabled

    def start(self) -> None:
        if self.enabled:
            super().start()

    @property
    def function_events(self) -> EventList:
        """Every call that was recorded."""
        return self.events()

    def total_average(self) -> FunctionEventAvg:
        """All calls together."""
        return self.events().total_average()

    def table(self, *args: Any, **kwargs: Any) -> str:
        """Every call, as a table."""
        return self.events().table(*args, **kwargs)

    @property
    def self_cpu_time_total(self) -> float:
        """The time of all calls, in microseconds."""
        return self.events().self_cpu_time_total
