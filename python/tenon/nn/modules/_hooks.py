"""Hooks of modules: where they are kept, and the call that runs them. A module without hooks never comes here."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from typing import Any

import tenon
from tenon.nn.modules._backward import BackwardHook
from tenon.utils.hooks import RemovableHandle

KINDS = (
    "_forward_hooks",
    "_forward_pre_hooks",
    "_backward_hooks",
    "_backward_pre_hooks",
    "_state_dict_hooks",
    "_state_dict_pre_hooks",
    "_load_state_dict_pre_hooks",
    "_load_state_dict_post_hooks",
    "_forward_hooks_with_kwargs",
    "_forward_hooks_always_called",
    "_forward_pre_hooks_with_kwargs",
)

# Hooks of all modules. C looks at the sizes of these dicts before a direct call, so they are never replaced.
forward_hooks: OrderedDict[int, Any] = OrderedDict()
forward_pre_hooks: OrderedDict[int, Any] = OrderedDict()
backward_hooks: OrderedDict[int, Any] = OrderedDict()
backward_pre_hooks: OrderedDict[int, Any] = OrderedDict()
module_registration_hooks: OrderedDict[int, Any] = OrderedDict()
buffer_registration_hooks: OrderedDict[int, Any] = OrderedDict()
parameter_registration_hooks: OrderedDict[int, Any] = OrderedDict()
forward_hooks_with_kwargs: dict[int, bool] = {}
forward_hooks_always_called: dict[int, bool] = {}
flags: dict[str, bool | None] = {"full_backward": None}


class HookDict:
    """An attribute such as _forward_hooks: an entry of the instance's _hooks, which is made when first touched."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, module: Any, owner: Any = None) -> Any:
        if module is None:
            return self
        hooks = module.__dict__.setdefault("_hooks", {})
        if self.name not in hooks:
            hooks[self.name] = OrderedDict()
        return hooks[self.name]

    def __set__(self, module: Any, value: Any) -> None:
        module.__dict__.setdefault("_hooks", {})[self.name] = value

    def __delete__(self, module: Any) -> None:
        module.__dict__.get("_hooks", {}).pop(self.name, None)


def peek(module: Any, name: str) -> dict[int, Any]:
    """The hooks of one kind, without making a place for them."""
    hooks = module.__dict__.get("_hooks")
    return hooks.get(name, {}) if hooks else {}


class Call:
    """One call of a module with its hooks."""

    def __init__(self, module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.module, self.args, self.kwargs = module, args, kwargs
        self.result: Any = None
        self.done: set[int] = set()

    def run(self) -> Any:
        self.run_pre_hooks()
        backward = self.setup_backward()
        self.result = self.module.forward(*self.args, **self.kwargs)
        self.run_forward_hooks()
        if backward is not None:
            if not isinstance(self.result, (tenon.Tensor, tuple)):
                warnings.warn(
                    "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but "
                    f"received {type(self.result)}",
                    stacklevel=4,
                )
            self.result = backward.setup_output_hook(self.result)
        self.attach_old_backward_hooks()
        return self.result

    def run_pre_hooks(self) -> None:
        m = self.module
        with_kwargs = peek(m, "_forward_pre_hooks_with_kwargs")
        for key, hook in (*forward_pre_hooks.items(), *peek(m, "_forward_pre_hooks").items()):
            if key in with_kwargs:
                changed = hook(m, self.args, self.kwargs)
                if changed is None:
                    continue
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError(
                        f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {changed}."
                    )
                self.args, self.kwargs = changed
            else:
                changed = hook(m, self.args)
                if changed is not None:
                    self.args = changed if isinstance(changed, tuple) else (changed,)

    def call_forward_hook(self, key: int, hook: Any) -> None:
        m = self.module
        if key in peek(m, "_forward_hooks_with_kwargs") or key in forward_hooks_with_kwargs:
            changed = hook(m, self.args, self.kwargs, self.result)
        else:
            changed = hook(m, self.args, self.result)
        if changed is not None:
            self.result = changed

    def run_forward_hooks(self) -> None:
        for key, hook in (*forward_hooks.items(), *peek(self.module, "_forward_hooks").items()):
            self.done.add(key)
            self.call_forward_hook(key, hook)

    def run_always_called(self) -> None:
        """After an error: the hooks that asked for it and did not run yet."""
        for hooks, always in (
            (forward_hooks, forward_hooks_always_called),
            (peek(self.module, "_forward_hooks"), peek(self.module, "_forward_hooks_always_called")),
        ):
            for key, hook in list(hooks.items()):
                if key not in always or key in self.done:
                    continue
                try:
                    self.call_forward_hook(key, hook)
                except Exception as e:
                    warnings.warn(
                        "module forward hook with ``always_call=True`` raised an exception that was silenced as another "
                        f"error was raised in forward: {e}",
                        stacklevel=4,
                    )

    def setup_backward(self) -> BackwardHook | None:
        m = self.module
        pre = [*backward_pre_hooks.values(), *peek(m, "_backward_pre_hooks").values()]
        full = list(backward_hooks.values()) if flags["full_backward"] is True else []
        if m._is_full_backward_hook is True:
            full += peek(m, "_backward_hooks").values()
        if not full and not pre:
            return None
        hook = BackwardHook(m, full, pre)
        self.args = hook.setup_input_hook(self.args)
        return hook

    def attach_old_backward_hooks(self) -> None:
        m = self.module
        old = list(backward_hooks.values()) if flags["full_backward"] is False else []
        if m._is_full_backward_hook is False:
            old += peek(m, "_backward_hooks").values()
        if not old:
            return
        value = self.result
        while not isinstance(value, tenon.Tensor):
            value = next(v for v in (value.values() if isinstance(value, dict) else value))
        if value.grad_fn is not None:
            for hook in old:
                value.grad_fn.register_hook(lambda grad_in, grad_out, hook=hook: hook(m, grad_in, grad_out))


def call_with_hooks(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Module.__call__ when something is registered, patched or compiled."""
    compiled = self._compiled_call_impl
    if compiled is not None:
        return compiled(*args, **kwargs)
    call = Call(self, args, kwargs)
    try:
        return call.run()
    except Exception:
        call.run_always_called()
        raise


def add(hooks: Any, hook: Any, extra: list[Any] = [], prepend: bool = False) -> RemovableHandle:  # noqa: B006
    """Puts a hook into a dict, and its key into the dicts of its properties."""
    handle = RemovableHandle(hooks, extra_dict=extra or None)
    hooks[handle.id] = hook
    for other in extra:
        other[handle.id] = True
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle
