"""Switches for recording: context managers that also decorate functions and generators."""

from __future__ import annotations

from _thread import _local

from tenon._C import _set_grad_enabled, _set_inference_mode, is_grad_enabled, is_inference_mode_enabled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = [
    "enable_grad",
    "inference_mode",
    "is_grad_enabled",
    "is_inference_mode_enabled",
    "is_multithreading_enabled",
    "no_grad",
    "set_grad_enabled",
    "set_multithreading_enabled",
]

_GENERATOR = 0x20  # inspect.CO_GENERATOR


def _wrap_generator(make: Callable[[], Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """The body of a generator runs inside the context, the consumer's code between two items outside of it."""
    import functools

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        generator = function(*args, **kwargs)
        try:
            with make():
                item = generator.send(None)
            while True:
                try:
                    sent = yield item
                except GeneratorExit:
                    with make():
                        generator.close()
                    raise
                except BaseException as error:
                    with make():
                        item = generator.throw(error)
                else:
                    with make():
                        item = generator.send(sent)
        except StopIteration as stop:
            return stop.value

    return wrapped


class _Context:
    """Base of the switches: `with switch():`, `@switch()` and, where it takes no argument, `@switch`."""

    def _clone(self) -> _Context:
        return type(self)()

    def __enter__(self) -> Any:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        import functools

        if isinstance(function, type):
            raise TypeError(f"{type(self).__name__}: cannot decorate a class; decorate its methods")
        code = getattr(function, "__code__", None)
        if code is not None and code.co_flags & _GENERATOR:
            return _wrap_generator(self._clone, function)

        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with self._clone():
                return function(*args, **kwargs)

        return wrapped


class _Plain(_Context):
    """A switch without arguments may stand as `@switch`."""

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        return super().__new__(cls) if function is None else cls()(function)


class no_grad(_Plain):
    """Ops inside are not recorded for gradients.

    >>> x = tenon.ones(1, requires_grad=True)
    >>> with tenon.no_grad():
    ...     y = x * 2
    >>> y.requires_grad
    False
    """

    def __enter__(self) -> None:
        self._before = is_grad_enabled()
        _set_grad_enabled(False)

    def __exit__(self, *error: object) -> None:
        _set_grad_enabled(self._before)


class enable_grad(_Plain):
    """Ops inside are recorded again, within no_grad."""

    def __enter__(self) -> None:
        self._before = is_grad_enabled()
        _set_grad_enabled(True)

    def __exit__(self, *error: object) -> None:
        _set_grad_enabled(self._before)


class set_grad_enabled(_Context):
    """Sets recording on or off: as a function at once, as a context manager until its end."""

    def __init__(self, mode: bool) -> None:
        self._before = is_grad_enabled()
        self.mode = mode
        _set_grad_enabled(mode)

    def _clone(self) -> set_grad_enabled:
        return set_grad_enabled(self.mode)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        _set_grad_enabled(self._before)  # a decorator acts when the function runs, not now
        return super().__call__(function)

    def __enter__(self) -> None:
        _set_grad_enabled(self.mode)

    def __exit__(self, *error: object) -> None:
        _set_grad_enabled(self._before)


class inference_mode(_Context):
    """no_grad for code that never needs gradients of what it makes."""

    def __new__(cls, mode: Any = True) -> Any:
        return super().__new__(cls) if isinstance(mode, bool) else cls()(mode)

    def __init__(self, mode: bool = True) -> None:
        self.mode = mode

    def _clone(self) -> inference_mode:
        return inference_mode(self.mode)

    def __enter__(self) -> None:
        self._before = is_inference_mode_enabled(), is_grad_enabled()
        _set_inference_mode(self.mode)
        _set_grad_enabled(not self.mode and self._before[1])

    def __exit__(self, *error: object) -> None:
        _set_inference_mode(self._before[0])
        _set_grad_enabled(self._before[1])


_multithreading = _local()


class set_multithreading_enabled(_Context):
    """Accepted as PyTorch's switch for threads of backward(). Here backward() runs in the thread that calls it."""

    def __init__(self, mode: bool) -> None:
        self.prev = is_multithreading_enabled()
        self.mode = mode
        _multithreading.on = mode

    def _clone(self) -> set_multithreading_enabled:
        return set_multithreading_enabled(self.mode)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        _multithreading.on = self.prev


def is_multithreading_enabled() -> bool:
    """What set_multithreading_enabled() was given last in this thread."""
    return getattr(_multithreading, "on", True)
