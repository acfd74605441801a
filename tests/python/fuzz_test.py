"""A short run of the Python fuzzer; tests/fuzz/README.md says how to run it longer."""

import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parents[1] / "fuzz"


def test_unpickler():
    done = subprocess.run(
        [sys.executable, str(FOLDER / "unpickler.py"), "4000", str(FOLDER / "corpus" / "unpickler")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "4000 runs of 10 inputs: clean" in done.stdout
