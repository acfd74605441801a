"""tenon.hann_window and its relatives: the older spelling of tenon.signal.windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tenon import Tensor
from tenon.signal import windows

__all__ = ["bartlett_window", "blackman_window", "hamming_window", "hann_window", "kaiser_window"]


def _window(make: Callable[..., Tensor], length: int, periodic: bool, options: dict[str, Any]) -> Tensor:
    if length < 0:
        raise RuntimeError(f"{make.__name__}_window requires non-negative window_length, got window_length={length}")
    return make(length, sym=not periodic, **{k: v for k, v in options.items() if k != "pin_memory"})


def hann_window(window_length: int, periodic: bool = True, **options: Any) -> Tensor:
    """Returns 0.5 - 0.5 cos(2 pi n / N); N is window_length if periodic, else one less.

    >>> tenon.hann_window(4)
    tensor([0.0000, 0.5000, 1.0000, 0.5000])
    """
    return _window(windows.hann, window_length, periodic, options)


def hamming_window(
    window_length: int, periodic: bool = True, alpha: float = 0.54, beta: float = 0.46, **options: Any
) -> Tensor:
    """Returns alpha - beta cos(2 pi n / N); N is window_length if periodic, else one less.

    >>> tenon.hamming_window(4)
    tensor([0.0800, 0.5400, 1.0000, 0.5400])
    """
    return _window(windows.general_cosine, window_length, periodic, {**options, "a": [alpha, beta]})


def blackman_window(window_length: int, periodic: bool = True, **options: Any) -> Tensor:
    """Returns 0.42 - 0.5 cos(2 pi n / N) + 0.08 cos(4 pi n / N); N is window_length if periodic, else one less.

    >>> tenon.blackman_window(4).abs()
    tensor([0.0000, 0.3400, 1.0000, 0.3400])
    """
    return _window(windows.blackman, window_length, periodic, options)


def bartlett_window(window_length: int, periodic: bool = True, **options: Any) -> Tensor:
    """Returns a triangle: 1 - |2 n / N - 1|; N is window_length if periodic, else one less.

    >>> tenon.bartlett_window(4)
    tensor([0.0000, 0.5000, 1.0000, 0.5000])
    """
    return _window(windows.bartlett, window_length, periodic, options)


def kaiser_window(window_length: int, periodic: bool = True, beta: float = 12.0, **options: Any) -> Tensor:
    """Returns Kaiser's window; N is window_length if periodic, else one less.

    >>> tenon.kaiser_window(4, beta=1.0)
    tensor([0.7898, 0.9447, 1.0000, 0.9447])
    """
    return _window(windows.kaiser, window_length, periodic, {**options, "beta": beta})
