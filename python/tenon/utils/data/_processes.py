"""One pass over a DataLoader whose batches are made by worker processes."""

from __future__ import annotations

import contextlib
import copy
import itertools
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import time
import warnings
import weakref
from typing import Any

from tenon.utils.data._channel import Channel
from tenon.utils.data._iterator import LoaderIterator, check_prefetching, fetcher_of
from tenon.utils.data._worker import End, ExceptionWrapper, Job, Resume, run

_JOIN_SECONDS = 5.0
_MOST = 64  # tasks under way in one worker, so that they fit its socket's buffer and sending never waits


class _Worker:
    """A process, the connection to it and what it has to do."""

    def __init__(self, process: Any, channel: Channel) -> None:
        self.process, self.channel = process, channel
        self.active = True  # takes tasks: it lives, and its stream has not ended
        self.tasks = 0
        self.lost = False  # died with tasks under way, which is said when it comes to their batches

    def death(self) -> Exception | None:
        """How it died, if by a signal."""
        self.process.join(1.0)
        code = self.process.exitcode
        if code is None or code >= 0:
            return None
        name = signal.strsignal(-code) or f"Unknown signal {-code}"
        return RuntimeError(f"DataLoader worker (pid {self.process.pid}) is killed by signal: {name}. ")


def _shut_down(workers: list[_Worker], owner: int) -> None:
    """Ends worker processes. Not in a process that only inherited them."""
    if os.getpid() != owner:
        return
    for worker in workers:
        worker.channel.end()
    end = time.monotonic() + _JOIN_SECONDS
    for worker in workers:
        worker.process.join(max(0.0, end - time.monotonic()))
    for worker in workers:
        if worker.process.is_alive():
            worker.process.terminate()
            worker.process.join(_JOIN_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
    workers.clear()


class ProcessIterator(LoaderIterator):
    """Sends tasks to workers in turn, and gives their batches in order, or as they come when in_order is false."""

    profile_name = "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__"

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        check_prefetching(loader)
        self._workers: list[_Worker] = []
        self._close = weakref.finalize(self, _shut_down, self._workers, os.getpid())
        context = loader.multiprocessing_context or multiprocessing
        with contextlib.suppress(ImportError):
            import numpy  # noqa: F401 - once here, rather than in every worker, which seeds it
        try:
            for i in range(loader.num_workers):
                self._start(context, i)
            self._begin()
        except BaseException:
            self._close()
            raise

    def _start(self, context: Any, i: int) -> None:
        loader = self._loader
        kind, args = fetcher_of(loader)
        job = Job(i, loader.num_workers, self._base_seed, loader.dataset, kind, args, loader.worker_init_fn)
        mine, theirs = Channel.pair()
        inherits = getattr(context, "get_start_method", lambda: "fork")() == "fork"
        others = [mine, *(w.channel for w in self._workers)] if inherits else []
        process = context.Process(target=run, args=(job, theirs, others), daemon=True)
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the worker ignores it
        try:
            process.start()
        except (TypeError, AttributeError, pickle.PicklingError):
            warnings.warn(
                "Got pickle error when attempting to start a worker Process. This might be because the worker Process "
                "arguments are not picklable. Python 3.14+ changed the multiprocessing start method in non-Mac POSIX "
                "platforms to 'forkserver', which requires the worker Process arguments to be picklable. You can also try "
                "multiprocessing.set_start_method('fork').",
                stacklevel=2,
            )
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            theirs.close()
        self._workers.append(_Worker(process, mine))

    # ---- tasks ----

    def _begin(self) -> None:
        """The first tasks of a pass."""
        loader = self._loader
        self._indices = iter(loader._index_sampler)
        self._yielded = self._sent = self._next = 0
        self._owner: dict[int, _Worker] = {}  # of each task whose batch was not given out
        self._early: dict[int, Any] = {}  # batches that came before their turn
        self._turns = itertools.cycle(list(self._workers))
        for worker in self._workers:
            worker.active, worker.tasks = True, 0
        self._room = loader.num_workers * min(loader.prefetch_factor, _MOST)
        for _ in range(self._room):
            self._send_task()

    def restart(self, loader: Any) -> None:
        """Begins another pass with the same workers; batches of the last one that are still coming are dropped."""
        self._loader = copy.copy(loader)
        for worker in self._workers:
            self._tell(worker, (Resume, None))
        waiting = set(self._workers)
        while waiting:
            self._report_lost(waiting)
            for worker, number, _ in self._receive(waiting):
                if number is Resume:
                    waiting.discard(worker)
        self._begin()

    def _send_task(self) -> None:
        index = next(self._indices, _NOTHING)
        if index is _NOTHING:
            return
        worker = self._choose()
        if worker is None:
            return
        self._tell(worker, (self._sent, index))
        self._owner[self._sent] = worker
        worker.tasks += 1
        self._sent += 1

    def _tell(self, worker: _Worker, message: Any) -> None:
        try:
            worker.channel.send(message)
        except (BrokenPipeError, ConnectionResetError):
            worker.lost = True

    def _choose(self) -> _Worker | None:
        """Whose turn it is. Out of order, one with more tasks than its share is passed over."""
        active = sum(worker.active for worker in self._workers)
        for _ in self._workers:
            worker = next(self._turns)
            if worker.active and (self._loader.in_order or worker.tasks < self._room // active):
                return worker
        return None

    # ---- answers ----

    def _receive(self, workers: Any) -> Any:
        """Answers of these workers that have come; waits for one. RuntimeError when none came in time."""
        channels = {worker.channel: worker for worker in workers}
        ready = multiprocessing.connection.wait(list(channels), self._loader.timeout or None)
        if not ready:
            self._close()
            raise RuntimeError(f"DataLoader timed out after {self._loader.timeout} seconds")
        for channel in ready:
            worker = channels[channel]
            try:
                yield worker, *worker.channel.receive()
            except (EOFError, ConnectionResetError):
                worker.lost = True

    def _report_lost(self, workers: Any) -> None:
        """RuntimeError if one of these workers died."""
        lost = [worker for worker in workers if worker.lost]
        if lost:
            cause = next((death for worker in lost if (death := worker.death())), None)
            self._close()
            pids = ", ".join(str(worker.process.pid) for worker in lost)
            raise RuntimeError(f"DataLoader worker (pid(s) {pids}) exited unexpectedly") from cause

    def _next_batch(self) -> Any:
        try:
            return self._take()
        except (KeyboardInterrupt, SystemExit):
            self._close()  # an answer may have been read by half
            raise

    @property
    def alive(self) -> bool:
        """Whether it has workers still."""
        return self._close.alive

    def _take(self) -> Any:
        while self.alive:
            while self._next < self._sent and not self._expected(self._next):
                self._next += 1
            if self._next >= self._sent:
                if not self._loader.persistent_workers:
                    self._close()
                raise StopIteration
            if self._next in self._early:
                return self._give(self._next, self._early.pop(self._next))
            if not self._loader.in_order and self._early:
                number = next(iter(self._early))
                return self._give(number, self._early.pop(number))
            self._report_lost([self._owner[self._next]] if self._loader.in_order else self._workers)
            self._collect()
        raise StopIteration

    def _expected(self, number: int) -> bool:
        """Whether the batch of a task was not given out, and will come."""
        worker = self._owner.get(number)
        return worker is not None and (number in self._early or worker.active)

    def _collect(self) -> None:
        """Takes in answers."""
        busy = {worker for worker in self._owner.values() if worker.active and worker.tasks and not worker.lost}
        for worker, number, data in self._receive(busy):
            if data is End:
                worker.active = False
                del self._owner[number]
                self._send_task()
            else:
                self._early[number] = data

    def _give(self, number: int, data: Any) -> Any:
        worker = self._owner.pop(number)
        worker.tasks -= 1
        self._send_task()
        if isinstance(data, ExceptionWrapper):
            data.reraise()
        return data


_NOTHING = object()
