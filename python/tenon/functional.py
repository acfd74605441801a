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
