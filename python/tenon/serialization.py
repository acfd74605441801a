"""save() and load(): PyTorch's zip format, for tensors and plain containers. Loading never runs code.

The file is a zip archive with `data.pkl` (a pickle that names storages), `version`, `byteorder` and `data/KEY` per storage. What is
written reads in PyTorch with torch.load(weights_only=True); of what PyTorch wrote, everything but tensors, numbers, strings and plain
containers is refused by name.
"""

from __future__ import annotations

import codecs
import io
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from typing import IO, Any

import tenon

_MAX_PICKLE = 256 << 20  # bytes of data.pkl; weights are not in it
_ZIP_HEADER = 30  # bytes before a member's name

_STORAGE_DTYPES = {
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
}
_DTYPE_STORAGES = {dtype: name for name, dtype in _STORAGE_DTYPES.items()}


class _Global:
    """Stands for a global of PyTorch's in what is written: `module name`."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __call__(self, *args: Any) -> Any:
        raise TypeError(f"{self.module}.{self.name} is only a name")


class _Reduced:
    """Stands for an object that is written as callable(*args)."""

    def __init__(self, function: _Global, args: tuple[Any, ...]) -> None:
        self.function, self.args = function, args


class _StorageRef:
    def __init__(self, key: str, dtype: Any, count: int) -> None:
        self.tuple = ("storage", _Global("torch", _DTYPE_STORAGES[dtype]), key, "cpu", count)


_Pickler: Any = pickle._Pickler


class _Writer(_Pickler):
    """A pickler in Python, since globals must be written that do not exist here."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, protocol=2)
        self.storages: dict[tuple[int, Any], tuple[_StorageRef, tenon.Tensor]] = {}
        self.path: list[str] = []

    def persistent_id(self, obj: Any) -> Any:
        return obj.tuple if isinstance(obj, _StorageRef) else None

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:
        if isinstance(obj, _Global):
            self.write(pickle.GLOBAL + f"{obj.module}\n{obj.name}\n".encode())
        elif isinstance(obj, _Reduced):
            self.save(obj.function)
            self.save(obj.args)
            self.write(pickle.REDUCE)
        elif isinstance(obj, tenon.Tensor):
            if id(obj) in self.memo:  # the same tensor twice stays one
                self.write(self.get(self.memo[id(obj)][0]))
                return
            self.save(self._reduce_tensor(obj))
            self.memoize(obj)
        elif isinstance(obj, tenon.Size):
            self.save(_Reduced(_Global("torch", "Size"), (tuple(obj),)))
        elif isinstance(obj, tenon.dtype):
            self.save(_Global("torch", str(obj).split(".")[-1]))
        elif isinstance(obj, tenon.device):
            self.save(_Reduced(_Global("torch", "device"), (str(obj),)))
        elif obj is None or type(obj) in (
            bool,
            int,
            float,
            complex,
            str,
            bytes,
            list,
            tuple,
            dict,
            set,
            OrderedDict,
            _StorageRef,
        ):
            super().save(obj, save_persistent_id)
        elif any(obj is g for g in (OrderedDict, set, complex, codecs.encode)):
            super().save(obj, save_persistent_id)
        else:
            hint = (
                " Hint: save model.state_dict(), or use model.save(folder)." if isinstance(obj, tenon.nn.Module) else ""
            )
            raise TypeError(
                f"save(): cannot save a {type(obj).__module__}.{type(obj).__qualname__}: got an object that is no tensor or plain container.{hint}"
            )

    def _reduce_tensor(self, t: tenon.Tensor) -> _Reduced:
        if t.device.type != "cpu":
            raise RuntimeError(f"save(): got a tensor on {t.device}, expected cpu. Hint: call .cpu() first.")
        if t.dtype not in _DTYPE_STORAGES:
            raise TypeError(
                f"save(): got a tensor of {t.dtype}, expected one of {', '.join(map(str, _DTYPE_STORAGES))}"
            )
        storage = t.untyped_storage()
        key = (storage.data_ptr(), t.dtype) if storage.nbytes() else (-len(self.storages) - 1, t.dtype)
        if key not in self.storages:
            count = storage.nbytes() // t.element_size()
            whole = t.detach().as_strided((count,), (1,), 0)
            self.storages[key] = (_StorageRef(str(len(self.storages)), t.dtype, count), whole)
        args: tuple[Any, ...] = (
            self.storages[key][0],
            t.storage_offset(),
            tuple(t.shape),
            tuple(t.stride()),
            t.requires_grad,
            OrderedDict(),
        )
        tensor = _Reduced(_Global("torch._utils", "_rebuild_tensor_v2"), args)
        if isinstance(t, tenon.nn.Parameter):
            return _Reduced(_Global("torch._utils", "_rebuild_parameter"), (tensor, t.requires_grad, OrderedDict()))
        return tensor


