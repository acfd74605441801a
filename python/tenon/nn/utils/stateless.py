"""Calling a module with other parameters and buffers than its own."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from tenon import Tensor
from tenon.nn.modules.module import Module

__all__ = ["functional_call"]

_ABSENT = object()


def _with_tied(module: Module, values: dict[str, Tensor]) -> dict[str, Tensor]:
    """The values, and the same under the other names of each tensor that has several."""
    names: dict[int, list[str]] = {}
    for pairs in (module.named_parameters(remove_duplicate=False), module.named_buffers(remove_duplicate=False)):
        for name, tensor in pairs:
            names.setdefault(id(tensor), []).append(name)
    out = dict(values)
    for tied in names.values():
        given = [name for name in tied if name in values]
        if len({id(values[name]) for name in given}) > 1:
            raise ValueError(
                f"functional_call got multiple values for keys {sorted(tied)}, which are tied. Consider using "
                "tie_weights=False"
            )
        if given:
            out.update(dict.fromkeys(tied, values[given[0]]))
    return out


def _check_names(module: Module, values: dict[str, Tensor]) -> None:
    own = {n for n, _ in module.named_parameters(remove_duplicate=False)}
    own |= {n for n, _ in module.named_buffers(remove_duplicate=False)}
    problems = [
        f"{what} key(s): {', '.join(map(repr, sorted(names)))}."
        for what, names in (("Unexpected", values.keys() - own), ("Missing", own - values.keys()))
        if names
    ]
    if problems:
        lines = "\n\t".join(problems)
        raise RuntimeError(f"Error(s) in reparametrizing for {module._get_name()}:\n\t{lines}")


def _swap(module: Module, name: str, value: Any) -> Any:
    """Puts a tensor in a parameter's or buffer's place, whatever its class; returns what was there."""
    path, _, last = name.rpartition(".")
    owner = module.get_submodule(path)
    for place in (owner._parameters, owner._buffers):
        if last in place:
            before, place[last] = place[last], value
            return before
    before = owner.__dict__.get(last, _ABSENT)
    if value is _ABSENT:
        delattr(owner, last)
    else:
        setattr(owner, last, value)
    return before


@contextlib.contextmanager
def _reparametrized(module: Module, values: dict[str, Tensor], tie_weights: bool, strict: bool) -> Iterator[None]:
    given = _with_tied(module, values) if tie_weights else dict(values)
    if strict:
        _check_names(module, given)
    before: dict[str, Any] = {}
    try:
        for name, value in given.items():
            before[name] = _swap(module, name, value)
        yield
    finally:
        # What forward itself replaced (running statistics) goes back to the caller.
        for name, value in reversed(before.items()):
            now = _swap(module, name, value)
            if name in values and isinstance(values, dict):
                values[name] = now


def _functional_call(
    module: Module,
    values: Any,
    args: Any = None,
    kwargs: Mapping[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """module(*args, **kwargs) with these values in place of its parameters and buffers."""
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    with _reparametrized(module, values, tie_weights, strict):
        return module(*args, **(kwargs or {}))


def functional_call(
    module: Module,
    parameters_and_buffers: dict[str, Tensor],
    args: Any = None,
    kwargs: Mapping[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """The old name of func.functional_call."""
    warnings.warn(
        "`torch.nn.utils.stateless.functional_call` is deprecated as of PyTorch 2.0 and will be removed in a future "
        "version of PyTorch. Please use `torch.func.functional_call` instead which is a drop-in replacement.",
        FutureWarning,
        stacklevel=2,
    )
    return _functional_call(module, parameters_and_buffers, args, kwargs, tie_weights=tie_weights, strict=strict)
