"""save() and load(): PyTorch's file format in both directions. Loading never runs code of the file.

The file is a zip archive with `data.pkl` (a pickle that names storages), `version`, `byteorder` and `data/KEY` per storage. What is
written reads in PyTorch; of what PyTorch wrote, tensors, numbers, texts and plain containers are read. Other classes are made only
when the program names them with add_safe_globals().
"""

from __future__ import annotations

import io
import os
import pickle
import secrets
import stat
import sys
import warnings
from collections.abc import Callable
from mmap import MAP_SHARED
from pickle import UnpicklingError
from typing import IO, Any

from tenon import _C
from tenon._files import archive
from tenon._files.allowed import builtin
from tenon._files.locations import default_restore_location, location_tag, register_package, restorer
from tenon._files.options import (
    LoadEndianness,
    add_safe_globals,
    clear_safe_globals,
    get_crc32_options,
    get_default_load_endianness,
    get_default_mmap_options,
    get_safe_globals,
    options,
    safe_globals,
    set_crc32_options,
    set_default_load_endianness,
    set_default_mmap_options,
    skip_data,
    thread,
    trusted,
)
from tenon._files.swap import swap_bytes

__all__ = [
    "LoadEndianness",
    "add_safe_globals",
    "clear_safe_globals",
    "default_restore_location",
    "get_crc32_options",
    "get_default_load_endianness",
    "get_default_mmap_options",
    "get_safe_globals",
    "get_unsafe_globals_in_checkpoint",
    "load",
    "location_tag",
    "register_package",
    "safe_globals",
    "save",
    "set_crc32_options",
    "set_default_load_endianness",
    "set_default_mmap_options",
    "skip_data",
]

DEFAULT_PROTOCOL = 2

FileLike = str | os.PathLike[str] | IO[bytes]


def get_unsafe_globals_in_checkpoint(f: FileLike) -> list[str]:
    """Full names of the classes and functions in a file that load() would refuse."""
    from tenon._files.unpickler import globals_of

    with _opened(f) as file:
        if not _is_zip(file):
            raise ValueError("Expected input to be a checkpoint returned by torch.save")
        reader = archive.Reader(file)
        if "constants.pkl" in reader:
            raise ValueError(
                "Expected input to be a checkpoint returned by torch.save but got a torchscript checkpoint"
            )
        return sorted(globals_of(reader.pickle()) - builtin().keys() - trusted(True).keys())


# ---- saving ----


def save(
    obj: Any,
    f: FileLike,
    pickle_module: Any = pickle,
    pickle_protocol: int = DEFAULT_PROTOCOL,
    _use_new_zipfile_serialization: bool = True,
) -> None:
    """Writes an object, and the tensors in it, to a file that load() and PyTorch read.

    Tensors that share memory share it after loading. A file given by name is written under another name first and then moved, so a
    failure leaves the file that was there, and readers never see half of one.

    Args:
        obj: tensors and containers of them; anything that Python can pickle is written, but load() makes only data.
        f: a path, or an object with write().
        pickle_protocol: the protocol of the pickle inside.

    Example:
        >>> import io
        >>> buffer = io.BytesIO()
        >>> tenon.save({"w": tenon.ones(2)}, buffer)
        >>> tenon.load(io.BytesIO(buffer.getvalue()))
        {'w': tensor([1., 1.])}
    """
    if not isinstance(f, str | os.PathLike) and not hasattr(f, "write"):
        raise AttributeError("expected 'f' to be string, path, or a file-like object with a 'write' attribute")
    if pickle_module is not pickle and pickle_module is not None:
        raise ValueError(f"save(): only Python's own pickle is used: got pickle_module {pickle_module.__name__}")
    if not _use_new_zipfile_serialization:
        raise ValueError("save(): the format of PyTorch before 1.6 is read, not written: expected the zip format")
    body = io.BytesIO()
    storages = _pickle(obj, body, pickle_protocol)
    if hasattr(f, "write"):
        _write(f, "archive", body, storages)
    else:
        _write_path(os.fspath(f), body, storages)


