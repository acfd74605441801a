"""Activation checkpointing: what a function saved for its gradients is computed again when backward() asks for it."""

from __future__ import annotations

import contextlib
import itertools
import warnings
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.autograd import Function
from tenon.autograd.graph import saved_tensors_hooks

__all__ = [
    "CheckpointError",
    "CheckpointFunction",
    "check_backward_validity",
    "checkpoint",
    "checkpoint_sequential",
    "detach_variable",
    "noop_context_fn",
    "set_checkpoint_early_stop",
]

Contexts = Callable[[], tuple[contextlib.AbstractContextManager[Any], contextlib.AbstractContextManager[Any]]]


class CheckpointError(RuntimeError):
    """The function did not do the same again when it was run for its saved tensors."""


class _Stop(Exception):
    """Every saved tensor has been computed again, so the rest of the function need not run."""


def noop_context_fn() -> tuple[Any, Any]:
    """The default of checkpoint(context_fn=...): no contexts."""
    return contextlib.nullcontext(), contextlib.nullcontext()


def detach_variable(inputs: Any) -> tuple[Any, ...]:
    """The tensors of a tuple, each as a leaf of its own with the same requires_grad."""
    if not isinstance(inputs, tuple):
        raise RuntimeError(f"Only tuple of tensors is supported. Got Unsupported input type: {type(inputs).__name__}")
    return tuple(x.detach().requires_grad_(x.requires_grad) if isinstance(x, Tensor) else x for x in inputs)


def check_backward_validity(inputs: Iterable[Any]) -> None:
    """Warns when none of the tensors requires grad."""
    if not any(x.requires_grad for x in inputs if isinstance(x, Tensor)):
        warnings.warn("None of the inputs have requires_grad=True. Gradients will be None", stacklevel=2)


_early_stop: bool | None = None


@contextlib.contextmanager
def set_checkpoint_early_stop(enable: bool) -> Any:
    """Inside, checkpoint() stops running a function again as soon as it has what it needs, or never does."""
    global _early_stop
    before, _early_stop = _early_stop, enable
    try:
        yield
    finally:
        _early_stop = before


class _Surroundings:
    """What the second run of a function must find as the first did: random numbers and autocast."""

    def __init__(self, preserve_rng_state: bool) -> None:
        self._rng = tenon.get_rng_state() if preserve_rng_state else None
        self._autocast = _C._autocast()

    @contextlib.contextmanager
    def again(self) -> Any:
        before = _C._autocast()
        _C._set_autocast(*self._autocast)
        try:
            with tenon.random.fork_rng(devices=[], enabled=self._rng is not None):
                if self._rng is not None:
                    tenon.set_rng_state(self._rng)
                yield
        finally:
            _C._set_autocast(*before)


