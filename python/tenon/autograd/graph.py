"""The recorded graph: nodes, places in it, and hooks on what its nodes save and on several gradients at once."""

from __future__ import annotations

import threading
from typing import Any, NamedTuple

import tenon
from tenon import _C
from tenon._C import _disable_saved_hooks, _pop_saved_hooks, _push_saved_hooks, _saved_hooks_disabled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tenon import Tensor
    from tenon.utils.hooks import RemovableHandle

__all__ = [
    "GradientEdge",
    "Node",
    "allow_mutation_on_saved_tensors",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "register_multi_grad_hook",
    "save_on_cpu",
    "saved_tensors_hooks",
]


class _NodeType(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, (_C._Node, _C._FunctionBase))


class Node(metaclass=_NodeType):
    """What every grad_fn is an instance of: a call in the graph, with the nodes that gradients go to next.

    >>> y = tenon.ones(2, requires_grad=True) * 3
    >>> isinstance(y.grad_fn, tenon.autograd.graph.Node), y.grad_fn.name()
    (True, 'MulBackward0')
    """


class GradientEdge(NamedTuple):
    """A place in the graph: result number `output_nr` of `node`. backward() and grad() take it in a tensor's place."""

    node: Any
    output_nr: int
    ownership_token: Any = None


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The place in the graph that gradients of this tensor arrive at; unlike the tensor it holds no elements.

    >>> x = tenon.ones(2, requires_grad=True)
    >>> edge = tenon.autograd.graph.get_gradient_edge(x)
    >>> tenon.autograd.grad((x * 3).sum(), edge)
    (tensor([3., 3.]),)
    """
    if not tensor.requires_grad:
        raise RuntimeError("It is not possible to get the gradient edge for a Tensor that does not require gradients")
    return GradientEdge(_grad_fn_or_accumulator(tensor), tensor.output_nr)


def _grad_fn_or_accumulator(t: Tensor | GradientEdge) -> Any:
    if isinstance(t, GradientEdge):
        return t.node
    if t.grad_fn is not None:
        return t.grad_fn
    with tenon.enable_grad():
        return t.view_as(t).grad_fn.next_functions[0][0]


def increment_version(tensor: Any) -> None:
    """Tells autograd that these tensors were written to by code that it did not see."""
    for t in (tensor,) if _C.is_tensor(tensor) else tensor:
        _C._bump_version(t)


class saved_tensors_hooks:
    """Inside, what ops save for their gradients goes through pack(tensor), and unpack() of its result gives it back.

    >>> x = tenon.tensor([2.0], requires_grad=True)
    >>> with tenon.autograd.graph.saved_tensors_hooks(lambda t: t.tolist(), tenon.tensor):
    ...     y = x * x
    >>> tenon.autograd.grad(y, x)
    (tensor([4.]),)
    """

    def __init__(self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]) -> None:
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self) -> Any:
        _push_saved_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *error: object) -> None:
        _pop_saved_hooks()


class save_on_cpu(saved_tensors_hooks):
    """Inside, saved tensors wait on the CPU. On a tensor that is there already this makes a copy, as in PyTorch."""

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda") -> None:
        def pack(tensor: Tensor) -> tuple[Any, Tensor]:
            if not pin_memory:
                return tensor.device, tensor.cpu()
            packed = tenon.empty(tensor.size(), dtype=tensor.dtype, layout=tensor.layout)
            return tensor.device, packed.copy_(tensor)

        def unpack(packed: tuple[Any, Tensor]) -> Tensor:
            device, tensor = packed
            return tensor.to(device)

        super().__init__(pack, unpack)


class disable_saved_tensors_hooks:
    """Inside, saved_tensors_hooks raise a RuntimeError with this message. Also decorates functions."""

    def __init__(self, error_message: str) -> None:
        self._message = error_message

    def __enter__(self) -> None:
        self._before = _saved_hooks_disabled()
        try:
            _disable_saved_hooks(self._message)
        except BaseException:
            _disable_saved_hooks(self._before)
            raise

    def __exit__(self, *error: object) -> None:
        _disable_saved_hooks(self._before)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        import functools

        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with disable_saved_tensors_hooks(self._message):
                return function(*args, **kwargs)

        return wrapped


class allow_mutation_on_saved_tensors(saved_tensors_hooks):
    """Inside, tensors that were saved for a gradient may be written to: the gradient uses what they were.

    Every saved tensor is copied when it is saved, where PyTorch copies it when it is written to.

    >>> x = tenon.tensor([2.0], requires_grad=True)
    >>> with tenon.autograd.graph.allow_mutation_on_saved_tensors():
    ...     y = x.clone()
    ...     z = y.sin()
    ...     _ = y.zero_()
    ...     z.backward()
    >>> x.grad.allclose(tenon.cos(x))
    True
    """

    def __init__(self) -> None:
        self._open = False

        def unpack(copy: Tensor) -> Tensor:
            if not self._open:
                raise RuntimeError(
                    "Trying to backward outside of the 'allow_mutation_on_saved_tensors' context in which the graph "
                    "was originally recorded."
                )
            return copy

        super().__init__(lambda t: t.clone(memory_format=tenon.preserve_format), unpack)

    def __enter__(self) -> allow_mutation_on_saved_tensors:
        super().__enter__()
        self._open = True
        return self

    def __exit__(self, *error: object) -> None:
        self._open = False
        super().__exit__(*error)


class _MultiHandle:
    """Removes several hooks."""

    def __init__(self, handles: Sequence[RemovableHandle]) -> None:
        self.handles = tuple(handles)

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()

    def __enter__(self) -> _MultiHandle:
        return self

    def __exit__(self, *error: object) -> None:
        self.remove()


def register_multi_grad_hook(tensors: Sequence[Tensor], fn: Callable[..., None], *, mode: str = "all") -> _MultiHandle:
    """Calls fn when gradients of all these tensors are there (with a list, None where none will come), or of any one.

    >>> a, b = tenon.ones(1, requires_grad=True), tenon.ones(1, requires_grad=True)
    >>> handle = tenon.autograd.graph.register_multi_grad_hook((a, b), lambda grads: print(grads))
    >>> (a * 2 + b * 3).sum().backward()
    [tensor([2.]), tensor([3.])]
    """
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    lock = threading.Lock()
    if mode == "any":
        ran: set[int] = set()

        def first(grad: Tensor) -> None:
            run = _C._current_graph_task_id()
            with lock:
                if run in ran:
                    return
                ran.add(run)
            fn(grad)

        return _MultiHandle([t.register_hook(first) for t in tensors if t.requires_grad])

    nodes = [_grad_fn_or_accumulator(t) for t in tensors]
    arrived: dict[int, list[Any]] = {}  # by backward pass: how many are still to come, then the gradients

    def hook_of(index: int) -> Callable[[Tensor], None]:
        def hook(grad: Tensor) -> None:
            run = _C._current_graph_task_id()
            with lock:
                if run not in arrived:
                    arrived[run] = [sum(map(_C._will_engine_execute_node, nodes)), [None] * len(nodes)]
                state = arrived[run]
                state[0] -= 1
                state[1][index] = grad
                if state[0] > 0:
                    return
                del arrived[run]
            fn(state[1])

        return hook

    return _MultiHandle([t.register_hook(hook_of(i)) for i, t in enumerate(tensors)])
