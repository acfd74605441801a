"""What a file may name, and the functions behind those names. Nothing else is ever called."""

from __future__ import annotations

import codecs
from collections import Counter, OrderedDict
from functools import lru_cache
from pickle import UnpicklingError
from typing import Any

import tenon
from tenon import _C
from tenon._files import names
from tenon._files.names import StorageType
from tenon.storage import TypedStorage, UntypedStorage

_MAX_KEY_DEPTH = 32  # hash() of nested tuples recurses in C


def check_key(key: Any, depth: int = 0) -> None:
    """UnpicklingError for a dictionary key whose hash could exhaust the stack."""
    if isinstance(key, tuple):
        if depth == _MAX_KEY_DEPTH:
            raise UnpicklingError(f"a key is a tuple nested more than {_MAX_KEY_DEPTH} deep")
        for item in key:
            check_key(item, depth + 1)


def _ints(*values: Any) -> bool:
    return all(type(v) is int and 0 <= v < 1 << 63 for v in values)


def rebuild_tensor(storage: Any, offset: Any, size: Any, stride: Any) -> tenon.Tensor:
    if type(storage) is not TypedStorage:
        raise UnpicklingError("a tensor without a storage")
    size, stride = tuple(size), tuple(stride)
    if len(size) != len(stride) or not _ints(offset, *size, *stride):
        raise UnpicklingError(f"impossible layout of a tensor: size {size}, stride {stride}, offset {offset}")
    count = storage.size()
    reach = offset + sum((n - 1) * s for n, s in zip(size, stride)) + 1 if all(size) else 0
    if reach > count:
        raise UnpicklingError(
            f"a tensor of size {size} and stride {stride} at {offset} leaves its storage of {count} elements"
        )
    return _C._from_storage(storage.untyped(), storage.dtype, offset if all(size) else 0, size, stride)


def rebuild_tensor_v2(
    storage: Any,
    offset: Any,
    size: Any,
    stride: Any,
    requires_grad: Any = False,
    hooks: Any = None,
    metadata: Any = None,
) -> tenon.Tensor:
    t = rebuild_tensor(storage, offset, size, stride)
    if isinstance(metadata, dict):
        if metadata.get("conj"):
            t = t.conj()
        if metadata.get("neg"):
            t = -t
    return t.requires_grad_() if requires_grad is True else t


def rebuild_tensor_v3(
    storage: Any, offset: Any, size: Any, stride: Any, requires_grad: Any, hooks: Any, dtype: Any, metadata: Any = None
) -> tenon.Tensor:
    if type(storage) is not UntypedStorage or type(dtype) is not tenon.dtype:
        raise UnpicklingError("a tensor without a storage or dtype")
    return rebuild_tensor_v2(
        TypedStorage(wrap_storage=storage, dtype=dtype), offset, size, stride, requires_grad, hooks, metadata
    )


def rebuild_meta_tensor(dtype: Any, size: Any, stride: Any, requires_grad: Any) -> tenon.Tensor:
    t = tenon.empty_strided(tuple(size), tuple(stride), dtype=dtype, device="meta")
    return t.requires_grad_() if requires_grad is True else t


def rebuild_parameter(data: Any, requires_grad: Any = True, hooks: Any = None) -> Any:
    if not isinstance(data, tenon.Tensor):
        raise UnpicklingError("a parameter without a tensor")
    return tenon.nn.Parameter(data.detach(), requires_grad is True)


def rebuild_parameter_with_state(data: Any, requires_grad: Any, hooks: Any, state: Any) -> Any:
    return _set_state(rebuild_parameter(data, requires_grad), state)


def rebuild_from_type(function: Any, cls: Any, args: Any, state: Any) -> tenon.Tensor:
    t = function(*args)
    if not isinstance(cls, type) or not issubclass(cls, tenon.Tensor) or not isinstance(t, tenon.Tensor):
        raise UnpicklingError(f"a tensor of a class that is none: {cls}")
    if type(t) is not cls:
        t = tenon.Tensor._make_subclass(cls, t.detach(), t.requires_grad)
    setstate = getattr(cls, "__setstate__", None)
    if setstate is not None:
        setstate(t, state)
        return t
    return _set_state(t, state)


def _set_state(t: Any, state: Any) -> Any:
    plain, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if slots:
        raise UnpicklingError("a tensor with slots")
    t.__dict__.update(plain or {})
    return t


def _encode(text: Any, encoding: Any = "latin1") -> bytes:
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1", "utf-8", "ascii"):
        raise UnpicklingError("a text that stands for bytes must be latin1")
    return codecs.encode(text, encoding)


def _bytearray(*args: Any) -> bytearray:
    if not args:
        return bytearray()
    return bytearray(_encode(*args) if isinstance(args[0], str) else bytes(_items(args[0])))


def _items(items: Any) -> Any:
    if not isinstance(items, list | tuple | bytes):
        raise UnpicklingError(f"got a {type(items).__name__}, expected a list")
    return items


def _set(items: Any = ()) -> set[Any]:
    for item in _items(items):
        check_key(item)
    return set(items)


