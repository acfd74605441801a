"""Schedules, their warnings and errors, and averaged models against PyTorch, which runs schedule_run.py in its own process."""

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
import schedule_run  # noqa: E402


@functools.cache
def run(library: str) -> dict[str, Any]:
    if "TORCH_PYTHON" not in os.environ:
        pytest.skip("no PyTorch: run ./dev test --parity")
    python = os.environ["TORCH_PYTHON"] if library == "torch" else sys.executable
    command = [python, str(HERE / "schedule_run.py"), library]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("kind", ["SGD", "Adam"])
@pytest.mark.parametrize("name", schedule_run.SCHEDULES)
def test_a_hundred_epochs(name: str, kind: str) -> None:
    assert run("tenon")["runs"][f"{name}, {kind}"] == run("torch")["runs"][f"{name}, {kind}"]


def test_warnings_and_errors() -> None:
    assert run("tenon")["misuse"] == run("torch")["misuse"]


def test_averaged_models() -> None:
    got, want = run("tenon")["averages"], run("torch")["averages"]
    for name in want:
        for a, b in zip(got[name], want[name], strict=True):
            assert list(a) == list(b)
            for key in b:
                assert a[key] == pytest.approx(b[key], rel=1e-5, abs=1e-5), (name, key)
