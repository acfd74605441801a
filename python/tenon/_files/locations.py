"""Where storages lie: the name of a device in a file, and the storage on a device of that name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tenon
from tenon import _C

# (priority, tagger(storage) -> name or None, deserializer(storage, name) -> storage or None), the lowest priority first.
_packages: list[tuple[int, Callable[[Any], str | None], Callable[[Any, str], Any]]] = []


def register_package(
    priority: int, tagger: Callable[[Any], str | None], deserializer: Callable[[Any, str], Any]
) -> None:
    """Adds functions that name the device of a storage when it is saved, and move it there when it is loaded.

    Those of the lowest priority are asked first; the first that does not return None decides.
    """
    _packages.append((priority, tagger, deserializer))
    _packages.sort(key=lambda p: p[0])


def _cpu_tag(storage: Any) -> str | None:
    return "cpu" if storage.device.type == "cpu" else None


def _cpu_restore(storage: Any, location: str) -> Any:
    return storage if location == "cpu" else None


def _cuda_restore(storage: Any, location: str) -> Any:
    if location.startswith("cuda"):
        raise RuntimeError(
            "Attempting to deserialize object on a CUDA device but tenon.cuda.is_available() is False. If you are running on a "
            "CPU-only machine, please use tenon.load with map_location=tenon.device('cpu') to map your storages to the CPU."
        )


def _meta_tag(storage: Any) -> str | None:
    return "meta" if storage.device.type == "meta" else None


def _meta_restore(storage: Any, location: str) -> Any:
    return _C.UntypedStorage(storage.nbytes(), device="meta") if location == "meta" else None


register_package(10, _cpu_tag, _cpu_restore)
register_package(20, lambda storage: None, _cuda_restore)
register_package(22, _meta_tag, _meta_restore)


def location_tag(storage: Any) -> str:
    """The name of a storage's device, as it stands in a file."""
    for _, tagger, _ in _packages:
        tag = tagger(storage)
        if tag is not None:
            return tag
    raise RuntimeError(f"don't know how to determine data location of {type(storage).__name__}")


def default_restore_location(storage: Any, location: str) -> Any:
    """The storage on the device of that name."""
    for _, _, deserializer in _packages:
        result = deserializer(storage, location)
        if result is not None:
            return result
    raise RuntimeError(f"don't know how to restore data location of tenon.UntypedStorage (tagged with {location})")


def restorer(map_location: Any) -> Callable[[Any, str], Any]:
    """The function (storage, location) -> storage that map_location asks for."""
    if map_location is None:
        return default_restore_location
    if isinstance(map_location, dict):
        return lambda storage, location: default_restore_location(storage, map_location.get(location, location))
    if isinstance(map_location, bytes):
        map_location = map_location.decode()
    if isinstance(map_location, str | tenon.device):
        return lambda storage, location: default_restore_location(storage, str(map_location))
    if not callable(map_location):
        raise TypeError(
            f"load(): got map_location of {type(map_location).__name__}, expected a device, a string, a dict or a function"
        )

    def restore(storage: Any, location: str) -> Any:
        result = map_location(storage, location)
        return default_restore_location(storage, location) if result is None else result

    return restore
