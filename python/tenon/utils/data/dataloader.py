"""DataLoader: batches of a data set, made ahead by worker processes or threads."""

from __future__ import annotations

import multiprocessing.context
import os
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from tenon.utils.data._iterator import HereIterator
from tenon.utils.data._worker import get_worker_info
from tenon.utils.data.collate import default_collate, default_convert
from tenon.utils.data.dataset import Dataset, IterableDataset
from tenon.utils.data.sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler

__all__ = ["DataLoader", "default_collate", "default_convert", "get_worker_info"]

T_co = TypeVar("T_co", covariant=True)
_FIXED = ("batch_size", "batch_sampler", "sampler", "drop_last", "dataset", "persistent_workers")


class _InfiniteSampler(Sampler[None]):
    def __iter__(self) -> Iterator[None]:
        while True:
            yield None


class DataLoader(Generic[T_co]):
    """Iterates over batches of a data set.

    With num_workers, batches are made ahead by that many processes; they come in the sampler's order, and their tensors lie in
    memory that the process shares with its worker. An error in a worker is raised where its batch would have come.

    Args:
        dataset: a data set by index, or an IterableDataset.
        batch_size: items per batch; None gives single items. Default 1.
        shuffle: a new random order for each iteration.
        sampler, batch_sampler: the order, instead of shuffle.
        num_workers: how many workers make batches. 0: the calling process does.
        collate_fn: makes a batch of a list of items; default default_collate.
        pin_memory: accepted; there is no accelerator whose driver could pin memory.
        drop_last: leave out an incomplete last batch.
        timeout: seconds to wait for a batch of a worker; 0: for ever.
        worker_init_fn: called with the worker's id when a worker starts.
        multiprocessing_context: a start method ("fork", "spawn", "forkserver") or a context of it. "thread": workers are threads
            of this process, which share the data set, for items that release the GIL or wait; an IterableDataset is read by one.
        generator: where random numbers come from; default the global one.
        prefetch_factor: batches that each worker is ahead; default 2.
        persistent_workers: keep the processes between iterations.
        in_order: False gives batches as they come.

    Example:
        >>> loader = tenon.utils.data.DataLoader(range(5), batch_size=2)
        >>> [b.tolist() for b in loader]
        [[0, 1], [2, 3], [4]]
    """

    __initialized = False

    def __init__(
        self,
        dataset: Dataset[T_co],
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Any = None,
        batch_sampler: Any = None,
        num_workers: int = 0,
        collate_fn: Callable[[list[Any]], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Callable[[int], None] | None = None,
        multiprocessing_context: Any = None,
        generator: Any = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        if num_workers < 0:
            raise ValueError("num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
        if timeout < 0:
            raise ValueError("timeout option should be non-negative")
        if num_workers == 0 and prefetch_factor is not None:
            raise ValueError(
                "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable "
                "multiprocessing, otherwise set prefetch_factor to None."
            )
        if prefetch_factor is not None and prefetch_factor < 0:
            raise ValueError("prefetch_factor option should be non-negative")
        if persistent_workers and num_workers == 0:
            raise ValueError("persistent_workers option needs num_workers > 0")
        self.dataset: Any = dataset
        self._iterable = isinstance(dataset, IterableDataset)
        self._check_sampling(dataset, batch_size, shuffle, sampler, batch_sampler, drop_last)
        self.num_workers, self.pin_memory, self.timeout = num_workers, pin_memory, timeout
        self.worker_init_fn, self.generator, self.persistent_workers = worker_init_fn, generator, persistent_workers
        self.multiprocessing_context, self.in_order = multiprocessing_context, in_order
        self.pin_memory_device = pin_memory_device
        self.prefetch_factor = 2 if num_workers and prefetch_factor is None else prefetch_factor
        if sampler is None:
            sampler = self._default_sampler(bool(shuffle))
        if batch_sampler is not None:
            batch_size, drop_last = None, False
        elif batch_size is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size, self.drop_last = batch_size, drop_last
        self.sampler, self.batch_sampler = sampler, batch_sampler
        self.collate_fn = collate_fn or (default_convert if batch_sampler is None else default_collate)
        self._promised_length: int | None = None
        self._iterator: Any = None
        self.check_worker_number_rationality()
        self.__initialized = True

    @staticmethod
    def _check_sampling(
        dataset: Any, batch_size: Any, shuffle: Any, sampler: Any, batch_sampler: Any, drop_last: bool
    ) -> None:
        if isinstance(dataset, IterableDataset):
            unwanted = {"shuffle": shuffle or None, "sampler": sampler, "batch_sampler": batch_sampler}
            for name, value in unwanted.items():
                if value is not None:
                    raise ValueError(
                        f"DataLoader with IterableDataset: expected unspecified {name} option, but got {name}={value}"
                    )
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None and (batch_size != 1 or shuffle or sampler is not None or drop_last):
            raise ValueError(
                "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last"
            )
        if batch_sampler is None and batch_size is None and drop_last:
            raise ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last")

    def _default_sampler(self, shuffle: bool) -> Sampler[Any]:
        if self._iterable:
            return _InfiniteSampler()
        if shuffle:
            return RandomSampler(self.dataset, generator=self.generator)
        return SequentialSampler(self.dataset)

    @property
    def multiprocessing_context(self) -> Any:
        """How workers are started: a context of multiprocessing, "thread", or None for the default."""
        return self.__context

    @multiprocessing_context.setter
    def multiprocessing_context(self, context: Any) -> None:
        if context is not None and self.num_workers == 0:
            raise ValueError(
                "multiprocessing_context can only be used with multi-process loading (num_workers > 0), but got "
                f"num_workers={self.num_workers}"
            )
        if isinstance(context, str) and context != "thread":
            methods = multiprocessing.get_all_start_methods()
            if context not in methods:
                raise ValueError(
                    f"multiprocessing_context option should specify a valid start method in {methods!r}, but got "
                    f"multiprocessing_context={context!r}"
                )
            context = multiprocessing.get_context(context)
        if context not in (None, "thread") and not isinstance(context, multiprocessing.context.BaseContext):
            raise TypeError(
                "multiprocessing_context option should be a valid context object or a string specifying the start method, "
                f"but got multiprocessing_context={context}"
            )
        self.__context = context

    def __setattr__(self, name: str, value: Any) -> None:
        if self.__initialized and name in _FIXED:
            raise ValueError(f"{name} attribute should not be set after {type(self).__name__} is initialized")
        super().__setattr__(name, value)

    @property
    def _index_sampler(self) -> Any:
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __len__(self) -> int:
        if not self._iterable:
            return len(self._index_sampler)
        n = self._promised_length = len(self.dataset)
        if self.batch_size is None:
            return n
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)

    def _get_iterator(self) -> Any:
        if self.num_workers == 0:
            return HereIterator(self)
        self.check_worker_number_rationality()
        if self.multiprocessing_context == "thread":
            from tenon.utils.data._threads import ThreadIterator

            return ThreadIterator(self)
        from tenon.utils.data._processes import ProcessIterator

        return ProcessIterator(self)

    def __iter__(self) -> Any:
        if not self.persistent_workers or self.multiprocessing_context == "thread":
            return self._get_iterator()
        if self._iterator is not None and self._iterator.alive:
            self._iterator.restart(self)
        else:
            self._iterator = self._get_iterator()
        return self._iterator

    def check_worker_number_rationality(self) -> None:
        """Warns when there are more workers than CPUs that the process may use."""
        most = len(os.sched_getaffinity(0))
        if self.num_workers > most and self.multiprocessing_context != "thread":
            warnings.warn(
                f"This DataLoader will create {self.num_workers} worker processes in total. Our suggested max number of "
                f"worker in current system is {most}, which is smaller than what this DataLoader is going to create. Please be "
                "aware that excessive worker creation might get DataLoader running slow or even freeze, lower the worker "
                "number to avoid potential slowness/freeze if necessary.",
                stacklevel=2,
            )
