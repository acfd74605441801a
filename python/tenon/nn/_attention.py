"""Attention of several heads as a function of its weights."""

from __future__ import annotations

import math
import warnings
from typing import Any

import tenon
from tenon import _C, Tensor

_linear, _pad, _attention = (
    _C._find_op(f"tenon.nn.functional.{name}") for name in ("linear", "pad", "scaled_dot_product_attention")
)


def _ensure(condition: bool, message: str) -> None:
    if not condition:
        raise AssertionError(message)


def _canonical_mask(
    mask: Tensor | None,
    mask_name: str,
    other_type: Any,
    other_name: str,
    target_type: Any,
    check_other: bool = True,
) -> Tensor | None:
    """A mask as one that is added: minus infinity where a bool mask is True."""
    if mask is None:
        return None
    floating = mask.is_floating_point()
    _ensure(mask.dtype == tenon.bool or floating, f"only bool and floating types of {mask_name} are supported")
    if check_other and other_type is not None and mask.dtype != other_type:
        warnings.warn(
            f"Support for mismatched {mask_name} and {other_name} is deprecated. Use same type for both instead.",
            stacklevel=2,
        )
    return mask if floating else tenon.zeros_like(mask, dtype=target_type).masked_fill_(mask, -math.inf)


def _none_or_dtype(input: Tensor | None) -> Any:
    return None if input is None else input.dtype


def _check_dims(
    query: Tensor, key: Tensor, value: Tensor, padding: Tensor | None, mask: Tensor | None, heads: int
) -> bool:
    """Whether there is a batch."""
    dims = query.dim()
    _ensure(dims in (2, 3), f"query should be unbatched 2D or batched 3D tensor but received {dims}-D query tensor")
    what = "batched (3-D)" if dims == 3 else "unbatched (2-D)"
    _ensure(
        key.dim() == dims and value.dim() == dims,
        f"For {what} `query`, expected `key` and `value` to be {dims}-D but found {key.dim()}-D and {value.dim()}-D "
        "tensors respectively",
    )
    _ensure(
        padding is None or padding.dim() == dims - 1,
        f"For {what} `query`, expected `key_padding_mask` to be `None` or {dims - 1}-D but found "
        f"{0 if padding is None else padding.dim()}-D tensor instead",
    )
    _ensure(
        mask is None or mask.dim() in (2, 3),
        f"For {what} `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found "
        f"{0 if mask is None else mask.dim()}-D tensor instead",
    )
    if dims == 2 and mask is not None and mask.dim() == 3:
        shape = (heads, query.shape[0], key.shape[0])
        _ensure(mask.shape == shape, f"Expected `attn_mask` shape to be {shape} but got {mask.shape}")
    return dims == 3


def _project_packed(q: Tensor, k: Tensor, v: Tensor, weight: Tensor, bias: Tensor | None) -> Any:
    """The projections by one weight, in as few products as the inputs allow."""
    size = q.size(-1)
    if q is k and k is v:
        return _linear(q, weight, bias).chunk(3, -1)
    if k is v:
        w_q, w_kv = weight.split([size, size * 2])
        b_q, b_kv = (None, None) if bias is None else bias.split([size, size * 2])
        return _linear(q, w_q, b_q), *_linear(k, w_kv, b_kv).chunk(2, -1)
    biases = (None, None, None) if bias is None else bias.chunk(3)
    return tuple(_linear(x, w, b) for x, w, b in zip((q, k, v), weight.chunk(3), biases))


def _project(q: Tensor, k: Tensor, v: Tensor, weights: Any, bias: Tensor | None) -> Any:
    """The projections by a weight each."""
    size = q.size(-1)
    for name, x, w in zip(("query", "key", "value"), (q, k, v), weights):
        _ensure(w is not None, f"use_separate_proj_weight is True but {name[0]}_proj_weight is None")
        want = (size, x.size(-1))
        _ensure(w.shape == want, f"expecting {name} weights shape of {want}, but got {w.shape}")
    biases = (None, None, None) if bias is None else bias.chunk(3)
    return tuple(_linear(x, w, b) for x, w, b in zip((q, k, v), weights, biases))


