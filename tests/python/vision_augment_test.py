"""Colours, warps and random transforms of tenon.vision against Pillow and hand computation."""

import colorsys
import math
import pickle

import numpy as np
import pytest
import tenon
from PIL import Image, ImageEnhance
from tenon.vision import transforms as T
from tenon.vision import utils
from tenon.vision.transforms import functional as F

RANDOM = np.random.default_rng(0)
SIZES = [(7, 9), (28, 28), (33, 20), (1, 5)]
FILTERS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def picture(height, width, channels=3):
    array = RANDOM.integers(0, 256, (height, width, channels), dtype=np.uint8)
    return Image.fromarray(array[:, :, 0] if channels == 1 else array)


def same(a, b):
    return a.size == b.size and a.mode == b.mode and a.tobytes() == b.tobytes()


def turned_hue(image, factor):
    hsv = np.array(image.convert("HSV"))
    hsv[..., 0] += np.int32(factor * 255).astype(np.uint8)
    return Image.fromarray(hsv, "HSV").convert("RGB")


@pytest.mark.parametrize("size", SIZES)
def test_colours_are_pillows_to_the_bit(size):
    image = picture(*size)
    for factor in (0, 0.3, 1, 1.7, 3):
        assert same(F.adjust_brightness(image, factor), ImageEnhance.Brightness(image).enhance(factor))
        assert same(F.adjust_contrast(image, factor), ImageEnhance.Contrast(image).enhance(factor))
        assert same(F.adjust_saturation(image, factor), ImageEnhance.Color(image).enhance(factor))
    for factor in (-0.5, -0.2, 0, 0.13, 0.5):
        assert same(F.adjust_hue(image, factor), turned_hue(image, factor))
    assert not same(F.adjust_hue(picture(28, 28), 0.3), turned_hue(picture(28, 28), 0.3))
    with pytest.raises(ValueError, match=r"hue_factor \(0.6\) is not in \[-0.5, 0.5\]"):
        F.adjust_hue(image, 0.6)
    with pytest.raises(ValueError, match="expected a non-negative number"):
        F.adjust_contrast(image, -1)


def test_colours_of_floats_follow_those_of_bytes():
    image = picture(20, 30)
    floats = F.to_tensor(image)
    for function, factor in [
        (F.adjust_brightness, 1.4),
        (F.adjust_contrast, 0.5),
        (F.adjust_saturation, 1.8),
    ]:
        difference = function(floats, factor) * 255 - F.pil_to_tensor(function(image, factor)).float()
        assert difference.abs().max() < 1.5, function.__name__
    hsv = (colorsys.rgb_to_hsv(*pixel) for pixel in floats.permute(1, 2, 0).reshape(-1, 3).tolist())
    turned = [colorsys.hsv_to_rgb((h + 0.2) % 1, s, v) for h, s, v in hsv]
    expected = np.array(turned, np.float32).reshape(20, 30, 3).transpose(2, 0, 1)
    np.testing.assert_allclose(F.adjust_hue(floats, 0.2).numpy(), expected, atol=2e-6)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("channels", [1, 3])
def test_rotate_is_pillows_to_the_bit(name, channels):
    for size in SIZES:
        image = picture(*size, channels)
        for angle in (0, 90, 180, 270, 360, -90, 10, 33.3, -45, 123):
            for expand in (False, True):
                expected = image.rotate(angle, FILTERS[name], expand)
                assert same(F.rotate(image, angle, name, expand=expand), expected), (size, angle, expand)
        fill = (9, 8, 7) if channels == 3 else 9
        expected = image.rotate(20, FILTERS[name], center=(2, 3), fillcolor=fill)
        assert same(F.rotate(image, 20, name, center=[2, 3], fill=fill), expected)


