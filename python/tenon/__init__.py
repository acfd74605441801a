"""Tenon: tensors, automatic differentiation, neural networks, and domain libraries that load as plugins.

Importing this package loads neither NumPy nor any plugin; submodules are imported when first used.
"""

import importlib as _importlib
from math import e, inf, nan, pi

from tenon import _C, _plugins
from tenon._C import *  # noqa: F403
from tenon._C import __version__, _install
from tenon._elements import broadcast_shapes, frombuffer, is_nonzero
from tenon._tensor import Tensor, is_complex, is_floating_point, is_storage, numel
from tenon.autograd.grad_mode import (
    enable_grad,
    inference_mode,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from tenon.random import get_rng_state, initial_seed, manual_seed, seed, set_rng_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as _Any

    from tenon._dtypes import finfo, iinfo, result_type
    from tenon._ops import *  # noqa: F403
    from tenon._settings import use_deterministic_algorithms
    from tenon._tensor_str import set_printoptions
    from tenon._windows import bartlett_window, blackman_window, hamming_window, hann_window, kaiser_window

_install("tenon", globals())
_plugins.install()

# Submodules and the names that live in them, imported when first used.
_SUBMODULES = frozenset(
    "__config__ _utils accelerator amp autograd backends compat cpu cuda distributed fft func functional hub linalg multiprocessing "
    "nn ops optim overrides profiler random return_types serialization signal special storage testing types utils version".split()
)
_LAZY = {
    "autocast": "tenon.amp.autocast_mode",
    "is_autocast_enabled": "tenon.amp.autocast_mode",
    "get_autocast_dtype": "tenon.amp.autocast_mode",
    "set_autocast_enabled": "tenon.amp.autocast_mode",
    "set_autocast_dtype": "tenon.amp.autocast_mode",
    "is_autocast_cache_enabled": "tenon.amp.autocast_mode",
    "set_autocast_cache_enabled": "tenon.amp.autocast_mode",
    "is_autocast_cpu_enabled": "tenon.amp.autocast_mode",
    "get_autocast_cpu_dtype": "tenon.amp.autocast_mode",
    "get_autocast_gpu_dtype": "tenon.amp.autocast_mode",
    "set_autocast_cpu_enabled": "tenon.amp.autocast_mode",
    "set_autocast_cpu_dtype": "tenon.amp.autocast_mode",
    "vmap": "tenon.func",
    "finfo": "tenon._dtypes",
    "iinfo": "tenon._dtypes",
    "set_printoptions": "tenon._tensor_str",
    "get_printoptions": "tenon._tensor_str",
    "save": "tenon.serialization",
    "load": "tenon.serialization",
    "is_deterministic_algorithms_enabled": "tenon._settings",
    "are_deterministic_algorithms_enabled": "tenon._settings",
    "is_deterministic_algorithms_warn_only_enabled": "tenon._settings",
    "set_deterministic_debug_mode": "tenon._settings",
    "get_deterministic_debug_mode": "tenon._settings",
    "set_default_tensor_type": "tenon._settings",
    "use_deterministic_algorithms": "tenon._settings",
    "set_default_device": "tenon._settings",
    "get_default_device": "tenon._settings",
    "result_type": "tenon._dtypes",
    "tensordot": "tenon.functional",
    "einsum": "tenon.functional",
    "lu": "tenon.functional",
    "svd_lowrank": "tenon._lowrank",
    "pca_lowrank": "tenon._lowrank",
    "bartlett_window": "tenon._windows",
    "blackman_window": "tenon._windows",
    "hamming_window": "tenon._windows",
    "hann_window": "tenon._windows",
    "kaiser_window": "tenon._windows",
    "set_float32_matmul_precision": "tenon._settings",
    "get_float32_matmul_precision": "tenon._settings",
}

newaxis = None


def __getattr__(name: "str") -> "_Any":
    if name in _LAZY:
        value = getattr(_importlib.import_module(_LAZY[name]), name)
    elif name in _SUBMODULES:
        value = _importlib.import_module(f"tenon.{name}")
    elif name.endswith("Tensor") and name in (old := _importlib.import_module("tenon._legacy")).DTYPES:
        value = getattr(old, name)
    else:
        value = _C._find_op(f"tenon.{name}") or _plugins.module(name)
        if value is None:
            raise AttributeError(f"module 'tenon' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> "list[str]":
    return sorted({*globals(), *_SUBMODULES, *_LAZY})
