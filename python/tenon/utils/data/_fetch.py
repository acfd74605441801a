"""How a batch is made of what a sampler gives, in this process or in a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class MapFetcher:
    """Batches of a data set by index."""

    def __init__(self, dataset: Any, batches: bool, collate: Callable[[Any], Any], drop_last: bool) -> None:
        self.dataset, self.batches, self.collate = dataset, batches, collate

    def fetch(self, index: Any) -> Any:
        """The batch of some indices, or the item of one."""
        if not self.batches:
            return self.collate(self.dataset[index])
        getitems = getattr(self.dataset, "__getitems__", None)
        return self.collate(getitems(index) if getitems else [self.dataset[i] for i in index])


class StreamFetcher:
    """Batches of an iterable data set."""

    def __init__(self, dataset: Any, batches: bool, collate: Callable[[Any], Any], drop_last: bool) -> None:
        self.items, self.batches, self.collate, self.drop_last = iter(dataset), batches, collate, drop_last
        self.ended = False

    def fetch(self, index: Any) -> Any:
        """The next batch, as long as index; StopIteration at the end."""
        if self.ended:
            raise StopIteration
        if not self.batches:
            return self.collate(next(self.items))
        items = []
        for _ in index:
            try:
                items.append(next(self.items))
            except StopIteration:
                self.ended = True
                break
        if not items or (self.drop_last and len(items) < len(index)):
            raise StopIteration
        return self.collate(items)
