"""What is timed: each line is one piece of code that runs under both libraries, called `t` here, whose names are the same."""

from __future__ import annotations

import dataclasses
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


@line("add, 4 elements", "add(a, b)", bar=0.30)
def _add(t: Any) -> dict[str, Any]:
    return {"add": t.add, "a": t.ones(4), "b": t.ones(4)}


@line("add, 4 elements, recording", "add(a, b)", bar=0.40, grad=True)
def _add_recording(t: Any) -> dict[str, Any]:
    return {"add": t.add, "a": t.ones(4).requires_grad_(), "b": t.ones(4)}


@line("nn.Linear(8, 8), no_grad", "model(x)", bar=0.15)
def _linear(t: Any) -> dict[str, Any]:
    return {"model": t.nn.Linear(8, 8), "x": t.ones(1, 8)}


@line("relu(x*y+x)-y, 16 M elements", "relu(x * y + x) - y", bar=0.6, threads=(1, 2))
def _chain(t: Any) -> dict[str, Any]:
    return {"relu": t.relu, "x": t.rand(1 << 24), "y": t.rand(1 << 24)}


@line("GEMM 1024", "mm(a, b)", bar=1.1, threads=(1, 2))
def _gemm(t: Any) -> dict[str, Any]:
    return {"mm": t.mm, "a": t.rand(1024, 1024), "b": t.rand(1024, 1024)}


@line("conv 3x3, 8x64x56x56", "conv(x, w, b, padding=1)", bar=1.1, threads=(1, 2))
def _conv(t: Any) -> dict[str, Any]:
    return {"conv": t.nn.functional.conv2d, "x": t.rand(8, 64, 56, 56), "w": t.rand(64, 64, 3, 3), "b": t.rand(64)}


@line("a[1, :2]", "a[1, :2]")
def _index(t: Any) -> dict[str, Any]:
    return {"a": t.ones(4, 4)}


@line("sum, 16 M elements", "x.sum()", threads=(1, 2))
def _sum(t: Any) -> dict[str, Any]:
    return {"x": t.rand(1 << 24)}


@line("softmax 4096x4096", "softmax(x, -1)", threads=(1, 2))
def _softmax(t: Any) -> dict[str, Any]:
    return {"softmax": t.softmax, "x": t.rand(4096, 4096)}


@line("layer_norm 4096x1024", "norm(x, (1024,), w, b)", threads=(1, 2))
def _layer_norm(t: Any) -> dict[str, Any]:
    return {"norm": t.nn.functional.layer_norm, "x": t.rand(4096, 1024), "w": t.rand(1024), "b": t.rand(1024)}


@line("MLP step, batch 32", "step()", grad=True)
def _mlp(t: Any) -> dict[str, Any]:
    model = t.nn.Sequential(t.nn.Linear(64, 64), t.nn.ReLU(), t.nn.Linear(64, 10))
    optimizer = t.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    x, y = t.rand(32, 64), t.randint(0, 10, (32,))
    cross_entropy = t.nn.functional.cross_entropy

    def step() -> None:
        optimizer.zero_grad()
        cross_entropy(model(x), y).backward()
        optimizer.step()

    return {"step": step}
