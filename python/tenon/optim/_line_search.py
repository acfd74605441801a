"""A line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from tenon import Tensor

C1, C2 = 1e-4, 0.9


@dataclasses.dataclass(eq=False)
class Point:
    """A length along the direction, with loss, gradient and slope there."""

    t: Any
    loss: float
    grad: Tensor
    slope: Any


def interpolate(a: Point, b: Point, bounds: tuple[Any, Any] | None = None) -> Any:
    """Where the cubic through two points, with their slopes, is least within the bounds (the points, unless given)."""
    low, high = bounds or ((a.t, b.t) if a.t <= b.t else (b.t, a.t))
    d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t)
    square = d1**2 - a.slope * b.slope
    if not square >= 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    if a.t <= b.t:
        least = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
    else:
        least = a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
    return min(max(least, low), high)


def strong_wolfe(
    evaluate: Callable[[Any], tuple[float, Tensor]],
    direction: Tensor,
    t: Any,
    loss: float,
    grad: Tensor,
    slope: Any,
    tolerance_change: float = 1e-9,
    max_evals: int = 25,
) -> tuple[float, Tensor, Any, int]:
    """A length near t that lowers loss and slope enough: its loss, gradient, itself, and how often evaluate was called."""

    def at(length: Any) -> Point:
        value, gradient = evaluate(length)
        return Point(length, value, gradient, gradient.dot(direction))

    start = Point(0, loss, grad.clone(), slope)
    points, rounds = _bracket(at, start, at(t), max_evals)
    best = points[0]
    if len(points) == 2:
        size = direction.abs().amax()
        best, rounds = _zoom(at, start, points, rounds, max_evals, lambda w: bool(w * size < tolerance_change))
    return best.loss, best.grad, best.t, rounds + 1


def _by_loss(points: list[Point]) -> tuple[Point, Point]:
    a, b = points
    return (a, b) if a.loss <= b.loss else (b, a)


def _too_high(p: Point, start: Point) -> bool:
    return bool(p.loss > start.loss + C1 * p.t * start.slope)


def _flat_enough(p: Point, start: Point) -> bool:
    return bool(abs(p.slope) <= -C2 * start.slope)


def _bracket(at: Any, start: Point, now: Point, max_evals: int) -> tuple[list[Point], int]:
    """Goes on until two points have a good one between them, or one is good; and how often."""
    last = start
    for rounds in range(max_evals):
        if _too_high(now, start) or (rounds > 1 and now.loss >= last.loss):
            return [last, now], rounds
        if _flat_enough(now, start):
            return [now], rounds
        if now.slope >= 0:
            return [last, now], rounds
        bounds = (now.t + 0.01 * (now.t - last.t), now.t * 10)
        last, now = now, at(interpolate(last, now, bounds))
    return [start, now], max_evals


def _zoom(
    at: Any, start: Point, points: list[Point], rounds: int, max_evals: int, narrow: Callable[[Any], bool]
) -> tuple[Point, int]:
    """Narrows the bracket until a point in it is good."""
    stalled = False
    low, high = _by_loss(points)
    while rounds < max_evals and not narrow(abs(high.t - low.t)):
        ends = sorted((low.t, high.t))
        t = interpolate(points[0], points[1])
        margin = 0.1 * (ends[1] - ends[0])
        near = min(ends[1] - t, t - ends[0]) < margin
        if near and (stalled or t >= ends[1] or t <= ends[0]):
            t = ends[1] - margin if abs(t - ends[1]) < abs(t - ends[0]) else ends[0] + margin
            near = False
        stalled = near
        now = at(t)
        rounds += 1
        where = points.index(high)
        if _too_high(now, start) or now.loss >= low.loss:
            points[where] = now
            low, high = _by_loss(points)
            continue
        if _flat_enough(now, start):
            return now, rounds
        if now.slope * (high.t - low.t) >= 0:
            points[where] = low
        points[1 - where] = now
        low, high = now, points[where]
    return low, rounds
