"""Nested containers as a flat list and back: tuples, named tuples, lists, dicts; anything else is a leaf."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

__all__ = [
    "TreeSpec",
    "tree_all",
    "tree_any",
    "tree_flatten",
    "tree_leaves",
    "tree_map",
    "tree_map_only",
    "tree_unflatten",
]


class TreeSpec(NamedTuple):
    """What a nest of containers looks like, without its leaves. A leaf's type is None."""

    type: Any
    context: Any  # keys of a dict
    children: tuple[TreeSpec, ...]

    @property
    def num_leaves(self) -> int:
        return 1 if self.type is None else sum(c.num_leaves for c in self.children)


_LEAF = TreeSpec(None, None, ())


def _parts(tree: Any) -> tuple[Any, list[Any]] | None:
    """Context and children of a container; None for a leaf."""
    kind = type(tree)
    if kind in (tuple, list, deque) or (isinstance(tree, tuple) and hasattr(tree, "_fields")):
        return None, list(tree)
    if kind in (dict, OrderedDict):
        return list(tree), list(tree.values())
    if kind is defaultdict:
        return (tree.default_factory, list(tree)), list(tree.values())
    return None


def tree_flatten(tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> tuple[list[Any], TreeSpec]:
    """The leaves from left to right, and the nest that they stood in.

    >>> leaves, spec = tenon.utils._pytree.tree_flatten({"a": 1, "b": (2, [3])})
    >>> leaves
    [1, 2, 3]
    >>> tenon.utils._pytree.tree_unflatten([4, 5, 6], spec)
    {'a': 4, 'b': (5, [6])}
    """
    leaves: list[Any] = []

    def visit(node: Any) -> TreeSpec:
        parts = None if is_leaf is not None and is_leaf(node) else _parts(node)
        if parts is None:
            leaves.append(node)
            return _LEAF
        return TreeSpec(type(node), parts[0], tuple(visit(child) for child in parts[1]))

    return leaves, visit(tree)


def tree_unflatten(leaves: Iterable[Any], treespec: TreeSpec) -> Any:
    """The inverse of tree_flatten()."""
    given = list(leaves)
    if len(given) != treespec.num_leaves:
        raise ValueError(f"tree_unflatten(): got {len(given)} leaves, expected {treespec.num_leaves}")
    rest = iter(given)

    def build(spec: TreeSpec) -> Any:
        if spec.type is None:
            return next(rest)
        children = [build(child) for child in spec.children]
        if spec.type in (dict, OrderedDict):
            return spec.type(zip(spec.context, children))
        if spec.type is defaultdict:
            return defaultdict(spec.context[0], zip(spec.context[1], children))
        return spec.type(*children) if hasattr(spec.type, "_fields") else spec.type(children)

    return build(treespec)


def tree_leaves(tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> list[Any]:
    """The leaves from left to right."""
    return tree_flatten(tree, is_leaf)[0]


def tree_map(func: Callable[..., Any], tree: Any, *rests: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The same nest with func(leaf, ...) in each leaf's place; further trees of the same form give more arguments."""
    leaves, spec = tree_flatten(tree, is_leaf)
    columns = [leaves, *(tree_flatten(r, is_leaf)[0] for r in rests)]
    if any(len(c) != len(leaves) for c in columns):
        raise ValueError(f"tree_map(): the trees have {[len(c) for c in columns]} leaves, expected equal numbers")
    return tree_unflatten([func(*values) for values in zip(*columns)], spec)


def tree_map_only(kinds: Any, func: Callable[[Any], Any], tree: Any) -> Any:
    """tree_map() for leaves of some types; the others stay."""
    return tree_map(lambda leaf: func(leaf) if isinstance(leaf, kinds) else leaf, tree)


def tree_all(pred: Callable[[Any], bool], tree: Any) -> bool:
    """Whether pred(leaf) holds for all leaves."""
    return all(map(pred, tree_leaves(tree)))


def tree_any(pred: Callable[[Any], bool], tree: Any) -> bool:
    """Whether pred(leaf) holds for some leaf."""
    return any(map(pred, tree_leaves(tree)))
