"""Attention and transformers: PyTorch's numbers for equal seeds, masks, and the blocked way against the plain one."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
import tenon
from tenon import nn
from tenon.nn.attention import SDPBackend, sdpa_kernel
from tenon.nn.attention.bias import causal_lower_right, causal_upper_left
from tenon.nn.functional import scaled_dot_product_attention as attention

pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor")

tenon.manual_seed(0)
X, Y = tenon.randn(4, 2, 8), tenon.randn(5, 2, 8)
CAUSAL = nn.Transformer.generate_square_subsequent_mask(4)
PADDING = tenon.tensor([[False, False, False, False, True], [False, False, True, True, True]])

# PyTorch's for the layer of manual_seed(1), called after manual_seed(2): first results, first weights, sum of |gradients|.
EXPECTED: dict[str, tuple[Any, ...]] = {
    "weights": (
        lambda: nn.MultiheadAttention(8, 2, dropout=0.25),
        ((X, Y, Y), {"key_padding_mask": PADDING}),
        ([0.10103, 0.04704, 0.09055, 0.12517], [0.09823, 0.35536, 0.16304, 0.29073], 403.939),
    ),
    "bias_kv": (
        lambda: nn.MultiheadAttention(8, 2, add_bias_kv=True, add_zero_attn=True, batch_first=True),
        ((X, X, X), {"attn_mask": tenon.zeros(2, 2), "average_attn_weights": False}),
        ([0.10069, 0.06283, 0.12489, 0.09006], [0.25428, 0.28495, 0.22643, 0.23435], 107.713),
    ),
    "sizes": (
        lambda: nn.MultiheadAttention(8, 2, kdim=3, vdim=5, bias=False),
        ((X, Y[..., :3], Y[..., :5]), {"need_weights": False}),
        ([0.26687, -0.07086, -0.19313, 0.2389], None, 136.52),
    ),
    "encoder": (
        lambda: nn.TransformerEncoderLayer(8, 2, 16, batch_first=True),
        ((X.transpose(0, 1),), {"src_mask": CAUSAL, "is_causal": True}),
        ([-0.49609, -0.80503, 0.35664, 0.20797], None, 176.056),
    ),
    "decoder": (
        lambda: nn.TransformerDecoderLayer(8, 2, 16, activation="gelu", norm_first=True),
        ((X, Y), {"tgt_mask": CAUSAL, "memory_key_padding_mask": PADDING}),
        ([-0.71912, -0.96288, 0.15685, 0.21684], None, 1432.627),
    ),
    "transformer": (
        lambda: nn.Transformer(8, 2, 1, 1, 16),
        ((Y, X), {"tgt_mask": CAUSAL, "src_key_padding_mask": PADDING}),
        ([-1.19729, -1.64034, 1.02891, 0.64369], None, 198.415),
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_layers_give_pytorchs_numbers(name: str) -> None:
    make, (args, kwargs), (first, first_weights, grads) = EXPECTED[name]
    tenon.manual_seed(1)
    model = make()
    tenon.manual_seed(2)
    out = model(*args, **kwargs)
    out, weights = out if isinstance(out, tuple) else (out, None)
    (out**2).sum().backward()
    assert out.flatten()[:4].tolist() == pytest.approx(first, abs=3e-5)
    assert (weights is None) == (first_weights is None)
    if weights is not None:
        assert weights.flatten()[:4].tolist() == pytest.approx(first_weights, abs=3e-5)
    assert sum(p.grad.abs().sum().item() for p in model.parameters()) == pytest.approx(grads, rel=1e-5)


def test_an_encoder_that_evaluates_leaves_zeros_at_padded_places() -> None:
    tenon.manual_seed(1)
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    model = nn.TransformerEncoder(layer, 2).eval()
    with tenon.no_grad():
        out = model(Y.transpose(0, 1), src_key_padding_mask=PADDING)
    assert (out[PADDING] == 0).all() and (out[~PADDING] != 0).all()
    kept = model(Y.transpose(0, 1), src_key_padding_mask=PADDING)
    assert (kept[PADDING] != 0).all()
    tenon.testing.assert_close(kept[~PADDING], out[~PADDING])


def test_parameters_have_pytorchs_names() -> None:
    attention_names = ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
    rest = [f"{m}.{p}" for m in ("linear1", "linear2", "norm1", "norm2") for p in ("weight", "bias")]
    layer = nn.TransformerEncoderLayer(8, 2, 16)
    assert list(layer.state_dict()) == [f"self_attn.{n}" for n in attention_names] + rest
    assert list(nn.MultiheadAttention(8, 2, kdim=3, add_bias_kv=True).state_dict()) == [
        "q_proj_weight", "k_proj_weight", "v_proj_weight", "in_proj_bias", "bias_k", "bias_v", "out_proj.weight", "out_proj.bias"
    ]  # fmt: skip
    model = nn.Transformer(8, 2, 1, 1, 16)
    assert "decoder.layers.0.multihead_attn.in_proj_weight" in model.state_dict()
    assert "encoder.norm.weight" in model.state_dict()
    assert "(out_proj): NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias=True)" in repr(model)


def test_pickle_and_copy() -> None:
    layer = nn.TransformerDecoderLayer(8, 2, 16, activation=tenon.tanh).eval()
    for other in (pickle.loads(pickle.dumps(layer)), copy.deepcopy(layer)):
        tenon.testing.assert_close(other(X, Y), layer(X, Y))


def test_a_padding_mask_is_a_shorter_sequence() -> None:
    layer = nn.MultiheadAttention(8, 4).eval()
    out, weights = layer(X, Y, Y, key_padding_mask=PADDING)
    short, _ = layer(X[:, 1:], Y[:2, 1:], Y[:2, 1:])
    tenon.testing.assert_close(out[:, 1:], short)
    assert weights is not None and weights[1, :, 2:].abs().max() == 0
    blocked, _ = layer(X, Y, Y, key_padding_mask=PADDING, need_weights=False)
    tenon.testing.assert_close(blocked, out)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: nn.MultiheadAttention(8, 3), AssertionError, "embed_dim must be divisible by num_heads"),
        (lambda: nn.MultiheadAttention(0, 1), ValueError, "must be greater than 0"),
        (lambda: nn.MultiheadAttention(4, 2)(X, X, X), AssertionError, "expecting embedding dimension of 4, but got 8"),
        (lambda: nn.MultiheadAttention(8, 2)(X, Y[0], Y), AssertionError, "expected `key` and `value` to be 3-D"),
        (lambda: nn.MultiheadAttention(8, 2)(X, X, X, is_causal=True), RuntimeError, "Need attn_mask"),
        (lambda: nn.MultiheadAttention(8, 2)(X, X, X, attn_mask=tenon.zeros(3, 4)), RuntimeError, "should be (4, 4)"),
        (lambda: nn.Transformer(8, 2, 1, 1, 8)(X, X[:, :1]), RuntimeError, "the batch number of src and tgt"),
        (lambda: nn.TransformerEncoderLayer(8, 2, activation="tanh"), RuntimeError, "should be relu/gelu, not tanh"),
    ],
)
def test_errors(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert message in str(caught.value)


def test_blocks_agree_with_products() -> None:
    tenon.manual_seed(3)
    q, k, v = (tenon.randn(2, 4, n, 24, requires_grad=True) for n in (130, 150, 150))
    mask = tenon.rand(130, 150) > 0.3
    for options in ({}, {"is_causal": True}, {"attn_mask": mask}, {"scale": 0.1}):
        results = []
        for way in (SDPBackend.FLASH_ATTENTION, SDPBackend.MATH):
            q.grad = k.grad = v.grad = None
            with sdpa_kernel(way):
                out = attention(q, k, v, **options)
            (out * out).sum().backward()
            results.append([out, q.grad, k.grad, v.grad])
        tenon.testing.assert_close(results[0], results[1], rtol=1e-4, atol=1e-5)


def test_blocks_are_laid_out_as_pytorch_lays_them() -> None:
    q = tenon.randn(2, 3, 5, 4)
    assert attention(q, q, q).stride() == (60, 20, 4, 1)
    q = tenon.randn(2, 5, 3, 4).transpose(1, 2)
    assert attention(q, q, q).stride() == (60, 4, 12, 1)


def test_a_call_that_no_allowed_way_fits_fails() -> None:
    q = tenon.randn(1, 1, 8, 4)
    with sdpa_kernel(SDPBackend.FLASH_ATTENTION), pytest.raises(RuntimeError, match="No available kernel"):
        attention(q, q, q, dropout_p=0.5)
    with pytest.raises(AssertionError, match="Backend must be an instance"), sdpa_kernel("math"):  # type: ignore[arg-type]
        pass
    attention(q, q, q, dropout_p=0.5)


def test_results_do_not_depend_on_the_number_of_threads() -> None:
    threads = tenon.get_num_threads()
    results = []
    try:
        for n in (1, 2, 5):
            tenon.set_num_threads(n)
            tenon.manual_seed(0)
            q, k, v = (tenon.randn(1, 3, 200, 16, requires_grad=True) for _ in range(3))
            out = attention(q, k, v, is_causal=True)
            (out * out).sum().backward()
            results.append([out, q.grad, k.grad, v.grad])
    finally:
        tenon.set_num_threads(threads)
    for other in results[1:]:
        assert all(tenon.equal(a, b) for a, b in zip(results[0], other))


def test_causal_biases() -> None:
    q, k = tenon.randn(1, 2, 5, 4), tenon.randn(1, 2, 7, 4)
    tenon.testing.assert_close(attention(q, k, k, causal_upper_left(5, 7)), attention(q, k, k, is_causal=True))
    last = attention(q[:, :, -1:], k, k)
    tenon.testing.assert_close(attention(q, k, k, causal_lower_right(5, 7))[:, :, -1:], last)
    with pytest.raises(AssertionError, match="only supports 2D tensors"):
        causal_upper_left(1, 2, 3)
