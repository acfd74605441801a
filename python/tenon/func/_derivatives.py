"""grad, vjp, jvp and Jacobians of functions of nested tensors.

A transform gives the function tensors of its own, so that what it captured counts as a constant. Its results keep a
graph where something outside asks for one: an outer transform, or a captured tensor that requires grad.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import tenon
from tenon import Tensor
from tenon.autograd.grad_mode import enable_grad, is_grad_enabled
from tenon.utils._pytree import tree_flatten, tree_leaves, tree_map, tree_map_only, tree_unflatten

__all__ = ["grad", "grad_and_value", "hessian", "jacfwd", "jacrev", "jvp", "linearize", "vjp"]

Argnums = int | tuple[int, ...]


def _own(tree: Any) -> Any:
    """The tree with tensors of the transform's own, connected to the outer ones where those are recorded."""

    def one(x: Any) -> Any:
        if not isinstance(x, Tensor):
            return x
        if x.requires_grad and is_grad_enabled():
            with enable_grad():
                return x.view_as(x)
        x = x.detach()
        return x.requires_grad_() if x.is_floating_point() or x.is_complex() else x

    return tree_map(one, tree)


def _wanted_outside(outputs: list[Any], own: list[Any]) -> bool:
    """Whether the graph of the outputs leads to leaves besides the transform's own."""
    if not is_grad_enabled():
        return False
    mine = {id(x) for x in own if isinstance(x, Tensor)}
    seen: set[Any] = set()
    waiting = []
    for o in outputs:
        if isinstance(o, Tensor) and o.requires_grad and id(o) not in mine:
            if o.grad_fn is None:
                return True
            waiting.append(o.grad_fn)
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if node.name() == "AccumulateGrad":
            if id(node.variable) not in mine:
                return True
            continue
        waiting.extend(next_node for next_node, _ in node.next_functions if next_node is not None)
    return False


def _gradients(outputs: list[Tensor], own: list[Any], weights: Any, keep: bool, retain: bool = False) -> list[Any]:
    """For each own leaf its gradient; zeros where there is none."""
    places = [i for i, x in enumerate(own) if isinstance(x, Tensor) and x.requires_grad]
    found: list[Any] = [tenon.zeros_like(x) if isinstance(x, Tensor) else None for x in own]
    pairs = [(o, w) for o, w in zip(outputs, weights) if isinstance(o, Tensor) and o.requires_grad]
    if pairs and places:
        outs, grads = zip(*pairs)
        options = {"create_graph": keep, "retain_graph": keep or retain, "allow_unused": True}
        for i, g in zip(places, tenon.autograd.grad(outs, [own[i] for i in places], grads, **options)):
            if g is not None:
                found[i] = g
    return found


def _done(tree: Any, keep: bool) -> Any:
    return tree if keep else tree_map_only(Tensor, lambda t: t.detach(), tree)


def _check_argnums(argnums: Argnums, count: int, name: str) -> tuple[int, ...]:
    numbers = argnums if isinstance(argnums, tuple) else (argnums,)
    if not numbers or not all(isinstance(n, int) for n in numbers):
        raise RuntimeError(f"{name}(): argnums must be an int or a non-empty tuple of ints, got {argnums!r}")
    for n in numbers:
        if not -count <= n < count:
            raise RuntimeError(f"Got argnum={n}, but only {count} positional inputs")
    positive = tuple(n % count for n in numbers)
    if len(set(positive)) != len(positive):
        raise RuntimeError(f"argnums must be unique, got {argnums!r}")
    return positive


def _split(result: Any, has_aux: bool, name: str) -> tuple[Any, Any]:
    if not has_aux:
        return result, None
    if not (isinstance(result, tuple) and len(result) == 2):
        raise RuntimeError(f"{name}: output of function f should be a tuple: (output, aux) if has_aux is True")
    return result


