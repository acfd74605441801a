"""The drop-in door: programs that say `import torch` get Tenon, unchanged.

`tenon.compat.install()` before the first such import, or `python -m tenon.compat script.py ...`, makes `torch` and what is below it
stand for `tenon`: the very same modules, classes and functions under both names. `torchvision` and the other libraries stand for
the plugins that are there. What Tenon does not have is a ModuleNotFoundError, or an AttributeError, that says so.
"""

from __future__ import annotations

import sys

import tenon
from tenon.compat._finder import ROOTS, Finder, belongs

__all__ = ["install", "is_installed", "uninstall"]


def is_installed() -> bool:
    """Whether `import torch` gives Tenon."""
    return Finder in sys.meta_path


def install() -> None:
    """Makes `import torch` give Tenon, in this process and from now on.

    Raises:
        RuntimeError: PyTorch itself is imported already.

    Example:
        >>> tenon.compat.install()
        >>> import torch
        >>> torch.nn.Linear is tenon.nn.Linear
        True
        >>> tenon.compat.uninstall()
    """
    if is_installed():
        return
    for root in ROOTS:
        module = sys.modules.get(root)
        if module is not None and not belongs(module):
            raise RuntimeError(
                f"install(): {root} is imported already: got the module from {getattr(module, '__file__', None)}. "
                "Hint: call tenon.compat.install() before anything imports it, or run the program by python -m tenon.compat."
            )
    sys.meta_path.insert(0, Finder)
    sys.modules["torch"] = tenon


def uninstall() -> None:
    """Undoes install(). What programs imported meanwhile stays theirs."""
    if not is_installed():
        return
    sys.meta_path.remove(Finder)
    for name in [n for n in sys.modules if n.split(".")[0] in ROOTS and belongs(sys.modules[n])]:
        del sys.modules[name]
