"""Small tools of layers: a number as a tuple, names of argument types, prefixes of a state_dict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any, TypeVar

import tenon

T = TypeVar("T")

_scalar_or_tuple_any_t = T | tuple[T, ...]  # type: ignore[misc]
_scalar_or_tuple_1_t = T | tuple[T]  # type: ignore[misc]
_scalar_or_tuple_2_t = T | tuple[T, T]  # type: ignore[misc]
_scalar_or_tuple_3_t = T | tuple[T, T, T]  # type: ignore[misc]
_size_any_t = int | tuple[int, ...]
_size_1_t = int | tuple[int]
_size_2_t = int | tuple[int, int]
_size_3_t = int | tuple[int, int, int]
_size_4_t = int | tuple[int, int, int, int]
_size_5_t = int | tuple[int, int, int, int, int]
_size_6_t = int | tuple[int, int, int, int, int, int]
_size_any_opt_t = int | None | tuple[int | None, ...]
_size_2_opt_t = int | None | tuple[int | None, int | None]
_size_3_opt_t = int | None | tuple[int | None, int | None, int | None]
_ratio_2_t = float | tuple[float, float]
_ratio_3_t = float | tuple[float, float, float]
_ratio_any_t = float | tuple[float, ...]
_maybe_indices_t = tenon.Tensor | tuple[tenon.Tensor, tenon.Tensor]


def _ntuple(n: int, name: str = "parse") -> Callable[[Any], tuple[Any, ...]]:
    """A function that makes a tuple of n items out of a number, and of an iterable the tuple of its items."""

    def parse(x: Any) -> tuple[Any, ...]:
        return tuple(x) if isinstance(x, Iterable) else tuple(repeat(x, n))

    parse.__name__ = name
    return parse


_single = _ntuple(1, "_single")
_pair = _ntuple(2, "_pair")
_triple = _ntuple(3, "_triple")
_quadruple = _ntuple(4, "_quadruple")


def consume_prefix_in_state_dict_if_present(state_dict: dict[str, Any], prefix: str) -> None:
    """Removes a prefix from the keys of a state_dict, and of its metadata, in place.

    >>> state = {"module.w": 1}
    >>> tenon.nn.modules.utils.consume_prefix_in_state_dict_if_present(state, "module.")
    >>> state
    {'w': 1}
    """
    for key in [k for k in state_dict if k.startswith(prefix)]:
        state_dict[key.removeprefix(prefix)] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", {})
    for key in [k for k in metadata if k and (k == prefix.replace(".", "") or k.startswith(prefix))]:
        metadata[key[len(prefix) :]] = metadata.pop(key)