def grad_and_value(func: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False) -> Callable[..., Any]:
    """A function that gives (gradient, result) of func, which returns a single number.

    >>> tenon.func.grad_and_value(lambda x: x * x)(tenon.tensor(3.0))
    (tensor(6.), tensor(9.))
    """

    @wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        numbers = _check_argnums(argnums, len(args), "grad_and_value")
        given = list(args)
        for n in numbers:
            given[n] = _own(args[n])
        with enable_grad():
            output, aux = _split(func(*given, **kwargs), has_aux, "grad_and_value(f)(*args)")
        if not isinstance(output, Tensor):
            raise RuntimeError(
                f"Expected the differentiated function to return a Tensor, got unsupported type {type(output)}"
            )
        if output.dim() != 0:
            raise RuntimeError(
                "grad_and_value(f)(*args): Expected f(*args) to return a scalar tensor, got tensor with "
                f"{output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?"
            )
        tree = tuple(given[n] for n in numbers)
        own, spec = tree_flatten(tree if isinstance(argnums, tuple) else tree[0])
        keep = _wanted_outside([output, *tree_leaves(aux)], own)
        grads = tree_unflatten(_gradients([output], own, [None], keep), spec)
        value = _done(output, keep)
        return (grads, (value, _done(aux, keep))) if has_aux else (grads, value)

    return wrapper


def grad(func: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False) -> Callable[..., Any]:
    """A function that gives the gradient of func, which returns a single number.

    >>> tenon.func.grad(tenon.sin)(tenon.tensor(0.0))
    tensor(1.)
    >>> tenon.func.grad(tenon.func.grad(lambda x: x**3))(tenon.tensor(2.0))
    tensor(12.)
    """
    both = grad_and_value(func, argnums, has_aux)

    @wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        grads, value = both(*args, **kwargs)
        return (grads, value[1]) if has_aux else grads

    return wrapper


