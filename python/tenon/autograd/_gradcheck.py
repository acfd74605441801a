"""Checks of gradients against finite differences."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import tenon
from tenon import Tensor
from tenon.autograd import grad
from tenon.autograd.grad_mode import no_grad

__all__ = ["GradcheckError", "gradcheck", "gradgradcheck"]

Function = Callable[..., Any]


class GradcheckError(RuntimeError):
    """A gradient that differs from its finite difference."""


def _tensors(value: Any) -> list[Tensor]:
    items = value if isinstance(value, (tuple, list)) else (value,)
    return [v for v in items if tenon.is_tensor(v)]


def _differentiable(value: Any) -> list[Tensor]:
    return [t for t in _tensors(value) if t.requires_grad]


def _float_outputs(value: Any) -> list[Tensor]:
    return [t for t in _tensors(value) if t.is_floating_point() or t.is_complex()]


def _parts(t: Tensor) -> Tensor:
    """The elements in a row; of complex ones the real and the imaginary parts in turn."""
    t = t.detach().reshape(-1)
    return tenon.view_as_real(t).reshape(-1) if t.is_complex() else t


def _numerical(function: Function, inputs: Sequence[Any], x: Tensor, eps: float) -> list[list[list[float]]]:
    """For each output, for each part of x: the differences of all parts of the output."""
    base = x.data  # shares the elements and is out of autograd's sight
    base = tenon.view_as_real(base) if base.is_complex() else base
    rows: list[list[list[float]]] = []

    def outputs() -> list[list[float]]:
        with no_grad():
            return [_parts(o).tolist() for o in _float_outputs(function(*inputs))]

    for index in _indices(base.shape):
        before = base[index].item()
        base[index] = before + eps
        high = outputs()
        base[index] = before - eps
        low = outputs()
        base[index] = before
        if not rows:
            rows = [[] for _ in high]
        for row, up, down in zip(rows, high, low):
            row.append([(u - d) / (2 * eps) for u, d in zip(up, down)])
    return rows


def _indices(shape: Sequence[int]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for n in shape:
        found = [(*head, i) for head in found for i in range(n)]
    return found


def _analytical(output: Tensor, inputs: list[Tensor]) -> list[list[list[float]]]:
    """For each input, for each of its parts: the derivatives of all parts of the output."""
    columns: list[list[list[float]]] = [[] for _ in inputs]
    for index in _indices(output.shape):
        for unit in (1, 1j) if output.is_complex() else (1,):
            one = tenon.zeros_like(output)
            one[index] = unit
            grads = grad(output, inputs, one, retain_graph=True, allow_unused=True)
            for column, g, x in zip(columns, grads, inputs):
                column.append(_parts(tenon.zeros_like(x) if g is None else g).tolist())
    return [[list(row) for row in zip(*column)] if column else [] for column in columns]


def _check(function: Function, inputs: Sequence[Any], eps: float, atol: float, rtol: float) -> None:
    wanted = _differentiable(inputs)
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True."
        )
    for i, x in enumerate(wanted):
        if x.dtype not in (tenon.float64, tenon.complex128):
            warnings.warn(
                f"Input #{i} requires gradient and is not a double precision floating point or complex. This check will "
                "likely fail if all the inputs are not of double precision floating point or complex.",
                stacklevel=4,
            )
    outputs = _float_outputs(function(*inputs))
    numerical = [_numerical(function, inputs, x, eps) for x in wanted]
    for o, output in enumerate(outputs):
        if not output.requires_grad:
            if any(abs(v) > atol for n in numerical if n for row in n[o] for v in row):
                raise GradcheckError(
                    f"Numerical gradient for function expected to be zero: output {o} does not require grad"
                )
            continue
        for i, analytical in enumerate(_analytical(output, wanted)):
            for j, (row, expected) in enumerate(zip(analytical, numerical[i][o] if numerical[i] else [])):
                for k, (a, n) in enumerate(zip(row, expected)):
                    if a != n and not abs(a - n) <= atol + rtol * abs(n):
                        raise GradcheckError(
                            f"Jacobian mismatch for output {o} with respect to input {i}: "
                            f"element {k} by element {j}: numerical {n}, analytical {a}"
                        )


def _check_backward(
    function: Function, inputs: Sequence[Any], nondet_tol: float, undefined: bool, dtypes: bool
) -> None:
    """What holds of backward() itself: it repeats, passes zeros on, and keeps the dtypes of inputs."""
    wanted = _differentiable(inputs)
    outputs = [o for o in _float_outputs(function(*inputs)) if o.requires_grad]
    if not outputs:
        return
    ones = [_varied(o).detach() for o in outputs]
    options: dict[str, Any] = {"retain_graph": True, "allow_unused": True}
    first, second = (grad(outputs, wanted, ones, **options) for _ in range(2))
    for g, h, x in zip(first, second, wanted):
        if dtypes and g is not None and g.dtype is not x.dtype:
            raise GradcheckError(f"Gradient has dtype mismatch: got {g.dtype}, expected {x.dtype}")
        if g is not None and h is not None and not (g - h).abs().le(nondet_tol).all() and not g.isnan().any():
            raise GradcheckError(
                "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times "
                f"gives different values. The tolerance for nondeterminism was {nondet_tol}."
            )
    zeros = [tenon.zeros_like(o) for o in outputs]
    for g in grad(outputs, wanted, zeros, **options) if undefined else ():
        if g is not None and g.ne(0).logical_and(g.isnan().logical_not()).any():
            raise GradcheckError("Expected all gradients to be zeros where those of the outputs are zeros or None")


def gradcheck(
    func: Function,
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
) -> bool:
    """Compares the gradients of func with finite differences. Inputs that require grad should be float64
    or complex128. A complex number counts as two reals: its gradient is d/d(real) + i d/d(imag).

    Returns True; raises GradcheckError on a difference, or returns False when raise_exception is False. fast_mode checks
    every element too. Batched gradients are computed one by one, so check_batched_grad adds nothing.

    >>> x = tenon.ones(2, dtype=tenon.float64, requires_grad=True)
    >>> tenon.autograd.gradcheck(tenon.exp, x)
    True
    """
    if check_forward_ad or check_batched_forward_grad:
        raise NotImplementedError("gradcheck(): there is no forward mode: got check_forward_ad=True, expected False")
    given = (inputs,) if tenon.is_tensor(inputs) else tuple(inputs)
    if not check_backward_ad:
        return True
    try:
        _check(func, given, eps, atol, rtol)
        _check_backward(func, given, nondet_tol, check_undefined_grad, check_grad_dtypes)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Function,
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    gen_non_contig_grad_outputs: bool = False,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_fwd_over_rev: bool = False,
    check_rev_over_rev: bool = True,
    fast_mode: bool = False,
    masked: bool = False,
) -> bool:
    """gradcheck of the gradients themselves. Without grad_outputs they are varied numbers."""
    if check_fwd_over_rev:
        raise NotImplementedError("gradgradcheck(): there is no forward mode: got check_fwd_over_rev=True")
    given = (inputs,) if tenon.is_tensor(inputs) else tuple(inputs)
    if not check_rev_over_rev:
        return True
    outputs = [o for o in _float_outputs(func(*given)) if o.requires_grad]
    if grad_outputs is None:
        grads = [_varied(o) for o in outputs]
        if gen_non_contig_grad_outputs:
            grads = [tenon.stack([g.detach()] * 2, -1)[..., 0].requires_grad_() for g in grads]
    else:
        grads = [g.detach().requires_grad_() for g in _tensors(grad_outputs)]
    count = len(given)

    def first_gradients(*values: Any) -> tuple[Tensor, ...]:
        args, weights = values[:count], values[count:]
        results = [o for o in _float_outputs(func(*args)) if o.requires_grad]
        found = grad(results, _differentiable(args), weights, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    def recorded(*values: Any) -> tuple[Tensor, ...]:
        with tenon.enable_grad():
            return first_gradients(*values)

    return gradcheck(
        recorded,
        (*given, *grads),
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
        check_grad_dtypes=check_grad_dtypes,
    )


def _varied(like: Tensor) -> Tensor:
    unit = 1 + 0.7j if like.is_complex() else 1
    values = [unit * (0.3 + 0.37 * ((7 * i) % 11) - 0.9 * (i % 2)) for i in range(like.numel())]
    return tenon.tensor(values, dtype=like.dtype).reshape(like.shape).requires_grad_()
