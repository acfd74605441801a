"""Tensors as text: PyTorch 2.13's output, with its name replaced."""

import math

import pytest
import tenon


@pytest.fixture(autouse=True)
def default_options():
    yield
    tenon.set_printoptions(profile="default")


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: tenon.tensor([1.0, 2.0]), "tensor([1., 2.])"),
        (lambda: tenon.tensor([1.5, -2.25, 100.0]), "tensor([  1.5000,  -2.2500, 100.0000])"),
        (lambda: tenon.tensor([[1, -20], [300, 4]]), "tensor([[  1, -20],\n        [300,   4]])"),
        (lambda: tenon.tensor([True, False]), "tensor([ True, False])"),
        (lambda: tenon.tensor(2.5), "tensor(2.5000)"),
        (lambda: tenon.tensor(7), "tensor(7)"),
        (lambda: tenon.tensor([1e-9, 1.0]), "tensor([1.0000e-09, 1.0000e+00])"),
        (lambda: tenon.tensor([1e9]), "tensor([1.0000e+09])"),
        (lambda: tenon.tensor([float("inf"), float("nan"), 1.0]), "tensor([inf, nan, 1.])"),
        (lambda: tenon.tensor([float("nan"), 1.5]), "tensor([   nan, 1.5000])"),
        (lambda: tenon.tensor([]), "tensor([])"),
        (lambda: tenon.zeros(0, 3), "tensor([], size=(0, 3))"),
        (lambda: tenon.zeros(0, dtype=tenon.int64), "tensor([], dtype=tenon.int64)"),
        (lambda: tenon.zeros(2, dtype=tenon.float64), "tensor([0., 0.], dtype=tenon.float64)"),
        (lambda: tenon.zeros(2, dtype=tenon.int8), "tensor([0, 0], dtype=tenon.int8)"),
        (lambda: tenon.tensor([1 + 2j]), "tensor([1.+2.j])"),
        (lambda: tenon.zeros(2, 3, device="meta"), "tensor(..., device='meta', size=(2, 3))"),
        (lambda: tenon.ones(1, requires_grad=True), "tensor([1.], requires_grad=True)"),
        (lambda: tenon.ones(1, requires_grad=True) * 2, "tensor([2.], grad_fn=<MulBackward0>)"),
        (lambda: tenon.ones(1, 1, 2), "tensor([[[1., 1.]]])"),
        (lambda: tenon.ones(2, 1, 1), "tensor([[[1.]],\n\n        [[1.]]])"),
    ],
)
def test_formats(make, text):
    assert repr(make()) == str(make()) == text


def test_long_tensors_are_summarised():
    text = repr(tenon.zeros(1001))
    assert text == "tensor([0., 0., 0.,  ..., 0., 0., 0.])"
    rows = repr(tenon.zeros(40, 40)).splitlines()
    assert rows[0] == "tensor([[0., 0., 0.,  ..., 0., 0., 0.]," and rows[3] == "        ...," and len(rows) == 7


def test_long_lines_are_broken():
    lines = repr(tenon.tensor([math.pi] * 12)).splitlines()
    assert lines[0] == "tensor([" + ", ".join(["3.1416"] * 9) + "," and lines[1] == "        3.1416, 3.1416, 3.1416])"


def test_options():
    tenon.set_printoptions(precision=2)
    assert repr(tenon.tensor([math.pi])) == "tensor([3.14])"
    tenon.set_printoptions(sci_mode=True)
    assert repr(tenon.tensor([math.pi])) == "tensor([3.14e+00])"
    with pytest.raises(ValueError, match="unknown profile"):
        tenon.set_printoptions(profile="odd")
    assert tenon.get_printoptions()["precision"] == 2


def test_subclasses_say_their_name():
    class Mine(tenon.Tensor):
        pass

    assert repr(tenon.tensor([1.0]).as_subclass(Mine)) == "Mine([1.])"
