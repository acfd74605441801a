"""Random numbers against PyTorch's, with equal seeds: the calls that docs/random.md lists."""

from __future__ import annotations

import functools
import json
import os
import pathlib
import re
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

HERE = pathlib.Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "random.md"
EXACT, NEAR = (block.splitlines() for block in re.findall(r"```text\n(.*?)```", PAGE.read_text(), re.S))


@functools.cache
def run(library: str) -> dict[str, Any]:
    if "TORCH_PYTHON" not in os.environ:
        pytest.skip("no PyTorch: run ./dev test --parity")
    python = os.environ["TORCH_PYTHON"] if library == "torch" else sys.executable
    command = [python, str(HERE / "random_run.py"), library]
    done = subprocess.run(command, input="\n".join(EXACT + NEAR), capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("call", EXACT)
def test_the_same_numbers(call: str) -> None:
    assert run("tenon")[call] == run("torch")[call]


@pytest.mark.parametrize("call", NEAR)
def test_the_same_numbers_up_to_rounding(call: str) -> None:
    got, want = run("tenon")[call], run("torch")[call]
    assert got["next"] == want["next"]
    np.testing.assert_allclose(got["numbers"], want["numbers"], rtol=1e-5, atol=1e-6)
