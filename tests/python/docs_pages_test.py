"""The Python blocks of the pages in docs/, each page in a process and a folder of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tenon

DOCS = Path(__file__).parents[2] / "docs"


def blocks(path):
    return re.findall(r"^```python\n(.*?)^```", path.read_text(), re.M | re.S)


@pytest.mark.parametrize("page", [p.name for p in sorted(DOCS.glob("*.md")) if blocks(p)])
def test_blocks_run(page, tmp_path):
    (tmp_path / "page.py").write_text("\n".join(blocks(DOCS / page)))
    environment = {**os.environ, "PYTHONPATH": str(Path(tenon.__file__).parents[1])}
    done = subprocess.run([sys.executable, "page.py"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
