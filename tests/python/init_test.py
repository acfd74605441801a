"""nn.init: numbers that PyTorch 2.13 gives for the seed 3."""

import pytest
import tenon
from tenon.nn import Parameter, init


@pytest.mark.parametrize(
    "kwargs, first",
    [
        ({}, [0.803276, 0.174833, 0.088978]),  # drawn again where outside
        ({"std": 0.02}, [0.016066, 0.003497, 0.00178]),
        ({"a": 1.0, "b": 1.5}, [1.002132, 1.052785, 1.142921]),  # accepted under the density
        ({"std": 3.0, "a": -1, "b": 1}, [-0.991473, -0.788861, -0.428315]),
    ],
)
def test_trunc_normal(kwargs, first):
    tenon.manual_seed(3)
    tenon.testing.assert_close(init.trunc_normal_(tenon.empty(5), **kwargs)[:3], tenon.tensor(first), atol=1e-6, rtol=0)


def test_trunc_normal_writes_in_place():
    weight = Parameter(tenon.empty(50, 40))
    assert init.trunc_normal_(weight, std=0.5, a=-0.6, b=0.6) is weight
    assert weight.abs().max() <= 0.6 and 0.2 < weight.std() < 0.4
    view = tenon.zeros(4, 6)[:, ::2]
    init.trunc_normal_(view)
    assert (view != 0).all()
    assert init.trunc_normal_(tenon.empty(2, device="meta")).is_meta


def test_fans():
    weight = tenon.empty(8, 4, 3, 3)
    assert init._calculate_fan_in_and_fan_out(weight) == (36, 72)
    assert init._calculate_correct_fan(weight, "fan_out") == 72
    with pytest.raises(ValueError, match="Mode fan not supported"):
        init.kaiming_normal_(weight, mode="fan")
