"""Runs loaders and samplers under one library, called `t` here, and writes what they gave as JSON: data_run.py tenon|torch."""

from __future__ import annotations

import importlib
import json
import random
import sys
import warnings
from typing import Any

import numpy as np

PASSES = 2
LOADERS: dict[str, dict[str, Any]] = {
    "plain": {"batch_size": 4},
    "shuffled": {"batch_size": 4, "shuffle": True},
    "drop_last": {"batch_size": 4, "shuffle": True, "drop_last": True},
    "single items": {"batch_size": None, "shuffle": True},
    "own generator": {"batch_size": 3, "shuffle": True, "generator": 5},
    "weighted": {"batch_size": 4, "sampler": "weighted"},
    "subset": {"batch_size": 2, "sampler": "subset"},
    "batches": {"batch_sampler": [[3, 1], [2], [5, 6, 7]]},
    "persistent": {"batch_size": 5, "shuffle": True, "persistent_workers": True},
    "far ahead": {"batch_size": 2, "prefetch_factor": 5},
}


def draws(t: Any, i: int) -> list[float]:
    """The item, who made it, and a number of each random stream."""
    info = t.utils.data.get_worker_info()
    who = [info.id, info.num_workers, info.seed] if info else [-1, 0, 0]
    return [i, *who, random.random(), float(np.random.rand()), t.rand((), dtype=t.float64).item()]


def parts(t: Any) -> tuple[Any, Any]:
    class Items(t.utils.data.Dataset):
        def __len__(self) -> int:
            return 13

        def __getitem__(self, i: int) -> Any:
            return t.tensor(draws(t, i), dtype=t.float64)

    class Stream(t.utils.data.IterableDataset):
        def __iter__(self) -> Any:
            info = t.utils.data.get_worker_info()
            first, step = (info.id, info.num_workers) if info else (0, 1)
            return (t.tensor(draws(t, i), dtype=t.float64) for i in range(first, 11, step))

    return Items, Stream


def passes(t: Any, loader: Any) -> Any:
    return [[[list(batch.shape), batch.flatten().tolist()] for batch in loader] for _ in range(PASSES)]


def seed(t: Any) -> None:
    random.seed(0)
    np.random.seed(0)
    t.manual_seed(0)


def loaders(t: Any) -> dict[str, Any]:
    data, out = t.utils.data, {}
    Items, Stream = parts(t)
    for workers in (0, 1, 2, 3):
        for name, options in LOADERS.items():
            seed(t)
            options = dict(options)
            if not workers and {"persistent_workers", "prefetch_factor"} & set(options):
                continue
            if "generator" in options:
                options["generator"] = t.Generator().manual_seed(options["generator"])
            if options.get("sampler") == "weighted":
                options["sampler"] = data.WeightedRandomSampler([1.0, 2, 3, 0, 4], 9)
            elif options.get("sampler") == "subset":
                options["sampler"] = data.SubsetRandomSampler([4, 2, 9, 11, 0])
            out[f"{name}, {workers}"] = passes(t, data.DataLoader(Items(), num_workers=workers, **options))
        for name in ("single items", "plain", "far ahead"):
            seed(t)
            options = {"batch_size": LOADERS[name]["batch_size"], "drop_last": name == "far ahead"}
            out[f"stream {name}, {workers}"] = passes(t, data.DataLoader(Stream(), num_workers=workers, **options))
        out[f"after, {workers}"] = t.rand(()).item()
    return out


def samplers(t: Any) -> dict[str, Any]:
    data, out = t.utils.data, {}
    t.manual_seed(3)
    out["random_split"] = [list(p.indices) for p in data.random_split(range(11), [0.5, 0.3, 0.2])]
    out["distributed"] = []
    for shuffle in (False, True):
        for drop_last in (False, True):
            for rank in range(3):
                s = data.DistributedSampler(range(10), 3, rank, shuffle, seed=4, drop_last=drop_last)
                for epoch in range(2):
                    s.set_epoch(epoch)
                    out["distributed"].append([list(s), len(s)])
    out["replacement"] = [
        list(data.RandomSampler(range(9), True, 70)),
        list(data.RandomSampler(range(9), num_samples=25)),
    ]
    return out


def main() -> None:
    warnings.simplefilter("ignore")
    t = importlib.import_module(sys.argv[1])
    importlib.import_module(f"{sys.argv[1]}.utils.data")
    json.dump({**loaders(t), **samplers(t)}, sys.stdout)


if __name__ == "__main__":
    main()
