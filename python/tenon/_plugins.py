"""The import finders of plugins' modules and of PyTorch's paths. Kept small: this is part of `import tenon`; _plugin_modules.py and
_paths.py do the work."""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


class Finder:
    """Finds `tenon.NAME` and what is below it, where NAME is no part of this package but a plugin's."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        parts = fullname.split(".")
        if parts[0] != "tenon" or len(parts) < 2 or parts[1].startswith("_"):
            return None
        own = os.path.join(_HERE, parts[1])
        if os.path.exists(own) or os.path.exists(own + ".py"):
            return None
        from tenon import _plugin_modules

        return _plugin_modules.spec_of(fullname)


def module(name: str):
    """The module `tenon.NAME` of a plugin; None when no plugin has that name."""
    if not name.islower() or Finder.find_spec(f"tenon.{name}") is None:
        return None
    import importlib

    return importlib.import_module(f"tenon.{name}")


class PathFinder:
    """Finds modules that PyTorch keeps elsewhere than this package. It is asked last."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        if not fullname.startswith("tenon."):
            return None
        from tenon import _paths

        return _paths.spec_of(fullname)


def install() -> None:
    """Puts the finders in place, once."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
        sys.meta_path.append(PathFinder)