def _frozenset(items: Any = ()) -> frozenset[Any]:
    return frozenset(_set(items))


def _ordered_dict(items: Any = ()) -> OrderedDict[Any, Any]:
    pairs = [tuple(_items(pair)) for pair in _items(items)]
    for pair in pairs:
        check_key(pair[:1])
    return OrderedDict(pairs)


def _counter(items: Any = None) -> Counter[Any]:
    if items is not None and not isinstance(items, dict):
        raise UnpicklingError(f"got a {type(items).__name__}, expected a dict")
    return Counter(items or {})


def _layout(name: Any) -> Any:
    if not isinstance(name, str) or name not in names.LAYOUTS:
        raise UnpicklingError(f"there is no layout {name!r} here")
    return names.LAYOUTS[name]


class Stands:
    """A function or class of the file that a function here stands for."""

    def __init__(self, make: Any) -> None:
        self.make = make

    def __call__(self, *args: Any) -> Any:
        return self.make(*args)


class Foreign:
    """A dtype or storage that no tensor here can have: an error as soon as a tensor of it is made."""

    def __init__(self, name: str) -> None:
        self.name = name


@lru_cache(maxsize=1)
def builtin() -> dict[str, Any]:
    """Names that are safe by themselves, with what they stand for."""
    table: dict[str, Any] = {
        "collections.OrderedDict": Stands(_ordered_dict),
        "collections.Counter": Stands(_counter),
        "torch.nn.parameter.Parameter": Stands(rebuild_parameter),
        "torch.serialization._get_layout": Stands(_layout),
        "torch.Size": Stands(lambda items=(): tenon.Size(_items(items))),
        "torch.Tensor": tenon.Tensor,
        "torch.device": Stands(tenon.device),
        "_codecs.encode": Stands(_encode),
        "builtins.bytes": Stands(lambda: b""),
        "builtins.bytearray": Stands(_bytearray),
        "builtins.set": Stands(_set),
        "builtins.frozenset": Stands(_frozenset),
        "builtins.complex": Stands(lambda *args: complex(*(float(a) for a in args))),
        "torch._utils._rebuild_tensor": Stands(rebuild_tensor),
        "torch._utils._rebuild_tensor_v2": Stands(rebuild_tensor_v2),
        "torch._utils._rebuild_tensor_v3": Stands(rebuild_tensor_v3),
        "torch._utils._rebuild_meta_tensor_no_storage": Stands(rebuild_meta_tensor),
        "torch._utils._rebuild_parameter": Stands(rebuild_parameter),
        "torch._utils._rebuild_parameter_with_state": Stands(rebuild_parameter_with_state),
        "torch._tensor._rebuild_from_type_v2": Stands(rebuild_from_type),
        "torch.storage.UntypedStorage": StorageType(None),
    }
    for name, dtype in names.STORAGE_DTYPES.items():
        for module in ("torch", "torch.storage", "torch.cuda"):
            table[f"{module}.{name}"] = StorageType(dtype)
    table |= {f"torch.{name.name}": dtype for dtype, name in names.DTYPE_NAMES.items()}
    table |= {f"torch.{name}": value for name, value in names.MEMORY_FORMATS.items()}
    table |= {f"torch.{name}": Foreign(f"torch.{name}") for name in names.FOREIGN_DTYPES | names.FOREIGN_STORAGES}
    return table


@lru_cache(maxsize=1)
def data_classes() -> dict[str, Any]:
    """Classes of plain data, which are made besides when weights_only=False: of the standard library, NumPy and tenon.nn."""
    import argparse
    import datetime
    import decimal
    import fractions
    import pathlib
    import types
    import uuid
    from collections import defaultdict, deque

    plain = [argparse.Namespace, datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone]
    plain += [decimal.Decimal, fractions.Fraction, pathlib.PosixPath, pathlib.PurePosixPath, types.SimpleNamespace]
    plain += [uuid.UUID, defaultdict, deque, bool, bytes, dict, float, int, list, object, range, slice, str, tuple]
    table: dict[str, Any] = {f"{c.__module__}.{c.__qualname__}": c for c in plain}
    layers = [c for c in vars(tenon.nn).values() if isinstance(c, type) and issubclass(c, tenon.nn.Module)]
    table |= {f"{c.__module__}.{c.__qualname__}": c for c in layers}
    table["tenon.device"] = tenon.device
    return table | _numpy_classes()


def _numpy_classes() -> dict[str, Any]:
    try:
        import numpy as np
        from numpy._core import multiarray
    except ImportError:
        return {}
    table: dict[str, Any] = {"numpy.ndarray": np.ndarray, "numpy.dtype": np.dtype}
    table |= {f"numpy.dtypes.{c.__name__}": c for c in vars(np.dtypes).values() if isinstance(c, type)}
    for module in ("numpy.core.multiarray", "numpy._core.multiarray"):
        table[f"{module}._reconstruct"] = multiarray._reconstruct
        table[f"{module}.scalar"] = multiarray.scalar
    return table
