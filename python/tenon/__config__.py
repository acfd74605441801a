"""How this build was made."""

from __future__ import annotations

import platform

from tenon import _C

__all__ = ["parallel_info", "show"]


def show() -> str:
    """The version, the machine and what is compiled in.

    >>> print(tenon.__config__.show().splitlines()[0])
    Tenon built with:
    """
    return (
        f"Tenon built with:\n  - Version: {_C.__version__}\n  - C++ Version: 202002\n  - Machine: {platform.machine()}\n"
        "  - oneDNN, loaded when first used\n  - Build settings: USE_CUDA=0, USE_DISTRIBUTED=0\n"
    )


def parallel_info() -> str:
    """Threads that ops use."""
    return f"Tenon's thread pool:\n\ttenon.get_num_threads() : {_C.get_num_threads()}\n"
