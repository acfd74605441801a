import numpy as np
from samples import S, T, op


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
mask = T(values=[[True, False, True, True], [False, False, False, False], [True, True, True, False]], dtype="bool", grad=False)
op("scaled_dot_product_attention", ref=attention, dtypes=("float32", "float64"), samples=[
    S(*qkv((2,))),
    S(*qkv((1, 2)), scale=0.3),
    S(*qkv((2,)), is_causal=True),
    S(*qkv((2,)), attn_mask=mask),
    S(*qkv((2,)), attn_mask=T(3, 4)),
    S(*qkv((1, 4), kv=(1, 2)), enable_gqa=True),
])
