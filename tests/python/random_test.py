"""Random numbers: with equal seeds they are PyTorch's, number for number. The numbers here were written by PyTorch 2.13."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tenon

F = tenon.nn.functional


def strided() -> Any:
    return tenon.empty(2, 3).t().normal_()


# What is called, and PyTorch's result with seed 7.
SEED_7: list[tuple[str, Callable[[], Any], list[float]]] = [
    ("rand", lambda: tenon.rand(3), [0.534923, 0.198803, 0.659212]),
    ("rand_float64", lambda: tenon.rand(2, dtype=tenon.float64), [0.27938, 0.273694]),
    ("randn_short", lambda: tenon.randn(3), [-0.146795, 0.786141, 0.946822]),
    (
        "randn_blocks",
        lambda: tenon.randn(18),
        [-0.820135, 0.395631, 1.926368, -0.330012, 0.198445, 0.782073, 1.039108, -0.724511, -0.848909]
        + [-1.216929, -1.815729, -0.345242, -2.061478, 0.674101, -1.323346, -1.359769, -0.866702, -0.564007],
    ),
    ("randn_half", lambda: tenon.randn(18, dtype=tenon.float16)[:4], [-0.820312, 0.395752, -1.583008, -0.324463]),
    ("randn_strided", strided, [-0.146795, -1.114344, 0.786141, 1.69079, 0.946822, -0.894828]),
    ("randint", lambda: tenon.randint(0, 10, (5,)), [5, 2, 1, 6, 3]),
    ("randint_64_bits", lambda: tenon.randint(0, 1 << 40, (2,)), [752595690692, 108744157686]),
    ("randperm", lambda: tenon.randperm(8), [7, 0, 3, 4, 1, 5, 2, 6]),
    ("bernoulli", lambda: tenon.bernoulli(tenon.full((8,), 0.4)), [0, 1, 0, 0, 1, 0, 1, 0]),
    ("bernoulli_", lambda: tenon.empty(8).bernoulli_(0.4), [1, 1, 0, 0, 0, 0, 1, 0]),
    ("exponential_", lambda: tenon.empty(3).exponential_(), [0.327644, 0.319783, 1.981175]),
    ("multinomial", lambda: tenon.multinomial(tenon.tensor([1.0, 2.0, 3.0]), 5, True), [1, 1, 2, 2, 2]),
    ("multinomial_distinct", lambda: tenon.multinomial(tenon.tensor([1.0, 2.0, 3.0]), 3), [1, 0, 2]),
    ("dropout", lambda: F.dropout(tenon.ones(8), 0.4), [1.666667, 1.666667, 0, 0, 0, 0, 1.666667, 1.666667]),
    ("alpha_dropout", lambda: F.alpha_dropout(tenon.ones(4), 0.4, True), [1.470377, 1.470377, -0.910642, -0.910642]),
    (
        "feature_dropout",
        lambda: tenon.feature_dropout(tenon.ones(2, 3, 2, 2), 0.4, True)[:, :, 0, 0],
        [1.666667, 1.666667, 0, 0, 0, 0],
    ),
    ("uniform_", lambda: tenon.empty(2).uniform_(-1, 3), [1.13969, -0.204787]),
    ("cauchy_", lambda: tenon.empty(2).cauchy_(), [-0.830556, -0.861203]),
    ("geometric_", lambda: tenon.empty(3).geometric_(0.3), [4, 4, 1]),
    ("log_normal_", lambda: tenon.empty(2).log_normal_(), [2.026702, 13.095682]),
    ("random_", lambda: tenon.empty(2, dtype=tenon.int16).random_(), [28847, 25796]),
    ("normal", lambda: tenon.normal(tenon.tensor([1.0, 2.0]), tenon.tensor([0.5, 2.0])), [0.926602, 3.572283]),
]


@pytest.mark.parametrize(("call", "want"), [pytest.param(c, w, id=n) for n, c, w in SEED_7])
def test_equal_seeds_give_pytorchs_numbers(call: Callable[[], Any], want: list[float]) -> None:
    tenon.manual_seed(7)
    got = call().to(tenon.float64).reshape(-1).numpy()
    np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-6)


def test_a_generator_of_its_own_leaves_the_default_one_alone() -> None:
    g = tenon.Generator().manual_seed(7)
    tenon.manual_seed(7)
    first = tenon.rand(3, generator=g)
    assert first.tolist() == tenon.rand(3).tolist()
    assert first.tolist() != tenon.rand(3, generator=g).tolist()


@pytest.mark.parametrize("training", [True, False])
def test_dropout_passes_gradients_where_elements_passed(training: bool) -> None:
    x = tenon.ones(50, requires_grad=True)
    y = F.dropout(x, 0.4, training)
    y.sum().backward()
    assert x.grad is not None and x.grad.tolist() == y.tolist()


def test_dropout_in_place_draws_the_same_numbers() -> None:
    tenon.manual_seed(7)
    want = F.dropout(tenon.ones(8), 0.4)
    tenon.manual_seed(7)
    x = tenon.ones(8)
    assert F.dropout(x, 0.4, inplace=True) is x
    assert x.tolist() == want.tolist()


def test_random_errors() -> None:
    with pytest.raises(RuntimeError, match="but found from=3"):
        tenon.empty(2).uniform_(3, 2)
    with pytest.raises(RuntimeError, match="std >= 0"):
        tenon.empty(2).normal_(0, -1)
    with pytest.raises(RuntimeError, match="without replacement"):
        tenon.multinomial(tenon.ones(2), 3)
    with pytest.raises(RuntimeError, match="'from' to be less than 'to'"):
        tenon.randint(3, 3, (1,))
    with pytest.raises(ValueError, match="between 0 and 1"):
        F.dropout(tenon.ones(2), 1.5)


def test_counts_are_pytorchs() -> None:
    tenon.manual_seed(3)
    assert tenon.poisson(tenon.tensor([0.5, 3.0, 20.0, 100.0])).tolist() == [0, 2, 24, 90]
    assert round(tenon.rand(1).item(), 6) == 0.175605
    tenon.manual_seed(3)
    trials, odds = tenon.tensor([5.0, 20.0, 100.0, 30.0]), tenon.tensor([0.5, 0.1, 0.3, 0.9])
    assert tenon.binomial(trials, odds).tolist() == [1, 2, 32, 27]
    assert round(tenon.rand(1).item(), 6) == 0.949305


def test_states_are_pytorchs_bytes():
    """What PyTorch 2.13 gives after the same calls: seed, left, seeded, next; the second normal number is kept."""
    tenon.manual_seed(5)
    tenon.rand(3)
    first = tenon.randn(1)
    raw = bytes(tenon.get_rng_state().numpy())
    assert len(raw) == 5056 and struct.unpack("<QiiQ", raw[:24]) == (5, 618, 1, 7)
    assert struct.unpack("<QQ", raw[24:40]) == (4081643083, 713234725)
    assert struct.unpack("<dddi", raw[5016:5044]) == (0, pytest.approx(-0.8483762629967013), 0, 1)
    state = tenon.get_rng_state()
    after = tenon.randn(3)
    tenon.set_rng_state(state)
    assert tenon.equal(tenon.randn(3), after) and after[0] != first[0]
    with pytest.raises(TypeError, match="RNG state must be a torch.ByteTensor"):
        tenon.set_rng_state(tenon.zeros(5056))
    with pytest.raises(RuntimeError, match="but found the input RNG state size to be 3"):
        tenon.set_rng_state(tenon.zeros(3, dtype=tenon.uint8))
