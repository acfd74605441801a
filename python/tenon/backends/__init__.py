"""Flags of back ends, by PyTorch's names. Those that would change results of this build do not exist; the others are kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

__all__ = ["cpu", "cuda", "cudnn", "mha", "mkl", "mkldnn", "mps", "openmp", "opt_einsum", "quantized"]


class _Backend(ModuleType):
    """A module of flags, which programs write without asking whether the back end is there."""

    def __init__(self, name: str, doc: str, available: bool, **flags: Any) -> None:
        super().__init__(f"tenon.backends.{name}", doc)
        self.__dict__.update(flags, _available=available, _flags=tuple(flags), __path__=[])
        sys.modules[self.__name__] = self

    def is_available(self) -> bool:
        """Whether the back end can be used."""
        return self._available

    def is_built(self) -> bool:
        """Whether this build has the back end."""
        return self._available

    @contextmanager
    def flags(self, **flags: Any) -> Iterator[None]:
        """Sets flags for a with-block."""
        before = {name: getattr(self, name) for name in flags if name in self._flags}
        self.__dict__.update((name, value) for name, value in flags.items() if name in self._flags)
        try:
            yield
        finally:
            self.__dict__.update(before)


class _Flags:
    """Flags of a part of a back end."""

    def __init__(self, **flags: Any) -> None:
        self.__dict__.update(flags)


cpu = _Backend("cpu", "The CPU.", True)
cudnn = _Backend(
    "cudnn",
    "cuDNN: there is none.",
    False,
    enabled=True,
    benchmark=False,
    benchmark_limit=None,
    deterministic=False,
    allow_tf32=True,
    version=lambda: None,
    is_acceptable=lambda tensor: False,
    conv=_Flags(fp32_precision="none"),
    rnn=_Flags(fp32_precision="none"),
)
cuda = _Backend("cuda", "CUDA: there is none.", False)
cuda.matmul = _Flags(  # type: ignore[attr-defined]
    allow_tf32=False,
    allow_fp16_reduced_precision_reduction=True,
    allow_bf16_reduced_precision_reduction=True,
    allow_fp16_accumulation=False,
    fp32_precision="none",
)
mps = _Backend("mps", "Metal: there is none.", False)
mkl = _Backend("mkl", "Intel's MKL: oneDNN and loops of this build do its work.", False)
mkldnn = _Backend("mkldnn", "oneDNN.", True, enabled=True, deterministic=False, allow_tf32=True)
openmp = _Backend("openmp", "OpenMP: a thread pool of this build does its work.", False)
opt_einsum = _Backend(
    "opt_einsum", "The order of products in einsum: left to right.", False, enabled=False, strategy=None
)
quantized = _Backend("quantized", "Quantized ops: there are none.", False, engine="none", supported_engines=["none"])
mha = _Backend("mha", "The fused attention of layers.", True)
_attention = {"flash": True, "mem_efficient": True, "math": True, "cudnn": True}


def _attention_flag(kind: str) -> None:
    def enabled() -> bool:
        return _attention[kind]

    def enable(enabled: bool) -> None:
        _attention[kind] = bool(enabled)

    cuda.__dict__[f"{kind}_sdp_enabled"], cuda.__dict__[f"enable_{kind}_sdp"] = enabled, enable


for _kind in _attention:
    _attention_flag(_kind)


@contextmanager
def _sdp_kernel(
    enable_flash: bool = True, enable_math: bool = True, enable_mem_efficient: bool = True, enable_cudnn: bool = True
) -> Iterator[None]:
    """Sets which attention kernels CUDA may use, for a with-block. Those of the CPU are what they are."""
    before = dict(_attention)
    _attention.update(flash=enable_flash, math=enable_math, mem_efficient=enable_mem_efficient, cudnn=enable_cudnn)
    try:
        yield
    finally:
        _attention.update(before)


cuda.sdp_kernel = _sdp_kernel  # type: ignore[attr-defined]
