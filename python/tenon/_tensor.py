"""Methods of Tensor that are written in Python: text, copies, pickles, hooks."""

from __future__ import annotations

from tenon import _C, _override  # noqa: F401  (the __torch_function__ of Tensor)
from tenon._C import (
    Tensor,
    _from_storage,
    _handle_torch_function,
    _has_torch_function_unary,
    _Node,
    _run_backward,
    is_tensor,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tenon.utils.hooks import RemovableHandle

__all__ = ["Tensor", "is_complex", "is_floating_point", "is_storage", "numel"]


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """Puts a function into the class Tensor."""
    function.__qualname__ = f"Tensor.{function.__name__}"
    setattr(Tensor, function.__name__, function)
    return function


def _asked(function: Callable[..., Any]) -> Callable[..., Any]:
    """A method for which a __torch_function__ of the tensor's class is asked first."""

    def asking(self: Tensor, *args: Any, **kwargs: Any) -> Any:
        if _has_torch_function_unary(self):
            return _handle_torch_function(asking, (self,), (self, *args), kwargs)
        return function(self, *args, **kwargs)

    asking.__name__ = function.__name__
    asking.__doc__ = function.__doc__
    asking.__wrapped__ = function  # type: ignore[attr-defined]
    return asking


@_method
@_asked
def __repr__(self: Tensor, *, tensor_contents: str | None = None) -> str:
    from tenon._tensor_str import tensor_str

    return tensor_str(self, tensor_contents)


@_method
@_asked
def __format__(self: Tensor, spec: str) -> str:
    if self.dim() == 0 and not self.is_meta and self.__class__ is Tensor:
        return format(self.item(), spec)
    return object.__format__(self, spec)


@_method
@_asked
def backward(
    self: Tensor,
    gradient: Tensor | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensor | tuple[Tensor, ...] | None = None,
) -> None:
    """Adds the gradients of this tensor to the .grad of the leaves that made it."""
    if inputs is None:
        keep = create_graph if retain_graph is None else retain_graph
        _run_backward((self,), (gradient,), (), keep, create_graph, True, True)
    else:
        from tenon.autograd import backward

        backward(self, gradient, retain_graph, create_graph, inputs=inputs)


def _handle(remove: Callable[[Any], None], hook_id: int) -> RemovableHandle:
    from tenon.utils.hooks import RemovableHandle

    return RemovableHandle.of(remove, hook_id)


@_method
@_asked
def register_hook(self: Tensor, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle:
    """Calls hook(grad) whenever a gradient for this tensor is computed; what it returns replaces it."""
    return _handle(self._remove_hook, self._add_hook(hook))


@_method
def register_post_accumulate_grad_hook(self: Tensor, hook: Callable[[Tensor], None]) -> RemovableHandle:
    """Calls hook(tensor) after its .grad was added to. For leaves only."""
    return _handle(self._remove_accumulate_hook, self._add_accumulate_hook(hook))


def _node_hook(self: Any, fn: Callable[..., Any]) -> RemovableHandle:
    """Calls fn(grad_inputs, grad_outputs) after this node ran; a tuple that it returns replaces grad_inputs."""
    return _handle(self._remove_hook, self._add_hook(fn))


def _node_prehook(self: Any, fn: Callable[..., Any]) -> RemovableHandle:
    """Calls fn(grad_outputs) before this node runs; a tuple that it returns replaces them."""
    return _handle(self._remove_hook, self._add_pre_hook(fn))


_Node.register_hook = _node_hook
_Node.register_prehook = _node_prehook


# ---- shared memory ----


@_method
def share_memory_(self: Tensor) -> Tensor:
    """Moves the tensor to memory that other processes can map (tenon.multiprocessing passes it by reference)."""
    if not _C._share(self, self.untyped_storage()):
        raise RuntimeError(
            "share_memory_(): other tensors or arrays show this tensor's memory, and would not move with it. Hint: share it "
            "before making views, or share a clone."
        )
    return self


@_method
def is_shared(self: Tensor) -> bool:
    """Whether the tensor is in memory that other processes can map."""
    return _C._is_shared(self.untyped_storage())


# ---- copies and pickles ----


def _rebuild_tensor(
    cls: Any,
    storage: Any,
    dtype: Any,
    offset: int,
    size: tuple[int, ...],
    stride: tuple[int, ...],
    requires_grad: bool,
    state: dict[str, Any] | None,
) -> Tensor:
    """The inverse of Tensor.__reduce_ex__."""
    t = _from_storage(storage, dtype, offset, size, stride)
    if cls is not Tensor:
        t = Tensor._make_subclass(cls, t)
    if requires_grad:
        t.requires_grad_()
    if state:
        t.__dict__.update(state)
    return t


@_method
def __reduce_ex__(self: Tensor, protocol: int) -> tuple[Any, ...]:
    if self.is_meta:
        raise NotImplementedError("cannot pickle a tensor on the meta device: it has no data")
    state = self.__dict__ or None
    args = (self.untyped_storage(), self.dtype, self.storage_offset(), tuple(self.shape), self.stride())
    return _rebuild_tensor, (self.__class__, *args, self.requires_grad, state)


@_method
@_asked
def __deepcopy__(self: Tensor, memo: dict[int, Any]) -> Tensor:
    if not self.is_leaf:
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment. "
            "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage"
        )
    if id(self) in memo:
        return memo[id(self)]
    from copy import deepcopy

    if self.is_meta:
        t = self.detach().clone()
    else:
        storage = deepcopy(self.untyped_storage(), memo)
        t = _from_storage(storage, self.dtype, self.storage_offset(), tuple(self.shape), self.stride())
    if self.__class__ is not Tensor:
        t = Tensor._make_subclass(self.__class__, t)
    if self.requires_grad:
        t.requires_grad_()
    memo[id(self)] = t
    if self.grad is not None:
        t.grad = deepcopy(self.grad, memo)
    if self.__dict__:
        t.__dict__.update(deepcopy(self.__dict__, memo))
    return t


# ---- the rest ----


@_method
@_asked
def __reversed__(self: Tensor) -> Tensor:
    return self if self.dim() == 0 else self.flip(0)


@_method
def __array_wrap__(self: Tensor, array: Any, *unused: Any) -> Tensor:
    from tenon._C import from_numpy

    return from_numpy(array if array.ndim else array.copy())


@_method
@_asked
def __complex__(self: Tensor) -> complex:
    return complex(self.item())


@_method
@_asked
def type(self: Tensor, dtype: Any = None, non_blocking: bool = False) -> Any:
    """The old name of its type ('tenon.FloatTensor'), or the tensor as another type."""
    from tenon._legacy import dtype_of, type_name

    return type_name(self) if dtype is None else self.to(dtype_of(dtype))


@_method
def cuda(self: Tensor, device: Any = None, non_blocking: bool = False) -> Tensor:
    """The tensor on a CUDA device. RuntimeError where there is none."""
    return self.to("cuda" if device is None else device)


@_method
def pin_memory(self: Tensor, device: Any = None) -> Tensor:
    """The tensor itself: only copies to an accelerator gain from pinned memory, and there is none."""
    return self


@_method
def is_pinned(self: Tensor, device: Any = None) -> bool:
    return False


@_method
@_asked
def new_tensor(
    self: Tensor, data: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A new tensor with the values of data, of this tensor's dtype and device unless others are given."""
    from tenon._C import tensor

    source = data.detach() if is_tensor(data) else data
    if is_tensor(source):
        t = source.clone() if dtype is None else source.to(dtype)
        return t.requires_grad_() if requires_grad else t
    return tensor(source, dtype=dtype or self.dtype, device=device or self.device, requires_grad=requires_grad)


def _rdiv(self: Any, other: Any) -> Any:
    """other / self, as Python 2 called it."""
    return self.reciprocal() * other


Tensor.__rdiv__ = _rdiv  # type: ignore[attr-defined]
Tensor.__array_priority__ = 1000  # type: ignore[attr-defined]
Tensor.__module__ = "tenon"


def is_floating_point(input: Tensor) -> bool:
    """Whether the dtype of the tensor is a floating one."""
    return input.is_floating_point()


def numel(input: Tensor) -> int:
    """The number of elements."""
    return input.numel()


def is_complex(input: Tensor) -> bool:
    """Whether the dtype of the tensor is a complex one."""
    return input.is_complex()


def is_storage(obj: object) -> bool:
    """Whether the object is the memory behind tensors."""
    from tenon._C import UntypedStorage

    return isinstance(obj, UntypedStorage)
