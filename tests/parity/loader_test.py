"""Orders, batches and the random streams of workers against PyTorch, which runs data_run.py in a process of its own."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest

HERE = pathlib.Path(__file__).parent


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    if "TORCH_PYTHON" not in os.environ:
        pytest.skip("no PyTorch: run ./dev test --parity")
    pythons = {"tenon": sys.executable, "torch": os.environ["TORCH_PYTHON"]}
    out = {}
    for library, python in pythons.items():
        command = [python, HERE / "data_run.py", library]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
        out[library] = json.loads(done.stdout)
    return out


def test_every_item_and_number_is_the_same(results: dict[str, Any]) -> None:
    got, want = results["tenon"], results["torch"]
    assert list(got) == list(want)
    assert [name for name in want if got[name] != want[name]] == []
