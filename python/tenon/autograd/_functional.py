"""What the functions of autograd.functional share: tuples in and out, checks of strict mode, zeros for what is missing."""

from __future__ import annotations

from typing import Any

import tenon
from tenon import Tensor
from tenon.autograd import grad

_OUTPUTS = "outputs of the user-provided function"
_NOT_STRICT = "This is not allowed in strict mode"


def as_tuple(value: Any, what: str, function: str) -> tuple[bool, tuple[Tensor, ...]]:
    """Whether value is a tuple, and its tensors as one."""
    is_tuple = isinstance(value, tuple)
    items = value if is_tuple else (value,)
    for i, item in enumerate(items):
        if not isinstance(item, Tensor):
            which = f"value at index {i}" if is_tuple else f"given {what}"
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors but the {which} has "
                f"type {type(item)}."
            )
    return is_tuple, items


def unpack(result: tuple[Any, ...], is_tuple: bool) -> Any:
    return result if is_tuple else result[0]


def fresh(inputs: tuple[Tensor, ...], create_graph: bool, need_graph: bool) -> tuple[Tensor, ...]:
    """Other tensor objects, so that what the function is given differs from what it captured."""
    return tuple(
        x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_(need_graph) for x in inputs
    )


def finished(results: Any, create_graph: bool) -> Any:
    """Without create_graph the user gets results without a history."""
    if isinstance(results, Tensor):
        return results if create_graph else results.detach()
    return tuple(finished(r, create_graph) for r in results)


def vector(v: Any, function: str, like: tuple[Tensor, ...], is_tuple: bool, create_graph: bool, why: str) -> Any:
    """The vector v that belongs to `like`; None is allowed for a single element."""
    if v is None:
        if len(like) != 1 or like[0].numel() != 1:
            raise RuntimeError(f"The vector v can only be None if {why} a single Tensor with a single element.")
        return None
    given = fresh(as_tuple(v, "v", function)[1], create_graph, False)
    if len(given) != len(like):
        if is_tuple:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(like)} but got {len(given)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (mine, other) in enumerate(zip(given, like)):
        if mine.shape != other.shape:
            entry = f"Entry {i} in " if is_tuple else ""
            raise RuntimeError(f"{entry}v has invalid size: should be {other.shape} but got {mine.shape}.")
    return given


def call(function: Any, inputs: tuple[Tensor, ...], name: str, strict: bool) -> tuple[bool, tuple[Tensor, ...]]:
    is_tuple, outputs = as_tuple(function(*inputs), _OUTPUTS, name)
    require_grad(outputs, "outputs", strict)
    return is_tuple, outputs


def single_output(is_tuple: bool, outputs: tuple[Tensor, ...], name: str) -> None:
    if is_tuple:
        raise RuntimeError(f"The function given to {name} should return a single Tensor")
    if outputs[0].numel() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {name} should contain a single element")


_INDEPENDENT = {
    "outputs": "Output {i} of the user-provided function does not require gradients. The outputs must be computed in a "
    "differentiable manner from the input when running in strict mode.",
    "grad_inputs": f"The gradient with respect to input {{i}} is independent of the inputs of the user-provided "
    f"function. {_NOT_STRICT}.",
    "jacobian": "While computing the hessian, found that the jacobian of the user-provided function with respect to "
    f"input {{i}} is independent of the input. {_NOT_STRICT}. You should ensure that your function is twice "
    "differentiable and that the jacobian depends on the inputs (this would be violated by a linear function for "
    "example).",
    "hessian": "The hessian of the user-provided function with respect to input {i} is independent of the input. "
    f"{_NOT_STRICT}. You should ensure that your function is thrice differentiable and that the hessian depends on the "
    "inputs.",
}


def require_grad(tensors: Any, what: str, strict: bool) -> None:
    for i, t in enumerate(tensors if strict else ()):
        if t is None:
            raise RuntimeError(f"The output of the user-provided function is independent of input {i}. {_NOT_STRICT}.")
        if not t.requires_grad:
            raise RuntimeError(_INDEPENDENT[what].format(i=i))


def gradients(outputs: Any, inputs: Any, grads: Any = None, create_graph: bool = False, **options: Any) -> Any:
    """autograd.grad() that leaves out outputs which do not require grad."""
    grads = (None,) * len(outputs) if grads is None else grads
    pairs = [(o, g) for o, g in zip(outputs, grads) if o is not None and o.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    outs, given = zip(*pairs)
    return grad(outs, inputs, given, create_graph=create_graph, allow_unused=True, **options)


_MISSING = {
    "back": "The output of the user-provided function is independent of input {i}. This is not allowed in strict mode.",
    "back_trick": "The gradient with respect to the input is independent of entry {i} in the grad_outputs when using "
    f"the double backward trick to compute forward mode gradients. {_NOT_STRICT}.",
    "double_back": f"The jacobian of the user-provided function is independent of input {{i}}. {_NOT_STRICT}.",
    "double_back_trick": "The hessian of the user-provided function is independent of entry {i} in the grad_jacobian. "
    f"{_NOT_STRICT} as it prevents from using the double backward trick to replace forward mode AD.",
}


def filled(grads: Any, like: Any, strict: bool, create_graph: bool, stage: str) -> tuple[Tensor, ...]:
    """Zeros for gradients that are None, unless strict mode forbids that."""
    result = []
    for i, (g, x) in enumerate(zip(grads, like)):
        if g is None:
            if strict:
                raise RuntimeError(_MISSING[stage].format(i=i))
            g = tenon.zeros_like(x)
        elif strict and create_graph and not g.requires_grad:
            what = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(
                f"The {what} of the user-provided function is independent of input {i}. {_NOT_STRICT} when "
                "create_graph=True."
            )
        result.append(g)
    return tuple(result)
