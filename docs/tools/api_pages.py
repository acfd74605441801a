#!/usr/bin/env python3
"""Writes one page per public module of the built package, and an index: names, signatures, documentation.

usage: api_pages.py FOLDER
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tenon

MODULES = """tenon tenon.nn tenon.nn.functional tenon.nn.init tenon.nn.utils tenon.nn.utils.rnn tenon.nn.utils.parametrize
tenon.nn.utils.parametrizations tenon.nn.utils.prune tenon.nn.attention tenon.linalg tenon.fft tenon.special tenon.signal.windows
tenon.autograd tenon.autograd.functional tenon.autograd.graph tenon.func tenon.optim tenon.optim.lr_scheduler tenon.optim.swa_utils
tenon.utils.data tenon.utils.checkpoint tenon.amp tenon.profiler tenon.serialization tenon.multiprocessing tenon.random tenon.testing
tenon.hub tenon.compat tenon.vision.transforms tenon.vision.transforms.functional tenon.vision.models tenon.vision.datasets
tenon.vision.ops tenon.vision.io tenon.vision.utils""".split()
SECTIONS = (
    "Args Arguments Returns Raises Shape Example Examples Note Warning References Source Attributes Yields".split()
)


def signature(value: Any) -> str:
    try:
        return re.sub(r"\(self(, )?", "(", str(inspect.signature(value)), count=1).replace("'", "")
    except (TypeError, ValueError):
        return "(...)"


def escaped(line: str) -> str:
    return re.sub(r"([<>*_\[\]|{}$])", r"\\\1", line)


def markdown(text: str) -> str:
    """Documentation as Markdown: sections get headings, examples and tables of arguments become blocks."""
    out: list[str] = []
    code = False
    lines = inspect.cleandoc(text).split("\n")
    if re.match(r"\w+\(.*\)( -> .*)?$", lines[0]):  # the signature, which stands above
        del lines[0]
    for line in lines:
        bare = line.strip()
        if code and not bare:
            out.append("```\n")
            code = False
        elif bare.startswith(">>>") and not code:
            out.append("\n```python")
            code = True
        if code:
            out.append(line.removeprefix("    "))
        elif bare.rstrip(":") in SECTIONS and bare.endswith(":"):
            out.append(f"\n**{bare.rstrip(':')}**\n")
        elif line.startswith("    ") and bare:
            out.append(("- " if re.match(r"\S+.*?: ", bare) else "  ") + escaped(bare))
        else:
            out.append(escaped(bare))
    return "\n".join([*out, "```"] if code else out)


def documentation(value: Any) -> str:
    text = getattr(value, "__doc__", None)
    return markdown(text) if isinstance(text, str) else ""


def entry(title: str, value: Any) -> str:
    head = f"## {escaped(title)}\n"
    if isinstance(value, type) and issubclass(value, (Exception,)):
        return f"{head}\nException.\n\n{documentation(value)}\n"
    if not callable(value):
        return f"{head}\n`{type(value).__name__}`\n"
    name = title.rsplit(".", 1)[-1]
    return f"{head}\n```python\n{name}{signature(value)}\n```\n\n{documentation(value)}\n"


def names_of(module: types.ModuleType) -> list[str]:
    declared = getattr(module, "__all__", None)
    found = set(declared if declared is not None else dir(module))
    prefix = module.__name__ + "."
    found |= {path.removeprefix(prefix) for path in tenon._C._op_paths() if path.startswith(prefix)}
    return sorted((n for n in found if not n.startswith("_") and "." not in n), key=str.lower)


def is_public(module: str, value: Any) -> bool:
    """Whether a name is the module's own and not one that it imports from elsewhere."""
    if isinstance(value, types.ModuleType) or (not callable(value) and not isinstance(value, tenon.dtype)):
        return False
    home = getattr(value, "__module__", None)
    home = home if isinstance(home, str) else ""  # builtin types hold a descriptor there
    return home.split(".")[0] in ("tenon", "builtins", "") or isinstance(value, tenon.dtype)


def members(module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    for name in names_of(module):
        value = getattr(module, name, None)
        if value is not None and is_public(module.__name__, value):
            yield name, value


def module_page(name: str, module: types.ModuleType) -> str:
    parts = [f"# {name}\n", documentation(module) + "\n"]
    parts += [entry(f"{name}.{key}", value) for key, value in members(module)]
    return "\n".join(parts)


def class_page(name: str, cls: type) -> str:
    parts = [f"# {name}\n", documentation(cls) + "\n"]
    for key in sorted(dir(cls), key=str.lower):
        value = inspect.getattr_static(cls, key)
        if key.startswith("_"):
            continue
        if isinstance(value, property) or not callable(getattr(cls, key, None)):
            parts.append(f"## {key}\n\nAttribute.\n\n{documentation(value)}\n")
        else:
            parts.append(entry(key, getattr(cls, key)))
    return "\n".join(parts)


def write_pages(folder: Path) -> list[str]:
    """Writes every page; the names of the pages. A module that this build lacks is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {}
    for name in MODULES:
        try:
            pages[name] = module_page(name, importlib.import_module(name))
        except ModuleNotFoundError as error:
            if error.name is None or not name.startswith(error.name):
                raise
    for name in ("Tensor", "nn.Module"):
        pages[f"tenon.{name}"] = class_page(f"tenon.{name}", tenon.Tensor if name == "Tensor" else tenon.nn.Module)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text + "\n")
    listed = "\n".join(sorted(pages))
    index = f"# API\n\nFrom the registry of the built package.\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    (folder / "index.md").write_text(index)
    return sorted(pages)


if __name__ == "__main__":
    print(f"{len(write_pages(Path(sys.argv[1])))} pages in {sys.argv[1]}")
