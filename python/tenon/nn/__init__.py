"""Layers, losses and containers, their functional forms, initialisation and tools. The names are PyTorch's."""

from __future__ import annotations

from tenon import _C
from tenon.nn import attention, functional, init, modules, parallel, utils
from tenon.nn.modules._identity import Identity
from tenon.nn.modules.attention import MultiheadAttention
from tenon.nn.modules.container import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
from tenon.nn.modules.module import Module
from tenon.nn.modules.transformer import (
    Transformer,
    TransformerDecoder,
    TransformerDecoderLayer,
    TransformerEncoder,
    TransformerEncoderLayer,
)
from tenon.nn.parallel import DataParallel
from tenon.nn.parameter import Buffer, Parameter, UninitializedBuffer, UninitializedParameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tenon.nn._layers import *  # noqa: F403

# Every registered type of this namespace, core's layers first of all.
for _type in _C._list_types():
    for _path in _type["paths"]:
        if _path.startswith("tenon.nn.") and _path.count(".") == 2:
            globals().setdefault(_path.rpartition(".")[2], _C._type_class(_type["name"]))
del _type, _path
for _name in modules.__all__:
    globals().setdefault(_name, getattr(modules, _name))
del _name

__all__ = [
    "Buffer",
    "Module",
    "ModuleDict",
    "ModuleList",
    "Parameter",
    "ParameterDict",
    "ParameterList",
    "Sequential",
    "UninitializedBuffer",
    "UninitializedParameter",
    "attention",
    "functional",
    "init",
    "modules",
    "parallel",
    "utils",
]
__all__ += sorted(name for name in globals() if name[0].isupper() and name not in __all__)


def factory_kwargs(kwargs: dict[str, object] | None) -> dict[str, object]:
    """The device, dtype and memory_format among the keyword arguments, for making tensors."""
    if kwargs is None:
        return {}
    known = {"device", "dtype", "memory_format"}
    unexpected = kwargs.keys() - {*known, "factory_kwargs"}
    if unexpected:
        raise TypeError(f"unexpected kwargs {unexpected}")
    given = dict(kwargs.get("factory_kwargs") or {})  # type: ignore[call-overload]
    for key in known & kwargs.keys():
        if key in given:
            raise TypeError(f"{key} specified twice, in **kwargs and in factory_kwargs")
        given[key] = kwargs[key]
    return given