@pytest.mark.parametrize("name", FILTERS)
def test_affine_is_pillows_under_the_inverse_matrix(name):
    image, scale, angle, tx, ty, shear = picture(30, 41), 1.3, 25, 3, -4, (10, 5)
    r, sx, sy = (math.radians(v) for v in (angle, *shear))
    turn = np.array([[math.cos(r), -math.sin(r)], [math.sin(r), math.cos(r)]])
    # torchvision's order: shear along y and x, then turn
    slant = np.array([[1, -math.tan(sx)], [0, 1]])
    upright = np.array([[1, 0], [-math.tan(sy), 1]])
    forward = np.eye(3)
    forward[:2, :2] = turn @ upright @ slant
    forward[:2, :2] *= scale
    c = np.array([41 * 0.5, 30 * 0.5])
    forward[:2, 2] = c + [tx, ty] - forward[:2, :2] @ c
    inverse = np.linalg.inv(forward)[:2].ravel()
    expected = np.asarray(image.transform((41, 30), Image.AFFINE, inverse, FILTERS[name])).astype(int)
    got = np.asarray(F.affine(image, angle, [tx, ty], scale, shear, name)).astype(int)
    assert (np.abs(got - expected) > 1).mean() < 0.01


def test_pad_modes_are_numpys():
    image = picture(6, 5)
    for mode in ("edge", "reflect", "symmetric"):
        expected = np.pad(np.asarray(image), ((2, 4), (1, 3), (0, 0)), mode)
        assert np.array_equal(np.asarray(F.pad(image, [1, 2, 3, 4], padding_mode=mode)), expected)
    assert np.array_equal(np.asarray(F.pad(image, 2, fill=7))[0], np.full((9, 3), 7))
    with pytest.raises(ValueError, match="at most 4 for a side of 5"):
        F.pad(image, [5, 0, 0, 0], padding_mode="reflect")


def test_gaussian_blur():
    image = tenon.zeros(1, 7, 7)
    image[0, 3, 3] = 1
    out = F.gaussian_blur(image, 3, 1.0)
    w = np.exp(-0.5 * np.array([-1, 0, 1.0]) ** 2)
    w /= w.sum()
    np.testing.assert_allclose(out[0, 2:5, 2:5].numpy(), np.outer(w, w), rtol=1e-6)
    assert out.sum().item() == pytest.approx(1, rel=1e-6)
    flat = Image.new("RGB", (9, 8), (10, 20, 30))
    assert same(F.gaussian_blur(flat, [5, 3]), flat)
    with pytest.raises(ValueError, match="odd and positive"):
        F.gaussian_blur(image, 4)


def test_conversions():
    image = picture(4, 6)
    assert np.array_equal(F.pil_to_tensor(image).permute(1, 2, 0).numpy(), np.asarray(image))
    assert same(F.to_pil_image(F.to_tensor(image)), image)
    bytes_ = F.pil_to_tensor(image)
    assert tenon.equal(F.convert_image_dtype(F.convert_image_dtype(bytes_), tenon.uint8), bytes_)
    assert F.convert_image_dtype(bytes_, tenon.int16).max() <= 255 * 128
    assert F.get_dimensions(image) == [3, 4, 6] and F.get_image_size(image) == [6, 4]
    assert tenon.equal(F.hflip(bytes_), bytes_.flip(2)) and tenon.equal(F.vflip(bytes_), bytes_.flip(1))
    assert tenon.equal(F.invert(bytes_), 255 - bytes_)
    assert F.rotate(tenon.stack([bytes_, bytes_]), 90, expand=True).shape == (2, 3, 6, 4)


def test_color_jitter_draws_in_torchvisions_order():
    jitter, image = T.ColorJitter(0.4, 0.3, (0.5, 2), 0.1), picture(12, 12)
    tenon.manual_seed(3)
    got = jitter(image)
    tenon.manual_seed(3)
    order = tenon.randperm(4).tolist()
    factors = [tenon.empty(1).uniform_(*r).item() for r in ((0.6, 1.4), (0.7, 1.3), (0.5, 2), (-0.1, 0.1))]
    functions = [F.adjust_brightness, F.adjust_contrast, F.adjust_saturation, F.adjust_hue]
    expected = image
    for k in order:
        expected = functions[k](expected, factors[k])
    assert same(got, expected)
    assert same(T.ColorJitter()(image), image)
    with pytest.raises(ValueError, match="hue values should be between"):
        T.ColorJitter(hue=0.7)