def _pickle(obj: Any, body: IO[bytes], protocol: int) -> list[Any]:
    from tenon._files.pickler import Pickler

    pickler = Pickler(body, protocol, location_tag)
    pickler.dump(obj)
    return pickler.storages


def _write_path(path: str, body: Any, storages: list[Any]) -> None:
    name = os.path.splitext(os.path.basename(path))[0] or "archive"
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        raise RuntimeError(f"Parent directory {folder} does not exist.")
    if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):  # a pipe or a device stays what it is
        with open(path, "wb", buffering=0) as file:
            _write(file, name, body, storages)
        return
    target = os.path.realpath(path)
    temporary = f"{target}.{secrets.token_hex(6)}.tmp"
    try:
        with open(temporary, "xb", buffering=0) as file:
            _write(file, name, body, storages)
        os.replace(temporary, target)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def _write(file: Any, name: str, body: Any, storages: list[Any]) -> None:
    writer = archive.Writer(file, name, options.checksums)
    writer.add("data.pkl", body.getbuffer())
    writer.add("byteorder", sys.byteorder.encode())
    for key, storage in enumerate(storages):
        writer.add(f"data/{key}", _bytes_to_write(storage))
    writer.add("version", b"3\n")
    writer.close()


def _bytes_to_write(storage: Any) -> Any:
    if thread.skip_data or storage.device.type == "meta":
        return bytes(storage.nbytes())
    if storage.device.type != "cpu":
        raise RuntimeError(f"save(): got a tensor on {storage.device}, expected cpu. Hint: call .cpu() first.")
    return storage


# ---- loading ----


def load(
    f: FileLike,
    map_location: Any = None,
    pickle_module: Any = None,
    *,
    weights_only: bool | None = None,
    mmap: bool | None = None,
    **pickle_load_args: Any,
) -> Any:
    """Reads what save() or torch.save() wrote. Nothing of the file is run.

    Args:
        f: a path (of a .safetensors file too), or a binary file that can seek.
        map_location: where tensors go: a device or its name, a dict of names, or a function of storage and name.
        weights_only: True, as is the default, makes tensors, numbers, texts and plain containers. False makes data classes of the
            standard library and NumPy and layers of tenon.nn besides. Classes of the program are always named by
            add_safe_globals(), since making them may run code.
        mmap: map the file instead of reading it: data is read when used, and what is written to tensors stays in memory.

    Raises:
        pickle.UnpicklingError: the file is damaged, or names anything else.
    """
    weights_only = True if weights_only is None else bool(weights_only)
    if weights_only and pickle_module is not None:
        raise RuntimeError("Can not safely load weights when explicit pickle_module is specified")
    if pickle_module is not None and pickle_module is not pickle:
        raise ValueError(
            f"load(): only data is read, never by another unpickler: got pickle_module {pickle_module.__name__}"
        )
    if weights_only and pickle_load_args:
        warnings.warn("pickle_load_args only works if `weights_only=False`.", stacklevel=2)
    if isinstance(f, str | os.PathLike) and os.fspath(f).endswith(".safetensors"):
        return _load_safetensors(f, map_location)
    with _opened(f) as file:
        if _is_zip(file):
            mapped = _map(f) if mmap else None
            return _load_zip(archive.Reader(file), mapped, map_location, weights_only)
        if mmap:
            raise RuntimeError(
                "mmap can only be used with files in the zip format of save(): save the file again first"
            )
        return _load_legacy(file, map_location, weights_only)


