"""Embedding and EmbeddingBag as layers; their ops are tested by samples."""

from __future__ import annotations

from typing import Any

import pytest
import tenon
from tenon import nn

F = nn.functional
NUMBERS, OFFSETS = tenon.tensor([1, 4, 1, 0, 3]), tenon.tensor([0, 2, 2, 3])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # PyTorch's for manual_seed(0).
        ({"mode": "sum"}, [-2.898, 0.1651, 0.0, 0.0, -2.1788, 0.5684, 1.9443, 0.5446]),
        ({"mode": "mean", "padding_idx": -1}, [-2.1788, 0.5684, 0.0, 0.0, -2.1788, 0.5684, 0.9722, 0.2723]),
        ({"mode": "max", "max_norm": 1.0}, [-0.7193, 0.2524, 0.0, 0.0, -0.9676, 0.2524, 0.9823, 0.838]),
    ],
)
def test_bags_give_pytorchs_numbers(options: dict[str, Any], expected: list[float]) -> None:
    tenon.manual_seed(0)
    assert nn.EmbeddingBag(5, 2, **options)(NUMBERS, OFFSETS).flatten().tolist() == pytest.approx(expected, abs=1e-4)


def test_a_bag_is_the_reduction_of_its_rows() -> None:
    weight = tenon.randn(9, 70, requires_grad=True)
    x = tenon.randint(0, 9, (4, 6))
    for mode, reduce in (("sum", tenon.sum), ("mean", tenon.mean), ("max", tenon.amax)):
        bag, rows = F.embedding_bag(x, weight, mode=mode), reduce(F.embedding(x, weight), 1)
        tenon.testing.assert_close(bag, rows)
        (got,), (want,) = (tenon.autograd.grad((y * y).sum(), weight) for y in (bag, rows))
        tenon.testing.assert_close(got, want)


def test_frequency_scales_gradients() -> None:
    for function in (F.embedding_bag, F.embedding):
        weight = tenon.zeros(6, 2, requires_grad=True)
        options: dict[str, Any] = {"mode": "sum"} if function is F.embedding_bag else {}
        function(NUMBERS.unsqueeze(0), weight, scale_grad_by_freq=True, **options).sum().backward()
        assert weight.grad[:, 0].tolist() == [1, 1, 0, 1, 1, 0]


def test_offsets_may_end_with_the_end() -> None:
    weight = tenon.randn(5, 3)
    last = tenon.cat([OFFSETS, tenon.tensor([5])])
    whole = F.embedding_bag(NUMBERS, weight, OFFSETS)
    tenon.testing.assert_close(F.embedding_bag(NUMBERS, weight, last, include_last_offset=True), whole)


def test_tables_that_are_given() -> None:
    table = tenon.randn(4, 3)
    frozen, trained = nn.Embedding.from_pretrained(table), nn.EmbeddingBag.from_pretrained(table, False, mode="sum")
    assert not frozen.weight.requires_grad and trained.weight.requires_grad
    assert trained.mode == "sum" and frozen.weight.data_ptr() == table.data_ptr()
    assert nn.Embedding.from_pretrained(table, True, 2).padding_idx == 2
    tenon.testing.assert_close(trained(tenon.tensor([[0, 2]]))[0], table[0] + table[2])


def test_repr_and_padding() -> None:
    bag = nn.EmbeddingBag(5, 2, max_norm=1.0, padding_idx=-2)
    assert repr(bag) == "EmbeddingBag(5, 2, max_norm=1.0, mode='mean', padding_idx=3)"
    assert bag.weight[3].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda w: F.embedding_bag(NUMBERS, w), ValueError, "offsets has to be a 1D Tensor but got None"),
        (lambda w: F.embedding_bag(NUMBERS.view(1, 5), w, OFFSETS), ValueError, "if input is 2D"),
        (lambda w: F.embedding_bag(NUMBERS, w, OFFSETS, mode="min"), ValueError, "one of sum, mean or max"),
        (lambda w: F.embedding_bag(NUMBERS, w, OFFSETS + 1), RuntimeError, "offsets[0] has to be 0"),
        (lambda w: F.embedding_bag(NUMBERS, w[:3], OFFSETS), IndexError, "index out of range in self"),
        (
            lambda w: F.embedding_bag(NUMBERS, w, OFFSETS, per_sample_weights=w[0]),
            ValueError,
            "same shape as the input",
        ),
        (
            lambda w: F.embedding_bag(NUMBERS, w, OFFSETS, per_sample_weights=tenon.ones(5)),
            NotImplementedError,
            "only supported for mode='sum'",
        ),
        (
            lambda w: F.embedding_bag(NUMBERS, w.requires_grad_(), OFFSETS, sparse=True),
            NotImplementedError,
            "sparse gradients",
        ),
        (lambda w: nn.EmbeddingBag(3, 2, padding_idx=3), AssertionError, "padding_idx must be within num_embeddings"),
    ],
)
def test_errors(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        call(tenon.zeros(5, 2))
    assert message in str(caught.value)


def test_counts_that_are_saved_have_no_gradient() -> None:
    """Of means: the counts of bags are a result of the op, and integers."""
    table = tenon.rand(5, 2, dtype=tenon.float64, requires_grad=True)
    assert tenon.autograd.gradgradcheck(lambda w: F.embedding_bag(NUMBERS, w, OFFSETS, mode="mean").exp(), table)


def test_the_table_may_come_first() -> None:
    table = tenon.arange(10.0).view(5, 2)
    assert F.embedding_bag(table, NUMBERS, OFFSETS).equal(F.embedding_bag(NUMBERS, table, OFFSETS))
