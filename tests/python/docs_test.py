"""The API pages of the site: every public op and type is on one, with its signature."""

import importlib.util
import re
from pathlib import Path

import tenon

TOOL = Path(__file__).parents[2] / "docs/tools/api_pages.py"


def test_every_op_and_type_has_an_entry(tmp_path):
    spec = importlib.util.spec_from_file_location("api_pages", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    pages = tool.write_pages(tmp_path)
    assert {"tenon", "tenon.Tensor", "tenon.nn", "tenon.nn.functional", "tenon.vision.transforms"} <= set(pages)
    text = {page: (tmp_path / f"{page}.md").read_text() for page in pages}
    entries = {page: set(re.findall(r"^## (\S+)$", t.replace("\\", ""), re.M)) for page, t in text.items()}
    for path in tenon._C._op_paths():
        module, _, name = path.rpartition(".")
        if module in ("tenon", "tenon.nn.functional", "tenon.linalg") and not name.startswith("_"):
            assert path in entries[module], path
    assert "tenon.nn.Linear" in entries["tenon.nn"] and "```python\nLinear(in_features" in text["tenon.nn"]
    assert ">>> tenon.einsum" in text["tenon"] and all(t.count("```") % 2 == 0 for t in text.values())
