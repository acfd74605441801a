"""The main job, as `./dev demo` runs it: pull, classify, fine-tune, run without Python."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tenon
from PIL import Image

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(tenon.__file__).parent / "bin"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Its folder of results, and what it printed. The store is empty at first."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TN_")}
    environment |= {
        "TN_HOME": str(folder / "home"),
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PROGRAMS.parents[1]),
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "examples" / "demo.py"), "--out", str(folder)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


def number(pattern, text):
    return float(re.search(pattern, text)[1])


def test_the_pulled_model_classifies(demo):
    _, printed = demo
    assert number(r"accuracy ([\d.]+) on 500 images", printed) >= 0.9
    table = printed[printed.index("T-shirt") :]
    assert len(re.findall(r"^\w[\w -]+?\s+(?:\d+|\.)\s", table, re.M)) >= 10


def test_fine_tuning_learns_the_digits(demo):
    folder, printed = demo
    before, after = (number(p, printed) for p in (r"held-out accuracy ([\d.]+) before", r"before, ([\d.]+) after"))
    assert before < 0.5 and after >= 0.95
    assert {p.name for p in (folder / "digits-model").iterdir()} >= {"model.json", "model.safetensors"}


def test_the_new_model_says_the_same_without_python(demo):
    folder, printed = demo
    assert "Python says the same" in printed
    digit = ROOT / "tests" / "data" / "digits" / "test" / "3"
    done = subprocess.run(
        [PROGRAMS / "tenon", "run", folder / "digits-model", next(digit.glob("*.png"))], capture_output=True, text=True
    )
    assert done.returncode == 0 and re.search(r"\b3\b", done.stdout), done.stdout + done.stderr


def test_the_pictures(demo):
    folder, _ = demo
    for name in ("fashion_predictions.png", "digits_loss.png"):
        with Image.open(folder / name) as picture:
            assert min(picture.size) > 200 and len(picture.convert("RGB").getcolors(1 << 16)) > 3