def save(obj: Any, f: str | os.PathLike[str] | IO[bytes]) -> None:
    """Writes tensors in plain containers to a file that load() and PyTorch read.

    Tensors that share memory share it after loading. A file given by name is written under another name first and then moved, so a
    failure leaves no partial file.

    Raises:
        TypeError: obj holds something that is no tensor, number, string or plain container.

    Example:
        >>> import io
        >>> buffer = io.BytesIO()
        >>> tenon.save({"w": tenon.ones(2)}, buffer)
        >>> tenon.load(io.BytesIO(buffer.getvalue()))
        {'w': tensor([1., 1.])}
    """
    if hasattr(f, "write"):
        _write(obj, f, "archive")
        return
    path = os.fspath(f)
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "wb") as file:
            _write(obj, file, os.path.splitext(os.path.basename(path))[0] or "archive")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def _write(obj: Any, file: Any, name: str) -> None:
    body = io.BytesIO()
    writer = _Writer(body)
    writer.dump(obj)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as z:
        z.writestr(f"{name}/data.pkl", body.getvalue())
        z.writestr(f"{name}/byteorder", sys.byteorder)
        for ref, whole in writer.storages.values():
            _write_aligned(z, f"{name}/data/{ref.tuple[2]}", memoryview(whole.view(tenon.uint8).numpy()))
        z.writestr(f"{name}/version", "3\n")


def _write_aligned(archive: Any, name: str, data: memoryview) -> None:
    """A member whose bytes start at a multiple of 64, as PyTorch's do (padding stands in the header's extra field)."""
    info = zipfile.ZipInfo(name)
    start = archive.fp.tell() + _ZIP_HEADER + len(name.encode()) + 4
    padding = -start % 64
    info.extra = b"FB" + padding.to_bytes(2, "little") + b"Z" * padding
    archive.writestr(info, data)


class UnpicklingError(pickle.UnpicklingError):
    """A file asks for something that load() does not make."""


def _rebuild_tensor_v2(
    storage: Any,
    offset: int,
    size: Any,
    stride: Any,
    requires_grad: bool = False,
    hooks: Any = None,
    metadata: Any = None,
) -> tenon.Tensor:
    if not isinstance(storage, tenon.Tensor):
        raise UnpicklingError("load(): a tensor without a storage")
    size, stride = tuple(size), tuple(stride)
    if len(size) != len(stride) or any(not isinstance(n, int) or n < 0 for n in (*size, *stride, offset)):
        raise UnpicklingError(f"load(): impossible layout of a tensor: size {size}, stride {stride}, offset {offset}")
    reach = offset + sum((n - 1) * s for n, s in zip(size, stride)) + 1 if all(size) else 0
    if reach > storage.numel():
        raise UnpicklingError(
            f"load(): a tensor of size {size} and stride {stride} leaves its storage of {storage.numel()} elements"
        )
    t = storage.as_strided(size, stride, offset).detach()
    return t.requires_grad_() if requires_grad else t


def _rebuild_parameter(data: Any, requires_grad: bool = True, hooks: Any = None) -> Any:
    return tenon.nn.Parameter(data.detach(), bool(requires_grad))


class _StorageType:
    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype


def _allowed(module: str, name: str) -> Any:
    """What a global of the file stands for here; UnpicklingError for all that is not listed."""
    if module == "torch" and name in _STORAGE_DTYPES:
        return _StorageType(_STORAGE_DTYPES[name])
    if module == "torch" and isinstance(getattr(tenon, name, None), tenon.dtype):
        return getattr(tenon, name)
    table = {
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor_v2,
        ("torch._utils", "_rebuild_parameter"): _rebuild_parameter,
        ("torch", "Size"): tenon.Size,
        ("torch", "device"): tenon.device,
        ("collections", "OrderedDict"): OrderedDict,
        ("builtins", "set"): set,
        ("__builtin__", "set"): set,
        ("builtins", "complex"): complex,
        ("__builtin__", "complex"): complex,
        ("_codecs", "encode"): _encode,
    }
    if (module, name) not in table:
        raise UnpicklingError(
            f"load(): the file asks for {module}.{name}, which is no tensor or plain container. Loading never runs code; save a state_dict instead."
        )
    return table[module, name]


def _encode(text: Any, encoding: Any = "latin1") -> bytes:
    if not isinstance(text, str) or encoding != "latin1":
        raise UnpicklingError("load(): a text that stands for bytes must be latin1")
    return text.encode("latin1")


