"""Programs that say `import torch`, as a user has them, under python -m tenon.compat. tests/parity compares them with PyTorch."""

import pathlib
import subprocess
import sys

import pytest

PROGRAMS = pathlib.Path(__file__).parents[1] / "programs"


def losses(name, *args):
    done = subprocess.run(
        [sys.executable, "-m", "tenon.compat", str(PROGRAMS / f"{name}.py"), *args], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return [float(line.split()[1]) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("name", "most"), [("char_gpt", 0.6), ("vae", 0.9)])
def test_training_goes_on_from_a_file(name, most, tmp_path):
    path = str(tmp_path / "state.pt")
    first = losses(name, "--save", path)
    assert len(first) == 50 and first[-1] < most * first[0]
    assert losses(name, "--load", path, "--steps", "2")[0] < most * first[0]
