"""Recurrent layers: numbers of PyTorch for equal seeds, packed sequences, and the layers as objects."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
import tenon
from tenon import nn
from tenon.nn.utils import rnn as packing

# PyTorch's for manual_seed(0): layer, its options, the first outputs, sums of the states, sums of |gradient|.
EXPECTED: list[tuple[str, dict[str, Any], list[float], list[float], list[float]]] = [
    (
        "RNN",
        {"num_layers": 2, "nonlinearity": "relu"},
        [0.50669, 0.89437, 0.04979, 0.25794, 0.50669, 0.89437],
        [6.1959],
        [12.32577, 2.74124, 4.20456, 4.20456, 10.73505, 40.20262, 36.47518, 36.47518],
    ),
    (
        "LSTM",
        {"num_layers": 2, "bidirectional": True, "batch_first": True, "dropout": 0.5},
        [0.07265, -0.07348, 0.04969, 0.06158, 0.01508, -0.18966],
        [0.05677, 0.07245],
        [9.07868, 0.63209, 3.9446, 3.9446, 5.96271, 1.93504, 4.61636, 4.61636]
        + [3.58772, 1.47784, 4.67464, 4.67464, 1.72984, 0.47715, 2.43645, 2.43645],
    ),
    (
        "LSTM",
        {"proj_size": 2},
        [0.04557, 0.02386, 0.09238, 0.03255, -0.07651, -0.02605],
        [-0.13073, -2.40804],
        [2.22025, 0.14602, 2.54425, 2.54425, 0.4262],
    ),
    (
        "GRU",
        {"bias": False, "bidirectional": True},
        [0.38705, -0.01647, -0.21551, -0.22598, -0.22693, 0.5497],
        [1.70447],
        [14.72955, 3.57567, 12.71816, 0.79457],
    ),
]


@pytest.mark.parametrize(("name", "options", "first", "sums", "grads"), EXPECTED)
def test_packed_sequences_give_pytorchs_numbers(
    name: str, options: dict[str, Any], first: list[float], sums: list[float], grads: list[float]
) -> None:
    tenon.manual_seed(0)
    model = getattr(nn, name)(3, 4, **options)
    x, lengths = tenon.randn(4, 3, 3), [2, 3, 1, 3] if model.batch_first else [2, 4, 1]
    packed = packing.pack_padded_sequence(x, lengths, batch_first=model.batch_first, enforce_sorted=False)
    out, states = model(packed)
    assert isinstance(out, packing.PackedSequence)
    states = states if isinstance(states, tuple) else (states,)
    y, got_lengths = packing.pad_packed_sequence(out, batch_first=model.batch_first)
    assert got_lengths.tolist() == lengths
    ((y * y).sum() + sum((s**3).sum() for s in states)).backward()
    assert y.flatten()[:6].tolist() == pytest.approx(first, abs=2e-5)
    assert [s.sum().item() for s in states] == pytest.approx(sums, abs=2e-5)
    assert [p.grad.abs().sum().item() for p in model.parameters()] == pytest.approx(grads, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RNNCell", [-0.31861, -0.49195, -0.84134, -0.80634]),
        ("LSTMCell", [-0.00924, -0.11753, 0.14496, -0.01138]),
        ("GRUCell", [0.04304, -0.40305, 0.20754, -0.37968]),
    ],
)
def test_cells_give_pytorchs_numbers(name: str, expected: list[float]) -> None:
    tenon.manual_seed(0)
    cell = getattr(nn, name)(3, 2)
    x = tenon.randn(2, 3)
    h = cell(x)
    assert (h[1] if name == "LSTMCell" else h).flatten().tolist() == pytest.approx(expected, abs=2e-5)
    one = cell(x[0])
    assert (one[1] if name == "LSTMCell" else one).tolist() == pytest.approx(expected[:2], abs=2e-5)


def test_packed_and_padded_agree() -> None:
    model, x = nn.LSTM(3, 4, 2, bidirectional=True), tenon.randn(5, 2, 3)
    out, (h, c) = model(x)
    packed, (ph, pc) = model(packing.pack_padded_sequence(x, [5, 5]))
    tenon.testing.assert_close(packing.pad_packed_sequence(packed)[0], out)
    tenon.testing.assert_close((ph, pc), (h, c))
    # A shorter sequence gives what it gives alone.
    packed, (ph, _) = model(packing.pack_padded_sequence(x, [5, 2]))
    alone, (ah, _) = model(x[:2, 1:])
    tenon.testing.assert_close(packing.pad_packed_sequence(packed)[0][:2, 1:], alone)
    tenon.testing.assert_close(ph[:, 1:], ah)


def test_unbatched_input_and_given_states() -> None:
    model, x, h = nn.GRU(3, 4, batch_first=True), tenon.randn(5, 3), tenon.randn(1, 4)
    out, hn = model(x, h)
    batched, hb = model(x.unsqueeze(0), h.unsqueeze(1))
    assert out.shape == (5, 4) and hn.shape == (1, 4)
    tenon.testing.assert_close((out, hn), (batched[0], hb[:, 0]))


def test_parameters_have_pytorchs_names() -> None:
    model = nn.LSTM(3, 4, 2, bidirectional=True, proj_size=2)
    names = [f"{kind}_l{i}{end}" for i in (0, 1) for end in ("", "_reverse") for kind in _kinds(model)]
    assert list(model.state_dict()) == names == sum(model._all_weights, [])
    assert [len(w) for w in model.all_weights] == [5, 5, 5, 5] and model.all_weights[0][0] is model.weight_ih_l0
    assert model.weight_ih_l1.shape == (16, 4) and model.weight_hr_l0.shape == (2, 4)
    model.flatten_parameters()


def _kinds(model: Any) -> list[str]:
    return ["weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr"]


def test_a_replaced_parameter_is_used() -> None:
    model, x = nn.RNN(2, 2), tenon.ones(1, 1, 2)
    model.weight_ih_l0 = nn.Parameter(tenon.zeros(2, 2))
    model.bias_ih_l0.data.zero_()
    tenon.testing.assert_close(model(x)[0][0, 0], model.bias_hh_l0.tanh())


def test_reprs() -> None:
    assert repr(nn.LSTM(3, 4, 2, dropout=0.5, proj_size=2)) == "LSTM(3, 4, proj_size=2, num_layers=2, dropout=0.5)"
    assert repr(nn.RNN(3, 4, bias=False, batch_first=True, bidirectional=True)) == (
        "RNN(3, 4, bias=False, batch_first=True, bidirectional=True)"
    )
    assert repr(nn.RNNCell(3, 4, nonlinearity="relu")) == "RNNCell(3, 4, nonlinearity=relu)"


def test_pickle_copy_and_subclass() -> None:
    class Half(nn.GRU):
        def forward(self, input: Any, hx: Any = None) -> Any:
            out, h = super().forward(input, hx)
            return out / 2, h

    x = tenon.randn(3, 2, 3)
    for model in (nn.GRU(3, 4), nn.RNN(3, 4, 2, "relu")):
        for other in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
            tenon.testing.assert_close(other(x)[0], model(x)[0])
    half, whole = Half(3, 4), nn.GRU(3, 4)
    whole.load_state_dict(half.state_dict())
    tenon.testing.assert_close(half(x)[0] * 2, whole(x)[0])


def test_base_makes_the_parameters_of_a_mode() -> None:
    class Own(nn.RNNBase):
        def __init__(self) -> None:
            super().__init__("GRU", 3, 4, num_layers=2)

    assert [tuple(p.shape) for p in Own().parameters()][:2] == [(12, 3), (12, 4)]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: nn.LSTM(3, 4)(tenon.ones(1)), ValueError, "Expected input to be 2D or 3D, got 1D"),
        (lambda: nn.LSTM(3, 4)(tenon.ones(2, 1, 5)), RuntimeError, "input.size(-1) must be equal to input_size"),
        (
            lambda: nn.GRU(3, 4)(tenon.ones(2, 1, 3), tenon.ones(2, 1, 4)),
            RuntimeError,
            "Expected hidden size (1, 1, 4)",
        ),
        (lambda: nn.GRU(3, 4)(tenon.ones(2, 1, 3), tenon.ones(1, 4)), RuntimeError, "hx should also be 3-D"),
        (lambda: nn.LSTM(3, 4)(tenon.ones(2, 1, 3).double()), ValueError, "does not match weight dtype"),
        (lambda: nn.LSTM(3, 4, dropout=2), ValueError, "dropout should be a number in range [0, 1]"),
        (lambda: nn.LSTM(3, 4, proj_size=4), ValueError, "proj_size has to be smaller than hidden_size"),
        (lambda: nn.RNN(3, 4, nonlinearity="gelu"), ValueError, "Unknown nonlinearity 'gelu'"),
        (
            lambda: nn.GRUCell(3, 4)(tenon.ones(1, 2)),
            RuntimeError,
            "input has inconsistent input_size: got 2 expected 3",
        ),
        (lambda: packing.pack_padded_sequence(tenon.ones(3, 2), [1, 2]), RuntimeError, "sorted in decreasing order"),
        (lambda: packing.pack_padded_sequence(tenon.ones(3, 2), [2, 0]), RuntimeError, "greater than 0"),
    ],
)
def test_errors(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert message in str(caught.value)


def test_results_do_not_depend_on_the_number_of_threads() -> None:
    threads = tenon.get_num_threads()
    tenon.manual_seed(0)
    model, x = nn.LSTM(16, 24, 2, bidirectional=True), tenon.randn(7, 37, 16)
    results = []
    try:
        for n in (1, 2, 3):
            tenon.set_num_threads(n)
            model.zero_grad()
            out, _ = model(x)
            (out * out).sum().backward()
            results.append([out, *(p.grad for p in model.parameters())])
    finally:
        tenon.set_num_threads(threads)
    for other in results[1:]:
        assert all(tenon.equal(a, b) for a, b in zip(results[0], other))


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
@pytest.mark.parametrize("bias", [True, False])
def test_inference_agrees_with_training(name: str, bias: bool) -> None:
    tenon.manual_seed(0)
    model = getattr(nn, name)(5, 6, 2, bias=bias, bidirectional=True)
    x, lengths = tenon.randn(7, 19, 5), [7] * 9 + [6, 6, 5, 5, 5, 4, 3, 2, 2, 1]
    for given in (x, packing.pack_padded_sequence(x, lengths)):
        out, states = model(given)
        threads, results = tenon.get_num_threads(), []
        try:
            for n in (1, 3):
                tenon.set_num_threads(n)
                with tenon.no_grad():
                    results.append(model(given))
        finally:
            tenon.set_num_threads(threads)
        data = [r[0].data if isinstance(r[0], packing.PackedSequence) else r[0] for r in results]
        tenon.testing.assert_close(data[0], out.data if isinstance(out, packing.PackedSequence) else out.detach())
        tenon.testing.assert_close(results[0][1], states)
        assert tenon.equal(data[0], data[1])


def test_sequences_of_different_lengths() -> None:
    parts = [tenon.tensor([1, 2]), tenon.tensor([3, 4, 5]), tenon.tensor([6])]
    packed = packing.pack_sequence(parts, enforce_sorted=False)
    assert packed.data.tolist() == [3, 1, 6, 4, 2, 5] and packed.batch_sizes.tolist() == [3, 2, 1]
    assert packed.sorted_indices.tolist() == [1, 0, 2] and packed.unsorted_indices.tolist() == [1, 0, 2]
    assert [p.tolist() for p in packing.unpack_sequence(packed)] == [[1, 2], [3, 4, 5], [6]]
    padded, lengths = packing.pad_packed_sequence(packed, True, -1, 4)
    assert padded.tolist() == [[1, 2, -1, -1], [3, 4, 5, -1], [6, -1, -1, -1]] and lengths.tolist() == [2, 3, 1]
    assert packed.double().data.dtype == tenon.float64 and packed.to(tenon.int64) is packed
    data, sizes, *_ = packed
    assert data is packed.data and packing.PackedSequence(data, sizes).sorted_indices is None


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
def test_complex_networks_are_the_real_ones_where_nothing_is_imaginary(name: str) -> None:
    real = getattr(nn, name)(3, 2, bidirectional=True, dtype=tenon.float64)
    layer = copy.deepcopy(real).to(tenon.complex128)
    lengths = tenon.tensor([3, 1])
    x = packing.pack_padded_sequence(tenon.randn(3, 2, 3, dtype=tenon.float64), lengths)
    y = packing.PackedSequence(x.data.to(tenon.complex128), x.batch_sizes)
    tenon.testing.assert_close(layer(y)[0].data.real, real(x)[0].data)
    z = tenon.randn(2, 1, 3, dtype=tenon.complex128, requires_grad=True)
    assert tenon.autograd.gradcheck(lambda z: layer(z)[0], (z,))
    cell = getattr(nn, name + "Cell")(3, 2, dtype=tenon.complex128)
    one = getattr(nn, name)(3, 2, dtype=tenon.complex128)
    one.load_state_dict({key + "_l0": value for key, value in cell.state_dict().items()})
    state = cell(z[0])
    tenon.testing.assert_close(state[0] if name == "LSTM" else state, one(z)[0][0])