class _Borrowed:
    """Somebody else's open file in a with-block."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Any:
        return self.file

    def __exit__(self, *error: object) -> None:
        pass


def _opened(f: Any) -> Any:
    if isinstance(f, str | os.PathLike):
        return open(os.fspath(f), "rb")
    try:
        f.seek(f.tell())
        f.read  # noqa: B018
    except (io.UnsupportedOperation, AttributeError) as error:
        raise type(error)(
            f"{error}. You can only torch.load from a file that is seekable. Please pre-load the data into a buffer like "
            "io.BytesIO and try to load from it instead."
        ) from None
    return _Borrowed(f)


def _is_zip(file: Any) -> bool:
    start = file.tell()
    magic = file.read(4)
    file.seek(start)
    if not isinstance(magic, bytes):
        raise TypeError(f"load(): the file gives {type(magic).__name__}, expected bytes. Hint: open it in binary mode.")
    return magic == b"PK\x03\x04"


def _map(f: Any) -> Any:
    if not isinstance(f, str | os.PathLike):
        raise ValueError("f must be a file path in order to use the mmap argument")
    return _C.UntypedStorage.from_file(os.fspath(f), options.mmap_flags == MAP_SHARED)


def _load_safetensors(f: Any, map_location: Any) -> Any:
    if map_location is not None and (isinstance(map_location, dict) or callable(map_location)):
        raise RuntimeError(
            "Loading safetensors file with dict or callable map_location is not supported. Use a device string or device instead."
        )
    tensors = _C._load_safetensors(os.fspath(f))
    return tensors if map_location is None else {name: t.to(map_location) for name, t in tensors.items()}


def _is_swapped(reader: archive.Reader) -> bool:
    """Whether the numbers of an archive have the other byte order."""
    order: str = {LoadEndianness.NATIVE: sys.byteorder, LoadEndianness.BIG: "big"}.get(
        options.endianness or LoadEndianness.LITTLE, "little"
    )
    if "byteorder" in reader:
        order = reader.text("byteorder").decode("latin1")
        if order not in ("little", "big"):
            raise ValueError(f"Unknown endianness type: {order}")
    return order != sys.byteorder


def _load_zip(reader: archive.Reader, mapped: Any, map_location: Any, weights_only: bool) -> Any:
    from tenon._files.unpickler import Unpickler

    if "constants.pkl" in reader:
        raise RuntimeError(
            "Cannot load TorchScript archives, which hold code. Hint: save the state_dict of the module in PyTorch."
        )
    swapped, restore = _is_swapped(reader), restorer(map_location)
    to_meta = map_location is not None and not callable(map_location) and str(map_location) == "meta"
    made: dict[str, Any] = {}

    def storage(dtype: Any, key: str, location: str, count: int, *unused: Any) -> Any:
        if key not in made:
            name, size = f"data/{key}", count * dtype.itemsize
            if size > reader.size(name):
                raise UnpicklingError(
                    f"storage '{key}' has {reader.size(name)} bytes, expected {count} elements of {dtype}"
                )
            if to_meta:
                made[key] = _C.UntypedStorage(size, device="meta")
            else:
                made[key] = restore(_read_storage(reader, mapped, name, size, dtype, swapped), location)
        return made[key]

    data = reader.pickle()
    return _explained(lambda: Unpickler(data, builtin(), trusted(weights_only), storage).load())


def _read_storage(reader: archive.Reader, mapped: Any, name: str, size: int, dtype: Any, swapped: bool) -> Any:
    begin = reader.begin(name)
    if thread.skip_data:
        storage = _C.UntypedStorage(bytes(size))
    elif mapped is not None and begin % dtype.itemsize == 0:
        storage = mapped[begin : begin + size]
    else:
        storage = _C.UntypedStorage(size)
        reader.read_into(name, memoryview(storage))
    if swapped:
        swap_bytes(storage, dtype)
    return storage


def _load_legacy(file: Any, map_location: Any, weights_only: bool) -> Any:
    from tenon._files.legacy import LegacyFile

    data = file.read()
    if not data:
        raise EOFError("Ran out of input")
    reader = LegacyFile(data, builtin(), trusted(weights_only), restorer(map_location))
    return _explained(reader.load)


def _explained(read: Callable[[], Any]) -> Any:
    """read(), whose errors get a sentence on what to do."""
    try:
        return read()
    except UnpicklingError as error:
        text = str(error)
        if "was not an allowed global" in text:
            advice = (
                "Loading makes data and runs no code; what else a file may make is named by the program, which should do so only "
                "if it trusts the source of the checkpoint."
            )
            text = f"WeightsUnpickler error: {text}"
        elif "is blocked" in text:
            advice = "No program can allow it."
        else:
            advice = "The file is damaged, or holds what load() does not read."
        raise UnpicklingError(f"Weights only load failed. {advice}\n\t{text}") from None
