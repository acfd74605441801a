"""Tensors element by element, over foreign memory, and what shapes and elements say without arithmetic."""

from __future__ import annotations

from tenon import _C
from tenon._C import Tensor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["broadcast_shapes", "frombuffer", "is_nonzero"]


def broadcast_shapes(*shapes: Any) -> _C.Size:
    """The shape that tensors of these shapes broadcast to.

    >>> tenon.broadcast_shapes((2,), (3, 1), (1, 1, 1))
    tenon.Size([1, 3, 2])
    """
    given = [(s,) if isinstance(s, int) else tuple(s) for s in shapes]
    result = [1] * max((len(s) for s in given), default=0)
    for shape in given:
        for i in range(1, len(shape) + 1):
            size = shape[-i]
            if size < 0:
                raise RuntimeError(f"Trying to create tensor with negative dimension ({size}): ({size})")
            if size == 1 or size == result[-i]:
                continue
            if result[-i] != 1:
                raise RuntimeError(
                    "Shape mismatch: objects cannot be broadcast to a single shape: "
                    f"got {size} and {result[-i]} in dimension -{i}"
                )
            result[-i] = size
    return _C.Size(result)


def is_nonzero(input: Tensor) -> bool:
    """Whether the only element of a tensor is not 0.

    >>> tenon.is_nonzero(tenon.tensor([0.0]))
    False
    """
    if input.numel() != 1:
        few = "no values" if input.numel() == 0 else "more than one value"
        raise RuntimeError(f"Boolean value of Tensor with {few} is ambiguous")
    return bool(input.item())


def frombuffer(
    buffer: Any, *, dtype: _C.dtype, count: int = -1, offset: int = 0, requires_grad: bool = False
) -> Tensor:
    """A tensor of one dimension over the memory of an object that has the buffer protocol.

    >>> tenon.frombuffer(bytearray([1, 0, 2, 0]), dtype=tenon.int16)
    tensor([1, 2], dtype=tenon.int16)
    """
    import numpy as np

    length = memoryview(buffer).nbytes
    if length == 0 or count == 0:
        raise ValueError(f"both buffer length ({length}) and count ({count}) must not be 0")
    if not 0 <= offset < length:
        raise ValueError(
            f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({length}) - 1"
        )
    rest = length - offset
    if count < 0:
        if rest % dtype.itemsize:
            raise ValueError(
                f"buffer length ({rest} bytes) after offset ({offset} bytes) must be a multiple of element size "
                f"({dtype.itemsize})"
            )
        count = rest // dtype.itemsize
    if count * dtype.itemsize > rest:
        raise ValueError(
            f"requested buffer length ({count} * {dtype.itemsize} bytes) after offset ({offset} bytes) must not be greater "
            f"than actual buffer length ({length} bytes)"
        )
    array = np.frombuffer(buffer, np.uint8, count * dtype.itemsize, offset)
    if not array.flags.writeable:
        _warn_of_writes()
    return _C._from_array(array).view(dtype).requires_grad_(requires_grad)


_warned = False


def _warn_of_writes() -> None:
    global _warned
    if _warned:
        return
    import warnings

    warnings.warn(
        "The given buffer is not writable, and Tenon does not support non-writable tensors. This means you can write to "
        "the underlying (supposedly non-writable) buffer using the tensor. You may want to copy the buffer to protect its "
        "data or make it writable before converting it to a tensor. This type of warning will be suppressed for the rest "
        "of this program.",
        stacklevel=3,
    )
    _warned = True


def _method(function: Any) -> Any:
    function.__qualname__ = f"Tensor.{function.__name__}"
    setattr(Tensor, function.__name__, function)
    return function


def _elements(t: Tensor) -> list[Any]:
    return t.detach().reshape(-1).tolist()


def _store(t: Tensor, values: list[Any], name: str) -> Tensor:
    if t.requires_grad and _C.is_grad_enabled():
        raise RuntimeError(f"Can't call {name}() on Variable that requires grad. Use var.detach().{name}() instead.")
    t.copy_(_C.tensor(values, dtype=t.dtype).view(t.shape))
    return t


@_method
def apply_(self: Tensor, callable: Any) -> Tensor:
    """Replaces every element by callable(element), one after the other.

    >>> tenon.tensor([1.0, 2.0]).apply_(lambda x: x + 1)
    tensor([2., 3.])
    """
    return _store(self, [callable(x) for x in _elements(self)], "apply_")


@_method
def map_(self: Tensor, tensor: Tensor, callable: Any) -> Tensor:
    """Replaces every element by callable(element, element of tensor), one after the other.

    >>> tenon.tensor([1.0, 2.0]).map_(tenon.tensor([10.0, 20.0]), lambda x, y: x + y)
    tensor([11., 22.])
    """
    others = _elements(tensor.expand_as(self))
    return _store(self, [callable(x, y) for x, y in zip(_elements(self), others)], "map_")


@_method
def dim_order(self: Tensor) -> tuple[int, ...]:
    """The dimensions from the one with the largest stride to the one with the smallest.

    >>> tenon.zeros(2, 3).t().dim_order()
    (1, 0)
    """
    return tuple(sorted(range(self.dim()), key=lambda d: -self.stride(d)))


@_method
def storage(self: Tensor) -> Any:
    """The elements of the memory behind this tensor, with its dtype.

    >>> tenon.tensor([1, 2])[1:].storage().tolist()
    [1, 2]
    """
    from tenon.storage import TypedStorage

    return TypedStorage(wrap_storage=self.untyped_storage(), dtype=self.dtype)


_method(is_nonzero)
