"""The default device: `with tenon.device(...)` and set_default_device()."""

import threading

import pytest
import tenon
from tenon import nn


@pytest.fixture(autouse=True)
def nothing_is_left():
    yield
    assert tenon.get_default_device() == tenon.device("cpu") and tenon.empty(1).device.type == "cpu"


def test_factories_and_layers_use_it():
    with tenon.device("meta") as entered:
        assert entered == tenon.get_default_device() == tenon.device("meta")
        made = [
            tenon.empty(2),
            tenon.tensor([1.0]),
            tenon.as_tensor([1]),
            tenon.arange(3),
            tenon.randn(2),
            tenon.eye(2),
        ]
        made += [
            tenon.hann_window(4),
            nn.Linear(2, 3).weight,
            nn.LSTM(2, 3).weight_ih_l0,
            nn.BatchNorm1d(2).running_mean,
        ]
        assert all(t.is_meta for t in made)


def test_what_is_given_counts_more():
    with tenon.device("meta"):
        x = tenon.ones(2, device="cpu")
        same = [x, x.new_zeros(3), tenon.zeros_like(x), x + 1, x.sum(), nn.Linear(2, 3, device="cpu").weight]
        assert not any(t.is_meta for t in same)
        assert tenon.as_tensor(x).is_meta


def test_nests_and_ends_with_an_error():
    with pytest.raises(ValueError, match="stop"), tenon.device("meta"):
        with tenon.device("cpu"):
            assert not tenon.empty(1).is_meta
        assert tenon.empty(1).is_meta
        raise ValueError("stop")


def test_set_default_device_is_of_the_thread():
    tenon.set_default_device("meta")
    seen = []
    other = threading.Thread(target=lambda: seen.append(tenon.empty(1).device.type))
    other.start()
    other.join()
    assert seen == ["cpu"] and nn.Linear(2, 2).bias.is_meta
    with tenon.device("cpu"):
        assert not tenon.empty(1).is_meta
    tenon.set_default_device(None)
