"""tenon.testing.assert_close."""

import pytest
import tenon
from tenon.testing import assert_close


def test_close():
    assert_close(tenon.ones(2), tenon.ones(2) + 1e-7)
    assert_close([1.0, {"a": tenon.zeros(1)}], [1.0, {"a": tenon.zeros(1)}])
    assert_close(tenon.ones(2), tenon.ones(2, dtype=tenon.float64), check_dtype=False)
    assert_close(tenon.tensor([float("nan")]), tenon.tensor([float("nan")]), equal_nan=True)
    assert_close(1.0, 1.05, rtol=0.1, atol=0.0)


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (lambda: tenon.ones(2), lambda: tenon.tensor([1.0, 2.0]), r"not close!\s+Mismatched elements: 1 / 2 \(50.0%\)"),
        (lambda: tenon.tensor([1]), lambda: tenon.tensor([2]), "Tensor-likes are not equal!"),
        (lambda: tenon.ones(2), lambda: tenon.ones(3), "'shape' do not match"),
        (lambda: tenon.ones(2), lambda: tenon.ones(2).double(), "'dtype' do not match"),
        (lambda: tenon.tensor([float("nan")]), lambda: tenon.tensor([float("nan")]), "not close"),
        (lambda: [1.0, 2.0], lambda: [1.0, 3.0], r"Scalars are not close(.|\n)*item \[1\]"),
        (lambda: [1.0], lambda: [1.0, 2.0], "length of the sequences mismatch"),
        (lambda: {"a": 1}, lambda: {"b": 1}, "keys of the mappings"),
    ],
)
def test_not_close(actual, expected, message):
    with pytest.raises(AssertionError, match=message):
        assert_close(actual(), expected())


def test_messages_and_tolerances():
    with pytest.raises(AssertionError, match="^mine$"):
        assert_close(1.0, 2.0, msg="mine")
    with pytest.raises(ValueError, match="both be given"):
        assert_close(1.0, 1.0, rtol=1.0)