def test_random_geometry_draws_in_torchvisions_order():
    image = picture(20, 31)
    tenon.manual_seed(1)
    got = T.RandomRotation(30, interpolation=T.InterpolationMode.BILINEAR.value)(image)
    tenon.manual_seed(1)
    assert same(got, F.rotate(image, tenon.empty(1).uniform_(-30, 30).item(), "bilinear"))
    tenon.manual_seed(2)
    got = T.RandomAffine(15, (0.2, 0.1), (0.8, 1.2), 10)(image)
    tenon.manual_seed(2)
    angle = tenon.empty(1).uniform_(-15, 15).item()
    shift = [round(tenon.empty(1).uniform_(-a, a).item()) for a in (0.2 * 31, 0.1 * 20)]
    scale = tenon.empty(1).uniform_(0.8, 1.2).item()
    shear = tenon.empty(1).uniform_(-10, 10).item()
    assert same(got, F.affine(image, angle, shift, scale, (shear, 0)))


def test_random_erasing():
    image = tenon.ones(3, 20, 30)
    out = T.RandomErasing(p=1, value=[0.1, 0.2, 0.3])(image)
    for c, value in enumerate((0.1, 0.2, 0.3)):
        hole = out[c] != 1
        rows, columns = hole.any(1).nonzero().flatten(), hole.any(0).nonzero().flatten()
        area = len(rows) * len(columns)
        assert hole.sum() == area and 0.01 * 600 < area < 0.36 * 600
        assert (out[c][hole] == tenon.tensor(value)).all()
    assert (image == 1).all() and T.RandomErasing(p=0)(image) is image
    noise = T.RandomErasing(p=1, value="random")(image)
    assert (noise != 1).sum() > 9 and len(noise.unique()) > 9
    with pytest.raises(TypeError, match="expected a float tensor"):
        T.RandomErasing(p=1)(picture(9, 9))


def test_chances_and_lists():
    image = picture(8, 8)
    assert same(T.RandomVerticalFlip(1.0)(image), F.vflip(image)) and same(T.RandomVerticalFlip(0.0)(image), image)
    assert T.RandomGrayscale(1.0)(image).mode == "RGB"
    assert same(T.RandomInvert(1.0)(image), F.invert(image))
    assert same(T.RandomApply([F.hflip, F.vflip], p=1.0)(image), F.hflip(F.vflip(image)))
    assert same(T.RandomOrder([F.hflip])(image), F.hflip(image))
    assert same(T.RandomChoice([F.hflip])(image), F.hflip(image))
    t = T.Compose([T.RandomRotation(10), T.ColorJitter(0.1), T.Pad(2), T.ToTensor(), T.RandomErasing()])
    assert repr(pickle.loads(pickle.dumps(t))) == repr(t) and t(image).shape == (3, 12, 12)


def test_make_grid_and_save_image(tmp_path):
    images = tenon.arange(3 * 4, dtype=tenon.float32).reshape(3, 1, 2, 2)
    grid = utils.make_grid(images, nrow=2, padding=1, pad_value=-1)
    assert grid.shape == (3, 7, 7) and grid[0, 1, 1:6].tolist() == [0, 1, -1, 4, 5]
    assert grid[2, 4, 1:6].tolist() == [8, 9, -1, -1, -1] and tenon.equal(grid[0], grid[1])
    assert utils.make_grid(images, normalize=True, padding=0, nrow=3)[0, 1, -1] == 1
    each = utils.make_grid(images, normalize=True, scale_each=True, padding=0, nrow=3)
    assert each[0, 0].tolist() == pytest.approx([0, 1 / 3] * 3)
    ranged = utils.make_grid(images, normalize=True, value_range=(0, 22), padding=0, nrow=3)
    assert ranged[0, 1, 5].item() == pytest.approx(0.5)
    assert utils.make_grid(images[0]).shape == (3, 2, 2)
    with pytest.raises(TypeError, match="tensor or list of tensors expected"):
        utils.make_grid([1, 2])
    path = tmp_path / "grid.png"
    utils.save_image(images / 11, path, nrow=3, padding=0)
    assert np.array_equal(
        np.asarray(Image.open(path))[:, :, 0], [[0, 23, 93, 116, 185, 209], [46, 70, 139, 162, 232, 255]]
    )
