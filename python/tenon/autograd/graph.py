"""The recorded graph: nodes, as tensor.grad_fn shows them."""

from tenon._C import _Node as Node

__all__ = ["Node"]
