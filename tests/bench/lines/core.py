"""Calls that do little, and the bars of the core."""

from __future__ import annotations

from typing import Any

from lines import line


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