def vjp(func: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """(result, f), where f(cotangents) gives the product of cotangents with the Jacobian of func at primals.

    >>> result, f = tenon.func.vjp(tenon.exp, tenon.zeros(2))
    >>> f(tenon.tensor([1.0, 2.0]))
    (tensor([1., 2.]),)
    """
    given = tuple(_own(p) for p in primals)
    with enable_grad():
        output, aux = _split(func(*given), has_aux, "vjp(f, *primals)")
    outputs, out_spec = tree_flatten(output)
    if not outputs or not all(isinstance(o, Tensor) for o in outputs):
        raise RuntimeError(f"vjp(f, *primals): Expected f(*primals) to return only tensors, got {type(output)}")
    own, spec = tree_flatten(given)
    keep = _wanted_outside(outputs, own)

    def pull(cotangents: Any, retain_graph: bool = True, create_graph: bool | None = None) -> Any:
        weights, its_spec = tree_flatten(cotangents)
        if its_spec != out_spec:
            raise RuntimeError(
                f"Expected pytree structure of cotangents to be the same as pytree structure of outputs to the "
                f"function. cotangents: {its_spec}, primal output: {out_spec}"
            )
        graph = is_grad_enabled() and (keep or any(w.requires_grad for w in weights))
        graph = graph if create_graph is None else create_graph
        return tree_unflatten(_gradients(outputs, own, weights, graph, retain_graph), spec)

    result = _done(output, keep)
    return (result, pull, _done(aux, keep)) if has_aux else (result, pull)


def jvp(
    func: Callable[..., Any], primals: Any, tangents: Any, *, strict: bool = False, has_aux: bool = False
) -> tuple[Any, ...]:
    """The result of func, and the product of its Jacobian at primals with tangents; by differentiating twice backwards.

    >>> tenon.func.jvp(lambda x: x * x, (tenon.tensor([1.0, 2.0]),), (tenon.ones(2),))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    if not isinstance(primals, tuple) or not isinstance(tangents, tuple):
        raise RuntimeError("jvp(f, primals, tangents): Expected primals and tangents to be tuples.")
    directions, its_spec = tree_flatten(tangents)
    given = tuple(_own(p) for p in primals)
    own, spec = tree_flatten(given)
    if its_spec != spec:
        raise RuntimeError(
            "jvp(f, primals, tangents): Expected primals and tangents to have the same python structure."
        )
    with enable_grad():
        output, aux = _split(func(*given), has_aux, "jvp(f, primals, tangents)")
        outputs, out_spec = tree_flatten(output)
        # The gradient is linear in these, so any finite numbers do.
        weights = [tenon.zeros_like(o, requires_grad=True) for o in outputs]
        grads = _gradients(outputs, own, weights, True)
    if strict and not any(g.requires_grad for g in grads):
        raise RuntimeError("jvp(f, primals, tangents, strict=True): The output of f is independent of the inputs.")
    keep = is_grad_enabled() and (any(d.requires_grad for d in directions) or _wanted_outside(outputs, own))
    products = _gradients(grads, weights, directions, keep)
    result = _done(output, keep), tree_unflatten(products, out_spec)
    return (*result, _done(aux, keep)) if has_aux else result


def linearize(func: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[..., Any]]:
    """The result of func, and a function that gives the product of its Jacobian at primals with tangents.

    >>> result, product = tenon.func.linearize(tenon.exp, tenon.zeros(2))
    >>> product(tenon.tensor([1.0, 2.0]))
    tensor([1., 2.])
    """
    given = tuple(_own(p) for p in primals)
    own, spec = tree_flatten(given)
    with enable_grad():
        outputs, out_spec = tree_flatten(func(*given))
        weights = [tenon.zeros_like(o, requires_grad=True) for o in outputs]
        grads = _gradients(outputs, own, weights, True)
    keep = _wanted_outside(outputs, own)

    def product(*tangents: Any) -> Any:
        directions, its_spec = tree_flatten(tangents)
        if its_spec != spec:
            raise RuntimeError("linearize(): Expected the tangents to have the same python structure as the primals.")
        for d, x in zip(directions, own):
            if d.shape != x.shape:
                raise RuntimeError(f"linearize(): Expected a tangent of shape {x.shape}, got {d.shape}")
        return tree_unflatten(_gradients(grads, weights, directions, keep, True), out_spec)

    return _done(tree_unflatten(outputs, out_spec), keep), product


def jacrev(
    func: Callable[..., Any], argnums: Argnums = 0, *, has_aux: bool = False, chunk_size: int | None = None
) -> Callable[..., Any]:
    """A function that gives the Jacobian of func: tensors of shape output.shape + input.shape. Row by row.

    >>> tenon.func.jacrev(lambda x: x * x)(tenon.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """

    @wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        numbers = _check_argnums(argnums, len(args), "jacrev")
        given = list(args)
        for n in numbers:
            given[n] = _own(args[n])
        with enable_grad():
            output, aux = _split(func(*given, **kwargs), has_aux, "jacrev(f)(*args)")
        outputs, out_spec = tree_flatten(output)
        tree = tuple(given[n] for n in numbers)
        own, spec = tree_flatten(tree if isinstance(argnums, tuple) else tree[0])
        keep = _wanted_outside(outputs, own)
        rows = [tree_unflatten(_jacobian_of(o, own, keep), spec) for o in outputs]
        result = tree_unflatten(rows, out_spec)
        return (result, _done(aux, keep)) if has_aux else result

    return wrapper


def _jacobian_of(output: Tensor, own: list[Tensor], keep: bool) -> list[Tensor]:
    columns: list[list[Tensor]] = [[] for _ in own]
    with enable_grad():
        elements = output.reshape(-1).unbind()
    for element in elements:
        for column, g in zip(columns, _gradients([element], own, [None], keep, True)):
            column.append(g)
    return [
        tenon.stack(c).reshape(output.shape + x.shape) if c else x.new_zeros(output.shape + x.shape)
        for c, x in zip(columns, own)
    ]


def jacfwd(
    func: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False, *, randomness: str = "error"
) -> Callable[..., Any]:
    """jacrev(), under the name for which PyTorch computes forwards: the numbers are the same."""
    return jacrev(func, argnums, has_aux=has_aux)


def hessian(func: Callable[..., Any], argnums: Argnums = 0) -> Callable[..., Any]:
    """A function that gives the Hessian of func, the Jacobian of its Jacobian.

    >>> tenon.func.hessian(lambda x: (x**3).sum())(tenon.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    return jacfwd(jacrev(func, argnums), argnums)
