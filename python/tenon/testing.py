"""Comparison of tensors in tests."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import tenon

__all__ = ["assert_close"]

# Relative and absolute tolerance of each floating dtype; others must be equal.
_TOLERANCES = {
    tenon.float16: (1e-3, 1e-5),
    tenon.bfloat16: (1.6e-2, 1e-5),
    tenon.float32: (1.3e-6, 1e-5),
    tenon.float64: (1e-7, 1e-7),
    tenon.complex64: (1.3e-6, 1e-5),
    tenon.complex128: (1e-7, 1e-7),
}


def assert_close(
    actual: Any,
    expected: Any,
    *,
    allow_subclasses: bool = True,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = False,
    check_device: bool = True,
    check_dtype: bool = True,
    check_layout: bool = True,
    check_stride: bool = False,
    msg: str | Callable[[str], str] | None = None,
) -> None:
    """Fails unless |actual - expected| <= atol + rtol * |expected| everywhere. Takes tensors, arrays, numbers, and
    sequences and mappings of them; tolerances follow from the dtype unless both are given."""
    if (rtol is None) != (atol is None):
        raise ValueError(f"assert_close(): rtol and atol must both be given or both be left out: got {rtol} and {atol}")
    compare = _Compare(rtol, atol, equal_nan, check_dtype, check_device, check_stride)
    try:
        compare(actual, expected, "")
    except AssertionError as error:
        text = str(error)
        raise AssertionError(msg(text) if callable(msg) else msg or text) from None


class _Compare:
    def __init__(
        self, rtol: float | None, atol: float | None, equal_nan: bool, dtype: bool, device: bool, stride: bool
    ) -> None:
        self.tolerances = None if rtol is None or atol is None else (rtol, atol)
        self.equal_nan, self.dtype, self.device, self.stride = equal_nan, dtype, device, stride

    def __call__(self, actual: Any, expected: Any, where: str) -> None:
        if isinstance(actual, Mapping) and isinstance(expected, Mapping):
            if actual.keys() != expected.keys():
                raise AssertionError(
                    f"The keys of the mappings do not match{where}: {list(actual)} and {list(expected)}"
                )
            for key in actual:
                self(actual[key], expected[key], f"{where}[{key!r}]")
        elif isinstance(actual, Sequence) and isinstance(expected, Sequence) and not isinstance(actual, str):
            if len(actual) != len(expected):
                raise AssertionError(f"The length of the sequences mismatch{where}: {len(actual)} != {len(expected)}")
            for i, (a, e) in enumerate(zip(actual, expected)):
                self(a, e, f"{where}[{i}]")
        else:
            scalar = not tenon.is_tensor(actual) and isinstance(actual, (bool, int, float, complex))
            self.tensors(
                tenon.as_tensor(actual), tenon.as_tensor(expected), where, "Scalars" if scalar else "Tensor-likes"
            )

    def tensors(self, actual: Any, expected: Any, where: str, kind: str) -> None:
        of = f"\n\nThe failure occurred for item {where}" if where else ""
        if actual.shape != expected.shape:
            raise AssertionError(
                f"The values for attribute 'shape' do not match: {actual.shape} != {expected.shape}.{of}"
            )
        for name in ("dtype",) * self.dtype + ("device",) * self.device:
            a, e = getattr(actual, name), getattr(expected, name)
            if a != e:
                raise AssertionError(f"The values for attribute '{name}' do not match: {a} != {e}.{of}")
        if self.stride and actual.stride() != expected.stride():
            raise AssertionError(
                f"The values for attribute 'stride()' do not match: {actual.stride()} != {expected.stride()}.{of}"
            )
        none = (0.0, 0.0)
        both = [_TOLERANCES.get(t.dtype, none) for t in (actual, expected)]
        rtol, atol = self.tolerances or (max(r for r, _ in both), max(a for _, a in both))
        self.values(actual.detach().reshape(-1).tolist(), expected.detach().reshape(-1).tolist(), rtol, atol, kind, of)

    def values(self, actual: list[Any], expected: list[Any], rtol: float, atol: float, kind: str, of: str) -> None:
        wrong, worst, worst_ratio = 0, 0.0, 0.0
        for a, e in zip(actual, expected):
            if a == e or (self.equal_nan and a != a and e != e):
                continue
            difference = abs(a - e)
            if math.isfinite(difference) and difference <= atol + rtol * abs(e):
                continue
            wrong += 1
            worst = max(worst, difference) if difference == difference else math.nan
            worst_ratio = max(worst_ratio, difference / abs(e)) if e else math.inf
        if not wrong:
            return
        share = f"Mismatched elements: {wrong} / {len(actual)} ({100 * wrong / len(actual):.1f}%)\n"
        how = "close" if rtol or atol else "equal"
        raise AssertionError(
            f"{kind} are not {how}!\n\n{share if kind != 'Scalars' else ''}"
            f"Greatest absolute difference: {worst} (up to {atol} allowed)\n"
            f"Greatest relative difference: {worst_ratio} (up to {rtol} allowed){of}"
        )
