"""Modules of plugins: `tenon.vision`, `tenon.vision.models` ... come from the plugin's manifest.

A plugin is found and its manifest read when its module is imported; its code is loaded when
a name in it is first used. The names are those that it registers, and those of its Python remainder (`tenon_vision/*.py`).
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
from types import ModuleType
from typing import Any

from tenon import _C

_found: dict[str, dict[str, Any]] = {}


def _find(name: str) -> dict[str, Any] | None:
    """The manifest of a plugin by short name; None when there is none. Wheels elsewhere are asked for last."""
    if name in _found:
        return _found[name]
    for again in (False, True):
        if again:
            from importlib.metadata import entry_points

            for point in entry_points(group="tenon.plugins", name=name):
                spec = importlib.util.find_spec(point.value)
                for folder in (spec.submodule_search_locations or ()) if spec else ():
                    _C._plugin_folder(folder)
        for plugin in _C._plugins():
            if plugin["name"] == name:
                _found[name] = plugin
                return plugin
    return None


def _folder(plugin: dict[str, Any]) -> str:
    """Where the plugin's Python remainder lies: beside its `_plugin/`."""
    return os.path.dirname(os.path.dirname(os.path.abspath(plugin["path"])))


def resolve(module: str, name: str) -> Any:
    """What a plugin registers under `module.name`. AttributeError when there is nothing of that name."""
    if not name.startswith("__"):
        short = module.split(".")[1]
        _C._plugin_load(short)
        op = _C._find_op(f"{module}.{name}")
        if op is not None:
            return op
        type_name = f"{module}.{name}".removeprefix("tenon.")
        if type_name in _found[short]["types"]:
            return _C._type_class(type_name)
        if importlib.util.find_spec(f"{module}.{name}") is not None:
            return importlib.import_module(f"{module}.{name}")
    raise AttributeError(f"module '{module}' has no attribute '{name}'")


def _members(module: str) -> list[str]:
    """Names that a plugin registers directly in a module."""
    plugin = _found[module.split(".")[1]]
    prefix = module.removeprefix("tenon.") + "."
    names = [t.removeprefix(prefix) for t in plugin["types"] if t.startswith(prefix)]
    if plugin["name"] in {p["name"] for p in _C._plugins() if p["loaded"]}:
        names += [p.removeprefix(module + ".") for p in _C._op_paths() if p.startswith(module + ".")]
    return sorted({n.split(".")[0] for n in names})


class _Loader(importlib.abc.Loader):
    def __init__(self, file: str | None) -> None:
        self.file = file

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__

        def fallback(attribute: str) -> Any:
            value = resolve(name, attribute)
            setattr(module, attribute, value)
            return value

        module.__dict__["__getattr__"] = fallback
        module.__dict__["__dir__"] = lambda: sorted({*module.__dict__, *_members(name)})
        if self.file:
            with open(self.file, encoding="utf-8") as f:
                exec(compile(f.read(), self.file, "exec"), module.__dict__)


def spec_of(fullname: str) -> importlib.machinery.ModuleSpec | None:
    """The spec of `tenon.NAME...` when NAME is a plugin that has such a module."""
    parts = fullname.split(".")
    plugin = _find(parts[1])
    if plugin is None:
        return None
    inside = os.path.join(_folder(plugin), *parts[2:])
    candidates = (inside + ".py", os.path.join(inside, "__init__.py")) if len(parts) > 2 else ()
    file = next((f for f in candidates if os.path.isfile(f)), None)
    prefix = ".".join(parts[1:]) + "."
    known = len(parts) == 2 or file or any(t.startswith(prefix) for t in plugin["types"])
    if not known and not _has_ops(plugin, fullname):
        return None
    spec = importlib.machinery.ModuleSpec(fullname, _Loader(file), origin=file or plugin["path"], is_package=True)
    spec.submodule_search_locations = [inside]
    return spec


def _has_ops(plugin: dict[str, Any], module: str) -> bool:
    """Whether a plugin's ops live in a module: their public paths are known once it is loaded."""
    if not plugin["ops"]:
        return False
    _C._plugin_load(plugin["name"])
    return any(p.startswith(module + ".") for p in _C._op_paths())
