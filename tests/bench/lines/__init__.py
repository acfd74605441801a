"""What is timed: each line is one piece of code that runs under both libraries, called `t` here, whose names are the same.

Every file of this folder adds lines.
"""

from __future__ import annotations

import dataclasses
import importlib
import pathlib
from collections.abc import Callable
from typing import Any


@dataclasses.dataclass(frozen=True)
class Line:
    """`statement` is timed, with what `setup(t)` returns as its names. A bar is the largest ratio that is wanted, if any."""

    name: str
    statement: str
    setup: Callable[[Any], dict[str, Any]]
    bar: float | None = None
    threads: tuple[int, ...] = (1,)
    grad: bool = False


LINES: list[Line] = []


def line(name: str, statement: str, **options: Any) -> Callable[[Any], Any]:
    def add(setup: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
        LINES.append(Line(name, statement, setup, **options))
        return setup

    return add


for _file in sorted(pathlib.Path(__file__).parent.glob("[!_]*.py")):
    importlib.import_module(f"{__name__}.{_file.stem}")
