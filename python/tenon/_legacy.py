"""PyTorch's old names of tensor types: LongTensor and the others."""

from __future__ import annotations

from typing import Any

import tenon

__all__ = ["DTYPES", "Variable", "dtype_of", "type_name"]

DTYPES = {
    "FloatTensor": tenon.float32,
    "DoubleTensor": tenon.float64,
    "HalfTensor": tenon.float16,
    "BFloat16Tensor": tenon.bfloat16,
    "ByteTensor": tenon.uint8,
    "CharTensor": tenon.int8,
    "ShortTensor": tenon.int16,
    "IntTensor": tenon.int32,
    "LongTensor": tenon.int64,
    "BoolTensor": tenon.bool,
    "ComplexFloatTensor": tenon.complex64,
    "ComplexDoubleTensor": tenon.complex128,
}


class _TensorType(type):
    """LongTensor(2, 3) makes an uninitialised tensor, LongTensor([1, 2]) one of data; isinstance() asks for the dtype."""

    dtype: Any

    def __call__(cls, *args: Any) -> Any:
        if len(args) == 1 and not isinstance(args[0], int):
            return tenon.tensor(args[0], dtype=cls.dtype)
        return tenon.empty(args or (0,), dtype=cls.dtype)

    def __instancecheck__(cls, instance: object) -> bool:
        return tenon.is_tensor(instance) and instance.dtype is cls.dtype  # type: ignore[attr-defined]


for _name, _dtype in DTYPES.items():
    globals()[_name] = _TensorType(_name, (), {"dtype": _dtype, "__module__": "tenon"})


class Variable(tenon.Tensor):
    """A tensor: the name that tensors with gradients once had."""

    def __new__(cls, data: Any, requires_grad: bool = False, volatile: bool = False) -> Any:
        return data.detach().requires_grad_() if requires_grad else data.detach()


def type_name(t: tenon.Tensor) -> str:
    """'tenon.FloatTensor' for a float32 tensor."""
    return next(f"tenon.{name}" for name, dtype in DTYPES.items() if dtype is t.dtype)


def dtype_of(kind: Any) -> Any:
    """The dtype that Tensor.type() is asked for: a dtype, an old class or its name."""
    if isinstance(kind, str):
        name = kind.rpartition(".")[2]
        if name not in DTYPES:
            raise ValueError(f"type(): invalid type: got {kind!r}, expected one such as 'tenon.FloatTensor'")
        return DTYPES[name]
    return kind.dtype if isinstance(kind, _TensorType) else kind
