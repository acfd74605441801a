"""Identity, whose constructor takes whatever it is given."""

from __future__ import annotations

from typing import Any

from tenon import _C
from tenon.nn.modules.module import Module


class Identity(Module):
    """Returns its input. Arguments of the constructor are ignored.

    >>> tenon.nn.Identity(54, unused_argument1=0.1)(tenon.ones(2))
    tensor([1., 1.])
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()


Identity.__module__ = "tenon.nn"
_C._bind_type(Identity, "nn.Identity")
