"""One pass over a DataLoader whose batches are made by threads of this process, which share the data set."""

from __future__ import annotations

import collections
import functools
import itertools
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from tenon.utils.data._iterator import LoaderIterator, check_prefetching, fetcher_of
from tenon.utils.data._worker import ExceptionWrapper, WorkerInfo, local

_END = object()


def _attempt(fetcher: Any, index: Any) -> Any:
    """A batch, or what went wrong."""
    try:
        return fetcher.fetch(index)
    except StopIteration:
        return _END
    except Exception:
        return ExceptionWrapper(f"in DataLoader worker thread {local.info.id}")


def _starter(loader: Any, workers: int, base_seed: int) -> Callable[[list[BaseException]], None]:
    ids = itertools.count()  # next() of it is atomic

    def start(errors: list[BaseException]) -> None:
        i = next(ids)
        local.info = WorkerInfo(i, workers, base_seed + i, loader.dataset, "thread")
        try:
            if loader.worker_init_fn is not None:
                loader.worker_init_fn(i)
        except BaseException as error:
            errors.append(error)

    return start


class ThreadIterator(LoaderIterator):
    """Batches in the sampler's order. A stream is read by one thread; at most num_workers * prefetch_factor are under way."""

    profile_name = "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__"

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        check_prefetching(loader)
        workers = 1 if loader._iterable else loader.num_workers
        self._start_errors: list[BaseException] = []
        start = functools.partial(_starter(loader, workers, self._base_seed), self._start_errors)
        self._pool = ThreadPoolExecutor(workers, "tenon-loader", start)
        self._close = weakref.finalize(self, self._pool.shutdown, wait=False, cancel_futures=True)
        self._waiting: collections.deque[Future[Any]] = collections.deque()
        kind, args = fetcher_of(loader)
        self._job: Callable[[Any], Any] = functools.partial(_attempt, kind(loader.dataset, *args))
        self._fill()

    def _fill(self) -> None:
        room = self._loader.num_workers * self._loader.prefetch_factor - len(self._waiting)
        indices: Iterator[Any] = itertools.islice(self._indices, room)
        self._waiting.extend(self._pool.submit(self._job, index) for index in indices)

    def _next_batch(self) -> Any:
        batch = self._take() if self._waiting else _END
        if batch is _END:
            self._waiting.clear()
            self._close()
            raise StopIteration
        self._fill()
        if isinstance(batch, ExceptionWrapper):
            batch.reraise()
        return batch

    def _take(self) -> Any:
        future = self._waiting.popleft()
        try:
            batch = future.result(self._loader.timeout or None)
        except TimeoutError:
            self._waiting.clear()
            self._close()
            raise RuntimeError(f"DataLoader timed out after {self._loader.timeout} seconds") from None
        if self._start_errors:
            self._waiting.clear()
            self._close()
            raise self._start_errors[0]
        return batch