def _check_mask(mask: Tensor, batch: int, heads: int, length: int, source: int) -> Tensor:
    """The mask with three dimensions."""
    want = (length, source) if mask.dim() == 2 else (batch * heads, length, source)
    if mask.shape != want:
        raise RuntimeError(f"The shape of the {mask.dim()}D attn_mask is {mask.shape}, but should be {want}.")
    return mask.unsqueeze(0) if mask.dim() == 2 else mask


def _static(given: Tensor | None, name: str, made: Tensor, batch: int, heads: int) -> Tensor:
    """[batch, heads, length, width] of given keys or values [batch * heads, length, width], else what was made."""
    if given is None:
        return made
    count, width = batch * heads, made.size(-1)
    _ensure(given.size(0) == count, f"expecting {name}.size(0) of {count}, but got {given.size(0)}")
    _ensure(given.size(2) == width, f"expecting {name}.size(2) of {width}, but got {given.size(2)}")
    return given.view(batch, heads, given.size(1), width)


def attend(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    embed_dim: int,
    num_heads: int,
    in_proj_weight: Any,
    in_proj_bias: Tensor | None,
    bias_k: Tensor | None,
    bias_v: Tensor | None,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Tensor,
    out_proj_bias: Tensor | None,
    training: bool,
    key_padding_mask: Tensor | None,
    need_weights: bool,
    attn_mask: Tensor | None,
    static_k: Tensor | None,
    static_v: Tensor | None,
    average_attn_weights: bool,
    is_causal: bool,
    batch_first: bool,
) -> tuple[Tensor, Tensor | None]:
    """What follows the checks of dimensions: [length, batch, embed_dim], or batch first. in_proj_weight is one, or three."""
    b, s = (0, 1) if batch_first else (1, 0)
    length, batch, source = query.size(s), query.size(b), key.size(s)
    _ensure(query.size(-1) == embed_dim, f"was expecting embedding dimension of {embed_dim}, but got {query.size(-1)}")
    width = embed_dim // num_heads
    _ensure(width * num_heads == embed_dim, f"embed_dim {embed_dim} not divisible by num_heads {num_heads}")
    if isinstance(in_proj_weight, tuple):
        _ensure(
            key.shape[:2] == value.shape[:2],
            f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}",
        )
        q, k, v = _project(query, key, value, in_proj_weight, in_proj_bias)
    else:
        _ensure(key.shape == value.shape, f"key shape {key.shape} does not match value shape {value.shape}")
        _ensure(in_proj_weight is not None, "use_separate_proj_weight is False but in_proj_weight is None")
        q, k, v = _project_packed(query, key, value, in_proj_weight, in_proj_bias)
    if attn_mask is not None:
        attn_mask = _check_mask(attn_mask, batch, num_heads, length, source)

    _ensure((bias_k is None) == (bias_v is None), "bias_k and bias_v must both be set or both be None")
    more = 0
    if bias_k is not None and bias_v is not None:
        _ensure(static_k is None, "bias cannot be added to static key.")
        _ensure(static_v is None, "bias cannot be added to static value.")
        shape = (batch, 1, embed_dim) if batch_first else (1, batch, embed_dim)
        k, v = tenon.cat([k, bias_k.expand(shape)], s), tenon.cat([v, bias_v.expand(shape)], s)
        more = 1

    # [batch, heads, length, width], without moving anything.
    order = (0, 2, 1, 3) if batch_first else (1, 2, 0, 3)
    q, k, v = (x.unflatten(-1, (num_heads, width)).permute(order) for x in (q, k, v))
    k, v = _static(static_k, "static_k", k, batch, num_heads), _static(static_v, "static_v", v, batch, num_heads)
    if add_zero_attn:
        zero = k.new_zeros((batch, num_heads, 1, width))
        k, v = tenon.cat([k, zero], 2), tenon.cat([v, zero], 2)
        more += 1
    source = k.size(2)
    if attn_mask is not None:
        attn_mask = _pad(attn_mask, (0, more)) if more else attn_mask
        attn_mask = attn_mask if attn_mask.size(0) == 1 else attn_mask.view(batch, num_heads, length, source)
    if key_padding_mask is not None:
        padding = _pad(key_padding_mask, (0, more)) if more else key_padding_mask
        for i, want in enumerate((batch, source)):
            have = padding.shape[i]
            _ensure(have == want, f"Expected key_padded_mask.shape[{i}] to be {want}, but got {have}")
        padding = padding.view(batch, 1, 1, source)
        attn_mask = padding if attn_mask is None else attn_mask + padding

    weights = None
    dropout_p = dropout_p if training else 0.0
    if need_weights:
        _ensure(
            not (is_causal and attn_mask is None), "is_causal is not implemented for need_weights without attn_mask"
        )
        q, k = q * math.sqrt(1.0 / width), k.transpose(-2, -1)
        if attn_mask is None:
            scores = q @ k
        elif q.element_size() > 2:
            scores = attn_mask + q @ k
        else:  # rounded once
            scores = (attn_mask + q.float() @ k.float()).to(q.dtype)
        weights = scores.softmax(-1)
        if dropout_p > 0.0:
            weights = tenon.dropout(weights, dropout_p, True)
        out = weights @ v
        weights = weights.mean(1) if average_attn_weights else weights
    else:
        out = _attention(q, k, v, attn_mask, dropout_p, is_causal)
    # While training the result lies in memory as PyTorch's does, since dropout after it draws in that order.
    swap = batch_first and training
    out = out.permute((0, 2, 1, 3) if batch_first and not swap else (2, 0, 1, 3)).flatten(-2)
    out = _linear(out, out_proj_weight, out_proj_bias)
    return out.transpose(0, 1) if swap else out, weights


