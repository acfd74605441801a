"""What Tenon's objects are called in a file: PyTorch's names, so that each reads what the other wrote."""

from __future__ import annotations

from typing import Any

import tenon
from tenon import _C

STORAGE_DTYPES = {
    "FloatStorage": tenon.float32,
    "DoubleStorage": tenon.float64,
    "HalfStorage": tenon.float16,
    "BFloat16Storage": tenon.bfloat16,
    "LongStorage": tenon.int64,
    "IntStorage": tenon.int32,
    "ShortStorage": tenon.int16,
    "CharStorage": tenon.int8,
    "ByteStorage": tenon.uint8,
    "BoolStorage": tenon.bool,
    "ComplexFloatStorage": tenon.complex64,
    "ComplexDoubleStorage": tenon.complex128,
}
DTYPE_STORAGES = {dtype: name for name, dtype in STORAGE_DTYPES.items()}

# Storages and dtypes of PyTorch's that no tensor of Tenon's can have.
FOREIGN_DTYPES = frozenset(
    "uint16 uint32 uint64 complex32 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 "
    "quint8 qint8 qint32 quint4x2 quint2x4 bits1x8 bits2x4 bits4x2 bits8 bits16".split()
)
FOREIGN_STORAGES = frozenset("QUInt8Storage QInt8Storage QInt32Storage QUInt4x2Storage QUInt2x4Storage".split())

LAYOUTS = {f"torch.{name}": getattr(tenon, name) for name in ("strided", "sparse_coo") if hasattr(tenon, name)}
MEMORY_FORMATS = {
    name: getattr(tenon, name)
    for name in ("contiguous_format", "preserve_format", "channels_last", "channels_last_3d")
    if hasattr(tenon, name)
}


class Name:
    """Stands for a global of the file that is no object here: `module name`."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __call__(self, *args: Any) -> Any:
        raise TypeError(f"{self.module}.{self.name} is only a name")


class StorageType:
    """What `torch.FloatStorage` and the others stand for: an element type, or None for plain bytes."""

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype


REBUILD_TENSOR = Name("torch._utils", "_rebuild_tensor_v2")
REBUILD_META = Name("torch._utils", "_rebuild_meta_tensor_no_storage")
REBUILD_PARAMETER = Name("torch._utils", "_rebuild_parameter")
REBUILD_PARAMETER_WITH_STATE = Name("torch._utils", "_rebuild_parameter_with_state")
REBUILD_TYPE = Name("torch._tensor", "_rebuild_from_type_v2")
SIZE = Name("torch", "Size")
DEVICE = Name("torch", "device")
LAYOUT = Name("torch.serialization", "_get_layout")
UNTYPED_STORAGE = Name("torch.storage", "UntypedStorage")
DTYPE_NAMES = {dtype: Name("torch", str(dtype).rpartition(".")[2]) for dtype in DTYPE_STORAGES}
MEMORY_FORMAT_NAMES = {value: Name("torch", name) for name, value in MEMORY_FORMATS.items()}
STORAGE_NAMES = {dtype: Name("torch", name) for dtype, name in DTYPE_STORAGES.items()}


def class_names() -> dict[Any, Name]:
    """Classes that PyTorch has under a name of its own."""
    return {
        tenon.Tensor: Name("torch", "Tensor"),
        tenon.Size: SIZE,
        tenon.device: DEVICE,
        tenon.nn.Parameter: Name("torch.nn.parameter", "Parameter"),
        tenon.nn.Buffer: Name("torch", "Tensor"),
        _C.UntypedStorage: UNTYPED_STORAGE,
    }
