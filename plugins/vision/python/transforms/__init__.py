"""What transforms are in Python only: Compose over any callables, Lambda, and conversions."""

from __future__ import annotations

import enum
import random
from collections.abc import Callable, Sequence
from typing import Any

import tenon
from tenon import _C
from tenon._types import Transform, from_picture, to_pil

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


class InterpolationMode(enum.Enum):
    """How pixels between pixels are found; the values are torchvision's."""

    NEAREST = "nearest"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"


class PILToTensor(Transform):
    """A PIL image as a uint8 tensor [C, H, W]; values are not scaled."""

    def __call__(self, picture: Any) -> tenon.Tensor:
        return from_picture(picture)[0].permute(2, 0, 1).contiguous()


class ConvertImageDtype(Transform):
    """A tensor image in another dtype: floats are in [0, 1], integers up to the dtype's greatest number.

    Raises:
        RuntimeError: a float image in an integer dtype that it cannot hold exactly.
    """

    def __init__(self, dtype: tenon.dtype) -> None:
        self.dtype = dtype

    def __call__(self, picture: tenon.Tensor) -> tenon.Tensor:
        source, target = picture.dtype, self.dtype
        if source == target:
            return picture
        if source.is_floating_point:
            if target.is_floating_point:
                return picture.to(target)
            if (source, target) in ((tenon.float32, tenon.int32), (tenon.float32, tenon.int64)):
                raise RuntimeError(f"The cast from {source} to {target} cannot be performed safely.")
            greatest = tenon.iinfo(target).max
            return picture.mul(greatest + 1.0 - 1e-3).to(target)
        if target.is_floating_point:
            return picture.to(target) / tenon.iinfo(source).max
        low, high = tenon.iinfo(source).max, tenon.iinfo(target).max
        if low > high:
            return tenon.div(picture, (low + 1) // (high + 1), rounding_mode="floor").to(target)
        return picture.to(target) * ((high + 1) // (low + 1))


class RandomApply(Transform):
    """Applies a list of transforms, one after the other, with probability p."""

    def __init__(self, transforms: Sequence[Callable[[Any], Any]], p: float = 0.5) -> None:
        self.transforms = transforms
        self.p = p

    def __call__(self, picture: Any) -> Any:
        if self.p < tenon.rand(1):
            return picture
        for transform in self.transforms:
            picture = transform(picture)
        return picture

    def __repr__(self) -> str:
        return "\n    ".join([f"RandomApply(\n    p={self.p}", *map(repr, self.transforms)]) + "\n)"


class RandomChoice(Transform):
    """Applies one of a list of transforms, chosen by Python's `random` with the given weights."""

    def __init__(self, transforms: Sequence[Callable[[Any], Any]], p: Sequence[float] | None = None) -> None:
        self.transforms = transforms
        self.p = p

    def __call__(self, picture: Any) -> Any:
        return random.choices(self.transforms, self.p)[0](picture)


class RandomOrder(Transform):
    """Applies all of a list of transforms in a random order (Python's `random`)."""

    def __init__(self, transforms: Sequence[Callable[[Any], Any]]) -> None:
        self.transforms = transforms

    def __call__(self, picture: Any) -> Any:
        for i in random.sample(range(len(self.transforms)), len(self.transforms)):
            picture = self.transforms[i](picture)
        return picture
