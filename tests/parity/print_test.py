"""Tensors as text: every generated case prints as in PyTorch, to the character."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).parent / "print_cases.py"


def printed(python: str, name: str, **environment: str) -> dict[str, str]:
    run = subprocess.run(
        [python, str(CASES), name], check=True, capture_output=True, text=True, env={**os.environ, **environment}
    )
    return dict(json.loads(line) for line in run.stdout.splitlines())


def test_prints_as_pytorch() -> None:
    ours = printed(sys.executable, "tenon")
    theirs = printed(os.environ["TORCH_PYTHON"], "torch", PYTHONPATH="")
    assert len(ours) > 2900 and ours.keys() == theirs.keys()
    different = [
        f"{key}\n  PyTorch: {theirs[key]!r}\n  Tenon:   {ours[key]!r}" for key in ours if ours[key] != theirs[key]
    ]
    assert not different, f"{len(different)} differ:\n" + "\n".join(different[:20])
