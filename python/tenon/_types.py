"""Python bases of the registry's types other than modules: what they share, and what users subclass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tenon
from tenon import _C


class Transform:
    """Base of transforms: `transform(picture)`.

    A registered transform works on tensors: `apply(image)` takes uint8 pictures [H, W, C] and float ones [C, H, W]. Calling it
    takes what users have: a PIL image or a NumPy picture [H, W, C] (a PIL image comes back, unless the transform makes a
    tensor), or a tensor [..., C, H, W] as torchvision does. A subclass in Python overrides `__call__` or `forward`.
    """

    def __call__(self, picture: Any) -> Any:
        forward = getattr(self, "forward", None)
        if forward is not None:
            return forward(picture)
        if isinstance(picture, tenon.Tensor):
            return self._on_tensor(picture)
        image, back = from_picture(picture)
        return back(self.apply(image))

    def _on_tensor(self, t: tenon.Tensor) -> tenon.Tensor:
        if t.dtype != tenon.uint8:
            return self.apply(t)
        out = self.apply(t.permute(1, 2, 0))
        return out.permute(2, 0, 1) if out.dtype == tenon.uint8 else out

    def apply(self, image: tenon.Tensor) -> tenon.Tensor:
        raise NotImplementedError(
            f"{type(self).__name__}: override apply(image), forward(picture) or __call__(picture)"
        )

    def extra_repr(self) -> str:
        return ""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.extra_repr()})"


def from_picture(picture: Any) -> tuple[tenon.Tensor, Any]:
    """A PIL image or NumPy array as uint8 [H, W, C], and the function that makes a picture of a result again."""
    import numpy as np

    if hasattr(picture, "getbands"):
        from PIL import Image

        if picture.mode not in ("L", "RGB", "RGBA", "LA"):
            picture = picture.convert("RGB")
        array = np.array(picture)

        def back(t: tenon.Tensor) -> Any:
            if t.dtype != tenon.uint8:
                return t
            out = t.numpy()
            return Image.fromarray(out[:, :, 0] if out.shape[2] == 1 else out)

    elif isinstance(picture, np.ndarray):
        array = np.ascontiguousarray(picture)

        def back(t: tenon.Tensor) -> Any:
            return t.numpy() if t.dtype == tenon.uint8 else t

    else:
        raise TypeError(f"pic should be PIL Image or ndarray. Got {type(picture)}")
    if array.ndim == 2:
        array = array[:, :, None]
    return tenon.from_numpy(array), back


class Dataset:
    """Base of registered data sets: `length()` and `get(index)` of the type, as Python's `len(d)` and `d[index]`.

    `d[i]` gives the picture as a PIL image when there is no transform; what the transform makes of it otherwise. A transform that
    is a registered type runs on the decoded pixels, and no PIL image is made.
    """

    length: Callable[[], int]
    get: Callable[[int], tuple[Any, Any]]
    root: str
    classes: list[str]
    target_transform: Callable[[Any], Any] | None

    def __len__(self) -> int:
        return self.length()

    def __getitem__(self, index: Any) -> tuple[Any, Any]:
        transform = self.__dict__.get("transform")
        if transform is None or is_native(transform):
            image, target = self.get(int(index))
            if transform is None:
                image = to_pil(image)
        else:
            image, target = self._untransformed().get(int(index))
            image = transform(to_pil(image))
        if self.target_transform is not None:
            target = self.target_transform(target)
        return image, target

    @property
    def class_to_idx(self) -> dict[str, int]:
        """The number of each class by its name."""
        return {name: i for i, name in enumerate(self.classes)}

    def _untransformed(self) -> Dataset:
        """This data set without its transform. It is another object, since threads may read this one."""
        plain = object.__new__(type(self))
        plain.__dict__.update(self.__dict__, transform=None)
        return plain

    def __repr__(self) -> str:
        return f"Dataset {type(self).__name__}\n    Number of datapoints: {len(self)}\n    Root location: {self.root}"


def is_native(transform: Any) -> bool:
    """Whether a transform is of a registered type, unchanged, with nothing but such ones inside."""
    cls = type(transform)
    if _C._type_of(cls) is None or not (cls.__call__ is Transform.__call__ or "_calls_apply" in cls.__dict__):
        return False
    parts = getattr(transform, "transforms", None)
    return parts is None or all(is_native(t) for t in parts)


def to_pil(image: tenon.Tensor) -> Any:
    """A uint8 tensor [H, W, C] as a PIL image."""
    from PIL import Image

    array = image.contiguous().numpy()
    return Image.fromarray(array[:, :, 0] if array.shape[2] == 1 else array)


_C._set_base("Transform", Transform)
_C._set_base("Dataset", Dataset)
