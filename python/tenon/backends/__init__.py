"""Flags of back ends, by PyTorch's names."""

from __future__ import annotations

from types import SimpleNamespace

__all__ = ["cuda", "cudnn", "mkldnn", "mps"]


class _Flags(SimpleNamespace):
    """Settings that programs write without asking whether the back end is there."""

    def is_available(self) -> bool:
        return self.available


cudnn = _Flags(available=False, enabled=True, benchmark=False, deterministic=False, allow_tf32=True)
cuda = SimpleNamespace(matmul=SimpleNamespace(allow_tf32=False), is_built=lambda: False)
mps = SimpleNamespace(is_available=lambda: False, is_built=lambda: False)
mkldnn = _Flags(available=True, enabled=True)
