"""Tools around tensors: hooks, data loading, exchange with other libraries. Submodules are imported when first used."""

import importlib as _importlib
from types import ModuleType as _ModuleType

_SUBMODULES = frozenset("checkpoint data dlpack hooks model_zoo tensorboard _pytree".split())


def __getattr__(name: str) -> _ModuleType:
    if name in _SUBMODULES:
        try:
            return _importlib.import_module(f"tenon.utils.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"tenon.utils.{name}":
                raise
    raise AttributeError(f"module 'tenon.utils' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *_SUBMODULES})
