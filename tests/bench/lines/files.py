"""Files of tensors: written, read and mapped."""

from __future__ import annotations

import os
import tempfile
from typing import Any

from lines import line


def _state_dict(t: Any) -> dict[str, Any]:
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    tensors = {f"layer{i}.weight": t.rand(512, 512) for i in range(100)}
    path = os.path.join(folder.name, "state.pt")
    t.save(tensors, path)
    return {"save": t.save, "load": t.load, "tensors": tensors, "path": path, "folder": folder}


line("save, 100 MB in 100 tensors", "save(tensors, path)", bar=1.0)(_state_dict)
line("load, 100 MB in 100 tensors", "load(path)", bar=1.0)(_state_dict)
line("load with mmap, 100 MB in 100 tensors", "load(path, mmap=True)", bar=1.0)(_state_dict)
