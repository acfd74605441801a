"""Lazy modules, and the layers that are written in Python."""

import copy
import pickle

import pytest
import tenon
from tenon import nn

CASES = [
    (nn.LazyLinear, (3,), nn.Linear, (2, 5)),
    (nn.LazyConv1d, (4, 3), nn.Conv1d, (2, 5, 8)),
    (nn.LazyConv2d, (4, 3), nn.Conv2d, (2, 5, 8, 8)),
    (nn.LazyConv3d, (4, 3), nn.Conv3d, (2, 5, 4, 4, 4)),
    (nn.LazyConvTranspose1d, (4, 3), nn.ConvTranspose1d, (2, 5, 8)),
    (nn.LazyConvTranspose2d, (4, 3), nn.ConvTranspose2d, (5, 8, 8)),
    (nn.LazyConvTranspose3d, (4, 3), nn.ConvTranspose3d, (2, 5, 4, 4, 4)),
    (nn.LazyBatchNorm1d, (), nn.BatchNorm1d, (2, 5)),
    (nn.LazyBatchNorm2d, (), nn.BatchNorm2d, (2, 5, 3, 3)),
    (nn.LazyBatchNorm3d, (), nn.BatchNorm3d, (2, 5, 3, 3, 3)),
    (nn.LazyInstanceNorm1d, (), nn.InstanceNorm1d, (2, 5, 3)),
    (nn.LazyInstanceNorm2d, (), nn.InstanceNorm2d, (2, 5, 3, 3)),
    (nn.LazyInstanceNorm3d, (), nn.InstanceNorm3d, (2, 5, 3, 3, 3)),
]


@pytest.mark.parametrize(("lazy", "args", "plain", "shape"), CASES, ids=[c[0].__name__ for c in CASES])
def test_lazy_layers_become_ordinary_ones(lazy, args, plain, shape):
    m = lazy(*args)
    assert m.has_uninitialized_params()
    assert "Uninitialized" in repr(m.weight)
    x = tenon.randn(*shape)
    tenon.manual_seed(0)
    out = m(x)
    assert type(m) is plain
    assert type(m.weight) is nn.Parameter
    if lazy in (nn.LazyLinear, nn.LazyConv2d):
        size = 5
        tenon.manual_seed(0)
        own = plain(size, *args)
        assert tenon.equal(own.weight, m.weight)
        assert tenon.equal(own(x), out)
    m(x)


def test_a_state_gives_lazy_parameters_their_shapes():
    m = nn.LazyLinear(3)
    m.load_state_dict(nn.Linear(4, 3).state_dict())
    assert m.weight.shape == (3, 4)
    assert m(tenon.ones(2, 4)).shape == (2, 3)
    assert m.in_features == 4
    lazy = nn.LazyLinear(3)
    lazy.load_state_dict(nn.LazyLinear(3).state_dict())
    assert lazy.has_uninitialized_params()
    with pytest.raises(RuntimeError, match="shape of an uninitialized"):
        nn.Linear(4, 3).load_state_dict(nn.LazyLinear(3).state_dict())


def test_uninitialized_parameters_refuse_to_be_used():
    p = nn.UninitializedParameter()
    with pytest.raises(RuntimeError, match="shape"):
        p.shape  # noqa: B018
    with pytest.raises(RuntimeError, match="share memory"):
        p.share_memory_()
    assert isinstance(copy.deepcopy(nn.LazyLinear(2)).weight, nn.UninitializedParameter)
    assert isinstance(pickle.loads(pickle.dumps(p)), nn.UninitializedParameter)


def test_a_lazy_layer_refuses_wrong_inputs():
    with pytest.raises(RuntimeError, match="Expected 3D"):
        nn.LazyConv2d(4, 3)(tenon.ones(2, 3))
    with pytest.raises(ValueError, match="divisible by groups"):
        nn.LazyConv2d(4, 3, groups=2)(tenon.ones(1, 3, 8, 8))


def test_adaptive_softmax_gives_probabilities():
    m = nn.AdaptiveLogSoftmaxWithLoss(8, 20, [4, 10], div_value=2.0)
    x, target = tenon.randn(6, 8), tenon.tensor([0, 3, 4, 9, 10, 19])
    every = m.log_prob(x)
    assert tenon.allclose(every.exp().sum(1), tenon.ones(6))
    output, loss = m(x, target)
    assert tenon.allclose(output, every.gather(1, target.unsqueeze(1)).squeeze(1))
    assert loss.isclose(-output.mean())
    assert tenon.equal(m.predict(x), every.argmax(1))
    assert m(x[0], target[0]).output.shape == ()
    loss.backward()
    assert all(p.grad is not None for p in m.parameters())
    with pytest.raises(RuntimeError, match="Target values"):
        m(x, target + 5)
    with pytest.raises(ValueError, match="cutoffs"):
        nn.AdaptiveLogSoftmaxWithLoss(8, 20, [10, 4])


def test_batch_norms_become_synchronised_ones():
    model = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4))
    sync = nn.SyncBatchNorm.convert_sync_batchnorm(model)
    assert type(sync[1]) is nn.SyncBatchNorm
    assert sync[1].weight is model[1].weight
    x = tenon.randn(2, 3, 4, 4)
    plain = nn.BatchNorm2d(4)
    assert tenon.equal(sync(x), plain(model[0](x)))
    assert isinstance(sync[1], nn.modules.batchnorm._BatchNorm)
    with pytest.raises(ValueError, match="at least 2D"):
        nn.SyncBatchNorm(4)(tenon.ones(4))


def test_data_parallel_passes_through_without_devices():
    m = nn.DataParallel(nn.Linear(3, 2))
    assert list(m.state_dict()) == ["module.weight", "module.bias"]
    x = tenon.randn(4, 3)
    assert tenon.equal(m(x), m.module(x))
    assert tenon.equal(nn.parallel.data_parallel(m.module, x), m(x))


def test_old_layers():
    x = tenon.randn(2, 5, 3, 3)
    assert tenon.allclose(nn.CrossMapLRN2d(3, 0.5)(x), nn.LocalResponseNorm(3, 0.5)(x))
    with pytest.warns(FutureWarning, match="NLLLoss2d"):
        nn.NLLLoss2d()
    a, p, n = (tenon.randn(4, 3) for _ in range(3))
    assert tenon.equal(nn.TripletMarginWithDistanceLoss()(a, p, n), nn.TripletMarginLoss()(a, p, n))
    assert isinstance(nn.ConvTranspose2d(2, 2, 1), nn.modules.conv._ConvNd)
    assert not isinstance(nn.Linear(2, 2), nn.modules.conv._ConvNd)


def test_distributed_data_parallel_says_that_there_are_no_groups():
    from tenon.nn.parallel import DistributedDataParallel

    assert not isinstance(nn.Linear(3, 2), DistributedDataParallel)
    with pytest.raises(RuntimeError, match="several processes is not supported"):
        DistributedDataParallel(nn.Linear(3, 2))
