"""Where the time goes: ops, backward passes and named ranges of a thread, as tables and as Chrome traces."""

from tenon.profiler._events import EventList, FunctionEvent, FunctionEventAvg
from tenon.profiler._profile import (
    ProfilerAction,
    ProfilerActivity,
    kineto_available,
    profile,
    record_function,
    schedule,
    supported_activities,
    tensorboard_trace_handler,
)

__all__ = [
    "EventList",
    "FunctionEvent",
    "FunctionEventAvg",
    "ProfilerAction",
    "ProfilerActivity",
    "kineto_available",
    "profile",
    "record_function",
    "schedule",
    "supported_activities",
    "tensorboard_trace_handler",
]
