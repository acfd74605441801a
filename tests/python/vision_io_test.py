"""tenon.vision.io against Pillow, and what it says to damaged data."""

import io

import numpy as np
import pytest
import tenon
from PIL import Image
from tenon import vision

PIXELS = np.random.default_rng(0).integers(0, 256, (9, 13, 3), dtype=np.uint8)
RGB = Image.fromarray(PIXELS)
DECODERS = {"PNG": vision.io.decode_png, "JPEG": vision.io.decode_jpeg}


def encode(image, form, **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def as_tensor(data):
    return tenon.tensor(list(data), dtype=tenon.uint8)


def decode(data, mode=0):
    return vision.io.decode_image(as_tensor(data), mode)


def same(tensor, image):
    array = np.asarray(image)
    return np.array_equal(tensor.permute(1, 2, 0).numpy(), array if array.ndim == 3 else array[:, :, None])


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_png_as_pillow_reads_it(mode):
    image = RGB.convert(mode)
    if mode in ("LA", "RGBA"):
        image.putalpha(Image.fromarray(PIXELS[:, :, 0]))
    assert same(decode(encode(image, "PNG")), image)
    assert same(decode(encode(image, "PNG", optimize=True)), image)


def test_png_of_other_kinds():
    palette = RGB.quantize(16)
    assert same(decode(encode(palette, "PNG")), palette.convert("RGB"))
    assert same(decode(encode(RGB.convert("1"), "PNG")), RGB.convert("1").convert("L"))
    deep = Image.fromarray(PIXELS[:, :, 0].astype(np.uint16) * 257)
    assert same(decode(encode(deep, "PNG")), PIXELS[:, :, 0])


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 30, "subsampling": 2}, {"subsampling": 0}])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_as_pillow_reads_it(mode, options):
    data = encode(RGB.convert(mode), "JPEG", **options)
    assert same(decode(data), Image.open(io.BytesIO(data)))


def test_jpeg_as_pillow_writes_it():
    assert bytes(vision.io.encode_jpeg(tenon.from_numpy(PIXELS).permute(2, 0, 1), 75).tolist()) == encode(
        RGB, "JPEG", quality=75
    )


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_png_round_trip(channels):
    image = tenon.randint(0, 256, (channels, 7, 5), dtype=tenon.uint8)
    for level in (0, 6, 9):
        assert tenon.equal(vision.io.decode_png(vision.io.encode_png(image, level)), image)


def test_read_modes():
    data = encode(RGB, "PNG")
    assert [decode(data, mode).shape[0] for mode in range(5)] == [3, 1, 2, 3, 4]
    assert tenon.equal(decode(data, 4)[:3], decode(data)) and (decode(data, 4)[3] == 255).all()
    gray = decode(data, 1)[0].numpy().astype(int)
    assert np.abs(gray - np.asarray(RGB.convert("L"))).max() <= 1


def test_files(tmp_path):
    image = decode(encode(RGB, "PNG"))
    png, jpeg, raw = str(tmp_path / "a.png"), str(tmp_path / "b.jpg"), str(tmp_path / "c")
    vision.io.write_png(image, png)
    vision.io.write_jpeg(image, jpeg, quality=90)
    assert tenon.equal(vision.io.read_image(png), image)
    assert same(vision.io.read_image(jpeg), Image.open(jpeg))
    vision.io.write_file(raw, as_tensor(b"bytes"))
    assert vision.io.read_file(raw).tolist() == list(b"bytes")


@pytest.mark.parametrize("form", DECODERS)
def test_truncated_at_every_length(form):
    data = encode(RGB, form)
    for length in range(len(data)):
        with pytest.raises(RuntimeError, match=r"^decode_\w+\(\): [^\n]+\.$"):
            decode(data[:length])
        with pytest.raises(RuntimeError):
            DECODERS[form](as_tensor(data[:length]))


@pytest.mark.parametrize("form", DECODERS)
def test_flipped_bytes_give_an_image_or_an_error(form):
    data = encode(RGB, form)
    for place in range(len(data)):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        try:
            assert decode(damaged).dtype == tenon.uint8
        except RuntimeError as error:
            assert str(error).startswith("decode_") and "\n" not in str(error)


def test_a_header_that_promises_too_much_is_refused():
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00"
    with pytest.raises(RuntimeError, match=r"decode_png\(\): the image is damaged"):
        decode(header + b"\x00" * 100)


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (
            lambda io: io.decode_image(tenon.zeros(10, dtype=tenon.uint8)),
            RuntimeError,
            "decode_image(): unknown image format: got 10 bytes",
        ),
        (
            lambda io: io.decode_png(tenon.zeros(2, 2)),
            ValueError,
            "decode_png(): input: got float32 of shape [2, 2], expected a 1-d uint8 tensor of bytes.",
        ),
        (
            lambda io: io.encode_png(tenon.zeros(3, 4, 5)),
            ValueError,
            "encode_png(): input: got float32 of shape [3, 4, 5], expected a uint8 image [C, H, W].",
        ),
        (
            lambda io: io.encode_jpeg(tenon.zeros(4, 4, 5, dtype=tenon.uint8)),
            ValueError,
            "encode_jpeg(): got 4 channels",
        ),
        (
            lambda io: io.encode_jpeg(tenon.zeros(3, 4, 5, dtype=tenon.uint8), 0),
            ValueError,
            "encode_jpeg(): quality: got 0",
        ),
        (lambda io: io.encode_png(tenon.zeros(3, 0, 5, dtype=tenon.uint8)), ValueError, "encode_png(): got an empty"),
        (lambda io: io.decode_image(as_tensor(encode(RGB, "PNG")), 9), ValueError, "decode_image(): mode: got 9"),
        (lambda io: io.read_image("/missing.png"), OSError, "cannot read '/missing.png': No such file or directory."),
        (lambda io: io.write_file("/missing/a", as_tensor(b"a")), OSError, "cannot write '/missing/a'"),
    ],
)
def test_errors(call, error, text):
    with pytest.raises(error) as raised:
        call(vision.io)
    assert str(raised.value).startswith(text) and "\n" not in str(raised.value)


def test_an_error_names_the_file(tmp_path):
    path = tmp_path / "half.png"
    path.write_bytes(encode(RGB, "PNG")[:200])
    with pytest.raises(RuntimeError) as raised:
        vision.io.read_image(str(path))
    assert str(path) in str(raised.value) and "damaged" in str(raised.value)
