"""What transforms are in Python only: Compose over any callables, Lambda, and conversions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tenon
from tenon import _C
from tenon._types import Transform, to_pil

_C._plugin_load("vision")


class Compose(Transform):
    """Applies transforms one after the other; any callable will do.

    Example:
        >>> from tenon.vision import transforms as T
        >>> T.Compose([T.ToTensor(), T.Normalize((0.5,), (0.5,))])
        Compose(
            ToTensor()
            Normalize(mean=(0.5,), std=(0.5,))
        )
    """

    _calls_apply = True  # on parts that are all registered, __call__ does what apply does

    def __call__(self, picture: Any) -> Any:
        for transform in self.transforms:
            picture = transform(picture)
        return picture

    def __repr__(self) -> str:
        return "\n    ".join(["Compose(", *map(repr, self.transforms)]) + "\n)"


Compose.__module__ = "tenon.vision.transforms"
_C._bind_type(Compose, "vision.transforms.Compose")


class Lambda(Transform):
    """A function as a transform."""

    def __init__(self, lambd: Callable[[Any], Any]) -> None:
        self.lambd = lambd

    def __call__(self, picture: Any) -> Any:
        return self.lambd(picture)


class ToPILImage(Transform):
    """A uint8 or float tensor [C, H, W] as a PIL image; floats are taken from [0, 1]."""

    def __call__(self, picture: tenon.Tensor) -> Any:
        if picture.dtype != tenon.uint8:
            picture = picture.mul(255).to(tenon.uint8)
        return to_pil(picture.permute(1, 2, 0))