def multi_head_attention_forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    embed_dim_to_check: int,
    num_heads: int,
    in_proj_weight: Tensor | None,
    in_proj_bias: Tensor | None,
    bias_k: Tensor | None,
    bias_v: Tensor | None,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Tensor,
    out_proj_bias: Tensor | None,
    training: bool = True,
    key_padding_mask: Tensor | None = None,
    need_weights: bool = True,
    attn_mask: Tensor | None = None,
    use_separate_proj_weight: bool = False,
    q_proj_weight: Tensor | None = None,
    k_proj_weight: Tensor | None = None,
    v_proj_weight: Tensor | None = None,
    static_k: Tensor | None = None,
    static_v: Tensor | None = None,
    average_attn_weights: bool = True,
    is_causal: bool = False,
    _batch_first: bool = False,
) -> tuple[Tensor, Tensor | None]:
    """What nn.MultiheadAttention computes, [length, batch, embed_dim] in and out, and the weights if they are needed."""
    batched = _check_dims(query, key, value, key_padding_mask, attn_mask, num_heads)
    dtype = query.dtype
    key_padding_mask = _canonical_mask(
        key_padding_mask, "key_padding_mask", _none_or_dtype(attn_mask), "attn_mask", dtype
    )
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
            "`generate_square_subsequent_mask` to create this mask."
        )
    if is_causal and key_padding_mask is None and not need_weights:
        attn_mask = None  # attention is told that it is causal, which is faster than a mask
    else:
        attn_mask = _canonical_mask(attn_mask, "attn_mask", None, "", dtype, check_other=False)
        is_causal = False
    if not batched:
        # Inputs that are one tensor stay one.
        alike = key is query, value is key
        query = query.unsqueeze(1)
        key = query if alike[0] else key.unsqueeze(1)
        value = key if alike[1] else value.unsqueeze(1)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    out, weights = attend(
        query,
        key,
        value,
        embed_dim_to_check,
        num_heads,
        (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else in_proj_weight,
        in_proj_bias,
        bias_k,
        bias_v,
        add_zero_attn,
        dropout_p,
        out_proj_weight,
        out_proj_bias,
        training,
        key_padding_mask,
        need_weights,
        attn_mask,
        static_k,
        static_v,
        average_attn_weights,
        is_causal,
        _batch_first and batched,
    )
    if not batched:
        return out.squeeze(1), None if weights is None else weights.squeeze(0)
    return out, weights
