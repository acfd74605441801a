"""torchvision.transforms.functional: transforms as functions of a picture (PIL, NumPy) or a tensor [..., C, H, W]."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Sequence
from typing import Any

import tenon
from tenon import ops
from tenon._types import from_picture, to_pil
from tenon.vision.transforms import ConvertImageDtype, InterpolationMode, PILToTensor, ToPILImage

_ops = ops.vision


def _on(picture: Any, function: Callable[[tenon.Tensor], tenon.Tensor]) -> Any:
    """A function of images, uint8 [H, W, C] or floats [C, H, W], applied to what users have."""
    if not isinstance(picture, tenon.Tensor):
        image, back = from_picture(picture)
        return back(function(image))
    if picture.dtype != tenon.uint8:
        return function(picture)
    if picture.dim() == 2:
        return function(picture.unsqueeze(2)).squeeze(2)
    if picture.dim() == 3:
        return function(picture.permute(1, 2, 0)).permute(2, 0, 1)
    flat = picture.reshape(-1, *picture.shape[-3:])
    out = tenon.stack([_on(image, function) for image in flat])
    return out.reshape(*picture.shape[:-3], *out.shape[-3:])


def _numbers(value: Any, name: str) -> list[float]:
    if value is None:
        return []
    if isinstance(value, numbers.Number):
        return [float(value)]  # type: ignore[arg-type]
    if isinstance(value, (list, tuple)):
        return [float(x) for x in value]
    raise TypeError(f"{name}: got {type(value).__name__}, expected a number or a sequence.")


def get_dimensions(img: Any) -> list[int]:
    """[channels, height, width]."""
    if isinstance(img, tenon.Tensor):
        return [1 if img.dim() == 2 else img.shape[-3], *img.shape[-2:]]
    if hasattr(img, "getbands"):
        return [len(img.getbands()), img.height, img.width]
    return [1 if img.ndim == 2 else img.shape[2], *img.shape[:2]]


def get_image_size(img: Any) -> list[int]:
    """[width, height]."""
    return get_dimensions(img)[:0:-1]


def get_image_num_channels(img: Any) -> int:
    return get_dimensions(img)[0]


def to_tensor(pic: Any) -> tenon.Tensor:
    """A picture as float32 [C, H, W] in [0, 1]."""
    to = tenon.vision.transforms.ToTensor()
    return to(pic)


def pil_to_tensor(pic: Any) -> tenon.Tensor:
    """A picture as uint8 [C, H, W]."""
    return PILToTensor()(pic)


def to_pil_image(pic: Any, mode: str | None = None) -> Any:
    """A tensor [C, H, W], or an array [H, W, C], as a PIL image."""
    if isinstance(pic, tenon.Tensor):
        out = ToPILImage()(pic.unsqueeze(0) if pic.dim() == 2 else pic)
    else:
        out = to_pil(from_picture(pic)[0])
    return out if mode is None else out.convert(mode)


def convert_image_dtype(image: tenon.Tensor, dtype: tenon.dtype = tenon.float32) -> tenon.Tensor:
    return ConvertImageDtype(dtype)(image)


def normalize(tensor: tenon.Tensor, mean: Sequence[float], std: Sequence[float], inplace: bool = False) -> tenon.Tensor:
    """(tensor - mean) / std by channels of a float tensor [..., C, H, W]."""
    if not isinstance(tensor, tenon.Tensor):
        raise TypeError(f"img should be Tensor Image. Got {type(tensor)}")
    out = _ops.normalize(tensor, _numbers(mean, "mean"), _numbers(std, "std"))
    return tensor.copy_(out) if inplace else out


def resize(
    img: Any,
    size: int | Sequence[int],
    interpolation: Any = InterpolationMode.BILINEAR,
    max_size: int | None = None,
    antialias: bool | None = True,
) -> Any:
    """Resizes to (height, width), or the shorter side to one number, with Pillow's antialiasing filter."""
    return tenon.vision.transforms.Resize(size, _mode(interpolation), max_size, antialias)(img)


def _mode(interpolation: Any) -> Any:
    return interpolation.value if isinstance(interpolation, InterpolationMode) else interpolation


def pad(img: Any, padding: int | Sequence[int], fill: float = 0, padding_mode: str = "constant") -> Any:
    """Adds borders: one number, (left and right, top and bottom), or (left, top, right, bottom)."""
    p = [padding] if isinstance(padding, int) else list(padding)
    if len(p) not in (1, 2, 4):
        raise ValueError(f"Padding must be an int or a 1, 2, or 4 element tuple, not a {len(p)} element tuple")
    sides = p if len(p) == 4 else [p[0], p[-1]] * 2
    return _on(img, lambda image: _ops.pad_image(image, sides, float(fill), padding_mode))


def crop(img: Any, top: int, left: int, height: int, width: int) -> Any:
    """The part of that size from (top, left) on; zeros where it reaches outside."""
    return _on(img, lambda image: _ops.crop(image, top, left, height, width))


