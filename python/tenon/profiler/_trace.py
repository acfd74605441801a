"""Chrome traces: what chrome://tracing, Perfetto and TensorBoard's profiler read."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

__all__ = ["write"]

_CATEGORIES = ("cpu_op", "cpu_op", "user_annotation")


def write(events: list[Any], path: str) -> None:
    """Writes the events to a file, compressed when its name ends with .gz."""
    pid = os.getpid()
    threads = sorted({e.thread for e in events})
    rows: list[dict[str, Any]] = [
        {"ph": "M", "name": "process_name", "pid": pid, "tid": 0, "ts": 0, "args": {"name": "python"}},
        {"ph": "M", "name": "process_labels", "pid": pid, "tid": 0, "ts": 0, "args": {"labels": "CPU"}},
    ]
    rows += [
        {"ph": "M", "name": "thread_name", "pid": pid, "tid": t, "ts": 0, "args": {"name": f"thread {t} (python)"}}
        for t in threads
    ]
    for e in events:
        args: dict[str, Any] = {"External id": e.id + 1}
        if e.input_shapes:
            args["Input Dims"] = e.input_shapes
        if e.stack:
            args["Call stack"] = ";".join(e.stack)
        rows.append(
            {
                "ph": "X",
                "cat": _CATEGORIES[e.kind],
                "name": e.name,
                "pid": pid,
                "tid": e.thread,
                "ts": e.start_ns / 1000,
                "dur": (e.end_ns - e.start_ns) / 1000,
                "args": args,
            }
        )
    trace = {
        "schemaVersion": 1,
        "deviceProperties": [],
        "displayTimeUnit": "ms",
        "argv": sys.argv[:1],
        "traceEvents": rows,
        "traceName": path,
    }
    if path.endswith(".gz"):
        import gzip

        with gzip.open(path, "wt", encoding="utf-8") as packed:
            json.dump(trace, packed)
        return
    with open(path, "w", encoding="utf-8") as file:
        json.dump(trace, file)
