"""Averages of weights. Trajectories are compared with PyTorch's in tests/parity."""

import pytest
import tenon
from tenon import nn, optim
from tenon.optim import swa_utils


def averaged(**options):
    model = nn.Linear(1, 1, bias=False)
    average = swa_utils.AveragedModel(model, **options)
    for value in (1.0, 2.0, 6.0):
        nn.init.constant_(model.weight, value)
        average.update_parameters(model)
    return average


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, 3.0),
        ({"avg_fn": swa_utils.get_swa_avg_fn()}, 3.0),
        ({"avg_fn": swa_utils.get_ema_avg_fn(0.5)}, 3.75),
        ({"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.5)}, 3.75),
        ({"avg_fn": lambda average, current, n: average + current + n}, 1.0 + 2 + 1 + 6 + 2),
    ],
)
def test_averages(options, expected):
    average = averaged(**options)
    assert average.module.weight.item() == pytest.approx(expected) and average.n_averaged == 3
    assert average(tenon.ones(1)).item() == pytest.approx(expected)
    assert list(average.state_dict()) == ["n_averaged", "module.weight"]


def test_arguments():
    with pytest.raises(AssertionError, match="Only one of avg_fn and multi_avg_fn"):
        averaged(avg_fn=abs, multi_avg_fn=abs)
    with pytest.raises(ValueError, match="Invalid decay value 2"):
        swa_utils.get_ema_multi_avg_fn(2)


def test_update_bn():
    model = nn.Sequential(nn.BatchNorm1d(2, momentum=0.3)).eval()
    batches = [tenon.randn(8, 2) + 5 for _ in range(3)]
    swa_utils.update_bn([(b, "label") for b in batches], model)
    assert tenon.allclose(model[0].running_mean, tenon.cat(batches).mean(0)) and not model.training
    assert model[0].momentum == 0.3


def test_swalr_goes_to_its_rate():
    optimizer = optim.SGD([nn.Parameter(tenon.ones(1))], lr=1.0)
    schedule = swa_utils.SWALR(optimizer, swa_lr=0.2, anneal_epochs=4)
    rates = []
    for _ in range(6):
        optimizer.step()
        schedule.step()
        rates.append(optimizer.param_groups[0]["lr"])
    assert rates[1] == pytest.approx(0.6) and rates[3:] == pytest.approx([0.2] * 3)
    assert "optimizer" not in schedule.state_dict() and schedule.state_dict()["_anneal_strategy"] == "cos"
