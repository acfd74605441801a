"""Modules as functions of their parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tenon
from tenon import Tensor
from tenon.nn.utils.stateless import _functional_call

__all__ = ["functional_call", "replace_all_batch_norm_modules_", "stack_module_state"]


def functional_call(
    module: Any,
    parameter_and_buffer_dicts: Mapping[str, Tensor] | Sequence[Mapping[str, Tensor]],
    args: Any = None,
    kwargs: Mapping[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """Calls the module as if its parameters and buffers were the given tensors.

    >>> layer = tenon.nn.Linear(2, 1)
    >>> state = {"weight": tenon.ones(1, 2), "bias": tenon.zeros(1)}
    >>> tenon.func.functional_call(layer, state, tenon.tensor([1.0, 2.0]))
    tensor([3.])
    """
    dicts = parameter_and_buffer_dicts
    if not isinstance(dicts, Mapping):
        merged: dict[str, Tensor] = {}
        for d in dicts:
            if repeated := sorted(merged.keys() & d.keys()):
                raise ValueError(
                    f"{repeated} appeared in multiple dictionaries; behavior of functional call is ambiguous"
                )
            merged.update(d)
        dicts = merged
    return _functional_call(module, dicts, args, kwargs, tie_weights=tie_weights, strict=strict)


def stack_module_state(models: Sequence[Any]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The parameters and the buffers of several models of one kind, each stacked along a new first dimension."""
    if not models:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if any(m.training != models[0].training for m in models):
        raise RuntimeError("stack_module_state: Expected all models to have the same training/eval mode.")
    if any(type(m) is not type(models[0]) for m in models):
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")
    params = {}
    for name, p in models[0].named_parameters():
        column = [dict(m.named_parameters())[name] for m in models]
        params[name] = tenon.stack(column).detach().requires_grad_(p.requires_grad)
    buffers = {
        name: tenon.stack([dict(m.named_buffers())[name] for m in models]).detach()
        for name, _ in models[0].named_buffers()
    }
    return params, buffers


def replace_all_batch_norm_modules_(root: Any) -> Any:
    """Makes every batch norm in a module forget its running statistics, which a batch of models cannot share."""
    kinds = (tenon.nn.BatchNorm1d, tenon.nn.BatchNorm2d, tenon.nn.BatchNorm3d)
    for module in root.modules():
        if isinstance(module, kinds):
            module.track_running_stats = False
            module.running_mean = module.running_var = module.num_batches_tracked = None
    return root
