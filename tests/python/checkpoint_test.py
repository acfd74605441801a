"""utils.checkpoint: the same gradients from what is computed again."""

import pytest
import tenon
from tenon import nn
from tenon.utils.checkpoint import CheckpointError, checkpoint, checkpoint_sequential, set_checkpoint_early_stop


@pytest.fixture
def model():
    tenon.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 4))


@pytest.fixture
def x():
    return tenon.arange(12.0).reshape(3, 4).requires_grad_()


def gradients(model, x, run):
    tenon.manual_seed(1)
    model.zero_grad()
    x.grad = None
    run(x).sum().backward()
    return [x.grad, *(p.grad for p in model.parameters())]


@pytest.mark.parametrize("reentrant", [False, True])
def test_same_gradients_with_dropout(model, x, reentrant):
    expected = gradients(model, x, model)
    for run in (
        lambda x: checkpoint(model, x, use_reentrant=reentrant),
        lambda x: checkpoint_sequential(model, 2, x, use_reentrant=reentrant),
        lambda x: checkpoint_sequential(model, 4, x, use_reentrant=reentrant),
    ):
        for found, wanted in zip(gradients(model, x, run), expected):
            tenon.testing.assert_close(found, wanted)
    before = tenon.get_rng_state()
    checkpoint(model, x, use_reentrant=reentrant, preserve_rng_state=True).sum().backward()
    tenon.rand(1)
    tenon.set_rng_state(before)


def test_runs_again_only_as_far_as_needed(x):
    calls = []

    def function(t):
        calls.append("start")
        y = t.exp()
        calls.append("end")
        return y + 1

    checkpoint(function, x, use_reentrant=False).sum().backward()
    assert calls == ["start", "end", "start"]
    calls.clear()
    with set_checkpoint_early_stop(False):
        y = checkpoint(function, x, use_reentrant=False)
    y.sum().backward()
    assert calls == ["start", "end", "start", "end"]


def test_nested_and_second_gradients(x):
    x = (x / 12).detach().requires_grad_()

    def inner(t):
        return t.sin().exp()

    def outer(t):
        return checkpoint(inner, t, use_reentrant=False) * checkpoint(inner, t.cos(), use_reentrant=False)

    y = checkpoint(outer, x, use_reentrant=False).sum()
    (g,) = tenon.autograd.grad(y, x, create_graph=True)
    (h,) = tenon.autograd.grad(g.sum(), x)
    plain = (x.sin().exp() * x.cos().sin().exp()).sum()
    (expected,) = tenon.autograd.grad(plain, x, create_graph=True)
    tenon.testing.assert_close(g, expected)
    tenon.testing.assert_close(h, tenon.autograd.grad(expected.sum(), x)[0])


def test_backward_within_the_function(x):
    def function(t):
        (g,) = tenon.autograd.grad(t.sin().cos().sum(), t)
        return g * t.cos()

    expected = tenon.autograd.grad(function(x).sum(), x)[0]
    tenon.testing.assert_close(tenon.autograd.grad(checkpoint(function, x, use_reentrant=False).sum(), x)[0], expected)


def test_keeps_only_the_arguments(x):
    kept = []

    def function(t):
        y = t.exp()
        kept.append(tenon.utils.checkpoint.weakref.ref(y))
        return y.sum()

    y = checkpoint(function, x, use_reentrant=False)
    assert kept[0]() is None
    y.backward(retain_graph=True)
    y.backward()
    tenon.testing.assert_close(x.grad, 2 * x.exp().detach())
    with pytest.raises(RuntimeError, match="a second time"):
        y.backward()


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (lambda t: t.sin(), "A different number of tensors"),
        (lambda t: t[:2].sin().exp(), "different metadata"),
    ],
)
def test_a_function_that_changes_its_mind(x, second, message):
    runs = iter([lambda t: t.sin().exp(), second])
    y = checkpoint(lambda t: next(runs)(t), x, use_reentrant=False)
    with pytest.raises(CheckpointError, match=message):
        y.sum().backward()


def test_refusals(x):
    y = checkpoint(lambda t: t.exp(), x, use_reentrant=True)
    with pytest.raises(RuntimeError, match="incompatible with .grad"):
        tenon.autograd.grad(y.sum(), x)
    with pytest.raises(ValueError, match="Unexpected keyword arguments: scale"):
        checkpoint(lambda t, scale: t, x, scale=2, use_reentrant=True)
    assert checkpoint(lambda t, scale: t * scale, x, scale=2, use_reentrant=False)[0, 1] == 2
    with pytest.raises(ValueError, match="determinism_check should be one of"):
        checkpoint(lambda t: t, x, use_reentrant=False, determinism_check="maybe")
    with pytest.warns(UserWarning, match="use_reentrant parameter should be passed"):
        checkpoint(lambda t: t, x)
    with pytest.warns(UserWarning, match="None of the inputs have requires_grad"):
        checkpoint(lambda t: t, x.detach(), use_reentrant=True)
    with tenon.no_grad():
        assert not checkpoint(lambda t: t * 2, x, use_reentrant=False).requires_grad
