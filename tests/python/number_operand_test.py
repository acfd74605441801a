"""Operators with a number: PyTorch's numbers, to the bit. The results here were written by PyTorch 2.13."""

from __future__ import annotations

import pytest
import tenon

X = [1.0, 1.5, 2.3125, 3.890625]


@pytest.mark.parametrize(
    ("dtype", "mul", "div", "rdiv"),
    [
        (
            tenon.bfloat16,
            [0.10009765625, 0.150390625, 0.2314453125, 0.388671875],
            [10.0, 15.0, 23.125, 39.0],
            [2.703125, 1.8046875, 1.1640625, 0.6953125],
        ),
        (
            tenon.float16,
            [0.0999755859375, 0.1500244140625, 0.231201171875, 0.38916015625],
            [10.0, 15.0, 23.125, 38.90625],
            [2.69921875, 1.7998046875, 1.1669921875, 0.6943359375],
        ),
    ],
)
def test_numbers_stay_wide_beside_16_bits(
    dtype: tenon.dtype, mul: list[float], div: list[float], rdiv: list[float]
) -> None:
    x = tenon.tensor(X, dtype=dtype)
    assert (x * 0.1).tolist() == (0.1 * x).tolist() == (x * tenon.tensor(0.1)).tolist() == mul
    assert x.clone().mul_(0.1).tolist() == mul
    assert (x / 0.1).tolist() == x.clone().div_(0.1).tolist() == div
    assert (2.7 / x).tolist() == rdiv
    assert (x * tenon.tensor(0.1, dtype=dtype)).tolist() == (x * tenon.tensor([0.1], dtype=dtype)).tolist()


def test_a_number_by_a_tensor_is_a_product_with_the_reciprocal() -> None:
    x = tenon.tensor([3.0, 7.0, 11.0])
    assert (2.7 / x).tolist() == (x.reciprocal() * 2.7).tolist()
    y = tenon.tensor([2, 4])
    assert (1 / y).tolist() == [0.5, 0.25]
    z = tenon.tensor([3.0], requires_grad=True)
    (2.7 / z).backward()
    assert z.grad is not None and z.grad.item() == pytest.approx(-0.3)
