"""Which way scaled_dot_product_attention() goes: by blocks (FLASH_ATTENTION), or as plain products and softmax (MATH)."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Iterator

import tenon

__all__ = ["SDPBackend", "sdpa_kernel"]


class SDPBackend(enum.IntEnum):
    """The ways that have names. Only MATH and FLASH_ATTENTION exist on the CPU; calls never go another way."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3
    OVERRIDEABLE = 4


@contextlib.contextmanager
def sdpa_kernel(backends: list[SDPBackend] | SDPBackend, set_priority: bool = False) -> Iterator[dict[str, object]]:
    """Within the with-block, attention goes one of these ways, and fails where none of them can be gone.

    >>> q = tenon.ones(1, 1, 8, 4)
    >>> with sdpa_kernel(SDPBackend.MATH):
    ...     tenon.nn.functional.scaled_dot_product_attention(q, q, q).shape
    tenon.Size([1, 1, 8, 4])
    """
    if not isinstance(backends, (list, SDPBackend)):
        raise AssertionError(
            "Backend must be an instance of SDPBackend or a list of SDPBackend instances, got "
            + type(backends).__name__
        )
    wanted = [backends] if isinstance(backends, SDPBackend) else backends
    before = tenon._sdpa_backends(sum(1 << b for b in set(wanted) if b >= 0))
    try:
        yield {}
    finally:
        tenon._sdpa_backends(before)
