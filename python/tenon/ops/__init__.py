"""Ops of plugins by namespace: tenon.ops.vision.nms. A namespace appears when its plugin is loaded."""

from __future__ import annotations

from tenon import _C

__all__: list[str] = []


class _Namespace:
    """The ops of one plugin."""

    def __init__(self, name: str) -> None:
        self._path = f"tenon.ops.{name}"

    def __repr__(self) -> str:
        return f"<ops {self._path}>"

    def __getattr__(self, name: str) -> object:
        op = _C._find_op(f"{self._path}.{name}")
        if op is None:
            raise AttributeError(f"'{self._path}' has no op '{name}'. Is the plugin loaded?")
        self.__dict__[name] = op
        return op

    def __dir__(self) -> list[str]:
        prefix = self._path + "."
        return sorted(path.removeprefix(prefix) for path in _C._op_paths() if path.startswith(prefix))


def __getattr__(name: str) -> _Namespace:
    if name.startswith("__") or not any(path.startswith(f"tenon.ops.{name}.") for path in _C._op_paths()):
        raise AttributeError(f"tenon.ops has no namespace '{name}'. Is the plugin loaded?")
    globals()[name] = _Namespace(name)
    return globals()[name]
