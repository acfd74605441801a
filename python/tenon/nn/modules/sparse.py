"""Embedding and EmbeddingBag: what their types in core do not cover, which is making them of given tables."""

from __future__ import annotations

from typing import Any

from tenon import _C, Tensor
from tenon.nn.parameter import Parameter

__all__ = ["Embedding", "EmbeddingBag"]

Embedding, EmbeddingBag = (_C._type_class(f"nn.{name}") for name in ("Embedding", "EmbeddingBag"))


def _from_pretrained(cls: Any, embeddings: Tensor, freeze: bool = True, *args: Any, **kwargs: Any) -> Any:
    """A layer with a given table, which is not trained if freeze.

    Further arguments are those of the constructor after embedding_dim, without _weight.
    """
    if embeddings.dim() != 2:
        raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
    layer = cls(*embeddings.shape, **_named(cls, args), **kwargs, _weight=Parameter(embeddings))
    layer.weight.requires_grad = not freeze
    return layer


def _named(cls: Any, args: tuple[Any, ...]) -> dict[str, Any]:
    names = ["max_norm", "norm_type", "scale_grad_by_freq"]
    if issubclass(cls, EmbeddingBag):
        names += ["mode", "sparse", "include_last_offset", "padding_idx"]
    else:
        names = ["padding_idx", *names, "sparse"]
    if len(args) > len(names):
        raise TypeError(f"from_pretrained() takes at most {len(names) + 2} positional arguments")
    return dict(zip(names, args))


_from_pretrained.__name__ = "from_pretrained"
for _class in (Embedding, EmbeddingBag):
    _class.from_pretrained = classmethod(_from_pretrained)
del _class
