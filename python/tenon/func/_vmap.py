"""vmap: a function of one sample as a function of a batch.

The function is run once for each sample and the results are stacked. That is what vmap means, but no faster than a loop.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import tenon
from tenon import Tensor
from tenon.utils._pytree import tree_flatten, tree_map, tree_unflatten

__all__ = ["vmap"]


def _spread(dims: Any, tree: Any, what: str) -> list[Any]:
    """One entry of dims for each leaf of tree; an int or None stands for all leaves below it."""
    if dims is None or isinstance(dims, int):
        return [dims] * len(tree_flatten(tree)[0])
    same_kind = type(dims) is type(tree) or (isinstance(dims, (tuple, list)) and isinstance(tree, (tuple, list)))
    if not same_kind or len(dims) != len(tree):
        raise ValueError(f"vmap(): {what} is not compatible with the structure of what it is for: got {dims!r}")
    if isinstance(dims, dict):
        return [d for key in tree for d in _spread(dims[key], tree[key], what)]
    return [d for part, sub in zip(dims, tree) for d in _spread(part, sub, what)]


def _batch_size(leaves: list[Any], dims: list[Any]) -> int:
    sizes = []
    for leaf, d in zip(leaves, dims):
        if d is None:
            continue
        if not isinstance(leaf, Tensor):
            raise ValueError(
                f"vmap(): Got in_dim={d} for an input but the input is of type {type(leaf)}. We cannot vmap over "
                "non-Tensor arguments, please use None as the respective in_dim"
            )
        if not -leaf.dim() <= d < leaf.dim():
            raise ValueError(
                f"vmap(): Got in_dim={d} for some input, but that input is a Tensor of dimensionality {leaf.dim()} so "
                f"expected in_dim to satisfy -{leaf.dim()} <= in_dim < {leaf.dim()}."
            )
        sizes.append(leaf.shape[d])
    if not sizes:
        raise ValueError("vmap(): at least one input must be mapped: got in_dims of None for all of them")
    if len(set(sizes)) > 1:
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{sizes} for the mapped dimension"
        )
    return sizes[0]


class _Randomness:
    """What vmap(randomness=...) says of random numbers within the function."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._state = tenon.get_rng_state()

    def before(self) -> None:
        if self.kind == "same":
            tenon.set_rng_state(self._state)

    def after_first(self) -> None:
        if self.kind == "error" and not tenon.equal(tenon.get_rng_state(), self._state):
            raise RuntimeError(
                "vmap: called random operation while in randomness error mode. Please either use the 'same' or "
                "'different' randomness flags on vmap or perform the randomness operation out of vmap"
            )


def vmap(
    func: Callable[..., Any],
    in_dims: Any = 0,
    out_dims: Any = 0,
    randomness: str = "error",
    *,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """func over a batch: in_dims says which dimension of each argument counts the samples, out_dims of each result.

    It runs func for one sample after another and stacks the results, so it is no faster than a loop. With
    randomness='different' the numbers are therefore not those of PyTorch.

    >>> tenon.func.vmap(tenon.dot)(tenon.ones(2, 3), tenon.arange(6.0).reshape(2, 3))
    tensor([ 3., 12.])
    """
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(f"Only allowed values for randomness are 'error', 'different', or 'same'. Got {randomness}")
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not args and not kwargs:
            raise ValueError("vmap(): got no inputs. Maybe you forgot to add inputs, or the function takes none.")
        leaves, spec = tree_flatten((args, kwargs))
        dims = _spread(in_dims, args, "in_dims") + [0] * len(tree_flatten(kwargs)[0])
        count = _batch_size(leaves, dims)
        columns = [leaf if d is None else leaf.unbind(d) for leaf, d in zip(leaves, dims)]
        random = _Randomness(randomness)
        results = []
        for k in range(count):
            sample = [c if d is None else c[k] for c, d in zip(columns, dims)]
            positional, named = tree_unflatten(sample, spec)
            random.before()
            results.append(func(*positional, **named))
            if k == 0:
                random.after_first()
        if not results:
            raise ValueError("vmap(): a batch of 0 samples does not say what the results look like")
        return _stack(results, out_dims, getattr(func, "__name__", "f"))

    return wrapped


def _stack(results: list[Any], out_dims: Any, name: str) -> Any:
    first, spec = tree_flatten(results[0])
    for value in first:
        if not isinstance(value, Tensor):
            raise ValueError(
                f"vmap({name}, ...): `{name}` must only return Tensors, got type {type(value)}. Did you mean to set "
                "out_dims= to None for output?"
            )
    dims = _spread(out_dims, results[0], "out_dims")
    if any(d is None for d in dims):
        tree = tree_unflatten(dims, spec)
        return tree_map(lambda d, *values: values[0] if d is None else tenon.stack(values, d), tree, *results)
    columns = zip(*(tree_flatten(r)[0] for r in results))
    return tree_unflatten([tenon.stack(list(c), d) for c, d in zip(columns, dims)], spec)
