"""How tensors and storages are pickled for another process: by the file descriptor of their memory."""

from __future__ import annotations

import os
from multiprocessing import reduction
from multiprocessing.reduction import ForkingPickler
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon._tensor import _rebuild_tensor

__all__ = ["init_reductions", "reduce_storage", "reduce_tensor"]


def reduce_tensor(tensor: Tensor) -> Any:
    """Moves the tensor to shared memory, or a copy of it if others show its memory."""
    if tensor.requires_grad and not tensor.is_leaf:
        raise RuntimeError(
            "Cowardly refusing to serialize non-leaf tensor which requires_grad, since autograd does not support crossing "
            "process boundaries.  If you just want to transfer the data, call detach() on the tensor before serializing "
            "(e.g., putting it on the queue)."
        )
    if tensor.device.type != "cpu" or tensor.is_sparse:
        return tensor.__reduce_ex__(2)
    storage, offset, stride = tensor.untyped_storage(), tensor.storage_offset(), tensor.stride()
    if not _C._share(tensor, storage):
        copy = tensor.detach().clone()
        storage, offset, stride = copy.untyped_storage(), 0, copy.stride()
        _C._share(copy, storage)
    state = tensor.__dict__ or None
    shape = tuple(tensor.shape)
    return _rebuild_tensor, (type(tensor), storage, tensor.dtype, offset, shape, stride, tensor.requires_grad, state)


def reduce_storage(storage: Any) -> Any:
    """A shared storage by its descriptor, another by its bytes."""
    fd = _C._shared_fd(storage)
    if fd < 0:
        return _C.UntypedStorage, (bytes(storage),)
    return _rebuild_storage, (reduction.DupFd(fd), storage.nbytes())


def _rebuild_storage(handle: Any, nbytes: int) -> Any:
    fd = handle.detach()
    try:
        return _C._shared_map(fd, nbytes, True)
    finally:
        os.close(fd)


def init_reductions() -> None:
    """Makes the queues and pipes of multiprocessing pass tensors this way."""
    ForkingPickler.register(_C.UntypedStorage, reduce_storage)
    for cls in (Tensor, tenon.nn.Parameter):
        ForkingPickler.register(cls, reduce_tensor)
