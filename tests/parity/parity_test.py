"""Every op that Tenon and PyTorch share, on PyTorch's samples: what differs stands in exceptions.txt."""

from __future__ import annotations

import collections
from typing import Any

import pytest


def test_agrees_with_pytorch(comparison: Any, op: str) -> None:
    groups: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
    for dtype, kind, text in comparison.unlisted[op]:
        groups[kind, text.replace(dtype, "#")].append(dtype)
    lines = [f"{op} {','.join(dtypes)} {kind}  {text}" for (kind, text), dtypes in groups.items()]
    assert not lines, "differs from PyTorch, and exceptions.txt does not list it:\n" + "\n".join(lines)


def test_every_exception_still_differs(comparison: Any) -> None:
    if not comparison.whole:
        pytest.skip("only some ops were compared")
    stale = [text for e in comparison.exempt if (text := e.stale())]
    assert not stale, "\n".join(stale)
