"""The classes of results that have names, by the name of the op: `tenon.return_types.max`; with `_out` for calls with out=."""

from __future__ import annotations

from typing import Any

from tenon import _C


def __getattr__(name: str) -> Any:
    found = _C._return_type(name)
    if found is None:
        raise AttributeError(f"module 'tenon.return_types' has no attribute '{name}'")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    names = {row["schema"].partition("(")[0].partition(".")[0] for row in _C._list_ops()}
    return sorted(name for name in names if _C._return_type(name) is not None)