class _Reader(pickle.Unpickler):
    def __init__(self, file: IO[bytes], archive: _Archive, device: Any) -> None:
        super().__init__(file)
        self.archive, self.device = archive, device

    def find_class(self, module: str, name: str) -> Any:
        return _allowed(module, name)

    def persistent_load(self, pid: Any) -> Any:
        if not isinstance(pid, tuple) or len(pid) != 5 or pid[0] != "storage" or not isinstance(pid[1], _StorageType):
            raise UnpicklingError("load(): an unknown kind of reference")
        _, kind, key, _, count = pid
        return self.archive.storage(str(key), kind.dtype, count)


class _Archive:
    """The zip file: one folder, storages by key."""

    def __init__(self, file: Any) -> None:
        self.zip = zipfile.ZipFile(file)
        names = [n for n in self.zip.namelist() if n.endswith("/data.pkl") and n.count("/") == 1]
        if len(names) != 1:
            raise UnpicklingError(
                "load(): the archive has no data.pkl: it is not a file that save() or torch.save() wrote"
            )
        self.folder = names[0].removesuffix("data.pkl")
        order = self.folder + "byteorder"
        if order in self.zip.namelist() and self.zip.read(order).strip() != sys.byteorder.encode():
            raise RuntimeError("load(): the file was written on a machine of another byte order")
        self.made: dict[str, tenon.Tensor] = {}

    def pickle(self) -> bytes:
        info = self.zip.getinfo(self.folder + "data.pkl")
        if info.file_size > _MAX_PICKLE:
            raise UnpicklingError(f"load(): data.pkl has {info.file_size} bytes, expected at most {_MAX_PICKLE}")
        return self.zip.read(info)

    def storage(self, key: str, dtype: Any, count: Any) -> tenon.Tensor:
        import numpy as np

        if key not in self.made:
            try:
                info = self.zip.getinfo(f"{self.folder}data/{key}")
            except KeyError:
                raise UnpicklingError(f"load(): storage '{key}' is missing in the archive") from None
            if info.compress_type != zipfile.ZIP_STORED:
                raise UnpicklingError(f"load(): storage '{key}' is compressed, which no writer of this format does")
            self.made[key] = tenon.from_numpy(np.frombuffer(bytearray(self.zip.read(info)), dtype=np.uint8))
        raw = self.made[key]
        size = tenon.empty(0, dtype=dtype).element_size()
        if not isinstance(count, int) or count < 0 or count * size > raw.numel():
            raise UnpicklingError(
                f"load(): storage '{key}' has {raw.numel()} bytes, expected {count} elements of {dtype}"
            )
        return raw[: count * size].view(dtype)


def load(
    f: Any, map_location: Any = None, pickle_module: Any = None, *, weights_only: bool = True, mmap: bool | None = None
) -> Any:
    """Reads what save() or torch.save() wrote: tensors, numbers, strings and plain containers.

    Args:
        f: a path, or a binary file.
        map_location: a device; tensors are always on the cpu otherwise.
        weights_only: must stay True: nothing else can be loaded.

    Raises:
        pickle.UnpicklingError: the file is damaged, or asks for anything else; nothing of it has run.
    """
    if weights_only is False:
        raise ValueError(
            "load(): weights_only=False would run code of the file, which is never done. Hint: save a state_dict, or use tenon.hub."
        )
    if not hasattr(f, "read"):
        with open(os.fspath(f), "rb") as file:
            return load(file, map_location)
    start = f.read(4)
    f.seek(0)
    if start[:4] != b"PK\x03\x04":
        raise UnpicklingError(
            "load(): the file is no zip archive: it is damaged, or of PyTorch's format from before 1.6. Hint: save it again with torch.save()."
        )
    try:
        archive = _Archive(f)
        result = _Reader(io.BytesIO(archive.pickle()), archive, map_location).load()
    except UnpicklingError:
        raise
    except (
        zipfile.BadZipFile,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        MemoryError,
        NotImplementedError,
        RecursionError,
        pickle.UnpicklingError,
    ) as e:
        raise UnpicklingError(f"load(): the file is damaged: {e}") from None
    return _to(result, map_location) if map_location is not None else result


def _to(obj: Any, device: Any) -> Any:
    if isinstance(obj, tenon.Tensor):
        return obj.to(device)
    if isinstance(obj, dict):
        return type(obj)((k, _to(v, device)) for k, v in obj.items())
    if isinstance(obj, (list, tuple)):
        return type(obj)(_to(v, device) for v in obj)
    return obj
