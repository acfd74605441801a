"""tenon.vision.transforms against Pillow and hand computation."""

import copy
import math
import pickle

import numpy as np
import pytest
import tenon
from PIL import Image
from tenon.vision import transforms as T

RANDOM = np.random.default_rng(0)
FILTERS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
SIDES = [1, 2, 5, 17, 28, 64, 99]


def pixels(height, width, channels=3):
    return RANDOM.integers(0, 256, (height, width, channels), dtype=np.uint8)


def picture(height, width, channels=3):
    array = pixels(height, width, channels)
    return Image.fromarray(array[:, :, 0] if channels == 1 else array)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_resize_is_pillows_to_the_bit(channels, name):
    for height, width in [(1, 1), (28, 28), (5, 7), (33, 17), (64, 120)]:
        image = picture(height, width, channels)
        for size in [(h, w) for h in SIDES for w in SIDES[::2]]:
            got = T.Resize(size, interpolation=name)(image)
            assert got.mode == image.mode
            assert np.array_equal(np.asarray(got), np.asarray(image.resize(size[::-1], FILTERS[name]))), (image, size)


def test_resize_by_the_shorter_side():
    image = picture(40, 60)
    assert T.Resize(20)(image).size == (30, 20)
    assert T.Resize(20, max_size=25)(image).size == (25, 16)
    assert T.Resize(30)(picture(61, 40)).size == (30, 45)
    assert T.Resize([20])(image).size == (30, 20)
    assert T.Resize((40, 60))(image).tobytes() == image.tobytes()


def test_resize_of_tensors():
    array = pixels(12, 18)
    image = tenon.from_numpy(array).permute(2, 0, 1)
    small = T.Resize((5, 6))(image)
    assert small.dtype == tenon.uint8 and small.shape == (3, 5, 6)
    assert np.array_equal(small.permute(1, 2, 0).numpy(), np.asarray(Image.fromarray(array).resize((6, 5), 2)))
    floats = T.Resize((5, 6))(image.float())
    assert (floats - small.float()).abs().max().item() <= 1.01
    ramp = T.Resize((1, 4))(tenon.tensor([[[0.0, 1.0]]]))
    assert ramp.flatten().tolist() == [0, 0.25, 0.75, 1]


def test_center_crop():
    array = pixels(10, 7)
    image = Image.fromarray(array)
    assert np.array_equal(np.asarray(T.CenterCrop((4, 3))(image)), array[3:7, 2:5])
    assert np.array_equal(np.asarray(T.CenterCrop(5)(image)), array[2:7, 1:6])  # round half to even, as torchvision
    grown = np.asarray(T.CenterCrop((12, 7))(image))
    assert np.array_equal(grown[1:11], array) and not grown[0].any() and not grown[11].any()


def test_random_crop():
    array = pixels(10, 8)
    image = Image.fromarray(array)
    crop = T.RandomCrop((4, 5))
    for seed in range(5):
        tenon.manual_seed(seed)
        got = np.asarray(crop(image))
        tenon.manual_seed(seed)
        top, left = (int(tenon.randint(0, n, (1,)).item()) for n in (10 - 4 + 1, 8 - 5 + 1))
        assert np.array_equal(got, array[top : top + 4, left : left + 5])
    assert np.asarray(T.RandomCrop((10, 8))(image)).tobytes() == array.tobytes()
    padded = np.asarray(T.RandomCrop((14, 14), padding=(3, 2), fill=7)(image))
    assert np.array_equal(padded[2:12, 3:11], array) and (padded[:2] == 7).all() and (padded[:, :3] == 7).all()
    assert T.RandomCrop(12, pad_if_needed=True)(image).size == (12, 12)
    with pytest.raises(ValueError, match=r"Required crop size \(11, 11\) is larger than input image size \(10, 8\)"):
        T.RandomCrop(11)(image)


def test_random_horizontal_flip():
    array = pixels(3, 4)
    image = Image.fromarray(array)
    assert np.array_equal(np.asarray(T.RandomHorizontalFlip(1.0)(image)), array[:, ::-1])
    assert np.array_equal(np.asarray(T.RandomHorizontalFlip(0.0)(image)), array)
    flip = T.RandomHorizontalFlip()
    for seed in range(6):
        tenon.manual_seed(seed)
        flipped = np.array_equal(np.asarray(flip(image)), array[:, ::-1])
        tenon.manual_seed(seed)
        assert flipped == (tenon.rand(1).item() < 0.5)
    floats = tenon.arange(6.0).reshape(1, 2, 3)
    assert tenon.equal(T.RandomHorizontalFlip(1.0)(floats), floats.flip(2))


def crop_of(height, width, scale, ratio):
    """What torchvision's RandomResizedCrop.get_params draws."""
    low, high = tenon.log(tenon.tensor(ratio)).tolist()
    for _ in range(10):
        area = height * width * tenon.empty(1).uniform_(*scale).item()
        aspect = math.exp(tenon.empty(1).uniform_(low, high).item())
        w, h = round(math.sqrt(area * aspect)), round(math.sqrt(area / aspect))
        if 0 < w <= width and 0 < h <= height:
            top = int(tenon.randint(0, height - h + 1, (1,)).item())
            return top, int(tenon.randint(0, width - w + 1, (1,)).item()), h, w
    if width / height < ratio[0]:
        h, w = round(width / ratio[0]), width
    elif width / height > ratio[1]:
        h, w = height, round(height * ratio[1])
    else:
        h, w = height, width
    return (height - h) // 2, (width - w) // 2, h, w


