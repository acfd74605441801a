"""Finds `torch.X` as the module `tenon.X`, and the libraries around PyTorch as plugins."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import os
from types import ModuleType
from typing import Any

import tenon
from tenon import _plugin_modules

# Package: what it stands for.
ROOTS = {
    "torch": "tenon",
    "torchvision": "tenon.vision",
    "torchaudio": "tenon.audio",
    "torchtext": "tenon.text",
    "torchmetrics": "tenon.metrics",
    "torch_geometric": "tenon.geometric",
}
_SHIM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim")


def belongs(module: ModuleType) -> bool:
    """Whether a module under one of the names is Tenon's own, or the shim that is about to become it."""
    name = module.__name__
    return (
        name == "tenon" or name.startswith("tenon.") or os.path.dirname(getattr(module, "__file__", "") or "") == _SHIM
    )


def _refuse(fullname: str, target: str) -> ModuleNotFoundError:
    root = ROOTS[fullname.split(".")[0]]
    plugin = root.removeprefix("tenon.")
    if root != "tenon" and _plugin_modules._find(plugin) is None:
        reason = f"it stands for the plugin {plugin!r}, which is not installed. Hint: pip install tenon-{plugin}"
    else:
        reason = f"it stands for {target!r}, which Tenon does not have"
    return ModuleNotFoundError(f"No module named {fullname!r}: {reason}", name=fullname)


class _Loader(importlib.abc.Loader):
    """Gives a module that exists under another name, and leaves it as it is."""

    def __init__(self, module: ModuleType) -> None:
        self._module, self._spec = module, module.__spec__

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec


class Finder:
    """A finder of sys.meta_path."""

    @staticmethod
    def find_spec(fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        root, _, rest = fullname.partition(".")
        if root not in ROOTS:
            return None
        if root not in ("torch", "torchvision") and _plugin_modules._find(ROOTS[root].removeprefix("tenon.")) is None:
            return None  # the library itself may be there
        name = f"{ROOTS[root]}.{rest}" if rest else ROOTS[root]
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or not (name + ".").startswith(error.name + "."):
                raise  # something that the module itself needs
            found = _member(name)
            if found is None:
                raise _refuse(fullname, name) from None
            module = found
        return importlib.machinery.ModuleSpec(fullname, _Loader(module), origin=getattr(module, "__file__", None))


def _member(name: str) -> ModuleType | None:
    """A module that is an attribute of its parent, but has no name of its own."""
    value: Any = tenon
    for part in name.split(".")[1:]:
        value = getattr(value, part, None)
    return value if isinstance(value, ModuleType) else None
