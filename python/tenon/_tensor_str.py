"""Tensors as text, in PyTorch's format."""

from __future__ import annotations

import math

from tenon._C import get_default_dtype

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tenon import Tensor

__all__ = ["get_printoptions", "printoptions", "set_printoptions", "tensor_str"]

_DEFAULT: dict[str, Any] = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
_PROFILES: dict[str, dict[str, Any]] = {
    "default": _DEFAULT,
    "short": {**_DEFAULT, "precision": 2, "edgeitems": 2},
    "full": {**_DEFAULT, "threshold": math.inf},
}
_options = dict(_DEFAULT)


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Sets how tensors are printed; None keeps an option. `profile` is 'default', 'short' or 'full'."""
    if profile is not None:
        if profile not in _PROFILES:
            raise ValueError(
                f"set_printoptions(): unknown profile: got {profile!r}, expected one of {', '.join(_PROFILES)}"
            )
        _options.update(_PROFILES[profile])
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    _options.update({name: value for name, value in given.items() if value is not None})
    _options["sci_mode"] = sci_mode


def get_printoptions() -> dict[str, Any]:
    """The options, as set_printoptions() takes them."""
    return dict(_options)


class printoptions:
    """Sets print options for the life of a with-block."""

    def __init__(self, **options: Any) -> None:
        self._new = options

    def __enter__(self) -> None:
        self._before = dict(_options)
        set_printoptions(**self._new)

    def __exit__(self, *error: object) -> None:
        _options.update(self._before)


class _Formatter:
    """One format for all numbers of a tensor: as wide as the widest of those shown."""

    def __init__(self, values: list[Any], floating: bool) -> None:
        self.floating = floating
        self.sci = False
        self.whole = True
        self.width = 1
        if not floating:
            self.width = max([1, *(len(str(v)) for v in values)])
            return
        finite = [v for v in values if v != 0 and math.isfinite(v)]
        if not finite:
            return
        self.whole = all(v == math.ceil(v) for v in finite)
        low, high = min(map(abs, finite)), max(map(abs, finite))
        sci = _options["sci_mode"]
        self.sci = (high / low > 1000.0 or high > 1.0e8 or low < 1.0e-4) if sci is None else sci
        if self.whole and not self.sci:
            self.width = max(len(f"{v:.0f}") + 1 for v in finite)
        else:
            digits = f".{_options['precision']}{'e' if self.sci else 'f'}"
            self.width = max(len(format(v, digits)) for v in finite)

    def __call__(self, value: Any) -> str:
        if not self.floating:
            text = str(value)
        elif self.sci:
            text = format(value, f"{self.width}.{_options['precision']}e")
        elif self.whole:
            text = f"{value:.0f}" + ("." if math.isfinite(value) else "")
        else:
            text = format(value, f".{_options['precision']}f")
        return text.rjust(self.width)


class _ComplexFormatter:
    def __init__(self, values: list[complex]) -> None:
        self.real = _Formatter([v.real for v in values], True)
        self.imag = _Formatter([v.imag for v in values], True)
        self.width = self.real.width + self.imag.width + 1

    def __call__(self, value: complex) -> str:
        imag = self.imag(value.imag).lstrip() + "j"
        return self.real(value.real) + ("" if imag[0] in "+-" else "+") + imag


def _flatten(data: Any, out: list[Any]) -> list[Any]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, list):
            _flatten(item, out)
        elif item is not ...:
            out.append(item)
    return out


def _nested(data: Any, dims: int, indent: int, formatter: Any) -> str:
    if dims == 0:
        return formatter(data)
    if dims == 1:
        per_line = max(1, (_options["linewidth"] - indent) // (formatter.width + 2))
        texts = [" ..." if v is ... and len(data) > 1 else "..." if v is ... else formatter(v) for v in data]
        lines = [", ".join(texts[i : i + per_line]) for i in range(0, len(texts), per_line)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    parts = ["..." if v is ... else _nested(v, dims - 1, indent + 1, formatter) for v in data]
    return "[" + ("," + "\n" * (dims - 1) + " " * (indent + 1)).join(parts) + "]"


def _contents(t: Tensor, indent: int) -> str:
    if t.numel() == 0:
        return "[]"
    data = t._edge_list(_options["edgeitems"]) if t.numel() > _options["threshold"] else t.tolist()
    values = _flatten(data, [])
    formatter = _ComplexFormatter(values) if t.dtype.is_complex else _Formatter(values, t.dtype.is_floating_point)
    return _nested(data, t.dim(), indent, formatter)


def _has_default_dtype(t: Tensor) -> bool:
    default = get_default_dtype()
    return t.dtype in (default, default.to_complex()) or str(t.dtype) in ("tenon.int64", "tenon.bool")


def _suffixes(t: Tensor) -> list[str]:
    out = []
    if t.device.type != "cpu":
        out.append(f"device='{t.device}'")
    if t.is_meta:
        out.append(f"size={tuple(t.shape)}")
        if t.dtype != get_default_dtype():
            out.append(f"dtype={t.dtype}")
    elif t.numel() == 0:
        if t.dim() != 1:
            out.append(f"size={tuple(t.shape)}")
        if t.dtype != get_default_dtype():
            out.append(f"dtype={t.dtype}")
    elif not _has_default_dtype(t):
        out.append(f"dtype={t.dtype}")
    if t.grad_fn is not None:
        out.append(f"grad_fn=<{t.grad_fn.name()}>")
    elif t.requires_grad:
        out.append("requires_grad=True")
    return out


def tensor_str(t: Tensor, contents: str | None = None) -> str:
    """What repr(t) gives; `contents` replaces the elements."""
    import tenon

    plain = type(t) is tenon.Tensor or (type(t).__name__ == "Parameter" and type(t).__module__.startswith("tenon."))
    prefix = "tensor(" if plain else f"{type(t).__name__}("
    indent = len(prefix)
    if contents is None:
        contents = "..." if t.is_meta else _contents(t, indent)
    text = prefix + contents
    column = len(text) - text.rfind("\n") + 1
    for suffix in _suffixes(t):
        if column + len(suffix) + 2 > _options["linewidth"]:
            text += ",\n" + " " * indent + suffix
            column = indent + len(suffix)
        else:
            text += ", " + suffix
            column += len(suffix) + 2
    return text + ")"