@pytest.mark.parametrize("size", [(30, 40), (40, 30), (10, 90)])
def test_random_resized_crop(size):
    array = pixels(*size)
    transform = T.RandomResizedCrop((8, 9))
    for seed in range(20):
        tenon.manual_seed(seed)
        got = np.asarray(transform(Image.fromarray(array)))
        tenon.manual_seed(seed)
        top, left, h, w = crop_of(*size, (0.08, 1.0), (3 / 4, 4 / 3))
        want = Image.fromarray(array[top : top + h, left : left + w]).resize((9, 8), Image.BILINEAR)
        assert np.array_equal(got, np.asarray(want)), seed


def test_grayscale():
    image = picture(9, 11)
    assert np.array_equal(np.asarray(T.Grayscale()(image)), np.asarray(image.convert("L")))
    three = np.asarray(T.Grayscale(3)(image))
    assert three.shape == (9, 11, 3) and (three == np.asarray(image.convert("L"))[:, :, None]).all()
    floats = tenon.rand(3, 2, 2)
    want = 0.2989 * floats[0] + 0.587 * floats[1] + 0.114 * floats[2]
    assert (T.Grayscale()(floats)[0] - want).abs().max().item() < 1e-6


def test_to_tensor_and_normalize():
    array = pixels(5, 6)
    got = T.ToTensor()(Image.fromarray(array))
    assert got.dtype == tenon.float32 and got.shape == (3, 5, 6) and got.is_contiguous()
    assert np.array_equal(got.numpy(), array.transpose(2, 0, 1).astype(np.float32) / np.float32(255))
    assert T.ToTensor()(picture(5, 6, 1)).shape == (1, 5, 6)
    mean, std = (0.1, 0.2, 0.3), (0.5, 0.6, 0.7)
    want = (got.numpy() - np.float32(mean).reshape(3, 1, 1)) / np.float32(std).reshape(3, 1, 1)
    assert np.allclose(T.Normalize(mean, std)(got).numpy(), want, rtol=1e-6, atol=1e-7)
    batch = T.Normalize((0.5,), (2.0,))(tenon.ones(4, 2, 3, 3))
    assert (batch == 0.25).all()
    kept = got.clone()
    T.Normalize(mean, std, inplace=True)(kept)
    assert np.allclose(kept.numpy(), want, rtol=1e-6, atol=1e-7)


def test_compose_of_registered_and_of_python_parts():
    image = picture(20, 24)
    native = T.Compose([T.Resize((8, 8)), T.ToTensor(), T.Normalize((0.5,), (0.5,))])
    mixed = T.Compose([T.Resize((8, 8)), lambda x: x.rotate(180), T.ToTensor(), T.Lambda(lambda x: x * 2 - 1)])
    assert (native(image).flip(1).flip(2) - mixed(image)).abs().max().item() < 1e-6
    pixels_in = tenon.from_numpy(np.asarray(image).copy())
    assert tenon.equal(native.apply(pixels_in), native(image))
    assert repr(T.Compose([T.ToTensor()])) == "Compose(\n    ToTensor()\n)"
    for other in (copy.deepcopy(native), pickle.loads(pickle.dumps(native))):
        assert tenon.equal(other(image), native(image)) and repr(other) == repr(native)


def test_a_subclass_is_called_as_it_is():
    class Dark(T.Resize):
        def __call__(self, picture):
            return super().__call__(picture).point(lambda v: v // 2)

    image = picture(9, 9)
    got = np.asarray(T.Compose([Dark((3, 3))])(image))
    assert np.array_equal(got, np.asarray(image.resize((3, 3), Image.BILINEAR)) // 2)


def test_to_pil_image():
    array = pixels(4, 5)
    assert np.array_equal(np.asarray(T.ToPILImage()(tenon.from_numpy(array).permute(2, 0, 1))), array)
    assert np.array_equal(np.asarray(T.ToPILImage()(T.ToTensor()(Image.fromarray(array)))), array)


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda i: T.ToTensor()("x"), TypeError, "pic should be PIL Image or ndarray. Got <class 'str'>"),
        (lambda i: T.Normalize((0.5,), (0.5,))(i), TypeError, "Input tensor should be a float tensor. Got uint8."),
        (lambda i: T.Normalize((0.5,), (0.0,))(tenon.ones(1, 2, 2)), ValueError, "std evaluated to zero"),
        (lambda i: T.Normalize((0.5,) * 2, (1.0,) * 2)(tenon.ones(3, 2, 2)), ValueError, "normalize(): got 2"),
        (lambda i: T.Resize((3, 3), interpolation="lanczos"), ValueError, "interpolation: got 'lanczos', expected"),
        (lambda i: T.Resize((0, 3)), ValueError, "size: got 0, expected positive sides."),
        (lambda i: T.RandomHorizontalFlip(1.5), ValueError, "RandomHorizontalFlip: p: got 1.5"),
        (lambda i: T.Grayscale(2)(i), ValueError, "num_output_channels should be either 1 or 3"),
        (lambda i: T.RandomCrop(2, padding_mode="reflect"), ValueError, "RandomCrop: padding_mode: got 'reflect'"),
    ],
)
def test_errors(call, error, text):
    with pytest.raises(error) as raised:
        call(picture(4, 4))
    assert str(raised.value).startswith(text) and "\n" not in str(raised.value)
