"""Runs every line of tests/bench once under the library named and prints what its tensors come to, as JSON.

A line's result and the tensors and parameters that it works on, with their gradients, are each told by three sums.
"""

from __future__ import annotations

import importlib
import json
import pathlib
import sys
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "bench"))
from lines import LINES

# Files and processes hold no numbers to compare; 53 layers of batch norm in float32 make noise of the last bits.
SKIPPED = ("save", "load", "DataLoader", "50 M", "ResNet-50 step")


def sums(x: Any, torch: Any) -> list[float]:
    x = (torch.view_as_real(x) if x.is_complex() else x).detach().double().reshape(-1)
    places = torch.arange(x.numel(), dtype=torch.float64) / max(1, x.numel())
    return [x.numel(), x.abs().sum().item(), x.sum().item(), (x * places).sum().item()]


def collect(value: Any, torch: Any, found: list[list[float]]) -> None:
    if isinstance(value, torch.Tensor):
        found.append(sums(value, torch))
        if value.is_leaf and value.grad is not None:
            found.append(sums(value.grad, torch))
    elif isinstance(value, torch.nn.Module):
        collect(list(value.parameters()), torch, found)
    elif isinstance(value, (list, tuple)):
        for item in value:
            collect(item, torch, found)
    elif isinstance(value, dict):
        collect(list(value.values()), torch, found)
    elif isinstance(value, torch.optim.Optimizer):
        collect([group["params"] for group in value.param_groups], torch, found)
    else:  # a function made by a setup, or a method: what it works on
        collect([cell.cell_contents for cell in getattr(value, "__closure__", None) or ()], torch, found)
        if isinstance(owner := getattr(value, "__self__", None), torch.optim.Optimizer):
            collect(owner, torch, found)


def main() -> None:
    torch = importlib.import_module(sys.argv[1])
    for name in ("nn.functional", "optim"):
        importlib.import_module(f"{sys.argv[1]}.{name}")
    results = {}
    for line in LINES:
        if any(s in line.name for s in SKIPPED):
            continue
        torch.manual_seed(0)
        names = line.setup(torch)
        with torch.set_grad_enabled(line.grad):
            result = eval(line.statement, dict(names))
        found: list[list[float]] = []
        collect([result, *names.values()], torch, found)
        results[line.name] = found
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
