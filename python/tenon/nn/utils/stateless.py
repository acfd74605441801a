"""Calling a module with other parameters and buffers than its own."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tenon import Tensor

__all__ = ["functional_call"]


def functional_call(
    module: Any,
    parameters_and_buffers: Mapping[str, Tensor],
    args: Any = None,
    kwargs: Mapping[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """tenon.func.functional_call() under its old name."""
    return _functional_call(module, parameters_and_buffers, args, kwargs, tie_weights=tie_weights, strict=strict)


def _functional_call(
    module: Any,
    tensors: Mapping[str, Tensor],
    args: Any = None,
    kwargs: Mapping[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    positional = () if args is None else args if isinstance(args, tuple) else (args,)
    with _in_place_of_its_own(module, tensors, tie_weights, strict):
        return module(*positional, **(kwargs or {}))


def _own_tensors(module: Any) -> dict[str, Tensor]:
    """Every parameter and buffer by every name that it has."""
    own = dict(module.named_parameters(remove_duplicate=False))
    own.update(module.named_buffers(remove_duplicate=False))
    return own


def _with_ties(own: Mapping[str, Tensor], tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors, each under all names of the one that it stands for."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for name, t in own.items():
        groups[id(t)].append(name)
    result = dict(tensors)
    for names in groups.values():
        given = [n for n in names if n in tensors]
        if len({id(tensors[n]) for n in given}) > 1:
            raise ValueError(
                f"functional_call got multiple values for keys {given}, which are tied. Consider using "
                "tie_weights=False"
            )
        result.update(dict.fromkeys(names, tensors[given[0]]) if given else {})
    return result


@contextlib.contextmanager
def _in_place_of_its_own(module: Any, tensors: Mapping[str, Tensor], tie: bool, strict: bool) -> Iterator[None]:
    own = _own_tensors(module)
    unexpected = [n for n in tensors if n not in own]
    missing = [n for n in own if n not in tensors]
    if strict and (unexpected or missing):
        raise RuntimeError(
            f"functional_call(): the given tensors are not those of the module: missing {missing}, unexpected "
            f"{unexpected}"
        )
    if unexpected:
        raise KeyError(f"functional_call(): the module has no parameter or buffer named {unexpected}")
    swapped: list[tuple[dict[str, Any], str, Any]] = []
    try:
        for name, tensor in (_with_ties(own, tensors) if tie else tensors).items():
            path, _, last = name.rpartition(".")
            owner = module.get_submodule(path)
            table = owner._parameters if last in owner._parameters else owner._buffers
            swapped.append((table, last, table[last]))
            table[last] = tensor
        yield
    finally:
        for table, last, before in reversed(swapped):
            table[last] = before
