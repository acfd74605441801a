"""Signatures of ops, for inspect and help()."""

import inspect
import re
from typing import Any


def make(text: str) -> inspect.Signature:
    """The Signature that a text such as '(self, dim=None, *, keepdim=False)' describes; defaults need no evaluation."""
    parameters: list[inspect.Parameter] = []
    kind: Any = inspect.Parameter.POSITIONAL_OR_KEYWORD
    for part in re.findall(r"(?:\[[^\]]*\]|'[^']*'|\([^)]*\)|[^,\[\]'()])+", text[1:-1]):
        name, _, default = part.strip().partition("=")
        if name == "*":
            kind = inspect.Parameter.KEYWORD_ONLY
        elif name:
            value = _value(default) if default else inspect.Parameter.empty
            parameters.append(inspect.Parameter(name, kind, default=value))
    return inspect.Signature(parameters)


def _value(text: str) -> object:
    import ast

    import tenon

    if text.startswith("tenon."):
        return getattr(tenon, text[6:])
    return ast.literal_eval(text)
