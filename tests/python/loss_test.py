"""What op samples cannot say of losses: gradients of ctc_loss, and losses that take functions."""

import pytest
import tenon
from tenon.nn import functional as F


@pytest.mark.parametrize(
    ("targets", "lengths"),
    [([[1, 2, 2], [3, 1, 0]], [3, 2]), ([1, 2, 2, 3, 1], [3, 2]), ([[1, 0], [0, 0]], [1, 0])],
)
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
def test_the_gradient_of_ctc_loss_holds_for_scores(targets, lengths, reduction):
    scores = tenon.randn(6, 2, 4, dtype=tenon.float64, requires_grad=True)

    def loss(x):
        return F.ctc_loss(x.log_softmax(2), tenon.tensor(targets), tenon.tensor([6, 5]), lengths, reduction=reduction)

    assert tenon.autograd.gradcheck(loss, (scores,))


def test_sequences_that_cannot_be_aligned_cost_nothing_when_asked():
    scores = tenon.randn(3, 1, 4, requires_grad=True)
    targets = tenon.tensor([[1, 1, 1]])
    assert F.ctc_loss(scores.log_softmax(2), targets, [3], [3]).isinf()
    loss = F.ctc_loss(scores.log_softmax(2), targets, [3], [3], zero_infinity=True)
    loss.backward()
    assert loss == 0
    assert not scores.grad.any()


def test_ctc_loss_refuses_lengths_and_labels_out_of_range():
    p = tenon.zeros(3, 2, 4)
    with pytest.raises(RuntimeError, match="input_lengths"):
        F.ctc_loss(p, tenon.tensor([[1], [2]]), [4, 3], [1, 1])
    with pytest.raises(RuntimeError, match="label out of range"):
        F.ctc_loss(p, tenon.tensor([[1], [4]]), [3, 3], [1, 1])
    with pytest.raises(RuntimeError, match="blank must be in label range"):
        F.ctc_loss(p, tenon.tensor([[1], [2]]), [3, 3], [1, 1], blank=4)


def test_the_triplet_loss_takes_a_distance():
    a, p, n = (tenon.randn(4, 3) for _ in range(3))
    own = F.triplet_margin_with_distance_loss(a, p, n, swap=True, reduction="none")
    assert tenon.equal(own, F.triplet_margin_loss(a, p, n, swap=True, reduction="none"))
    loss = F.triplet_margin_with_distance_loss(a, p, n, distance_function=lambda x, y: (x - y).abs().sum(-1))
    assert loss.isclose(((a - p).abs().sum(-1) - (a - n).abs().sum(-1) + 1).clamp_min(0).mean())


@pytest.mark.parametrize("name", ["upsample", "upsample_nearest", "upsample_bilinear"])
def test_old_names_of_interpolate_warn(name):
    x = tenon.arange(4.0).reshape(1, 1, 2, 2)
    with pytest.warns(UserWarning, match="deprecated"):
        out = getattr(F, name)(x, scale_factor=2)
    mode = dict(mode="bilinear", align_corners=True) if name == "upsample_bilinear" else {}
    assert tenon.equal(out, F.interpolate(x, scale_factor=2, **mode))


def test_soft_margin_loss_keeps_the_size_of_its_input():
    with pytest.raises(RuntimeError, match=r"^output with shape \[2, 1\] doesn't match the broadcast shape \[2, 2\]$"):
        F.soft_margin_loss(tenon.zeros(2, 1), tenon.ones(2))
    assert F.soft_margin_loss(tenon.zeros(2, 1), tenon.ones(1), reduction="none").shape == (2, 1)
