"""The recorded graph: nodes, as tensor.grad_fn shows them. Their hooks are in tenon/_tensor.py."""

from tenon._C import _Node as Node

__all__ = ["Node"]
