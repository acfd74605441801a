import numpy as np
from samples import S, T, op, untested


def attention(q, k, v, attn_mask=None, is_causal=False, scale=None, enable_gqa=False):
    if enable_gqa:
        k, v = (np.repeat(x, q.shape[-3] // x.shape[-3], axis=-3) for x in (k, v))
    scores = q @ np.swapaxes(k, -1, -2) * (q.shape[-1] ** -0.5 if scale is None else scale)
    if is_causal:
        attn_mask = np.tril(np.ones(scores.shape[-2:], dtype=bool))
    if attn_mask is not None:
        scores = np.where(attn_mask, scores, -np.inf) if attn_mask.dtype == bool else scores + attn_mask
    high = scores.max(axis=-1, keepdims=True)
    e = np.exp(scores - np.where(np.isinf(high), 0, high))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.where(total == 0, 1, total)) @ v


def qkv(lead, length=3, other=4, width=5, out=2, kv=None):
    kv = kv or lead
    return T(*lead, length, width), T(*kv, other, width), T(*kv, other, out)


# The second row of the mask takes part in nothing: its result is 0.
mask = T(
    values=[[True, False, True, True], [False, False, False, False], [True, True, True, False]],
    dtype="bool",
    grad=False,
)
op(
    "scaled_dot_product_attention",
    ref=attention,
    dtypes=("float32", "float64"),
    samples=[
        S(*qkv((2,))),
        S(*qkv((1, 2)), scale=0.3),
        S(*qkv((2,)), is_causal=True),
        S(*qkv((2,)), attn_mask=mask),
        S(*qkv((2,)), attn_mask=T(3, 4)),
        S(*qkv((1, 4), kv=(1, 2)), enable_gqa=True),
        S(*qkv((2,), 5)),
        S(*qkv((1, 4), 5, kv=(1, 2)), is_causal=True, enable_gqa=True),
        S(*qkv((2, 1), 5), attn_mask=T(2, 1, 5, 4)),
        S(*qkv((2,), 5), attn_mask=T(5, 4, grad=False)),
        S(*qkv((2, 2), 5), attn_mask=T(2, 1, 1, 4, dtype="bool", grad=False)),
    ],
)


def flash(q, k, v, dropout_p=0.0, is_causal=False, attn_mask=None, scale=None):
    out = attention(q, k, v, attn_mask, is_causal, scale, enable_gqa=True)
    k = np.repeat(k, q.shape[1] // k.shape[1], axis=1)
    scores = q @ np.swapaxes(k, -1, -2) * (q.shape[-1] ** -0.5 if scale is None else scale)
    if is_causal:
        attn_mask = np.tril(np.ones(scores.shape[-2:], dtype=bool))
    if attn_mask is not None:
        scores = np.where(attn_mask, scores, -np.inf) if attn_mask.dtype == bool else scores + attn_mask
    total = np.exp(scores).sum(axis=-1)
    return out, np.log(np.where(total == 0, 1, total))


op(
    "_scaled_dot_product_flash_attention_for_cpu",
    ref=flash,
    dtypes=("float32", "float64", "bfloat16"),
    tol={"bfloat16": (2e-2, 2e-2)},
    samples=[
        S(*qkv((2, 2), 5)),
        S(*qkv((1, 2), 5), 0.0, True, scale=0.3),
        S(*qkv((2, 1)), attn_mask=mask),
        S(*qkv((1, 2)), attn_mask=T(3, 4, grad=False)),
        S(*qkv((1, 4), kv=(1, 2)), 0.0, True),
        # Several tiles, the last ones in part; keys that some blocks of rows do not see at all.
        S(*(T(*x.shape, grad=False) for x in qkv((1, 2), 100, 300, 20, 40))),
        S(*(T(*x.shape, grad=False) for x in qkv((1, 1), 301, 301, 7, 3)), 0.0, True),
        # Heads of several panels, blocks of keys of which some rows see a part.
        S(*(T(*x.shape, grad=False) for x in qkv((1, 2), 70, 150, 72, 40)), 0.0, True),
        S(*qkv((1, 1), 3, 5, 34, 33), 0.0, True),
        S(*(T(*x.shape, grad=False) for x in qkv((1, 1), 97, 160, 16, 16)), attn_mask=T(1, 160, grad=False)),
    ],
)

untested("a setting: tests/python/attention_test.py", "_sdpa_backends")
