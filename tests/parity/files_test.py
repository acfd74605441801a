"""Files: what PyTorch writes is read here and the other way round, down to sharing, layout and metadata of modules."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent


def run(python: str, *args: str) -> str:
    """What files_case.py prints."""
    done = subprocess.run([python, str(HERE / "files_case.py"), *args], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def torch() -> str:
    return os.environ["TORCH_PYTHON"]


@pytest.mark.parametrize("options", ["", "legacy", "mmap"])
def test_pytorch_writes_tenon_reads(torch: str, tmp_path: pathlib.Path, options: str) -> None:
    path = str(tmp_path / "x.pt")
    written = run(torch, "torch", "write", path, options)
    assert run(sys.executable, "tenon", "read", path, options) == written


@pytest.mark.parametrize("options", ["", "mmap"])
def test_tenon_writes_pytorch_reads(torch: str, tmp_path: pathlib.Path, options: str) -> None:
    path = str(tmp_path / "x.pt")
    written = run(sys.executable, "tenon", "write", path, options)
    assert run(torch, "torch", "read", path, options) == written
    assert run(sys.executable, "tenon", "read", path, options) == written
