"""Runs PyTorch's layers on the samples of its ModuleInfo and writes everything as plain data. Imports torch, never tenon.

    python module_dump.py OUT.pickle

OUT holds a list of dicts: the name, the arguments of constructor and forward, the state_dict after construction with a seed,
and, of the layer in float64, the result, the buffers after it, and the gradients of parameters and inputs.
"""

from __future__ import annotations

import pickle
import sys
import warnings
from typing import Any

import torch
from dump import gradients, tensors_of
from encode import Unsupported, encode
from torch.testing._internal.common_modules import module_db


def state_of(module: Any) -> Any:
    if any(torch.nn.parameter.is_lazy(v) for v in module.state_dict(keep_vars=True).values()):
        return {key: None for key in module.state_dict()}
    return {key: encode(value.detach()) for key, value in module.state_dict().items()}


def prepared(value: Any) -> Any:
    return value.detach().requires_grad_(value.requires_grad) if isinstance(value, torch.Tensor) else value


def record(info: Any, sample: Any, training: bool) -> dict[str, Any]:
    """One sample; raises Unsupported for arguments that cannot be given to another library."""
    made, given = sample.constructor_input, sample.forward_input
    args, kwargs = [prepared(a) for a in given.args], {k: prepared(v) for k, v in given.kwargs.items()}
    out: dict[str, Any] = {
        "make": (encode(list(made.args)), {k: encode(v) for k, v in made.kwargs.items()}),
        "call": (encode(args), {k: encode(v) for k, v in kwargs.items()}),
        "training": training,
    }
    torch.manual_seed(1)
    module = info.module_cls(*made.args, **made.kwargs)
    out["state"], out["repr"] = state_of(module), repr(module)
    module.double().train(training)
    torch.manual_seed(2)
    try:
        result = module(*args, **kwargs)
    except Exception as error:
        return out | {"raises": type(error).__name__}
    if isinstance(result, tuple):
        result = tuple(result)
    inputs = [t for t in [*module.parameters(), *tensors_of([args, kwargs])] if t.requires_grad]
    out["result"] = encode(result)
    out["after"] = {key: encode(value.detach()) for key, value in module.named_buffers()}
    out["gradients"] = gradients(result, inputs, 3)
    return out


def main() -> None:
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    found = []
    for info in module_db:
        for training in (True, False):
            torch.manual_seed(0)
            samples = info.module_inputs_func(
                info, device="cpu", dtype=torch.float64, requires_grad=True, training=training
            )
            for sample in samples:
                entry: dict[str, Any] = {"name": info.module_cls.__name__}
                try:
                    entry |= record(info, sample, training)
                except Unsupported as reason:
                    entry |= {"unsupported": str(reason)}
                found.append(entry)
    with open(sys.argv[1], "wb") as file:
        pickle.dump(found, file)


if __name__ == "__main__":
    main()
