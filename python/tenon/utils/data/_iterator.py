"""One pass over a DataLoader: what all kinds of it share, and the one without workers."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator
from typing import Any

from tenon import _C
from tenon.utils.data._fetch import MapFetcher, StreamFetcher
from tenon.utils.data.sampler import draw_seed


class LoaderIterator:
    """The base of iterators over a DataLoader."""

    profile_name = ""  # of a batch, as PyTorch calls it

    def __init__(self, loader: Any) -> None:
        self._loader = copy.copy(loader)  # not itself, which keeps the iterator of persistent workers
        self._warn_pinning()
        self._indices: Iterator[Any] = iter(loader._index_sampler)
        self._base_seed = draw_seed(loader.generator)
        self._yielded = 0

    def _warn_pinning(self) -> None:
        loader = self._loader
        if loader.pin_memory and loader.pin_memory_device:
            warnings.warn(
                "pin_memory_device is deprecated, the current accelerator will be used as the device,"
                f"ignore pin_memory_device='{loader.pin_memory_device}'.",
                stacklevel=4,
            )
        if loader.pin_memory:
            warnings.warn(
                "'pin_memory' argument is set as true but no accelerator is found, then device pinned memory won't be used.",
                stacklevel=4,
            )

    def __iter__(self) -> LoaderIterator:
        return self

    def __len__(self) -> int:
        return len(self._loader._index_sampler)

    def __getstate__(self) -> Any:
        raise NotImplementedError("{} cannot be pickled", type(self).__name__)

    def _next_batch(self) -> Any:
        raise NotImplementedError

    def __next__(self) -> Any:
        _span = _C._profile_range(self.profile_name) if _C._profiling() else None
        batch = self._next_batch()
        self._yielded += 1
        promised = self._loader._promised_length
        if promised is not None and self._yielded > promised:
            text = (
                f"Length of IterableDataset {self._loader.dataset} was reported to be {promised}(when accessing "
                f"len(dataloader)), but {self._yielded} samples have been fetched. "
            )
            if self._loader.num_workers > 0:
                text += (
                    "For multiprocessing data-loading, this could be caused by not properly configuring the IterableDataset "
                    "replica at each worker. Please see https://pytorch.org/docs/stable/data.html#torch.utils.data."
                    "IterableDataset for examples."
                )
            warnings.warn(text, stacklevel=2)
        return batch


def check_prefetching(loader: Any) -> None:
    """AssertionError unless workers may be ahead at all."""
    if loader.prefetch_factor <= 0:
        raise AssertionError("prefetch_factor must be greater than 0 for MultiProcessingDataLoaderIter")


def fetcher_of(loader: Any) -> tuple[Any, tuple[Any, ...]]:
    """The class of fetcher for a loader, and its arguments after the data set."""
    kind = StreamFetcher if loader._iterable else MapFetcher
    return kind, (loader.batch_sampler is not None, loader.collate_fn, loader.drop_last)


class HereIterator(LoaderIterator):
    """Makes each batch when it is asked for."""

    profile_name = "enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__"

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        if loader.timeout != 0:
            raise AssertionError("DataLoader: timeout needs workers: got 0, expected num_workers > 0")
        kind, args = fetcher_of(loader)
        self._fetcher = kind(loader.dataset, *args)

    def _next_batch(self) -> Any:
        return self._fetcher.fetch(next(self._indices))
