"""Numbers that a dtype cannot hold: fills refuse them, arithmetic wraps around."""

import pytest
import tenon
import tenon.nn.functional as F

MASK = tenon.tensor([True, False])
ZERO = tenon.tensor([0])

FILLS = {
    "fill_": lambda t, v: t.fill_(v),
    "full": lambda t, v: tenon.full((2,), v, dtype=t.dtype),
    "full_like": lambda t, v: tenon.full_like(t, v),
    "new_full": lambda t, v: t.new_full((2,), v),
    "masked_fill": lambda t, v: t.masked_fill(MASK, v),
    "index_fill": lambda t, v: t.index_fill(0, ZERO, v),
    "scatter": lambda t, v: t.scatter(0, ZERO, v),
    "clamp": lambda t, v: t.clamp(max=v),
    "pad": lambda t, v: F.pad(t, (1, 0), value=v),
    "threshold": lambda t, v: F.threshold(t, 0, v),
    "alpha": lambda t, v: tenon.add(t, t, alpha=v),
}


def overflow(name):
    return pytest.raises(RuntimeError, match=f"^value cannot be converted to type {name} without overflow$")


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_fills_refuse(fill):
    for dtype, value, name in [
        (tenon.float16, 1e9, "c10::Half"),
        (tenon.float16, -65519.0, "c10::Half"),
        (tenon.bfloat16, 3.4e38, "c10::BFloat16"),
        (tenon.float32, 1e39, "float"),
        (tenon.uint8, 300, "uint8_t"),
        (tenon.int32, 2**40, "int"),
    ]:
        with overflow(name):
            fill(tenon.zeros(2, dtype=dtype), value)


@pytest.mark.parametrize(
    ("dtype", "value"),
    [
        (tenon.float16, 65504),
        (tenon.float16, float("inf")),
        (tenon.float32, float("-inf")),
        (tenon.float64, 1e300),
        (tenon.int8, -128),
    ],
)
def test_what_fits(dtype, value):
    assert tenon.zeros(2, dtype=dtype).fill_(value).tolist() == [value, value]


def test_integers():
    assert tenon.zeros(2, dtype=tenon.uint8).fill_(-255).tolist() == [1, 1]
    for dtype, value, name in [
        (tenon.uint8, -0.5, "uint8_t"),
        (tenon.uint8, -256, "uint8_t"),
        (tenon.uint8, 255.5, "uint8_t"),
        (tenon.int8, -128.5, "int8_t"),
        (tenon.int64, float("nan"), "int64_t"),
        (tenon.int16, 1j, "int16_t"),
    ]:
        with overflow(name):
            tenon.zeros(1, dtype=dtype).fill_(value)
        with overflow(name):
            tenon.zeros(2, dtype=dtype)[0] = value


def test_complex():
    for value in (1e39, 1e39j):
        with overflow(r"c10::complex<float>"):
            tenon.zeros(2, dtype=tenon.complex64).fill_(value)
    assert tenon.zeros(1, dtype=tenon.bool).fill_(1j).item() is True
    with pytest.raises(NotImplementedError, match="^clamp is not supported for complex types$"):
        tenon.zeros(1, dtype=tenon.complex64).clamp(max=1)


def test_a_single_half_becomes_infinite():
    # PyTorch fills one element without the check, and assignment writes one element first.
    assert tenon.zeros(1, dtype=tenon.float16).fill_(1e9).item() == float("inf")
    assert tenon.scalar_tensor(-1e39, dtype=tenon.bfloat16).item() == float("-inf")
    t = tenon.zeros(3, dtype=tenon.float16)
    t[0] = 1e9
    t[1:] = -1e9
    t[ZERO] = 65519.0
    assert t.tolist() == [65504.0, float("-inf"), float("-inf")]
    with overflow("float"):
        tenon.zeros(3)[1:] = 1e39
    assert tenon.where(MASK, t[:2], 1e9).tolist() == [65504.0, float("inf")]


def test_operands_wrap_around():
    t = tenon.zeros(2, dtype=tenon.uint8)
    assert t.add(300).tolist() == [44, 44] and t.sub(300).tolist() == [212, 212]
    assert t.eq(300).tolist() == [False, False] and t.eq(256).tolist() == [True, True]
    assert tenon.zeros(2, dtype=tenon.float16).add(1e9).tolist() == [float("inf")] * 2


def test_tensor_of_numbers():
    for dtype, value in [(tenon.uint8, -0.5), (tenon.uint8, 255.5), (tenon.int8, 127.5)]:
        with pytest.raises(RuntimeError, match="without overflow"):
            tenon.tensor([value], dtype=dtype)
    with pytest.raises(TypeError, match="'complex' object cannot be interpreted as an integer"):
        tenon.tensor([1j], dtype=tenon.int32)
    assert tenon.tensor([1e9], dtype=tenon.float16).item() == float("inf")


def test_pad_of_complex():
    assert F.pad(tenon.ones(1, dtype=tenon.complex64), (1, 0), value=1.5).tolist() == [1.5, 1]
