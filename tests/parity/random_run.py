"""Runs calls of random ops, one per line of stdin, under the library named; prints their results and the next draw as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

SEED = 1234


def numbers(result: Any, torch: Any) -> list[Any]:
    if not isinstance(result, torch.Tensor):
        return list(result)
    result = result.detach()
    return (torch.view_as_real(result) if result.is_complex() else result).double().reshape(-1).tolist()


def main() -> None:
    torch = importlib.import_module(sys.argv[1])
    results = {}
    for call in sys.stdin.read().splitlines():
        torch.manual_seed(SEED)
        result = eval(call, {"torch": torch})
        results[call] = {"numbers": numbers(result, torch), "next": torch.rand(1).item()}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