class CheckpointFunction(Function):
    """checkpoint(use_reentrant=True): runs the function without recording, and a backward() within backward()."""

    @staticmethod
    def forward(ctx: Any, run_function: Any, preserve_rng_state: bool, *args: Any) -> Any:
        check_backward_validity(args)
        ctx.run_function = run_function
        ctx.surroundings = _Surroundings(preserve_rng_state)
        ctx.others = [None if isinstance(a, Tensor) else a for a in args]
        ctx.places = [i for i, a in enumerate(args) if isinstance(a, Tensor)]
        ctx.save_for_backward(*(args[i] for i in ctx.places))
        return run_function(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        if _C._backward_is_partial():
            raise RuntimeError(
                "When use_reentrant=True, tenon.utils.checkpoint is incompatible with .grad() or passing an `inputs` "
                "parameter to .backward(). To resolve this error, you can either set use_reentrant=False, or call "
                ".backward() without passing the `inputs` argument."
            )
        inputs = list(ctx.others)
        for place, saved in zip(ctx.places, ctx.saved_tensors):
            inputs[place] = saved
        leaves = detach_variable(tuple(inputs))
        with ctx.surroundings.again(), tenon.enable_grad():
            outputs = ctx.run_function(*leaves)
        outputs = (outputs,) if isinstance(outputs, Tensor) else outputs
        pairs = [(o, g) for o, g in zip(outputs, grads) if isinstance(o, Tensor) and o.requires_grad]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        outputs, grads = zip(*pairs)
        tenon.autograd.backward(outputs, grads)
        return None, None, *(x.grad if isinstance(x, Tensor) else None for x in leaves)


class _Inputs(Function):
    """Saves arguments as an op would, so that a checkpoint around this one holds them."""

    @staticmethod
    def forward(ctx: Any, anchor: Tensor, *args: Any) -> Tensor:
        ctx.others = [None if isinstance(a, Tensor) else a for a in args]
        ctx.places = [i for i, a in enumerate(args) if isinstance(a, Tensor)]
        ctx.save_for_backward(*(args[i] for i in ctx.places))
        return anchor.new_empty(0)

    @staticmethod
    def get(ctx: Any) -> list[Any]:
        args = list(ctx.others)
        for place, saved in zip(ctx.places, ctx.saved_tensors):
            args[place] = saved
        return args


class _Holder:
    """Stands in the graph for one saved tensor; what it was computed to again is kept here until it is taken."""

    def __init__(self) -> None:
        self.found: dict[int, Tensor | None] = {}  # by backward pass; None once taken


_temporary_pass = itertools.count(-2, -1)  # saved tensors that are read outside of backward()


class _Frame:
    """One call of checkpoint(use_reentrant=False)."""

    def __init__(self, run: Callable[..., None], early_stop: bool, describe: Callable[[Tensor], Any]) -> None:
        self.run = run
        self.early_stop = early_stop
        self.describe = describe
        self.holders: list[weakref.ref[_Holder]] = []
        self.descriptions: list[Any] = []
        self.counts: defaultdict[int, int] = defaultdict(int)
        self.done: set[int] = set()
        self.complete = False  # the forward call has ended
        self.may_differ = False
        self.inputs: Any = None

    def save_inputs(self, args: tuple[Any, ...]) -> None:
        anchor = tenon.empty(0, requires_grad=True)
        self.inputs = _Inputs.apply(anchor, *args)

    def pack(self, tensor: Tensor) -> _Holder:
        holder = _Holder()
        self.holders.append(weakref.ref(holder))
        self.descriptions.append(self.describe(tensor))
        return holder

    def unpack(self, holder: _Holder) -> Tensor:
        this_pass = _C._current_graph_task_id()
        if this_pass == -1:
            this_pass = next(_temporary_pass)
        if this_pass not in self.done:
            self.compute(this_pass)
        found = holder.found[this_pass]
        if found is None:
            raise CheckpointError(
                "tenon.utils.checkpoint: Unpack is being triggered for a tensor that was already unpacked once. If you "
                "are calling ctx.saved_tensors in backward, make sure to do so only once."
            )
        holder.found[this_pass] = None
        return found

    def compute(self, this_pass: int) -> None:
        args = _Inputs.get(self.inputs.grad_fn)
        try:
            with saved_tensors_hooks(lambda t: self.found(t, this_pass), lambda t: t), tenon.enable_grad():
                self.run(*args)
        except _Stop:
            pass
        self.done.add(this_pass)
        self.compare(this_pass)

    def found(self, tensor: Tensor, this_pass: int) -> Tensor:
        tensor = tensor.detach() if tensor.requires_grad else tensor
        index = self.counts[this_pass]
        self.counts[this_pass] += 1
        if index >= len(self.holders):
            if not self.complete:  # backward() within the function, which has not saved all of its tensors yet
                self.may_differ = True
                return tensor
            raise CheckpointError(
                "tenon.utils.checkpoint: trying to save more tensors during recomputation than during the original "
                "forward pass."
            )
        holder = self.holders[index]()
        if holder is not None:
            holder.found[this_pass] = tensor
        if self.early_stop and self.counts[this_pass] == len(self.holders):
            raise _Stop
        return tensor

    def compare(self, this_pass: int) -> None:
        if self.may_differ:
            return
        if len(self.holders) != self.counts[this_pass]:
            raise CheckpointError(
                "tenon.utils.checkpoint: A different number of tensors was saved during the original forward and "
                f"recomputation.\nNumber of tensors saved during forward: {len(self.holders)}\n"
                f"Number of tensors saved during recomputation: {self.counts[this_pass]}."
            )
        different = ""
        for i, (ref, before) in enumerate(zip(self.holders, self.descriptions)):
            holder = ref()
            tensor = None if holder is None else holder.found.get(this_pass)
            if tensor is not None and (after := self.describe(tensor)) != before:
                different += f"tensor at position {i}:\nsaved metadata: {before}\nrecomputed metadata: {after}\n"
        if different:
            raise CheckpointError(
                "tenon.utils.checkpoint: Recomputed values for the following tensors have different metadata than "
                f"during the forward pass.\n{different}."
            )


_DETERMINISM: dict[str, Callable[[Tensor], Any]] = {
    "default": lambda t: {"shape": t.shape, "dtype": t.dtype, "device": t.device},
    "none": lambda t: None,
}


def checkpoint(
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool | None = None,
    context_fn: Contexts = noop_context_fn,
    determinism_check: str = "default",
    debug: bool = False,
    early_stop: bool = True,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """function(*args, **kwargs), which keeps its arguments alone and is run again when backward() needs the rest.

    use_reentrant=False works everywhere that autograd does; True, the old way, with backward() on leaves only.

    >>> x = tenon.ones(2, requires_grad=True)
    >>> y = tenon.utils.checkpoint.checkpoint(lambda x: x.exp().sin(), x, use_reentrant=False)
    >>> y.sum().backward()
    >>> x.grad
    tensor([-2.4783, -2.4783])
    """
    if use_reentrant is None:
        warnings.warn(
            "tenon.utils.checkpoint: the use_reentrant parameter should be passed explicitly. use_reentrant=False is "
            "recommended, but if you need to preserve the current default behavior, you can pass use_reentrant=True.",
            stacklevel=2,
        )
        use_reentrant = True
    if use_reentrant:
        if kwargs:
            raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
        if context_fn is not noop_context_fn or debug:
            raise ValueError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.")
        return CheckpointFunction.apply(function, preserve_rng_state, *args)
    if determinism_check not in _DETERMINISM:
        raise ValueError(f"determinism_check should be one of {list(_DETERMINISM)}, but got {determinism_check}")
    if debug:
        raise NotImplementedError("checkpoint(): debug=True: got True, expected False. TN_TRACE=1 prints every call.")
    if not tenon.is_grad_enabled():
        return function(*args, **kwargs)
    surroundings = _Surroundings(preserve_rng_state)
    forward_context, again_context = context_fn()

    def run(*values: Any) -> None:
        with surroundings.again(), again_context:
            function(*values, **kwargs)

    frame = _Frame(run, early_stop if _early_stop is None else _early_stop, _DETERMINISM[determinism_check])
    frame.save_inputs(args)
    with saved_tensors_hooks(frame.pack, frame.unpack), forward_context:
        result = function(*args, **kwargs)
    frame.complete = True
    return result


def checkpoint_sequential(
    functions: Sequence[Callable[..., Any]],
    segments: int,
    input: Tensor,
    use_reentrant: bool | None = None,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """Runs a Sequential, or a list of functions, in segments, each but the last a checkpoint().

    >>> x = tenon.ones(2, requires_grad=True)
    >>> layers = [tenon.sin, tenon.exp, tenon.cos]
    >>> y = tenon.utils.checkpoint.checkpoint_sequential(layers, 2, x, use_reentrant=False)
    >>> y.allclose(x.sin().exp().cos())
    True
    """
    if use_reentrant is None:
        warnings.warn(
            "tenon.utils.checkpoint.checkpoint_sequential: the use_reentrant parameter should be passed explicitly.",
            stacklevel=2,
        )
        use_reentrant = True
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    layers = list(functions.children()) if isinstance(functions, tenon.nn.Sequential) else list(functions)

    def run(start: int, end: int) -> Callable[[Any], Any]:
        def forward(value: Any) -> Any:
            for layer in layers[start:end]:
                value = layer(value)
            return value

        return forward

    size = len(layers) // segments
    last = size * (segments - 1)
    for start in range(0, last, size or 1):
        input = checkpoint(
            run(start, start + size), input, use_reentrant=use_reentrant, preserve_rng_state=preserve_rng_state
        )
    return run(last, len(layers))(input)
