"""The __torch_function__ that subclasses of Tensor inherit, and the contexts that switch it off."""

from __future__ import annotations

from tenon import _C
from tenon._C import Tensor, _switch_function, is_tensor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["NOWRAP", "DisableTorchFunction", "DisableTorchFunctionSubclass"]

# Functions whose results stay what they are.
NOWRAP = {Tensor.__dict__["_base"].__get__, Tensor.__dict__["grad"].__get__}


class _Switch:
    """A context in which __torch_function__ is not asked."""

    _everything = False

    def __enter__(self) -> None:
        _switch_function(self._everything, 1)

    def __exit__(self, *error: object) -> None:
        _switch_function(self._everything, -1)


class DisableTorchFunctionSubclass(_Switch):
    """Inside, classes are not asked; modes are."""


class DisableTorchFunction(_Switch):
    """Inside, neither classes nor modes are asked."""

    _everything = True


def _as_class(result: Any, cls: Any) -> Any:
    if is_tensor(result):
        return result if isinstance(result, cls) else result.as_subclass(cls)
    if isinstance(result, (tuple, list)):
        items = [_as_class(r, cls) for r in result]
        # Named results take one sequence, named tuples their fields.
        return result._make(items) if hasattr(result, "_make") else result.__class__(items)
    return result


def __torch_function__(cls: Any, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
    """Runs func(*args, **kwargs) and makes the tensors that it returns instances of cls."""
    if not all(issubclass(cls, t) for t in types):
        return NotImplemented
    with DisableTorchFunctionSubclass():
        result = func(*args, **(kwargs or {}))
        return result if cls is Tensor or func in NOWRAP else _as_class(result, cls)


Tensor.__torch_function__ = classmethod(__torch_function__)  # type: ignore[attr-defined]
_C.DisableTorchFunctionSubclass = DisableTorchFunctionSubclass
_C.DisableTorchFunction = DisableTorchFunction
