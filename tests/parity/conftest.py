"""Runs the comparison once, before collecting: a test per op. The table at the end counts what was compared and what differs."""

from __future__ import annotations

import collections
import os
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import exceptions
from compare_all import compare_all

KINDS = ["missing", "crash", "error", "accepts", "raises", "type", "dtype", "shape", "values", "strides", "grad"]


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
        self.unlisted = {op: exceptions.unlisted(op, r["pairs"], self.exempt) for op, r in self.results.items()}


@pytest.fixture(scope="session")
def comparison(request: pytest.FixtureRequest) -> Any:
    return request.config.stash[KEY]


KEY = pytest.StashKey[Any]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if not {"op", "comparison"} & set(metafunc.fixturenames):
        return  # a test that runs PyTorch by itself
    if KEY not in metafunc.config.stash:
        metafunc.config.stash[KEY] = Comparison(metafunc.config)
    if "op" in metafunc.fixturenames:
        metafunc.parametrize("op", metafunc.config.stash[KEY].results)


def tier_lines(results: dict[str, Any]) -> Iterator[str]:
    """The three figures of tiers A and B. What Tenon lacks, or what could not be compared, counts as differing."""
    tier = [r["pairs"] for r in results.values() if r["tier"]]
    pairs = [pair for found in tier for dtype, pair in found.items() if dtype != "errors"]
    errors = [found["errors"] for found in tier if "errors" in found]
    graded = [pair for pair in pairs if pair["differentiable"]]
    yield share("values  ", sum(not pair["found"].keys() - {"grad", "strides"} for pair in pairs), len(pairs), "pairs")
    yield share("gradients", sum(not pair["found"].keys() - {"strides"} for pair in graded), len(graded), "pairs")
    yield share(
        "errors  ", sum(p["agreed"] for p in errors), sum(p["calls"] for p in errors), "calls that PyTorch refuses"
    )


def share(what: str, agreed: int, count: int, of: str) -> str:
    return f"tiers A and B, {what} {agreed:5} of {count:5} {of} agree ({100 * agreed / max(1, count):.1f} %)"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if KEY not in config.stash:
        return
    c = config.stash[KEY]
    pairs = [pair for r in c.results.values() for pair in r["pairs"].values()]
    agreed = sum(not pair["found"] for pair in pairs)
    listed: collections.Counter[str] = collections.Counter(kind for pair in pairs for kind in pair["found"])
    new = collections.Counter(kind for left in c.unlisted.values() for kind in {(d, k): k for d, k, _ in left}.values())
    write = terminalreporter.write_line
    write(
        f"parity with PyTorch: {len(c.results)} ops, {len(pairs)} pairs of op and dtype, {agreed} agree ({100 * agreed / max(1, len(pairs)):.1f} %)"
    )
    write(f"calls compared: {sum(p['calls'] for p in pairs)}, gradients: {sum(p['gradients'] for p in pairs)}")
    for line in tier_lines(c.results):
        write(line)
    write(f"{'kind':10} {'pairs':>6} {'listed':>7} {'new':>5}")
    for kind in KINDS:
        if listed[kind]:
            write(f"{kind:10} {listed[kind]:6} {listed[kind] - new[kind]:7} {new[kind]:5}")
