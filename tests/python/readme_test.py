"""The programs of the README and of docs/data.md, as a reader would copy them, and the C++ example."""

import re
import sys
from pathlib import Path

from tests.python.cpp_tools import build_and_run, run

README = (Path(__file__).parents[2] / "README.md").read_text()


def block(language, text=README):
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    assert len(found) == 1, f"there are {len(found)} blocks of {language}"
    return found[0]


def test_python(tmp_path):
    (tmp_path / "main.py").write_text(block("python"))
    loss = float(re.search(r"loss after 300 steps: ([\d.]+)", run(sys.executable, "main.py", cwd=tmp_path))[1])
    assert loss < 0.3


def test_cpp(tmp_path):
    printed = build_and_run(block("cpp"), tmp_path)
    loss, gradient = map(float, re.fullmatch(r"loss ([\d.]+), gradient .* (-?[\d.]+)\n", printed).groups())
    assert loss >= 0 and abs(gradient) < 100


def test_cpp_training_example(tmp_path):
    source = (Path(__file__).parents[2] / "docs/examples/train.cpp").read_text()
    loss = float(re.search(r"loss after 500 steps: ([\d.]+)", build_and_run(source, tmp_path))[1])
    assert loss < 0.01


DATA = (Path(__file__).parents[2] / "docs/data.md").read_text()


def test_data_loader_in_python(tmp_path):
    (tmp_path / "main.py").write_text(block("python", DATA))
    printed = run(sys.executable, "main.py", cwd=tmp_path)
    assert sorted(map(int, re.findall(r"\d+", printed))) == [i * i for i in range(8)]


def test_data_loader_in_cpp(tmp_path):
    printed = build_and_run(block("cpp", DATA), tmp_path)
    assert printed == "".join(f"{n} rows, the first is number {i}\n" for n, i in ((4, 0), (4, 4), (2, 8)))
