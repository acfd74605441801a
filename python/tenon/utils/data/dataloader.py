"""DataLoader: batches of a data set, in order, made ahead by worker threads."""

from __future__ import annotations

import collections
import functools
import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar, cast

from tenon.utils.data.collate import default_collate, default_convert
from tenon.utils.data.dataset import Dataset, IterableDataset
from tenon.utils.data.sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler, draw_seed

T_co = TypeVar("T_co", covariant=True)

_local = threading.local()
_END = object()


class WorkerInfo:
    """What a worker knows of itself: id, num_workers, seed, dataset."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)

    def __repr__(self) -> str:
        return f"WorkerInfo({', '.join(f'{k}={v}' for k, v in self.__dict__.items())})"


def get_worker_info() -> WorkerInfo | None:
    """The WorkerInfo of the worker that runs this; None in the main thread."""
    return getattr(_local, "info", None)


class _InfiniteSampler(Sampler[None]):
    def __iter__(self) -> Iterator[None]:
        while True:
            yield None


class DataLoader(Generic[T_co]):
    """Iterates over batches of a data set.

    Workers are threads of this process, which share the data set: `num_workers` of them fetch and collate batches ahead, `prefetch_factor`
    each (default 2); an IterableDataset is read by one. Batches come in the sampler's order. An error of the data set is raised where its batch would have come.

    Args:
        dataset: a data set by index, or an IterableDataset.
        batch_size: items per batch; None gives single items. Default 1.
        shuffle: a new random order for each iteration.
        sampler, batch_sampler: the order, instead of shuffle.
        collate_fn: makes a batch of a list of items; default default_collate.
        drop_last: leave out an incomplete last batch.
        worker_init_fn: called with the worker's id when a worker starts.
        generator: where random numbers come from; default the global one.

    Example:
        >>> loader = tenon.utils.data.DataLoader(range(5), batch_size=2)
        >>> [b.tolist() for b in loader]
        [[0, 1], [2, 3], [4]]
    """

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
            raise ValueError("num_workers option should be non-negative; use num_workers=0 for no worker threads.")
        if timeout < 0:
            raise ValueError("timeout option should be non-negative")
        if num_workers == 0 and prefetch_factor is not None:
            raise ValueError("prefetch_factor option needs num_workers > 0")
        if persistent_workers and num_workers == 0:
            raise ValueError("persistent_workers option needs num_workers > 0")
        self.dataset = cast(Any, dataset)
        self._check_sampling(dataset, batch_size, shuffle, sampler, batch_sampler, drop_last)
        self.num_workers, self.pin_memory, self.timeout = num_workers, pin_memory, timeout
        self.worker_init_fn, self.generator, self.persistent_workers = worker_init_fn, generator, persistent_workers
        self.multiprocessing_context, self.in_order = multiprocessing_context, in_order
        self.pin_memory_device = pin_memory_device
        self.prefetch_factor = 2 if num_workers and prefetch_factor is None else prefetch_factor
        self._iterable = isinstance(dataset, IterableDataset)
        if sampler is None:
            if self._iterable:
                sampler = _InfiniteSampler()
            elif shuffle:
                sampler = RandomSampler(self.dataset, generator=generator)
            else:
                sampler = SequentialSampler(self.dataset)
        if batch_sampler is not None:
            batch_size, drop_last = None, False
        elif batch_size is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size, self.drop_last, self.sampler, self.batch_sampler = (
            batch_size,
            drop_last,
            sampler,
            batch_sampler,
        )
        self.collate_fn = collate_fn or (default_convert if batch_sampler is None else default_collate)

    @staticmethod
    def _check_sampling(
        dataset: Any, batch_size: Any, shuffle: Any, sampler: Any, batch_sampler: Any, drop_last: bool
    ) -> None:
        if isinstance(dataset, IterableDataset):
            if shuffle not in (False, None):
                raise ValueError(
                    f"DataLoader with IterableDataset: expected unspecified shuffle option, but got shuffle={shuffle}"
                )
            if sampler is not None or batch_sampler is not None:
                raise ValueError(
                    "DataLoader with IterableDataset: expected unspecified sampler and batch_sampler options"
                )
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None and (batch_size != 1 or shuffle or sampler is not None or drop_last):
            raise ValueError(
                "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last"
            )
        if batch_sampler is None and batch_size is None and drop_last:
            raise ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last")

    def __len__(self) -> int:
        if self._iterable:
            n = len(self.dataset)
            if self.batch_size is None:
                return n
            return n // self.batch_size if self.drop_last else -(-n // self.batch_size)
        return len(self.sampler if self.batch_sampler is None else self.batch_sampler)

    def __iter__(self) -> Iterator[Any]:
        base_seed = draw_seed(self.generator)  # drawn first, as PyTorch does
        if self.num_workers == 0:
            return _fetch_here(self)
        return _Threads(self, base_seed)


def _fetch(loader: DataLoader[Any], index: Any) -> Any:
    dataset = loader.dataset
    if loader.batch_sampler is None:
        return loader.collate_fn(dataset[index])
    getitems = getattr(dataset, "__getitems__", None)
    return loader.collate_fn(getitems(index) if getitems else [dataset[i] for i in index])


def _stream(loader: DataLoader[Any], items: Iterator[Any]) -> Iterator[Any]:
    """Batches of an iterable data set."""
    if loader.batch_sampler is None:
        yield from map(loader.collate_fn, items)
        return
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == loader.batch_size:
            yield loader.collate_fn(batch)
            batch = []
    if batch and not loader.drop_last:
        yield loader.collate_fn(batch)


def _fetch_here(loader: DataLoader[Any]) -> Iterator[Any]:
    if loader._iterable:
        yield from _stream(loader, iter(loader.dataset))
        return
    for index in loader.sampler if loader.batch_sampler is None else loader.batch_sampler:
        yield _fetch(loader, index)


def _jobs(loader: DataLoader[Any]) -> Iterator[Callable[[], Any]]:
    """What makes each batch. Those of a stream do not end; they return _END where it does."""
    if loader._iterable:
        return itertools.repeat(functools.partial(next, _stream(loader, iter(loader.dataset)), _END))
    indices = loader.sampler if loader.batch_sampler is None else loader.batch_sampler
    return (functools.partial(_fetch, loader, index) for index in indices)


class _Threads:
    """One iteration with worker threads. At most num_workers * prefetch_factor batches are under way.

    Neither jobs nor threads refer to this object, so that they end as soon as an iteration is given up.
    """

    def __init__(self, loader: DataLoader[Any], base_seed: int) -> None:
        self.loader = loader
        workers = 1 if loader._iterable else loader.num_workers  # a stream has one order, hence one worker
        ids = itertools.count()  # next() of it is atomic
        self.start_errors = start_errors = list[BaseException]()

        def start() -> None:
            worker = next(ids)
            _local.info = WorkerInfo(id=worker, num_workers=workers, seed=base_seed + worker, dataset=loader.dataset)
            if loader.worker_init_fn is not None:
                try:
                    loader.worker_init_fn(worker)
                except BaseException as error:
                    start_errors.append(error)

        self.pool = ThreadPoolExecutor(workers, "tenon-loader", start)
        self.waiting: collections.deque[Future[Any]] = collections.deque()
        self.jobs = _jobs(loader)
        self._fill()

    def _fill(self) -> None:
        room = self.loader.num_workers * (self.loader.prefetch_factor or 2)
        while len(self.waiting) < room:
            job = next(self.jobs, None)
            if job is None:
                return
            self.waiting.append(self.pool.submit(job))

    def __iter__(self) -> _Threads:
        return self

    def __next__(self) -> Any:
        if not self.waiting:
            self.close()
            raise StopIteration
        future = self.waiting.popleft()
        try:
            batch = future.result(self.loader.timeout or None)
            if self.start_errors:
                raise self.start_errors[0]
        except BaseException as error:
            self.close()
            if isinstance(error, TimeoutError) and not future.done():
                raise RuntimeError(f"DataLoader timed out after {self.loader.timeout} seconds") from None
            raise
        if batch is _END:
            self.close()
            raise StopIteration
        self._fill()
        return batch

    def close(self) -> None:
        self.waiting.clear()
        self.pool.shutdown(wait=False, cancel_futures=True)

    def __del__(self) -> None:
        pool = getattr(self, "pool", None)
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
