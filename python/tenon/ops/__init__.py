"""Ops of plugins by namespace, wherever else they appear: tenon.ops.vision.nms. The plugin is loaded when its namespace is used."""

from __future__ import annotations

from tenon import _C, _plugins

__all__: list[str] = []


class _Namespace:
    """The ops of one plugin."""

    def __init__(self, name: str, paths: dict[str, str]) -> None:
        self._name = name
        self._paths = paths

    def __repr__(self) -> str:
        return f"<ops tenon.ops.{self._name}>"

    def __getattr__(self, name: str) -> object:
        if name not in self._paths:
            raise AttributeError(f"'tenon.ops.{self._name}' has no op '{name}'")
        op = self.__dict__[name] = _C._find_op(self._paths[name])
        return op

    def __dir__(self) -> list[str]:
        return sorted(self._paths)


def _paths_of(namespace: str) -> dict[str, str]:
    """A public path of each op of a namespace."""
    rows = [row for row in _C._list_ops() if row["name"].startswith(namespace + "::") and row["paths"]]
    return {row["name"].partition("::")[2].partition(".")[0]: row["paths"][0] for row in rows}


def __getattr__(name: str) -> _Namespace:
    if not name.startswith("_"):
        paths = _paths_of(name)
        if not paths and _plugins.module(name):
            _C._plugin_load(name)
            paths = _paths_of(name)
        if paths:
            globals()[name] = _Namespace(name, paths)
            return globals()[name]
    raise AttributeError(f"tenon.ops has no namespace '{name}': there is no plugin of that name with ops")
