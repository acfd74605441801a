"""MultiheadAttention, which PyTorch keeps in activation.py."""

from __future__ import annotations

from typing import Any

import tenon
from tenon import _C, Tensor
from tenon.nn import init
from tenon.nn._attention import _canonical_mask, _none_or_dtype, multi_head_attention_forward
from tenon.nn.modules.module import Module
from tenon.nn.parameter import Parameter

__all__ = ["MultiheadAttention"]


class NonDynamicallyQuantizableLinear(_C._type_class("nn.Linear")):  # type: ignore[misc]
    """The output projection of MultiheadAttention: a Linear of PyTorch's name."""


class MultiheadAttention(Module):
    """Attention of several heads: softmax(q k^T / sqrt(head_dim)) v of projections of query, key and value.

    Args:
        embed_dim: features of query and result, a multiple of num_heads
        num_heads: heads, each of embed_dim / num_heads features
        dropout: the share of attention weights that is dropped while training
        bias: whether the projections have one
        add_bias_kv: whether a learned key and value are appended
        add_zero_attn: whether a key and value of zeros are appended
        kdim, vdim: features of key and value, embed_dim by default
        batch_first: whether tensors are [batch, length, features] instead of [length, batch, features]

    >>> attention = tenon.nn.MultiheadAttention(8, 2)
    >>> x = tenon.zeros(5, 3, 8)
    >>> out, weights = attention(x, x, x)
    >>> out.shape, weights.shape
    (tenon.Size([5, 3, 8]), tenon.Size([3, 5, 5]))
    """

    __constants__ = ["batch_first"]

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        dropout: float = 0.0,
        bias: bool = True,
        add_bias_kv: bool = False,
        add_zero_attn: bool = False,
        kdim: int | None = None,
        vdim: int | None = None,
        batch_first: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(
                f"embed_dim and num_heads must be greater than 0, got embed_dim={embed_dim} and num_heads={num_heads} instead"
            )
        super().__init__()
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError("embed_dim must be divisible by num_heads")

        def made(*size: int) -> Parameter:
            return Parameter(tenon.empty(size, device=device, dtype=dtype))

        same = self._qkv_same_embed_dim
        separate = {"q_proj_weight": embed_dim, "k_proj_weight": self.kdim, "v_proj_weight": self.vdim}
        if same:
            self.in_proj_weight = made(3 * embed_dim, embed_dim)
        for name, size in separate.items():
            self.register_parameter(name, None if same else made(embed_dim, size))
        if not same:
            self.register_parameter("in_proj_weight", None)
        self.register_parameter("in_proj_bias", made(3 * embed_dim) if bias else None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, device=device, dtype=dtype)
        self.bias_k = made(1, 1, embed_dim) if add_bias_kv else None
        self.bias_v = made(1, 1, embed_dim) if add_bias_kv else None
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _reset_parameters(self) -> None:
        for weight in (self.in_proj_weight, self.q_proj_weight, self.k_proj_weight, self.v_proj_weight):
            if weight is not None:
                init.xavier_uniform_(weight)
        if self.in_proj_bias is not None:
            init.constant_(self.in_proj_bias, 0.0)
            init.constant_(self.out_proj.bias, 0.0)
        for bias in (self.bias_k, self.bias_v):
            if bias is not None:
                init.xavier_normal_(bias)

    def forward(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        key_padding_mask: Tensor | None = None,
        need_weights: bool = True,
        attn_mask: Tensor | None = None,
        average_attn_weights: bool = True,
        is_causal: bool = False,
    ) -> tuple[Tensor, Tensor | None]:
        """The result and, if they are needed, the attention weights, averaged over the heads or not.

        key_padding_mask [batch, source] says which keys take no part, attn_mask ([length, source], or one for each of
        batch * heads) which pairs do not; float masks are added. is_causal says that attn_mask is the causal one.
        """
        return multi_head_attention_forward(
            query,
            key,
            value,
            self.embed_dim,
            self.num_heads,
            self.in_proj_weight,
            self.in_proj_bias,
            self.bias_k,
            self.bias_v,
            self.add_zero_attn,
            self.dropout,
            self.out_proj.weight,
            self.out_proj.bias,
            training=self.training,
            key_padding_mask=key_padding_mask,
            need_weights=need_weights,
            attn_mask=attn_mask,
            use_separate_proj_weight=not self._qkv_same_embed_dim,
            q_proj_weight=self.q_proj_weight,
            k_proj_weight=self.k_proj_weight,
            v_proj_weight=self.v_proj_weight,
            average_attn_weights=average_attn_weights,
            is_causal=is_causal,
            _batch_first=self.batch_first,
        )

    def merge_masks(
        self, attn_mask: Tensor | None, key_padding_mask: Tensor | None, query: Tensor
    ) -> tuple[Tensor | None, int | None]:
        """Both masks as one to be added, and its kind: 1 for padding alone, 2 otherwise."""
        padding = _canonical_mask(
            key_padding_mask, "key_padding_mask", _none_or_dtype(attn_mask), "attn_mask", query.dtype
        )
        mask = _canonical_mask(attn_mask, "attn_mask", None, "", query.dtype, check_other=False)
        if mask is None:
            return padding, None if padding is None else 1
        batch, length = query.shape[:2]
        mask = mask.view(batch if mask.dim() == 3 else 1, -1, length, length).expand(batch, self.num_heads, -1, -1)
        return mask if padding is None else mask + padding.view(batch, 1, 1, length), 2


MultiheadAttention.__module__ = "tenon.nn"
NonDynamicallyQuantizableLinear.__module__ = "tenon.nn.modules.linear"
