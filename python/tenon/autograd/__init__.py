"""Automatic differentiation: backward(), grad(), custom functions, checks."""

from __future__ import annotations

from tenon._C import _run_backward, is_anomaly_enabled
from tenon._C import is_tensor as _is_tensor
from tenon.autograd.grad_mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    no_grad,
    set_grad_enabled,
    set_multithreading_enabled,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tenon import Tensor
    from tenon.autograd import functional, graph
    from tenon.autograd._gradcheck import gradcheck, gradgradcheck
    from tenon.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
    from tenon.autograd.function import Function

__all__ = [
    "Function",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "functional",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "inference_mode",
    "is_anomaly_enabled",
    "is_grad_enabled",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
    "set_multithreading_enabled",
]


def _tuple(value: Any) -> tuple[Any, ...]:
    # A GradientEdge is a named tuple with a node in it.
    return (value,) if _is_tensor(value) or hasattr(value, "output_nr") else tuple(value)


def _grads(grads: Any, count: int) -> tuple[Any, ...]:
    if grads is None:
        return (None,) * count
    made = _tuple(grads)
    if len(made) != count:
        raise RuntimeError(f"got {count} tensors and {len(made)} gradients")
    return made


def backward(
    tensors: Tensor | Sequence[Tensor],
    grad_tensors: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Any = None,
    inputs: Tensor | Sequence[Tensor] | None = None,
) -> None:
    """Adds the gradients of tensors to the .grad of the leaves, or of `inputs` alone."""
    outputs = _tuple(tensors)
    if inputs is not None and len(wanted := _tuple(inputs)) == 0:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    _run_backward(
        outputs,
        _grads(grad_tensors if grad_tensors is not None else grad_variables, len(outputs)),
        () if inputs is None else wanted,
        create_graph if retain_graph is None else retain_graph,
        create_graph,
        True,
        True,
    )


def grad(
    outputs: Tensor | Sequence[Tensor],
    inputs: Tensor | Sequence[Tensor],
    grad_outputs: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Tensor, ...]:
    """The gradients of outputs with respect to inputs, as a tuple with one entry per input."""
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False."
        )
    outs, ins = _tuple(outputs), _tuple(inputs)
    if is_grads_batched:
        keep = create_graph if retain_graph is None else retain_graph
        return _batched(outs, ins, grad_outputs, keep, create_graph, bool(allow_unused), materialize_grads)
    result = _run_backward(
        outs,
        _grads(grad_outputs, len(outs)),
        ins,
        create_graph if retain_graph is None else retain_graph,
        create_graph,
        bool(allow_unused) or materialize_grads,
        False,
    )
    if materialize_grads:
        import tenon

        result = tuple(tenon.zeros_like(i) if r is None else r for r, i in zip(result, ins))
    return result


def _batched(
    outs: Any, ins: Any, grad_outputs: Any, keep: bool, create_graph: bool, unused: bool, zeros: bool
) -> tuple[Any, ...]:
    """grad() for each of the gradients that lie along a new first dimension, stacked: one pass for each."""
    import tenon

    grads = _grads(grad_outputs, len(outs))
    count = next((g.shape[0] for g in grads if g is not None), 0)
    for i, (o, g) in enumerate(zip(outs, grads)):
        if g is not None and g.shape[1:] != o.shape:
            raise RuntimeError(
                f"If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the batch "
                f"dimension. The sizes of the remaining dimensions are expected to match the shape of corresponding "
                f"output, but a mismatch was detected: grad_output[{i}] has a shape of {g.shape} and output[{i}] has a "
                f"shape of {o.shape}."
            )
    passes = [
        _run_backward(
            outs,
            tuple(None if g is None else g[k] for g in grads),
            ins,
            keep or k + 1 < count,
            create_graph,
            unused or zeros,
            False,
        )
        for k in range(count)
    ]
    result = [None if column[0] is None else tenon.stack(column) for column in zip(*passes)]
    if zeros:
        result = [x.new_zeros((count, *x.shape)) if r is None else r for r, x in zip(result, ins)]
    return tuple(result)


_LAZY = {
    "Function": "function",
    "FunctionCtx": "function",
    "GradcheckError": "_gradcheck",
    "gradcheck": "_gradcheck",
    "gradgradcheck": "_gradcheck",
    "detect_anomaly": "anomaly_mode",
    "set_detect_anomaly": "anomaly_mode",
    "is_multithreading_enabled": "grad_mode",
    "once_differentiable": "function",
}


def __getattr__(name: str) -> object:
    import importlib

    if name == "Variable":
        return importlib.import_module("tenon._legacy").Variable

    if name in ("function", "functional", "anomaly_mode", "graph", "profiler"):
        return importlib.import_module(f"tenon.autograd.{name}")
    if name not in _LAZY:
        raise AttributeError(f"module 'tenon.autograd' has no attribute '{name}'")
    value = getattr(importlib.import_module(f"tenon.autograd.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
