"""What was recorded, as a tree of calls, and its averages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["EventList", "FunctionEvent", "FunctionEventAvg", "events_of"]

_OP, _BACKWARD, _USER = range(3)


class _Times:
    """Properties that an event and an average share. Times are in microseconds."""

    count: int
    cpu_time_total: float
    self_cpu_time_total: float
    device_time_total = 0.0
    self_device_time_total = 0.0
    device_memory_usage = 0
    self_device_memory_usage = 0

    @property
    def cpu_time(self) -> float:
        return 0.0 if self.count == 0 else self.cpu_time_total / self.count

    @property
    def cpu_time_str(self) -> str:
        return format_time(self.cpu_time)

    @property
    def cpu_time_total_str(self) -> str:
        return format_time(self.cpu_time_total)

    @property
    def self_cpu_time_total_str(self) -> str:
        return format_time(self.self_cpu_time_total)


def format_time(microseconds: float) -> str:
    if microseconds >= 1e6:
        return f"{microseconds / 1e6:.3f}s"
    if microseconds >= 1e3:
        return f"{microseconds / 1e3:.3f}ms"
    return f"{microseconds:.3f}us"


class TimeRange:
    """When something began and ended, in microseconds from the start of the profile."""

    def __init__(self, start: float, end: float) -> None:
        self.start = start
        self.end = end

    def elapsed_us(self) -> float:
        return self.end - self.start


class FunctionEvent(_Times):
    """One call: of an op, of a node of a backward pass, or a range that record_function() named."""

    count = 1

    def __init__(self, row: tuple[Any, ...], origin: int, number: int) -> None:
        name, kind, start, end, self.thread, self.cpu_memory_usage, shapes, stack = row
        self.id = number
        self.name = f"aten::{name}" if kind == _OP else name
        self.kind = kind
        self.time_range = TimeRange((start - origin) / 1000, (end - origin) / 1000)
        self.start_ns, self.end_ns = start, end
        self.input_shapes: list[Any] = shapes
        self.stack: list[str] = [line for line in stack.splitlines() if line.strip()][::-1]
        self.cpu_children: list[FunctionEvent] = []
        self.cpu_parent: FunctionEvent | None = None

    @property
    def key(self) -> str:
        return self.name

    @property
    def is_user_annotation(self) -> bool:
        return self.kind == _USER

    @property
    def cpu_time_total(self) -> float:  # type: ignore[override]
        return self.time_range.elapsed_us()

    @property
    def self_cpu_time_total(self) -> float:  # type: ignore[override]
        return self.cpu_time_total - sum(c.cpu_time_total for c in self.cpu_children)

    @property
    def self_cpu_memory_usage(self) -> int:
        return self.cpu_memory_usage - sum(c.cpu_memory_usage for c in self.cpu_children)

    def __repr__(self) -> str:
        return (
            f"<FunctionEvent id={self.id} name={self.name} thread={self.thread} cpu_time={self.cpu_time_str} "
            f"cpu_start_us={self.time_range.start} cpu_end_us={self.time_range.end} "
            f"cpu_children={[c.id for c in self.cpu_children]} input_shapes={self.input_shapes} "
            f"cpu_memory_usage={self.cpu_memory_usage}>"
        )


class FunctionEventAvg(_Times):
    """Calls of one name together."""

    def __init__(self, first: FunctionEvent) -> None:
        self.key = first.name
        self.is_user_annotation = first.is_user_annotation
        self.input_shapes = ""
        self.stack: list[str] = []
        self.cpu_parent = first.cpu_parent
        self.count = 0
        self.cpu_time_total = self.self_cpu_time_total = 0.0
        self.cpu_memory_usage = self.self_cpu_memory_usage = 0

    def add(self, event: FunctionEvent) -> FunctionEventAvg:
        """Counts one more call."""
        self.count += 1
        self.self_cpu_time_total += event.self_cpu_time_total
        self.self_cpu_memory_usage += event.self_cpu_memory_usage
        self.cpu_time_total += event.cpu_time_total
        self.cpu_memory_usage += event.cpu_memory_usage
        return self

    def __repr__(self) -> str:
        return (
            f"<FunctionEventAvg key={self.key} self_cpu_time={self.self_cpu_time_total_str} "
            f"cpu_time={self.cpu_time_str} input_shapes={self.input_shapes} cpu_memory_usage={self.cpu_memory_usage}>"
        )


def events_of(rows: list[tuple[Any, ...]]) -> EventList:
    """Events from what core recorded, in order of their starts, each with its place in the tree of calls."""
    origin = min((r[2] for r in rows), default=0)
    ordered = sorted(rows, key=lambda r: (r[2], -r[3]))
    events = [FunctionEvent(row, origin, i) for i, row in enumerate(ordered)]
    open_by_thread: dict[int, list[FunctionEvent]] = {}
    for event in events:
        stack = open_by_thread.setdefault(event.thread, [])
        while stack and stack[-1].end_ns < event.end_ns:
            stack.pop()
        if stack:
            event.cpu_parent = stack[-1]
            stack[-1].cpu_children.append(event)
        stack.append(event)
    return EventList(events)


class EventList(list[Any]):
    """Events or averages; prints as a table."""

    def __init__(self, events: Iterable[Any] = (), profile_memory: bool = False) -> None:
        super().__init__(events)
        self._profile_memory = profile_memory

    def __str__(self) -> str:
        return self.table()

    @property
    def self_cpu_time_total(self) -> float:
        return sum(event.self_cpu_time_total for event in self)

    def key_averages(self, group_by_input_shapes: bool = False, group_by_stack_n: int = 0) -> EventList:
        """One entry for each name (and input shapes, and the innermost lines of the stack)."""
        groups: dict[Any, FunctionEventAvg] = {}
        for event in self:
            shapes = str(event.input_shapes) if group_by_input_shapes else ""
            stack = tuple(event.stack[:group_by_stack_n])
            key = event.name, shapes, stack, event.is_user_annotation
            if key not in groups:
                groups[key] = FunctionEventAvg(event)
                groups[key].input_shapes = shapes
                groups[key].stack = list(stack)
            groups[key].add(event)
        return EventList(groups.values(), self._profile_memory)

    def total_average(self) -> FunctionEventAvg:
        """All calls together, under the name Total."""
        total = FunctionEventAvg(self[0])
        for event in self:
            total.add(event)
        total.key = "Total"
        return total

    def table(
        self,
        sort_by: str | None = None,
        row_limit: int = 100,
        max_src_column_width: int = 75,
        max_name_column_width: int = 55,
        max_shapes_column_width: int = 80,
        header: str | None = None,
        top_level_events_only: bool = False,
        time_unit: str | None = None,
    ) -> str:
        """The events as PyTorch prints them."""
        from tenon.profiler._table import build

        events = list(self)
        if sort_by is not None:
            name = sort_by.replace("cuda", "device")
            events.sort(key=lambda e: getattr(e, name), reverse=True)
        widths = max_name_column_width, max_shapes_column_width, max_src_column_width
        return build(events, widths, row_limit, header, top_level_events_only, self._profile_memory, time_unit)

    def export_chrome_trace(self, path: str) -> None:
        """Writes the events as a Chrome trace."""
        from tenon.profiler._trace import write

        write(self, path)