def center_crop(img: Any, output_size: int | Sequence[int]) -> Any:
    return tenon.vision.transforms.CenterCrop(output_size)(img)


def resized_crop(
    img: Any,
    top: int,
    left: int,
    height: int,
    width: int,
    size: int | Sequence[int],
    interpolation: Any = InterpolationMode.BILINEAR,
    antialias: bool | None = True,
) -> Any:
    """crop, then resize."""
    return resize(crop(img, top, left, height, width), size, interpolation, antialias=antialias)


def five_crop(img: Any, size: int | Sequence[int]) -> tuple[Any, ...]:
    """The four corners (top left, top right, bottom left, bottom right) and the middle."""
    h, w = (size, size) if isinstance(size, int) else (size[0], size[-1])
    _, height, width = get_dimensions(img)
    if w > width or h > height:
        raise ValueError(f"Requested crop size {(h, w)} is bigger than input size {(height, width)}")
    corners = [(0, 0), (0, width - w), (height - h, 0), (height - h, width - w)]
    return (*(crop(img, top, left, h, w) for top, left in corners), center_crop(img, [h, w]))


def hflip(img: Any) -> Any:
    return _on(img, lambda image: image.flip(1 if image.dtype == tenon.uint8 else -1))


def vflip(img: Any) -> Any:
    return _on(img, lambda image: image.flip(0 if image.dtype == tenon.uint8 else -2))


def adjust_brightness(img: Any, brightness_factor: float) -> Any:
    """0 gives black, 1 the picture, 2 twice the brightness."""
    return _on(img, lambda image: _ops.adjust_brightness(image, brightness_factor))


def adjust_contrast(img: Any, contrast_factor: float) -> Any:
    """0 gives gray, 1 the picture, 2 twice the contrast."""
    return _on(img, lambda image: _ops.adjust_contrast(image, contrast_factor))


def adjust_saturation(img: Any, saturation_factor: float) -> Any:
    """0 gives a gray picture, 1 the picture, 2 twice the saturation."""
    return _on(img, lambda image: _ops.adjust_saturation(image, saturation_factor))


def adjust_hue(img: Any, hue_factor: float) -> Any:
    """Turns hues by hue_factor, -0.5 to 0.5 of a circle."""
    return _on(img, lambda image: _ops.adjust_hue(image, hue_factor))


def invert(img: Any) -> Any:
    return _on(img, _ops.invert)


def rgb_to_grayscale(img: Any, num_output_channels: int = 1) -> Any:
    return _on(img, lambda image: _ops.grayscale(image, num_output_channels))


to_grayscale = rgb_to_grayscale


def rotate(
    img: Any,
    angle: float,
    interpolation: Any = InterpolationMode.NEAREST,
    expand: bool = False,
    center: Sequence[float] | None = None,
    fill: Any = None,
) -> Any:
    """Turns a picture counter-clockwise by angle degrees around its middle, or around center (x, y)."""
    fills, middle = _numbers(fill, "fill"), _numbers(center, "center")
    return _on(img, lambda image: _ops.rotate(image, float(angle), _mode(interpolation), expand, middle, fills))


def affine(
    img: Any,
    angle: float,
    translate: Sequence[float],
    scale: float,
    shear: float | Sequence[float],
    interpolation: Any = InterpolationMode.NEAREST,
    fill: Any = None,
    center: Sequence[float] | None = None,
) -> Any:
    """A turn (degrees, clockwise), translation (pixels), scale and shear (degrees) that keep the middle."""
    slant = _numbers(shear, "shear")
    slant = [*slant, 0.0][:2]
    arguments = (_numbers(translate, "translate"), float(scale), slant, _mode(interpolation))
    middle, fills = _numbers(center, "center"), _numbers(fill, "fill")
    return _on(img, lambda image: _ops.affine(image, float(angle), *arguments, middle, fills))


def gaussian_blur(img: Any, kernel_size: int | Sequence[int], sigma: Any = None) -> Any:
    """Blurs by a Gaussian; sigma defaults to 0.3 ((kernel_size - 1) / 2 - 1) + 0.8."""
    kernel = [kernel_size] * 2 if isinstance(kernel_size, int) else [kernel_size[0], kernel_size[-1]]
    widths = _numbers(sigma, "sigma") or [k * 0.15 + 0.35 for k in kernel]
    widths = [widths[0], widths[-1]]
    return _on(img, lambda image: _ops.gaussian_blur(image, kernel, widths))


def erase(img: tenon.Tensor, i: int, j: int, h: int, w: int, v: tenon.Tensor, inplace: bool = False) -> tenon.Tensor:
    """Fills the rectangle of h x w at (i, j) of a tensor [..., C, H, W] with v."""
    out = img if inplace else img.clone()
    out[..., i : i + h, j : j + w] = v
    return out
