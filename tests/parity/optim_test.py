"""Optimizers against PyTorch, which runs optim_run.py in a process of its own.

With equal gradients, steps of SGD, Adamax, ASGD and Rprop give the same bits, unless parameters are complex; the others differ
by the last bits of a square root, which PyTorch does not round correctly, and those of matrices by the order of sums.
"""

from __future__ import annotations

import functools
import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import optim_run  # noqa: E402

EQUAL = ("SGD", "Adamax", "ASGD", "Rprop")
LOOSE = {"Adafactor long": 2e-6, "Muon": 1e-4, "Muon rms": 1e-4}  # relative to the largest parameter
LOSSES = {"NAdam": 1e-3, "Adafactor long": 5e-3, "Muon rms": 1e-3}  # relative, over 100 steps


@functools.cache
def run(library: str, *args: str) -> dict[str, Any]:
    if "TORCH_PYTHON" not in os.environ:
        pytest.skip("no PyTorch: run ./dev test --parity")
    python = os.environ["TORCH_PYTHON"] if library == "torch" else sys.executable
    command = [python, str(HERE / "optim_run.py"), library, *args]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}  # nothing here is large, and both libraries wait for threads
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    return json.loads(done.stdout)


@pytest.mark.parametrize("dtype", optim_run.DTYPES)
@pytest.mark.parametrize("name", optim_run.OPTIMIZERS)
def test_a_hundred_steps(name: str, dtype: str) -> None:
    got, want = (run(library, "steps").get(f"{name}, {dtype}") for library in ("tenon", "torch"))
    if want is None:
        pytest.skip("refuses complex parameters")
    if name.split()[0] in EQUAL and dtype != "complex64":
        assert got == want
    scale = max(abs(x) for values in want for x in values)
    tolerance = LOOSE.get(name, 1e-14 if dtype == "float64" else 5e-7)
    for a, b in zip(got, want, strict=True):
        assert a == pytest.approx(b, rel=0, abs=tolerance * scale)


@pytest.mark.parametrize("name", [*optim_run.OPTIMIZERS, *optim_run.CLOSURES])
def test_training(name: str) -> None:
    got, want = (run(library, "train").get(name) for library in ("tenon", "torch"))
    if want is None:
        pytest.skip("maximizes")
    assert got == pytest.approx(want, rel=LOSSES.get(name, 1e-4), abs=5e-6)


def test_state_dicts_are_exchanged(tmp_path: pathlib.Path) -> None:
    resumed = {}
    for saver in ("torch", "tenon"):
        folder = tmp_path / saver
        folder.mkdir()
        run(saver, "save", str(folder))
        for resumer in ("torch", "tenon"):
            resumed[saver, resumer] = run(resumer, "resume", str(folder))
    for name, want in resumed["torch", "torch"].items():
        for pair, results in resumed.items():
            assert results[name]["looks"] == want["looks"], (name, pair)
            tolerance = LOOSE.get(name, 5e-7) * 10
            for a, b in zip(results[name]["params"], want["params"], strict=True):
                assert a == pytest.approx(b, rel=0, abs=tolerance), (name, pair)
