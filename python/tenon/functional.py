"""Functions whose arguments no schema describes, under PyTorch's module name; the ops of the same place come from `tenon`."""

from collections.abc import Sequence
from typing import Any

import tenon
from tenon import _C
from tenon._C import Tensor


def tensordot(
    a: Tensor, b: Tensor, dims: int | Sequence[Sequence[int]] | Tensor = 2, out: Tensor | None = None
) -> Tensor:
    """Sums the products of a and b over dims: the last dims of a with the first of b, or the dimensions of two lists.

    Example:
        >>> tenon.tensordot(tenon.ones(2, 3), tenon.ones(3, 4), 1).shape
        tenon.Size([2, 4])
    """
    if isinstance(dims, Tensor):
        dims = dims.tolist() if dims.numel() > 1 else int(dims.item())
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = [list(range(-dims, 0)), list(range(dims))]
    if not isinstance(dims, tuple | list) or len(dims) != 2:
        raise RuntimeError(f"tensordot expects dims to be an int or two lists of ints, but got dims={dims}")
    return _C._op("tensordot.dims")(a, b, list(dims[0]), list(dims[1]), out=out)


def einsum(*args: Any) -> Tensor:
    """Sums products of operands over the dimensions that an equation (Einstein's notation) leaves out.

    Args:
        args: an equation and its operands (several, or one list); or operands, each followed by a list of numbers that stand for
            its letters, and perhaps a last list for the result.

    Example:
        >>> tenon.einsum('ij,jk->ik', tenon.ones(2, 3), tenon.ones(3, 2))
        tensor([[3., 3.],
                [3., 3.]])
        >>> tenon.einsum(tenon.ones(2, 3), [0, 1], [1])
        tensor([2., 2., 2.])
    """
    if args and not isinstance(args[0], str):
        inputs = ",".join(_letters(labels) for labels in args[1::2])
        equation = f"{inputs}->{_letters(args[-1])}" if len(args) % 2 else inputs
        args = equation, *args[: len(args) // 2 * 2 : 2]
    return _C._op("einsum")(*args)


def _letters(labels: Sequence[Any]) -> str:
    """The letters of the numbers 0 to 51."""
    text = ""
    for label in labels:
        if label is not Ellipsis and not 0 <= label < 52:
            raise ValueError(f"einsum(): got the label {label}, expected a number from 0 to 51 or an ellipsis")
        text += "..." if label is Ellipsis else chr((ord("A") if label < 26 else ord("a") - 26) + label)
    return text


def lu(A: Tensor, pivot: bool = True, get_infos: bool = False, out: Any = None) -> Any:
    """Returns the LU factorization in compact form and the row exchanges, and with get_infos the codes of linalg.lu_factor_ex().

    Example:
        >>> LU, pivots = tenon.lu(tenon.tensor([[0.0, 1.0], [2.0, 3.0]]))
        >>> pivots
        tensor([2, 2], dtype=tenon.int32)
    """
    result = tuple(tenon.linalg.lu_factor_ex(A, pivot=pivot, check_errors=not get_infos))
    result = result if get_infos else result[:2]
    if out is None:
        return result
    if len(out) != len(result):
        raise TypeError(f"lu(): out: got {len(out)} tensors, expected {len(result)}")
    for target, value in zip(out, result):
        target.resize_(value.shape).copy_(value)
    return out


def __getattr__(name: str) -> Any:
    return getattr(tenon, name)
