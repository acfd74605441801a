"""Tensors of other libraries without a copy, and the other way round."""

from __future__ import annotations

import enum
from typing import Any

from tenon import from_dlpack

__all__ = ["DLDeviceType", "from_dlpack", "to_dlpack"]


class DLDeviceType(enum.IntEnum):
    """Kinds of devices by their numbers."""

    kDLCPU = 1
    kDLCUDA = 2
    kDLCUDAHost = 3
    kDLOpenCL = 4
    kDLVulkan = 7
    kDLMetal = 8
    kDLVPI = 9
    kDLROCM = 10
    kDLROCMHost = 11
    kDLExtDev = 12
    kDLCUDAManaged = 13
    kDLOneAPI = 14


def to_dlpack(tensor: Any) -> Any:
    """The tensor as a DLPack capsule, to be used once.

    >>> tenon.from_dlpack(tenon.utils.dlpack.to_dlpack(tenon.ones(2)))
    tensor([1., 1.])
    """
    return tensor.__dlpack__()
