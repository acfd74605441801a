"""Jacobians, Hessians and their products with vectors, of functions of tensors.

Products with vectors from the right (jvp, hvp) differentiate twice backwards; there is no forward mode. So
strategy="forward-mode" gives the numbers that PyTorch gives, column by column, and vectorize=True the same as without.
"""

from __future__ import annotations

from typing import Any

import tenon
from tenon import Tensor
from tenon.autograd._functional import (
    as_tuple,
    call,
    filled,
    finished,
    fresh,
    gradients,
    require_grad,
    single_output,
    unpack,
    vector,
)
from tenon.autograd.grad_mode import enable_grad, is_grad_enabled, set_grad_enabled

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]


def vjp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The results of func, and the product of v with its Jacobian at the inputs.

    >>> tenon.autograd.functional.vjp(lambda x: x.exp().sum(), tenon.zeros(2))
    (tensor(2.), tensor([1., 1.]))
    """
    with enable_grad():
        many, given = as_tuple(inputs, "inputs", "vjp")
        given = fresh(given, create_graph, True)
        many_out, outputs = call(func, given, "vjp", strict)
        v = vector(v, "vjp", outputs, many_out, create_graph, "the user-provided function returns")
    with set_grad_enabled(create_graph or is_grad_enabled()):
        product = filled(gradients(outputs, given, v, create_graph), given, strict, create_graph, "back")
    return unpack(finished(outputs, create_graph), many_out), unpack(finished(product, create_graph), many)


def jvp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The results of func, and the product of its Jacobian at the inputs with v.

    >>> tenon.autograd.functional.jvp(lambda x: x * x, tenon.tensor([1.0, 2.0]), tenon.ones(2))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    with enable_grad():
        many, given = as_tuple(inputs, "inputs", "jvp")
        given = fresh(given, create_graph, True)
        v = vector(v, "jvp", given, many, create_graph, "the input to the user-provided function is")
        many_out, outputs = call(func, given, "jvp", strict)
        # The gradient is linear in these, so any finite numbers do.
        weights = tuple(tenon.zeros_like(o, requires_grad=True) for o in outputs)
        grads = gradients(outputs, given, weights, create_graph=True)
        require_grad(grads, "grad_inputs", strict)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        product = filled(gradients(grads, weights, v, create_graph), outputs, strict, create_graph, "back_trick")
    return unpack(finished(outputs, create_graph), many_out), unpack(finished(product, create_graph), many_out)


def jacobian(
    func: Any,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The Jacobian of func: for each output and input a tensor of shape output.shape + input.shape.

    >>> tenon.autograd.functional.jacobian(lambda x: x * x, tenon.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')
    if strategy == "forward-mode":
        return _forward_jacobian(func, inputs, create_graph, strict, vectorize)
    if vectorize and strict:
        raise RuntimeError("jacobian: `strict=True` and `vectorized=True` are not supported together.")
    with enable_grad():
        many, given = as_tuple(inputs, "inputs", "jacobian")
        given = fresh(given, create_graph, True)
        many_out, outputs = call(func, given, "jacobian", strict)
        rows = tuple(_rows(o, i, given, create_graph, strict) for i, o in enumerate(outputs))
    return _nested(finished(rows, create_graph), many_out, many)


def _nested(table: Any, many_rows: bool, many_columns: bool) -> Any:
    return unpack(tuple(unpack(row, many_columns) for row in table), many_rows)


def _rows(output: Tensor, index: int, inputs: tuple[Tensor, ...], create_graph: bool, strict: bool) -> Any:
    columns: tuple[list[Tensor], ...] = tuple([] for _ in inputs)
    for element in output.reshape(-1).unbind():
        grads = gradients((element,), inputs, None, create_graph, retain_graph=True)
        for i, (column, g, x) in enumerate(zip(columns, grads, inputs)):
            if g is None and strict:
                raise RuntimeError(
                    f"Output {index} of the user-provided function is independent of input {i}. This is not allowed in "
                    "strict mode."
                )
            if g is not None and strict and create_graph and not g.requires_grad:
                raise RuntimeError(
                    f"The jacobian of the user-provided function is independent of input {index}. This is not allowed "
                    "in strict mode when create_graph=True."
                )
            column.append(tenon.zeros_like(x) if g is None else g)
    return tuple(
        tenon.stack(column).view(output.shape + x.shape) if column else x.new_zeros(output.shape + x.shape)
        for column, x in zip(columns, inputs)
    )


def _forward_jacobian(func: Any, inputs: Any, create_graph: bool, strict: bool, vectorize: bool) -> Any:
    if create_graph:
        raise NotImplementedError(
            'jacobian: `create_graph=True` and `strategy="forward-mode"` are not supported together (yet). Please '
            'either set `create_graph=False` or `strategy="reverse-mode"`.'
        )
    if strict:
        raise RuntimeError(
            'jacobian: `strict=True` and `strategy="forward-mode"` are not supported together (yet). Please either set '
            '`strict=False` or `strategy="reverse-mode"`.'
        )
    if not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian is only implemented for "
            "`vectorize=True`."
        )
    many, given = as_tuple(inputs, "inputs", "jacobian")
    with enable_grad():
        leaves = fresh(given, True, True)
        result = func(*leaves)
    many_out, outputs = as_tuple(result, "outputs", "jacobian")
    weights = tuple(tenon.zeros_like(o, requires_grad=True) for o in outputs)
    with enable_grad():
        grads = gradients(outputs, leaves, weights, create_graph=True)
    table: list[list[Tensor]] = [[] for _ in outputs]
    for g, x in zip(grads, leaves):
        flat = None if g is None or not g.requires_grad else g.reshape(-1)
        columns: list[Any] = [[] for _ in outputs]
        for k in range(x.numel()):
            found = (None,) * len(outputs)
            if flat is not None:
                found = gradients((flat[k],), weights, None, True, retain_graph=True)
            for column, f, o in zip(columns, found, outputs):
                column.append(tenon.zeros_like(o) if f is None else f)
        for row, column, o in zip(table, columns, outputs):
            stacked = tenon.stack(column, -1) if column else o.new_zeros((*o.shape, 0))
            row.append(stacked.reshape(o.shape + x.shape))
    keep = any(x.requires_grad for x in given) and is_grad_enabled()
    return _nested(finished(table, keep), many_out, many)


def hessian(
    func: Any,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The Hessian of a func that gives a single number: for each pair of inputs a tensor of both shapes.

    >>> tenon.autograd.functional.hessian(lambda x: (x * x * x).sum(), tenon.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    many, given = as_tuple(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')

    def single(*values: Tensor) -> Tensor:
        is_tuple, outputs = call(func, values, "hessian", strict)
        single_output(is_tuple, outputs, "hessian")
        return outputs[0].squeeze()

    def inner(*values: Tensor) -> Any:
        if outer_jacobian_strategy == "forward-mode":
            values = tuple(t.requires_grad_(True) for t in values)
        found = jacobian(single, values, create_graph=True)
        require_grad(found, "jacobian", strict)
        return found

    result = jacobian(inner, given, create_graph, strict, vectorize, outer_jacobian_strategy)
    return _nested(result, many, many)


def vhp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The result of func, and the product of v with its Hessian at the inputs."""
    with enable_grad():
        many, given = as_tuple(inputs, "inputs", "vhp")
        given = fresh(given, create_graph, True)
        v = vector(v, "vhp", given, many, create_graph, "the input to the user-provided function is")
        many_out, outputs = call(func, given, "vhp", strict)
        single_output(many_out, outputs, "vhp")
        first = gradients(outputs, given, None, create_graph=True)
        require_grad(first, "jacobian", strict)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        product = filled(gradients(first, given, v, create_graph), given, strict, create_graph, "double_back")
    return finished(outputs, create_graph)[0], unpack(finished(product, create_graph), many)


def hvp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The result of func, and the product of its Hessian at the inputs with v. vhp() gives the same for less.

    >>> tenon.autograd.functional.hvp(lambda x: (x * x * x).sum(), tenon.ones(2), tenon.tensor([1.0, 2.0]))
    (tensor(2.), tensor([ 6., 12.]))
    """
    with enable_grad():
        many, given = as_tuple(inputs, "inputs", "hvp")
        given = fresh(given, create_graph, True)
        v = vector(v, "hvp", given, many, create_graph, "the input to the user-provided function is")
        many_out, outputs = call(func, given, "hvp", strict)
        single_output(many_out, outputs, "hvp")
        first = gradients(outputs, given, None, create_graph=True)
        require_grad(first, "jacobian", strict)
        weights = tuple(tenon.zeros_like(x, requires_grad=True) for x in given)
        second = gradients(first, given, weights, create_graph=True)
        require_grad(first, "hessian", strict)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        product = filled(gradients(second, weights, v, create_graph), given, strict, create_graph, "double_back_trick")
    return finished(outputs, create_graph)[0], unpack(finished(product, create_graph), many)
