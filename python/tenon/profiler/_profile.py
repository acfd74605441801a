"""profile(): records, step by step where a schedule says so."""

from __future__ import annotations

import functools
import os
import socket
import time
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any
from warnings import warn

from tenon import _C
from tenon.profiler._events import EventList, events_of

__all__ = [
    "ProfilerAction",
    "ProfilerActivity",
    "kineto_available",
    "profile",
    "record_function",
    "schedule",
    "supported_activities",
    "tensorboard_trace_handler",
]


class ProfilerActivity(Enum):
    """Where events come from. There is only the CPU to record."""

    CPU = 0
    XPU = 1
    MTIA = 2
    CUDA = 3
    HPU = 4
    PrivateUse1 = 5


class ProfilerAction(Enum):
    """What a profile does in a step."""

    NONE = 0
    WARMUP = 1
    RECORD = 2
    RECORD_AND_SAVE = 3


def supported_activities() -> set[ProfilerActivity]:
    """The activities that can be recorded."""
    return {ProfilerActivity.CPU}


def kineto_available() -> bool:
    """Whether PyTorch's library of device traces is there: it is not."""
    return False


def schedule(
    *, wait: int, warmup: int, active: int, repeat: int = 0, skip_first: int = 0, skip_first_wait: int = 0
) -> Callable[[int], ProfilerAction]:
    """The action of each step: after skip_first steps, cycles of wait idle ones, warmup and active ones.

    >>> plan = tenon.profiler.schedule(wait=1, warmup=1, active=2, repeat=1)
    >>> [plan(step).name for step in range(5)]
    ['NONE', 'WARMUP', 'RECORD', 'RECORD_AND_SAVE', 'NONE']
    """
    if min(wait, warmup, repeat, skip_first) < 0 or active <= 0:
        raise AssertionError("Invalid profiler schedule arguments")
    if warmup == 0:
        warn("Profiler won't be using warmup, this can skew profiler results", stacklevel=2)

    def action(step: int) -> ProfilerAction:
        if step < 0:
            raise AssertionError(f"Step must be non-negative. Got {step}.")
        if step < skip_first:
            return ProfilerAction.NONE
        step -= skip_first
        if skip_first_wait:
            step += wait
        length = wait + warmup + active
        if repeat > 0 and step / length >= repeat:
            return ProfilerAction.NONE
        place = step % length
        if place < wait:
            return ProfilerAction.NONE
        if place < wait + warmup:
            return ProfilerAction.WARMUP
        return ProfilerAction.RECORD_AND_SAVE if place == length - 1 else ProfilerAction.RECORD

    return action


def tensorboard_trace_handler(dir_name: str, worker_name: str | None = None, use_gzip: bool = False) -> Any:
    """For profile(on_trace_ready=...): writes each trace to a folder, under the name that TensorBoard looks for."""

    def handler(prof: profile) -> None:
        os.makedirs(dir_name, exist_ok=True)
        worker = worker_name or f"{socket.gethostname()}_{os.getpid()}"
        name = f"{worker}.{time.time_ns()}.pt.trace.json{'.gz' if use_gzip else ''}"
        prof.export_chrome_trace(os.path.join(dir_name, name))

    return handler


class record_function:
    """Names a range of the program in a profile. Also decorates functions.

    >>> with tenon.profiler.profile() as prof:
    ...     with tenon.profiler.record_function("forward"):
    ...         _ = tenon.ones(2) + 1
    >>> [event.key for event in prof.key_averages()]
    ['forward', 'aten::ones', 'aten::full', 'aten::add']
    """

    def __init__(self, name: str, args: str | None = None) -> None:
        self.name = name
        self.args = args
        self._ranges: list[Any] = []

    def __enter__(self) -> record_function:
        self._ranges.append(_C._profile_range(self.name))
        return self

    def __exit__(self, *error: object) -> None:
        self._ranges.pop()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with record_function(self.name, self.args):
                return function(*args, **kwargs)

        return wrapped


class profile:
    """Records the ops, backward passes and record_function() ranges of the thread that enters it.

    >>> with tenon.profiler.profile(record_shapes=True) as prof:
    ...     _ = tenon.ones(2, 2) @ tenon.ones(2, 2)
    >>> "aten::matmul" in prof.key_averages().table(sort_by="cpu_time_total", row_limit=10)
    True
    """

    def __init__(
        self,
        *,
        activities: Iterable[ProfilerActivity] | None = None,
        schedule: Callable[[int], ProfilerAction] | None = None,
        on_trace_ready: Callable[..., Any] | None = None,
        record_shapes: bool = False,
        profile_memory: bool = False,
        with_stack: bool = False,
        with_flops: bool = False,
        with_modules: bool = False,
        experimental_config: Any = None,
        acc_events: bool = False,
        use_cuda: bool | None = None,
    ) -> None:
        self.activities = set(activities) if activities is not None else supported_activities()
        if not self.activities:
            raise AssertionError("No valid profiler activities found")
        for asked, name in ((with_flops, "with_flops"), (with_modules, "with_modules")):
            if asked:
                raise NotImplementedError(f"profile(): {name}=True is not supported: got True, expected False")
        if ProfilerActivity.CUDA in self.activities:
            warn("CUDA is not available, disabling CUDA profiling", stacklevel=2)
        self.schedule = schedule
        self.on_trace_ready = on_trace_ready
        self.record_shapes = record_shapes
        self.profile_memory = profile_memory
        self.with_stack = with_stack
        self.step_num = 0
        self._recording = False
        self._step_range: Any = None
        self._events: EventList | None = None

    @property
    def current_action(self) -> ProfilerAction:
        """What it does in the current step."""
        return ProfilerAction.RECORD if self.schedule is None else self.schedule(self.step_num)

    def __enter__(self) -> profile:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begins with step 0."""
        self._act(self.current_action)

    def step(self) -> None:
        """Says that the next iteration of the program begins."""
        self._step_range = None
        saving = self._recording and self.current_action is ProfilerAction.RECORD_AND_SAVE
        self.step_num += 1
        if saving:
            self._finish()
        self._act(self.current_action)

    def stop(self) -> None:
        """Ends the recording; then its events can be asked for."""
        self._step_range = None
        if self._recording:
            self._finish()

    def _act(self, action: ProfilerAction) -> None:
        wanted = action in (ProfilerAction.RECORD, ProfilerAction.RECORD_AND_SAVE)
        if wanted and not self._recording:
            _C._start_profile(self.record_shapes, self.profile_memory, self.with_stack)
            self._recording = True
        elif not wanted and self._recording:
            self._finish()
        if self._recording and self.schedule is not None:
            self._step_range = _C._profile_range(f"ProfilerStep#{self.step_num}")

    def _finish(self) -> None:
        self._recording = False
        self._events = EventList(events_of(_C._stop_profile()), self.profile_memory)
        if self.on_trace_ready is not None:
            self.on_trace_ready(self)

    def events(self) -> EventList:
        """Every call that was recorded, in order of their starts."""
        if self._events is None:
            raise AssertionError("Profiler must be initialized before getting events: nothing has been recorded yet")
        return self._events

    def key_averages(
        self, group_by_input_shape: bool = False, group_by_stack_n: int = 0, group_by_overload_name: bool = False
    ) -> EventList:
        """Calls of one name together; prints as a table."""
        return self.events().key_averages(group_by_input_shape, group_by_stack_n)

    def export_chrome_trace(self, path: str) -> None:
        """Writes a trace that chrome://tracing and Perfetto show."""
        self.events().export_chrome_trace(os.fspath(path))
