"""Limits of dtypes, and the dtype that an op would give."""

from __future__ import annotations

from typing import Any

from tenon import _C

__all__ = ["finfo", "iinfo", "result_type"]

# Bits, mantissa bits and largest exponent of the floating dtypes.
_FLOAT = {
    _C.float16: (16, 10, 15, "float16"),
    _C.bfloat16: (16, 7, 127, "bfloat16"),
    _C.float32: (32, 23, 127, "float32"),
    _C.float64: (64, 52, 1023, "float64"),
}


class finfo:
    """Limits of a floating dtype.

    >>> tenon.finfo(tenon.float32).eps
    1.1920928955078125e-07
    """

    def __init__(self, type: Any = None) -> None:
        dtype = _C.get_default_dtype() if type is None else type.to_real()
        if dtype not in _FLOAT:
            raise TypeError(f"tenon.finfo() requires a floating point input type. Use tenon.iinfo to handle '{dtype}'")
        self.bits, mantissa, exponent, self.dtype = _FLOAT[dtype]
        self.eps = 2.0**-mantissa
        self.max = (2.0 - self.eps) * 2.0**exponent
        self.min = -self.max
        self.tiny = self.smallest_normal = 2.0 ** (1 - exponent)
        self.resolution = 10.0 ** -int(mantissa * 0.30102999566398120)

    def __repr__(self) -> str:
        names = ("resolution", "min", "max", "eps", "smallest_normal", "tiny")
        return f"finfo({', '.join(f'{n}={getattr(self, n):g}' for n in names)}, dtype={self.dtype})"


class iinfo:
    """Limits of an integer dtype.

    >>> tenon.iinfo(tenon.int8).max
    127
    """

    def __init__(self, type: Any) -> None:
        if type.is_floating_point or type.is_complex or type is _C.bool:
            raise TypeError(f"tenon.iinfo() requires an integer input type. Use tenon.finfo to handle '{type}'")
        self.bits = 8 * type.itemsize
        self.min = -(1 << (self.bits - 1)) if type.is_signed else 0
        self.max = (1 << (self.bits - type.is_signed)) - 1
        self.dtype = str(type).removeprefix("tenon.")

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


def _category(value: Any) -> int:
    dtype = value.dtype
    return 2 if dtype.is_floating_point or dtype.is_complex else 0 if dtype is _C.bool else 1


def result_type(a: Any, b: Any) -> _C.dtype:
    """The dtype of an op on both: tensors of dimensions come before 0-d tensors, and those before numbers, within a
    category (bool, integer, floating).

    >>> tenon.result_type(tenon.tensor([1, 2]), 1.0)
    tenon.float32
    """
    best = None
    for rank in (2, 1, 0):
        group = [v for v in (a, b) if _rank(v) == rank]
        for value in group:
            tensor = value if _C.is_tensor(value) else _C.tensor(value)
            if best is None or (_category(tensor) > best[1] and rank != best[2]):
                best = (tensor.dtype, _category(tensor), rank)
            elif rank == best[2]:
                best = (_C.promote_types(best[0], tensor.dtype), max(best[1], _category(tensor)), rank)
    assert best is not None
    return best[0]


def _rank(value: Any) -> int:
    return 0 if not _C.is_tensor(value) else 2 if value.dim() else 1
