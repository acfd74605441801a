"""Runs optimizers under one library, called `t` here, and writes what came out as JSON.

python optim_run.py tenon|torch steps       parameters after 100 steps of given gradients
python optim_run.py tenon|torch train       losses of a small network over 100 steps
python optim_run.py tenon|torch save DIR    ten steps; a state dict of each optimizer in DIR
python optim_run.py tenon|torch resume DIR  ten more from those
"""

from __future__ import annotations

import importlib
import itertools
import json
import math
import random
import sys
import warnings
from typing import Any

STEPS = 100
DTYPES = ("float32", "float64", "complex64")
REAL = ("Adafactor", "Muon")  # refuse complex parameters

OPTIMIZERS: dict[str, Any] = {
    "SGD": {"lr": 0.05},
    "SGD momentum": {"lr": 0.05, "momentum": 0.9, "dampening": 0.1, "weight_decay": 0.01},
    "SGD nesterov": {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01},
    "SGD maximize": {"lr": 0.001, "momentum": 0.5, "maximize": True},
    "Adam": {},
    "Adam amsgrad": {"lr": 0.01, "amsgrad": True, "weight_decay": 0.1},
    "Adam betas": {"lr": 0.01, "betas": (0.3, 0.6), "eps": 1e-3, "maximize": True},
    "Adam decoupled": {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True},
    "AdamW": {"lr": 0.01, "weight_decay": 0.1},
    "AdamW amsgrad": {"lr": 0.01, "amsgrad": True},
    "Adagrad": {},
    "Adagrad decay": {"lr": 0.05, "lr_decay": 0.01, "weight_decay": 0.1, "initial_accumulator_value": 0.5},
    "Adadelta": {"weight_decay": 0.1},
    "Adamax": {"lr": 0.01, "weight_decay": 0.1},
    "NAdam": {"lr": 0.01, "weight_decay": 0.1},
    "NAdam decoupled": {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True, "maximize": True},
    "RAdam": {"lr": 0.01, "weight_decay": 0.1},
    "RAdam decoupled": {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True},
    "RMSprop": {},
    "RMSprop centered": {"momentum": 0.9, "centered": True, "weight_decay": 0.1, "lr": 0.001},
    "ASGD": {"lr": 0.05, "t0": 20, "weight_decay": 0.01},
    "Rprop": {"lr": 0.005},
    "Adafactor": {"weight_decay": 0.1},
    "Adafactor long": {"lr": 0.1, "d": 2.0, "eps": (1e-6, 1e-2)},
    "Muon": {},
    "Muon rms": {"nesterov": False, "adjust_lr_fn": "match_rms_adamw", "lr": 0.01},
}
CLOSURES: dict[str, Any] = {
    "LBFGS": {"lr": 0.1, "max_iter": 4},
    "LBFGS wolfe": {"max_iter": 4, "history_size": 3, "line_search_fn": "strong_wolfe"},
}


def make(t: Any, name: str, params: Any) -> Any:
    return getattr(t.optim, name.split()[0])(params, **{**OPTIMIZERS, **CLOSURES}[name])


def numbers(seed: int, n: int) -> list[float]:
    """The same normal numbers for both libraries."""
    draw = random.Random(seed)
    return [draw.gauss(0, 1) for _ in range(n)]


def tensor(t: Any, seed: int, shape: Any, dtype: Any) -> Any:
    n = math.prod(shape)
    if not dtype.is_complex:
        return t.tensor(numbers(seed, n), dtype=dtype).reshape(shape)
    real, imaginary = (t.tensor(numbers(seed + i, n), dtype=t.float32) for i in (0, 7))
    return t.complex(real, imaginary).reshape(shape)


def fresh(t: Any, name: str, dtype: str) -> list[Any]:
    """Parameters of several shapes; matrices only for Muon."""
    shapes = [(6, 5), (5, 33)] if name.startswith("Muon") else [(6, 5), (33,), (2, 3, 4), ()]
    return [t.nn.Parameter(tensor(t, i, s, getattr(t, dtype))) for i, s in enumerate(shapes)]


def advance(t: Any, optimizer: Any, params: list[Any], begin: int, end: int) -> None:
    for step in range(begin, end):
        for i, p in enumerate(params):
            p.grad = tensor(t, 1000 * step + i, tuple(p.shape), p.dtype)
        optimizer.step()


def values(t: Any, params: list[Any]) -> list[list[float]]:
    real = [t.view_as_real(p.detach()) if p.is_complex() else p.detach() for p in params]
    return [p.double().reshape(-1).tolist() for p in real]


def steps(t: Any) -> dict[str, Any]:
    out = {}
    for name, dtype in itertools.product(OPTIMIZERS, DTYPES):
        if dtype == "complex64" and name.startswith(REAL):
            continue
        params = fresh(t, name, dtype)
        advance(t, make(t, name, params), params, 0, STEPS)
        out[f"{name}, {dtype}"] = values(t, params)
    return out


def train(t: Any) -> dict[str, Any]:
    out = {}
    for name in [*OPTIMIZERS, *CLOSURES]:
        if "maximize" in {**OPTIMIZERS, **CLOSURES}[name]:
            continue
        t.manual_seed(0)
        model = t.nn.Sequential(t.nn.Linear(12, 16), t.nn.Tanh(), t.nn.Linear(16, 4))
        x, y = t.randn(64, 12), t.randint(0, 4, (64,))
        params = [p for p in model.parameters() if p.dim() == 2 or not name.startswith("Muon")]
        optimizer, losses = make(t, name, params), []

        def closure() -> Any:
            optimizer.zero_grad()  # noqa: B023 - called before the next round
            loss = t.nn.functional.cross_entropy(model(x), y)  # noqa: B023
            loss.backward()
            return loss

        for _ in range(STEPS if name in OPTIMIZERS else 20):
            losses.append(float(optimizer.step(closure)))
        out[name] = losses
    return out


def save(t: Any, folder: str) -> dict[str, Any]:
    for i, name in enumerate(OPTIMIZERS):
        params = fresh(t, name, "float32")
        optimizer = make(t, name, params)
        advance(t, optimizer, params, 0, 10)
        t.save({"params": [p.detach() for p in params], "optimizer": optimizer.state_dict()}, f"{folder}/{i}.pt")
    return {}


def describe(value: Any) -> Any:
    """What a state dict looks like: keys in order, kinds, dtypes and shapes."""
    if isinstance(value, dict):
        return {str(k): describe(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(describe, value)]
    if hasattr(value, "dtype"):
        return [str(value.dtype).split(".")[-1], list(value.shape), list(value.stride())]
    return [type(value).__name__, value]


def resume(t: Any, folder: str) -> dict[str, Any]:
    out = {}
    for i, name in enumerate(OPTIMIZERS):
        saved = t.load(f"{folder}/{i}.pt")
        params = [t.nn.Parameter(p) for p in saved["params"]]
        optimizer = make(t, name, params)
        optimizer.load_state_dict(saved["optimizer"])
        looks = json.dumps(describe(optimizer.state_dict()))
        advance(t, optimizer, params, 10, 20)
        out[name] = {"params": values(t, params), "looks": looks}
    return out


def main() -> None:
    library, what, *folder = sys.argv[1:]
    t = importlib.import_module(library)
    importlib.import_module(f"{library}.optim")
    warnings.simplefilter("ignore")
    result = {"steps": steps, "train": train, "save": save, "resume": resume}[what](t, *folder)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
