"""The language of op samples: op(), S() for one call, T() for a random tensor."""

from __future__ import annotations

import dataclasses
import pathlib
import runpy
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

inf, nan = float("inf"), float("nan")

# Groups of dtypes, by NumPy names; 16-bit floats are compared through float32.
FLOATS = ("float32", "float64", "float16", "bfloat16")
INTS = ("uint8", "int8", "int16", "int32", "int64")
ALL = FLOATS + INTS
ALL_BOOL = ALL + ("bool",)
COMPLEX = ("complex64", "complex128")
INT_BOOL = INTS + ("bool",)


@dataclasses.dataclass
class T:
    """A random tensor of a shape. `low`, `high`: range; `dtype`: fixed instead of the tested one; `grad`: take part in gradient checks;
    `values`: exactly these instead of random ones."""

    shape: tuple[int, ...]
    low: float = -2.0
    high: float = 2.0
    dtype: str | None = None
    grad: bool = True
    values: Any = None

    def __init__(self, *shape: int, low: float = -2.0, high: float = 2.0, dtype: str | None = None, grad: bool = True, values: Any = None) -> None:
        self.shape, self.low, self.high, self.dtype, self.grad, self.values = shape, low, high, dtype, grad, values

    def array(self, dtype: str, rng: np.random.Generator) -> np.ndarray:
        dtype = self.dtype or dtype
        base = {"bfloat16": "float32"}.get(dtype, dtype)
        if self.values is not None:
            return np.asarray(self.values).astype(base)
        if base == "bool":
            return rng.random(self.shape) < 0.5
        if np.issubdtype(np.dtype(base), np.integer):
            low = max(int(np.ceil(self.low)), 0) if base == "uint8" else int(np.ceil(self.low))
            return rng.integers(low, max(int(np.floor(self.high)), low) + 1, self.shape).astype(base)
        # Three digits: values that differ do so by more than the step of numerical gradients.
        numbers = np.round(rng.uniform(self.low, self.high, self.shape), 3)
        if dtype in COMPLEX:
            numbers = numbers + 1j * np.round(rng.uniform(self.low, self.high, self.shape), 3)
        return numbers.astype(base)


@dataclasses.dataclass
class S:
    """One call: arguments (T, lists of T, or plain values)."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args, self.kwargs = args, kwargs


@dataclasses.dataclass
class OpCase:
    name: str  # as in the registry; its first public path is called
    ref: Callable[..., Any] | None
    samples: list[S]
    dtypes: tuple[str, ...]
    grad: bool | str  # a string is the reason why not
    gradgrad: bool | str
    meta: bool | str
    strided: bool | str
    run: Callable[..., Any] | None
    tol: dict[str, tuple[float, float]]
    file: str

    def samples_for(self, dtype: str) -> list[S]:
        """The samples of a dtype: values that are given, such as infinities, are given for real ones."""
        given = [any(isinstance(a, T) and a.values is not None and a.dtype == "float64" for a in s.args) for s in self.samples]
        return [s for s, g in zip(self.samples, given) if not g or dtype not in COMPLEX]


CASES: list[OpCase] = []
UNTESTED: dict[str, str] = {}  # op -> reason

_TOLERANCE = {"float64": (1e-12, 1e-12), "float32": (3e-6, 1e-5), "float16": (2e-3, 1e-3), "bfloat16": (2e-2, 1e-2)}
_TOLERANCE |= {"complex128": _TOLERANCE["float64"], "complex64": _TOLERANCE["float32"]}


def floats(low: float, high: float) -> tuple[float, float]:
    return (low, high)


def op(
    name: str,
    *,
    ref: Callable[..., Any] | None,
    samples: list[S] | None = None,
    x: tuple[float, float] | None = None,
    edge: list[float] | None = None,
    dtypes: tuple[str, ...] = FLOATS,
    grad: bool | str = True,
    gradgrad: bool | str = True,
    meta: bool | str = True,
    strided: bool | str = True,
    run: Callable[..., Any] | None = None,
    tol: dict[str, tuple[float, float]] | None = None,
    extra: dict[str, Any] | None = None,
) -> None:
    """Describes an op. With `x` it is pointwise in one tensor drawn from that range; `edge` are further values, checked for value only.

    A string instead of True for `grad`, `gradgrad`, `meta` or `strided` says why that is not checked. `run(function, *args, **kwargs)`
    calls the op where its result is not what is to be compared.
    """
    if samples is None:
        low, high = x or (-2.0, 2.0)
        kwargs = extra or {}
        samples = [S(T(*shape, low=low, high=high), **kwargs) for shape in ((3, 4), (), (0, 3), (2, 1, 3))]
        # Whole vectors with a tail; parts for several threads.
        samples += [S(T(*shape, low=low, high=high, grad=False), **kwargs) for shape in ((3, 67), (40003,))]
        if edge:
            samples.append(S(T(values=edge, dtype="float64", grad=False), **kwargs))
    file = sys._getframe(1).f_code.co_filename
    CASES.append(OpCase(name, ref, samples, dtypes, grad, gradgrad, meta, strided, run, {**_TOLERANCE, **(tol or {})}, pathlib.Path(file).name))


def untested(reason: str, *names: str) -> None:
    """Ops without samples of their own, and why."""
    for name in names:
        UNTESTED[name] = reason


def derived(after: Callable[..., Any]) -> Callable[..., Any]:
    """A `run` that compares after(results) instead of the results, where these are not unique; out= still goes to the op."""

    def run(function: Callable[..., Any], *args: Any, out: Any = None, **kwargs: Any) -> Any:
        results = function(*args, **kwargs)
        if out is None:
            return after(results)
        several = isinstance(results, tuple)
        fresh = tuple(r.new_empty(0) for r in results) if several else results.new_empty(0)
        value = after(function(*args, **kwargs, out=fresh))
        for target, v in zip(out, value) if isinstance(value, tuple) else [(out, value)]:
            target.resize_(v.shape).copy_(v)
        return out

    return run


def load_all() -> list[OpCase]:
    """Runs every file of this folder, by path: copy.py is not the copy of the standard library."""
    for path in sorted(pathlib.Path(__file__).parent.glob("*.py")):
        if path.stem != "samples":
            runpy.run_path(str(path))
    return CASES
