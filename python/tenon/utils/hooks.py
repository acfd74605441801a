"""Handles that remove hooks."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable
from typing import Any

__all__ = ["RemovableHandle"]

_ids = itertools.count()


class RemovableHandle:
    """Removes a hook: by remove(), or at the end of a with-block.

    RemovableHandle(hooks_dict) names a new key of a dict of hooks, as PyTorch's does; of(remove, id) stands for a hook
    that core keeps.
    """

    id: int

    def __init__(self, hooks_dict: Any = None, *, extra_dict: Any = None) -> None:
        self.id = next(_ids)
        dicts = [hooks_dict, *(extra_dict if isinstance(extra_dict, list) else [extra_dict])]
        self._dicts = [weakref.ref(d) for d in dicts if d is not None]
        self._remove: Callable[[int], None] | None = None

    @classmethod
    def of(cls, remove: Callable[[int], None], hook_id: int) -> RemovableHandle:
        handle = cls()
        handle.id = hook_id
        handle._remove = remove
        return handle

    def remove(self) -> None:
        if self._remove is not None:
            self._remove(self.id)
            self._remove = None
        for ref in self._dicts:
            hooks = ref()
            if hooks is not None:
                hooks.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *error: object) -> None:
        self.remove()
