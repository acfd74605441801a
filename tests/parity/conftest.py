"""Runs the comparison once, before collecting: a test per op. The table at the end counts what was compared and what differs."""

from __future__ import annotations

import collections
import os
import pathlib
import sys
from typing import Any

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import exceptions
from compare_all import compare_all

KINDS = ["crash", "error", "accepts", "raises", "type", "dtype", "shape", "values", "strides", "grad"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--ops", default="*", help="compare only ops whose name fits this pattern, as *softmax*")
    parser.addoption("--samples", type=int, default=200, help="most samples per op and dtype")


class Comparison:
    """All results, and the lines of exceptions.txt they use."""

    def __init__(self, config: pytest.Config) -> None:
        if "TORCH_PYTHON" not in os.environ:
            raise pytest.UsageError(
                "tests/parity needs a Python with PyTorch in TORCH_PYTHON. Run ./dev test --parity."
            )
        self.whole = config.getoption("--ops") == "*"
        self.results = compare_all(os.environ["TORCH_PYTHON"], config.getoption("--ops"), config.getoption("--samples"))
        self.exempt = exceptions.load()
        self.unlisted = {op: exceptions.unlisted(op, pairs, self.exempt) for op, pairs in self.results.items()}


@pytest.fixture(scope="session")
def comparison(request: pytest.FixtureRequest) -> Any:
    return request.config.stash[KEY]


KEY = pytest.StashKey[Any]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if KEY not in metafunc.config.stash:
        metafunc.config.stash[KEY] = Comparison(metafunc.config)
    if "op" in metafunc.fixturenames:
        metafunc.parametrize("op", metafunc.config.stash[KEY].results)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if KEY not in config.stash:
        return
    c = config.stash[KEY]
    pairs = [pair for found in c.results.values() for pair in found.values()]
    agreed = sum(not pair["found"] for pair in pairs)
    listed: collections.Counter[str] = collections.Counter(kind for pair in pairs for kind in pair["found"])
    new = collections.Counter(kind for left in c.unlisted.values() for kind in {(d, k): k for d, k, _ in left}.values())
    write = terminalreporter.write_line
    write(
        f"parity with PyTorch: {len(c.results)} ops, {len(pairs)} pairs of op and dtype, {agreed} agree ({100 * agreed / max(1, len(pairs)):.1f} %)"
    )
    write(f"calls compared: {sum(p['calls'] for p in pairs)}, gradients: {sum(p['gradients'] for p in pairs)}")
    write(f"{'kind':10} {'pairs':>6} {'listed':>7} {'new':>5}")
    for kind in KINDS:
        if listed[kind]:
            write(f"{kind:10} {listed[kind]:6} {listed[kind] - new[kind]:7} {new[kind]:5}")
