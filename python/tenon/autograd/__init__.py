"""Automatic differentiation: backward(), grad(), custom functions, checks."""

from __future__ import annotations

from tenon._C import _run_backward, is_anomaly_enabled
from tenon._C import is_tensor as _is_tensor
from tenon.autograd.grad_mode import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tenon import Tensor
    from tenon.autograd import graph
    from tenon.autograd._gradcheck import gradcheck, gradgradcheck
    from tenon.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
    from tenon.autograd.function import Function

__all__ = [
    "Function",
    "backward",
    "detect_anomaly",
    "enable_grad",
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
]


def _tuple(value: Any) -> tuple[Any, ...]:
    return (value,) if _is_tensor(value) else tuple(value)


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
        raise RuntimeError("'inputs' argument to backward() cannot be empty.")
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
    if is_grads_batched:
        raise NotImplementedError("grad(): is_grads_batched=True needs vmap, which this version does not have")
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False."
        )
    outs, ins = _tuple(outputs), _tuple(inputs)
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


_LAZY = {
    "Function": "function",
    "gradcheck": "_gradcheck",
    "gradgradcheck": "_gradcheck",
    "detect_anomaly": "anomaly_mode",
    "set_detect_anomaly": "anomaly_mode",
    "once_differentiable": "function",
}


def __getattr__(name: str) -> object:
    import importlib

    if name == "Variable":
        return importlib.import_module("tenon._legacy").Variable

    if name in ("function", "anomaly_mode", "graph"):
        return importlib.import_module(f"tenon.autograd.{name}")
    if name not in _LAZY:
        raise AttributeError(f"module 'tenon.autograd' has no attribute '{name}'")
    value = getattr(importlib.import_module(f"tenon.autograd.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
