"""Warnings of what is legal and probably a mistake: PyTorch's, in its words."""

import subprocess
import sys
import warnings

import pytest
import tenon
from tenon import nn

F = nn.functional


@pytest.mark.parametrize("loss", [F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss])
def test_losses_of_different_sizes(loss):
    with pytest.warns(UserWarning, match=r"Using a target size \(tenon.Size\(\[2\]\)\) that is different to the input"):
        loss(tenon.ones(2, 1), tenon.ones(2))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loss(tenon.ones(2), tenon.ones(2))


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: nn.Softmax()(tenon.ones(2)), "Implicit dimension choice for softmax has been deprecated"),
        (lambda: nn.LogSoftmax()(tenon.ones(2)), "Implicit dimension choice for log_softmax"),
        (
            lambda: nn.LSTM(1, 1, 1, dropout=0.5),
            "non-zero dropout expects num_layers greater than 1, but got dropout=0.5",
        ),
        (lambda: nn.MSELoss(size_average=True), "please use reduction='mean' instead"),
        (lambda: F.mse_loss(tenon.ones(1), tenon.ones(1), reduce=False), "please use reduction='none' instead"),
        (
            lambda: F.kl_div(tenon.ones(1), tenon.ones(1)),
            "divides the total loss by both the batch size and the support",
        ),
        (lambda: tenon.add(tenon.ones(2), 1, out=tenon.empty(3)), r"had shape \[3\], which does not match"),
        (lambda: tenon.ones(2)[tenon.ones(2, dtype=tenon.uint8)], "indexing with dtype tenon.uint8 is now deprecated"),
        (lambda: (tenon.ones(1, requires_grad=True) * 2).grad, "The .grad attribute of a Tensor that is not a leaf"),
    ],
)
def test_warns(call, text):
    with pytest.warns(UserWarning, match=text):
        call()


def test_a_warning_that_was_made_an_error_leaves_the_op():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(UserWarning, match="Using a target size"):
            F.mse_loss(tenon.ones(300, 1), tenon.ones(300))  # large: another thread could hold the GIL
        y = tenon.ones(1, requires_grad=True) * 2
        y.retain_grad()
        assert y.grad is None


def test_some_warn_once_in_a_process():
    code = "import tenon\nfor _ in range(2):\n    x = tenon.ones(3)\n    tenon.meshgrid(x, x)\n    x.T"
    done = subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True)
    assert done.stderr.count("UserWarning: tenon.meshgrid") == 1
    assert done.stderr.count("UserWarning: The use of `x.T`") == 1


def test_dropout_of_channels_says_what_it_takes_the_dimensions_for():
    for drop in (F.dropout1d, nn.Dropout1d()):
        with pytest.raises(RuntimeError, match="dropout1d: Expected 2D or 3D input, but received a 4D input"):
            drop(tenon.ones(2, 2, 2, 2))
        rows = drop(tenon.ones(64, 4))  # (C, L): whole rows
        assert set(rows.sum(1).tolist()) == {0.0, 8.0}
    for drop in (F.dropout2d, nn.Dropout2d()):
        with pytest.warns(UserWarning, match="Received a 2-D input to dropout2d"):
            assert drop(tenon.ones(2, 2)).shape == (2, 2)
        with pytest.warns(UserWarning, match="assuming that channel-wise 1D dropout behavior is desired"):
            drop(tenon.ones(2, 2, 2))
    x = tenon.ones(8, 4)
    assert F.dropout1d(x, inplace=True) is x
