"""Programs in plain PyTorch style (tests/programs) under both libraries: equal losses, and each goes on from the other's files."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

PROGRAMS = pathlib.Path(__file__).parents[1] / "programs"
NAMES = sorted(p.stem for p in PROGRAMS.glob("*.py") if p.stem != "common")
TOLERANCE = 1e-4  # relative, of each of 50 losses


def losses(library: str, name: str, *args: str) -> list[float]:
    python = [os.environ["TORCH_PYTHON"]] if library == "torch" else [sys.executable, "-m", "tenon.compat"]
    environment = {k: v for k, v in os.environ.items() if library == "tenon" or k != "PYTHONPATH"}
    done = subprocess.run(
        [*python, str(PROGRAMS / f"{name}.py"), *args], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return [float(line.split()[1]) for line in done.stdout.splitlines()]


def compare(ours: list[float], theirs: list[float]) -> None:
    assert len(ours) == len(theirs) > 0
    for step, (a, b) in enumerate(zip(ours, theirs)):
        assert a == pytest.approx(b, rel=TOLERANCE), f"step {step}"


@pytest.mark.parametrize("name", NAMES)
def test_same_losses_and_files(name: str, tmp_path: pathlib.Path) -> None:
    files = {library: str(tmp_path / f"{library}.pt") for library in ("tenon", "torch")}
    compare(*(losses(library, name, "--save", files[library]) for library in ("tenon", "torch")))
    for written in files:
        args = ("--load", files[written], "--steps", "5", "--seed", "1")
        compare(losses("tenon", name, *args), losses("torch", name, *args))
