"""nn.utils: normalised weights, parametrizations, pruning, calls with other parameters."""

import copy

import pytest
import tenon
from tenon import nn
from tenon.nn import utils
from tenon.nn.utils import parametrizations, parametrize, prune, stateless

X = tenon.ones(2, 4)


def test_weight_norm_splits_length_and_direction():
    plain = nn.Linear(4, 3)
    with pytest.warns(FutureWarning, match="parametrizations.weight_norm"):
        m = utils.weight_norm(copy.deepcopy(plain))
    assert sorted(m.state_dict()) == ["bias", "weight_g", "weight_v"]
    assert tenon.allclose(m(X), plain(X))
    m.weight_g.data.mul_(2)
    assert tenon.allclose(m(X) - m.bias, 2 * (plain(X) - plain.bias))
    m(X).sum().backward()
    assert m.weight_g.grad.shape == (3, 1)
    utils.remove_weight_norm(m)
    assert sorted(m.state_dict()) == ["bias", "weight"]
    with pytest.raises(ValueError, match="not found"):
        utils.remove_weight_norm(m)


@pytest.mark.parametrize("make", [utils.spectral_norm, parametrizations.spectral_norm])
def test_spectral_norm_divides_by_the_greatest_singular_value(make):
    m = make(nn.Linear(4, 3))
    for _ in range(50):
        m(X)
    m.eval()
    m(X)
    assert tenon.linalg.vector_norm(m.weight.detach() @ power(m.weight.detach())).isclose(tenon.tensor(1.0), rtol=1e-3)
    (m(X) + m(X)).sum().backward()


def power(w):
    """The first right singular vector."""
    v = tenon.ones(w.shape[1])
    for _ in range(200):
        v = w.t() @ (w @ v)
        v = v / v.norm()
    return v


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).t()

    def right_inverse(self, x):
        return x.triu()


def test_a_parametrized_weight_is_computed():
    m = parametrize.register_parametrization(nn.Linear(3, 3), "weight", Symmetric())
    assert tenon.equal(m.weight, m.weight.t())
    assert [n for n, _ in m.named_parameters()] == ["bias", "parametrizations.weight.original"]
    assert parametrize.is_parametrized(m, "weight")
    assert not parametrize.is_parametrized(m, "bias")
    assert parametrize.type_before_parametrizations(m) is nn.Linear
    assert m.weight is not m.weight
    with parametrize.cached():
        assert m.weight is m.weight
    m.weight = tenon.ones(3, 3)
    assert tenon.equal(m(tenon.ones(1, 3)) - m.bias, tenon.full((1, 3), 3.0))
    m(tenon.ones(1, 3)).sum().backward()
    assert m.parametrizations.weight.original.grad is not None
    other = copy.deepcopy(m)
    assert tenon.equal(other.weight, m.weight)
    original = m.parametrizations.weight.original
    parametrize.remove_parametrizations(m, "weight")
    assert type(m) is nn.Linear
    assert m.weight is original


def test_a_parametrization_may_not_change_shape_or_dtype():
    class Half(nn.Module):
        def forward(self, x):
            return x[:1]

    m = nn.Linear(3, 3)
    with pytest.raises(ValueError, match="may not change the shape"):
        parametrize.register_parametrization(m, "weight", Half())
    parametrize.register_parametrization(m, "weight", Half(), unsafe=True)
    assert m.weight.shape == (1, 3)
    with pytest.raises(ValueError, match="does not have a parameter"):
        parametrize.register_parametrization(m, "nothing", Half())


def test_parametrized_weight_norm_loads_old_states():
    m = parametrizations.weight_norm(nn.Linear(4, 3))
    assert sorted(m.state_dict()) == ["bias", "parametrizations.weight.original0", "parametrizations.weight.original1"]
    m.load_state_dict({"bias": tenon.zeros(3), "weight_g": tenon.ones(3, 1), "weight_v": tenon.ones(3, 4)})
    assert tenon.allclose(m(X), tenon.full((2, 3), 2.0))
    parametrize.remove_parametrizations(m, "weight")
    assert sorted(m.state_dict()) == ["bias", "weight"]


def test_pruning_masks_and_adds_up():
    m = nn.Linear(4, 3)
    prune.l1_unstructured(m, "weight", 0.25)
    prune.random_unstructured(m, "weight", 2)
    assert int((m.weight == 0).sum()) == 5
    assert prune.is_pruned(m)
    assert sorted(m.state_dict()) == ["bias", "weight_mask", "weight_orig"]
    m(X).sum().backward()
    assert int((m.weight_orig.grad == 0).sum()) == 5
    prune.remove(m, "weight")
    assert int((m.weight == 0).sum()) == 5
    assert not prune.is_pruned(m)


def test_pruning_whole_channels_and_several_parameters():
    m = nn.Linear(4, 3)
    prune.ln_structured(m, "weight", 1, n=2, dim=0)
    assert int((m.weight.abs().sum(1) == 0).sum()) == 1
    prune.random_structured(m, "weight", 1, dim=1)
    assert int((m.weight.abs().sum(0) == 0).sum()) == 1
    prune.custom_from_mask(m, "bias", tenon.tensor([1, 0, 1]))
    assert m.bias[1] == 0
    two = nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 2))
    prune.global_unstructured([(two[0], "weight"), (two[1], "weight")], prune.L1Unstructured, amount=6)
    assert sum(int((layer.weight == 0).sum()) for layer in two) == 6
    with pytest.raises(ValueError, match="amount"):
        prune.l1_unstructured(nn.Linear(2, 2), "weight", 1.5)
    with pytest.raises(ValueError, match="has to be pruned"):
        prune.remove(nn.Linear(2, 2), "weight")


def test_a_call_with_other_parameters():
    m = nn.Linear(4, 3)
    before = m.weight
    w = tenon.ones(3, 4, requires_grad=True)
    out = stateless._functional_call(m, {"weight": w, "bias": tenon.zeros(3)}, X)
    assert tenon.equal(out, tenon.full((2, 3), 4.0))
    out.sum().backward()
    assert w.grad is not None
    assert m.weight is before
    with pytest.raises(RuntimeError, match="Missing key"):
        stateless._functional_call(m, {"weight": w}, X, strict=True)
    with pytest.warns(FutureWarning, match="functional_call"):
        stateless.functional_call(m, {"weight": w}, X)


def test_running_statistics_of_a_call_come_back():
    m = nn.BatchNorm1d(4)
    state = {"running_mean": tenon.zeros(4), "running_var": tenon.ones(4), "num_batches_tracked": tenon.tensor(0)}
    stateless._functional_call(m, state, tenon.arange(8.0).reshape(2, 4))
    assert tenon.allclose(state["running_mean"], tenon.tensor([0.2, 0.3, 0.4, 0.5]))
    assert not m.running_mean.any()


def test_small_tools():
    assert utils.skip_init(nn.Linear, 2, 3).weight.shape == (3, 2)
    m = utils.convert_conv2d_weight_memory_format(nn.Conv2d(3, 4, 3), tenon.channels_last)
    assert m.weight.is_contiguous(memory_format=tenon.channels_last)
    with pytest.warns(FutureWarning, match="clip_grad_norm_"):
        utils.clip_grad_norm([tenon.ones(2, requires_grad=True)], 1.0)
