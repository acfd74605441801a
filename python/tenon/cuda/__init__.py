"""CUDA, as PyTorch's programs ask for it: there is none until a device plugin brings it. Answers and errors are those of PyTorch's
build without CUDA."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NoReturn

from tenon import _legacy

__all__ = [
    "Event",
    "Stream",
    "can_device_access_peer",
    "current_device",
    "current_stream",
    "default_stream",
    "device",
    "device_count",
    "device_of",
    "empty_cache",
    "get_arch_list",
    "get_device_capability",
    "get_device_name",
    "get_device_properties",
    "get_rng_state",
    "get_rng_state_all",
    "init",
    "initial_seed",
    "ipc_collect",
    "is_available",
    "is_bf16_supported",
    "is_initialized",
    "manual_seed",
    "manual_seed_all",
    "max_memory_allocated",
    "max_memory_reserved",
    "mem_get_info",
    "memory_allocated",
    "memory_reserved",
    "memory_stats",
    "reset_peak_memory_stats",
    "seed",
    "seed_all",
    "set_device",
    "set_per_process_memory_fraction",
    "set_rng_state",
    "set_rng_state_all",
    "stream",
    "synchronize",
]

has_half = True
default_generators: tuple[Any, ...] = ()


def _none(what: str) -> NoReturn:
    raise AssertionError(f"{what}(): Tenon not compiled with CUDA enabled: got 0 devices, expected at least 1")


# ---- what there is ----


def is_available() -> bool:
    """Whether a CUDA device can be used."""
    return False


def device_count() -> int:
    """The number of CUDA devices."""
    return 0


def is_initialized() -> bool:
    """Whether CUDA has been used."""
    return False


def init() -> None:
    """Starts CUDA. AssertionError without a device."""
    _none("init")


def is_bf16_supported(including_emulation: bool = True) -> bool:
    """Whether the device has bfloat16 arithmetic."""
    return False


def get_arch_list() -> list[str]:
    """The architectures that this build has code for."""
    return []


def _is_in_bad_fork() -> bool:
    return False


# ---- devices ----


def current_device() -> int:
    """The device in use. AssertionError without one."""
    _none("current_device")


def set_device(device: Any) -> None:
    """Selects a device. A negative number selects nothing; AssertionError for any other."""
    if not isinstance(device, int) or device >= 0:
        _none("set_device")


class device:
    """Selects a device for a with-block. None and negative numbers select nothing."""

    def __init__(self, device: Any) -> None:
        self.idx = device

    def __enter__(self) -> None:
        if self.idx is not None and not (isinstance(self.idx, int) and self.idx < 0):
            _none("device")

    def __exit__(self, *error: object) -> None:
        pass


class device_of(device):
    """Selects the device of a tensor for a with-block; none for a tensor that is on no CUDA device."""

    def __init__(self, obj: Any) -> None:
        super().__init__(obj.get_device() if obj.device.type == "cuda" else -1)


def synchronize(device: Any = None) -> None:
    """Waits for the device. AssertionError without one."""
    _none("synchronize")


def get_device_name(device: Any = None) -> str:
    """The device's name. AssertionError without one."""
    _none("get_device_name")


def get_device_capability(device: Any = None) -> tuple[int, int]:
    """The device's compute capability. AssertionError without one."""
    _none("get_device_capability")


def get_device_properties(device: Any = None) -> Any:
    """What the device can do. AssertionError without one."""
    _none("get_device_properties")


def can_device_access_peer(device: Any, peer_device: Any) -> bool:
    """Whether one device reads another's memory. AssertionError without one."""
    _none("can_device_access_peer")


# ---- streams and events ----


class Stream:
    """A queue of work of a device. RuntimeError: there is no device."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Stream(): tenon.cuda.Stream requires CUDA support")


class Event:
    """A point in a stream. RuntimeError: there is no device."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Event(): tenon.cuda.Event requires CUDA support")


def current_stream(device: Any = None) -> Stream:
    """The stream in use. AssertionError without a device."""
    _none("current_stream")


def default_stream(device: Any = None) -> Stream:
    """The default stream. AssertionError without a device."""
    _none("default_stream")


class stream:
    """Selects a stream for a with-block. None selects nothing, and there is no other."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass


# ---- memory ----


def memory_allocated(device: Any = None) -> int:
    """Bytes of tensors on the device."""
    return 0


def max_memory_allocated(device: Any = None) -> int:
    """The most bytes of tensors on the device so far."""
    return 0


def memory_reserved(device: Any = None) -> int:
    """Bytes that the allocator holds."""
    return 0


def max_memory_reserved(device: Any = None) -> int:
    """The most bytes that the allocator has held so far."""
    return 0


def memory_stats(device: Any = None) -> OrderedDict[str, Any]:
    """Counters of the allocator: none."""
    return OrderedDict()


def mem_get_info(device: Any = None) -> tuple[int, int]:
    """Free and total bytes of the device. AssertionError without one."""
    _none("mem_get_info")


def reset_peak_memory_stats(device: Any = None) -> None:
    """Starts the largest values anew. AssertionError without a device."""
    _none("reset_peak_memory_stats")


def set_per_process_memory_fraction(fraction: float, device: Any = None) -> None:
    """Limits the memory in use. AssertionError without a device."""
    _none("set_per_process_memory_fraction")


def empty_cache() -> None:
    """Gives unused memory of the device back: nothing to do without one."""


def ipc_collect() -> None:
    """Gives shared memory back. AssertionError without a device."""
    _none("ipc_collect")


# ---- random numbers: seeding is allowed, and does nothing, without a device ----


def manual_seed(seed: int) -> None:
    """Seeds the streams of the device: nothing to do without one, as in PyTorch."""


def manual_seed_all(seed: int) -> None:
    """Seeds the streams of all devices: nothing to do without one, as in PyTorch."""


def seed() -> None:
    """Seeds the device at random: nothing to do without one."""


def seed_all() -> None:
    """Seeds all devices at random: nothing to do without one."""


def initial_seed() -> int:
    """The device's seed. AssertionError without one."""
    _none("initial_seed")


def get_rng_state(device: Any = "cuda") -> Any:
    """The state of the device's generator. AssertionError without one."""
    _none("get_rng_state")


def get_rng_state_all() -> list[Any]:
    """The states of all devices' generators: none."""
    return []


def set_rng_state(new_state: Any, device: Any = "cuda") -> None:
    """Sets the state of the device's generator: nothing to do without one, as in PyTorch."""


def set_rng_state_all(new_states: Any) -> None:
    """Sets the states of all devices' generators: nothing to do without one."""


class _NoTensorType:
    """A class of tensors on a device that is not there: nothing is an instance, and nothing can be made."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"type tenon.cuda.{self.__name__} not available. Tenon not compiled with CUDA enabled.")

    def __instancecheck__(self, instance: object) -> bool:
        return False


def __getattr__(name: str) -> Any:
    if name == "amp":
        import importlib

        return importlib.import_module("tenon.cuda.amp")
    if name in _legacy.DTYPES:
        return _NoTensorType(name)
    raise AttributeError(f"module 'tenon.cuda' has no attribute '{name}'")
