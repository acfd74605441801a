"""What the bench times is right: its lines come to the same numbers under both libraries."""

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
import bench_run  # noqa: E402

NAMES = [line.name for line in bench_run.LINES if not any(s in line.name for s in bench_run.SKIPPED)]


@functools.cache
def run(library: str) -> dict[str, Any]:
    if "TORCH_PYTHON" not in os.environ:
        pytest.skip("no PyTorch: run ./dev test --parity")
    python = os.environ["TORCH_PYTHON"] if library == "torch" else sys.executable
    command = [python, str(HERE / "bench_run.py"), library]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_the_bench_agree(name: str) -> None:
    got, want = run("tenon")[name], run("torch")[name]
    assert want and [g[0] for g in got] == [w[0] for w in want]
    noise = 1e-6 + 1e-7 * max(w[1] for w in want)  # what is left of gradients that cancel out
    for g, w in zip(got, want):
        assert g[1:] == pytest.approx(w[1:], abs=1e-4 * w[1] + noise)
