"""Steps of optimizers, and loaders of data."""

from __future__ import annotations

import importlib
from typing import Any

from lines import line


def _parameters(t: Any, name: str, count: int, **options: Any) -> dict[str, Any]:
    """An optimizer of `count` million parameters that have gradients."""
    params = [t.nn.Parameter(t.rand(1 << 20)) for _ in range(count)]
    for p in params:
        p.grad = t.rand(1 << 20)
    return {"optimizer": getattr(t.optim, name)(params, **options)}


@line("Adam, 50 M parameters", "optimizer.step()", bar=1.0, threads=(1, 2))
def _adam(t: Any) -> dict[str, Any]:
    return _parameters(t, "Adam", 50)


@line("SGD with momentum, 50 M parameters", "optimizer.step()", bar=1.0, threads=(1, 2))
def _sgd(t: Any) -> dict[str, Any]:
    return _parameters(t, "SGD", 50, lr=0.01, momentum=0.9)


@line("RMSprop, 16 M parameters", "optimizer.step()", bar=1.0, threads=(1, 2))
def _rmsprop(t: Any) -> dict[str, Any]:
    return _parameters(t, "RMSprop", 16)


@line("Adam, 200 parameters of 64", "optimizer.step()", bar=1.0)
def _adam_small(t: Any) -> dict[str, Any]:
    params = [t.nn.Parameter(t.rand(64)) for _ in range(200)]
    for p in params:
        p.grad = t.rand(64)
    return {"optimizer": t.optim.Adam(params)}


def _loader(t: Any, **options: Any) -> dict[str, Any]:
    data = importlib.import_module(f"{t.__name__}.utils.data")
    dataset = data.TensorDataset(t.rand(4096, 3, 32, 32), t.randint(0, 10, (4096,)))
    loader = data.DataLoader(dataset, batch_size=64, shuffle=True, **options)

    def run() -> int:
        return sum(len(labels) for _, labels in loader)

    run()  # starts the workers
    return {"run": run}


@line("DataLoader, 4096 images 3x32x32", "run()", bar=1.0)
def _here(t: Any) -> dict[str, Any]:
    return _loader(t)


@line("DataLoader, 4096 images 3x32x32, 2 workers", "run()", bar=1.0)
def _workers(t: Any) -> dict[str, Any]:
    return _loader(t, num_workers=2, persistent_workers=True)
