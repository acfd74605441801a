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
        (lambda: nn.Linear(0, 3), "^Initializing zero-element tensors is a no-op$"),
        (
            lambda: F.embedding_bag(tenon.ones(4, 2), tenon.tensor([[0, 1]])),
            r"Usage `embedding_bag\(weight, input, ...\)` is deprecated",
        ),
        (lambda: tenon.ones(2, 2)[[[0, 1], [0, 1]]], "Using a non-tuple sequence for multidimensional indexing"),
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


def stderr_of(code):
    return subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True).stderr


def test_some_warn_once_in_a_process():
    err = stderr_of("import tenon\nfor _ in range(2):\n    x = tenon.ones(3)\n    tenon.meshgrid(x, x)\n    x.T")
    assert err.count("UserWarning: tenon.meshgrid") == 1
    assert err.count("UserWarning: The use of `x.T`") == 1


def test_more_that_warn_once_in_a_process():
    err = stderr_of("""
import numpy as np
import tenon
fixed = np.arange(2.0)
fixed.flags.writeable = False
z = tenon.ones(2, dtype=tenon.complex64)
x = tenon.ones(3, requires_grad=True)
for _ in range(2):
    z.bool(), z.float(), tenon.ones(2).copy_(z)
    tenon.from_numpy(fixed), tenon.as_tensor(fixed), tenon.tensor(fixed)
    tenon.frombuffer(b"12", dtype=tenon.uint8)
    tenon.tensor([fixed, fixed])
    x.cross(x)
    tenon.ones(8).stft(4, return_complex=True)
    m = tenon.eye(2)
    m.cholesky(), m.qr(), tenon.chain_matmul(m, m), tenon.triangular_solve(m, m)
    x.sum().backward(create_graph=True)
""")
    assert err.count("UserWarning") == 11
    for text in [
        "Casting complex values to real discards the imaginary part",
        "The given NumPy array is not writable, and Tenon does not support non-writable tensors.",
        "The given buffer is not writable, and Tenon does not support non-writable tensors.",
        "Creating a tensor from a list of numpy.ndarrays is extremely slow.",
        "Using tenon.cross without specifying the dim arg is deprecated.",
        "A window was not provided. A rectangular window will be applied,which is known",
        "tenon.cholesky is deprecated in favor of tenon.linalg.cholesky",
        "tenon.qr is deprecated in favor of tenon.linalg.qr",
        "tenon.chain_matmul is deprecated and will be removed",
        "tenon.triangular_solve is deprecated in favor of",
        "Using backward() with create_graph=True will create a reference cycle",
    ]:
        assert err.count(text) == 1


def test_gradients_drop_imaginary_parts_without_a_word():
    code = "x = tenon.ones(2, requires_grad=True); (x * 1j).abs().sum().backward(); x.to(tenon.complex64).abs().sum().backward()"
    assert stderr_of(f"import tenon; {code}; print(x.grad)") == ""


@pytest.mark.parametrize("name", ["std", "var", "std_mean", "var_mean"])
def test_degrees_of_freedom(name):
    run = getattr(tenon, name)
    for args in [(tenon.ones(1),), (tenon.ones(3, 1), 1), (tenon.ones(0, 3), 1)]:
        with pytest.warns(UserWarning, match=rf"^{name}\(\): degrees of freedom is <= 0. Correction should be") as told:
            run(*args)
        assert len(told) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(tenon.ones(1), unbiased=False)
        run(tenon.ones(2))


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
