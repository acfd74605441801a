"""Windows: numbers from 0 to 1 and back to 0, as weights of a piece of a signal.

M is the number of points. With sym=True both ends are alike, as filters want it; with sym=False the point after the
last would be the first again, as transforms of pieces want it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import tenon
from tenon import Tensor

__all__ = [
    "bartlett", "blackman", "cosine", "exponential", "gaussian", "general_cosine", "general_hamming", "hamming", "hann",
    "kaiser", "nuttall",
]  # fmt: skip


def _checked(name: str, M: int, dtype: Any) -> Any:
    """The dtype of the window."""
    if M < 0:
        raise ValueError(f"{name} requires non-negative window length, got M={M}")
    dtype = dtype or tenon.get_default_dtype()
    if dtype not in (tenon.float32, tenon.float64):
        raise ValueError(f"{name} expects float32 or float64 dtypes, got: {dtype}")
    return dtype


def _span(M: int, sym: bool) -> int:
    """The points that one period has."""
    return M if not sym and M > 1 else M - 1


def _made(window: Tensor, requires_grad: bool) -> Tensor:
    return window.requires_grad_() if requires_grad else window


def exponential(
    M: int, *, center: float | None = None, tau: float = 1.0, sym: bool = True, dtype: Any = None, layout: Any = None,
    device: Any = None, requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Returns exp(-|n - center| / tau).

    >>> tenon.signal.windows.exponential(3)
    tensor([0.3679, 1.0000, 0.3679])
    """
    dtype = _checked("exponential", M, dtype)
    if tau <= 0:
        raise ValueError(f"Tau must be positive, got: {tau} instead.")
    if sym and center is not None:
        raise ValueError("Center must be None for symmetric windows")
    middle = _span(M, sym) / 2.0 if center is None else center
    k = tenon.linspace(-middle / tau, (M - 1 - middle) / tau, M, dtype=dtype, device=device)
    return _made(tenon.exp(-tenon.abs(k)), requires_grad)


def cosine(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Returns half a period of the sine.

    >>> tenon.signal.windows.cosine(3)
    tensor([0.5000, 1.0000, 0.5000])
    """
    dtype = _checked("cosine", M, dtype)
    step = math.pi / max(M + 1 if not sym and M > 1 else M, 1)
    k = tenon.linspace(0.5 * step, (M - 0.5) * step, M, dtype=dtype, device=device)
    return _made(tenon.sin(k), requires_grad)


def gaussian(
    M: int, *, std: float = 1.0, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Returns exp(-(n - center)^2 / (2 std^2)).

    >>> tenon.signal.windows.gaussian(3)
    tensor([0.6065, 1.0000, 0.6065])
    """
    dtype = _checked("gaussian", M, dtype)
    if std <= 0:
        raise ValueError(f"Standard deviation must be positive, got: {std} instead.")
    start, step = -_span(M, sym) / 2.0, 1 / (std * math.sqrt(2))
    k = tenon.linspace(start * step, (start + M - 1) * step, M, dtype=dtype, device=device)
    return _made(tenon.exp(-(k**2)), requires_grad)


def _bessel_i0(x: float) -> float:
    """The modified Bessel function of order 0, by its power series, whose terms are all positive."""
    term = total = 1.0
    k = 1
    while term > total * 1e-18:
        term *= (x / (2 * k)) ** 2
        total += term
        k += 1
    return total


def kaiser(
    M: int, *, beta: float = 12.0, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Returns Kaiser's window; beta trades the width of its spectrum's peak against the height of the sides.

    >>> tenon.signal.windows.kaiser(3, beta=1.0)
    tensor([0.7898, 1.0000, 0.7898])
    """
    dtype = _checked("kaiser", M, dtype)
    if beta < 0:
        raise ValueError(f"beta must be non-negative, got: {beta} instead.")
    span = max(_span(M, sym), 1)
    x = [2 * n / span - 1 if M > 1 else 0.0 for n in range(M)]
    top = _bessel_i0(beta)
    values = [_bessel_i0(beta * math.sqrt(max(0.0, 1 - v * v))) / top for v in x]
    return _made(tenon.tensor(values, dtype=dtype, device=device), requires_grad)


def general_cosine(
    M: int, *, a: Iterable[float], sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Returns the sum of (-1)^i a[i] cos(2 pi i n / (M - 1)).

    >>> tenon.signal.windows.general_cosine(3, a=[0.5, 0.5])
    tensor([0., 1., 0.])
    """
    dtype = _checked("general_cosine", M, dtype)
    if not isinstance(a, Iterable):
        raise TypeError("Coefficients must be a list/tuple")
    weights = list(a)
    if not weights:
        raise ValueError("Coefficients cannot be empty")
    if M == 1:
        return _made(tenon.ones(1, dtype=dtype, device=device), requires_grad)
    step = 2 * math.pi / max(_span(M, sym), 1)
    k = tenon.linspace(0, (M - 1) * step, M, dtype=dtype, device=device)
    factors = tenon.tensor([(-1) ** i * w for i, w in enumerate(weights)], dtype=dtype, device=device)
    i = tenon.arange(len(weights), dtype=dtype, device=device)
    return _made((factors.unsqueeze(-1) * tenon.cos(i.unsqueeze(-1) * k)).sum(0), requires_grad)


def general_hamming(M: int, *, alpha: float = 0.54, sym: bool = True, **options: Any) -> Tensor:
    """Returns alpha - (1 - alpha) cos(2 pi n / (M - 1)).

    >>> tenon.signal.windows.general_hamming(3)
    tensor([0.0800, 1.0000, 0.0800])
    """
    return general_cosine(M, a=[alpha, 1.0 - alpha], sym=sym, **options)


def hamming(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Returns general_hamming() with alpha 0.54.

    >>> tenon.signal.windows.hamming(3)
    tensor([0.0800, 1.0000, 0.0800])
    """
    return general_hamming(M, sym=sym, **options)


def hann(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Returns general_hamming() with alpha 0.5.

    >>> tenon.signal.windows.hann(3)
    tensor([0., 1., 0.])
    """
    return general_hamming(M, alpha=0.5, sym=sym, **options)


def blackman(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Returns general_cosine() with the weights 0.42, 0.5 and 0.08.

    >>> tenon.signal.windows.blackman(3).abs().round(decimals=3)
    tensor([0., 1., 0.])
    """
    return general_cosine(M, a=[0.42, 0.5, 0.08], sym=sym, **options)


def nuttall(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Returns Nuttall's sum of four cosines, with the lowest sides.

    >>> tenon.signal.windows.nuttall(3).round(decimals=3)
    tensor([0., 1., 0.])
    """
    return general_cosine(M, a=[0.3635819, 0.4891775, 0.1365995, 0.0106411], sym=sym, **options)


def bartlett(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Returns a triangle.

    >>> tenon.signal.windows.bartlett(3)
    tensor([0., 1., 0.])
    """
    dtype = _checked("bartlett", M, dtype)
    if M == 1:
        return _made(tenon.ones(1, dtype=dtype, device=device), requires_grad)
    step = 2 / max(_span(M, sym), 1)
    k = tenon.linspace(-1, -1 + (M - 1) * step, M, dtype=dtype, device=device)
    return _made(1 - tenon.abs(k), requires_grad)
