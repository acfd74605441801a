"""The table of events, in PyTorch's layout."""

from __future__ import annotations

from typing import Any

__all__ = ["build"]

_WIDTH = 12
_UNITS = {"s": 1e6, "ms": 1e3, "us": 1.0}


def _memory(nbytes: int) -> str:
    for unit, name in ((1024**3, "GB"), (1024**2, "MB"), (1024, "KB")):
        if abs(nbytes) >= unit:
            return f"{nbytes / unit:.2f} {name}"
    return f"{nbytes} B"


def _share(part: float, whole: float) -> str:
    return "NaN" if whole == 0 else f"{part * 100.0 / whole:.2f}%"


def _cut(text: str, width: int) -> str:
    return text[: width - 3] + "..." if len(text) >= width - 3 else text


def _cut_path(path: str, width: int) -> str:
    return "..." + path[len(path) - width + 3 :] if len(path) > width else path


def build(
    events: list[Any],
    widths: tuple[int, int, int],
    row_limit: int,
    header: str | None,
    top_level_only: bool,
    memory: bool,
    time_unit: str | None,
) -> str:
    """The table of events or averages that are sorted already."""
    if not events:
        return ""
    most_name, most_shapes, most_source = widths
    shapes = any(e.input_shapes for e in events)
    stacks = [e.stack for e in events if e.stack]
    name_width = min(max(len(e.key) for e in events) + 4, most_name)
    shapes_width = min(max(len(str(e.input_shapes)) for e in events) + 4, most_shapes)
    source_width = min(max((len(line) for stack in stacks for line in stack), default=0) + 4, most_source)

    titles = ["Name", "Self CPU %", "Self CPU", "CPU total %", "CPU total", "CPU time avg"]
    titles += (["CPU Mem", "Self CPU Mem"] if memory else []) + ["# of Calls"]
    columns = [(name_width, ">")] + [(_WIDTH, ">")] * (len(titles) - 1)
    if shapes:
        titles.append("Input Shapes")
        columns.append((shapes_width, ">"))
    if stacks:
        titles.append("Source Location")
        columns.append((source_width, "<"))
    row = "".join(f"{{: {side}{width}}}  " for width, side in columns)
    rule = "".join("-" * width + "  " for width, _ in columns)
    length = sum(width + 2 for width, _ in columns) - 2
    total = sum(e.self_cpu_time_total for e in events)

    def time(e: Any, name: str) -> str:
        if time_unit in _UNITS:
            return f"{getattr(e, name) / _UNITS[time_unit]:.3f}{time_unit}"
        return getattr(e, f"{name}_str")

    lines = []
    if header is not None:
        lines += ["=" * length, header]
    if top_level_only:
        lines += ["=" * length, "This report only display top-level ops statistics"]
    lines += [rule, row.format(*titles), rule]
    shown = [e for e in events if not (top_level_only and e.cpu_parent is not None)]
    for e in shown if row_limit == -1 else shown[:row_limit]:
        cells = [
            _cut(e.key, most_name),
            _share(e.self_cpu_time_total, total),
            time(e, "self_cpu_time_total"),
            _share(e.cpu_time_total, total),
            time(e, "cpu_time_total"),
            time(e, "cpu_time"),
        ]
        if memory:
            cells += [_memory(e.cpu_memory_usage), _memory(e.self_cpu_memory_usage)]
        cells.append(e.count)
        if shapes:
            cells.append(str(e.input_shapes)[:shapes_width])
        if stacks:
            cells.append(_cut_path(e.stack[0], source_width) if e.stack else "")
        lines.append(row.format(*cells))
        if stacks:
            blank = [""] * (len(titles) - 1)
            lines += [row.format(*blank, _cut_path(entry, source_width)) for entry in e.stack[1:]]
    lines += [rule, f"Self CPU time total: {_total(total, time_unit)}"]
    return "\n".join(lines) + "\n"


def _total(microseconds: float, unit: str | None) -> str:
    from tenon.profiler._events import format_time

    if unit in _UNITS:
        return f"{microseconds / _UNITS[unit]:.3f}{unit}"
    return format_time(microseconds)
