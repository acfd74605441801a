"""state_dict and load_state_dict of modules."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from collections.abc import Mapping
from typing import Any

import tenon
from tenon.nn.modules._hooks import peek
from tenon.nn.parameter import Parameter, is_lazy

EXTRA = "_extra_state"


class _IncompatibleKeys(namedtuple("_IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    """What load_state_dict(strict=False) did not find or did not know."""

    __slots__ = ()

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()

    __str__ = __repr__


def has_extra_state(module: Any) -> bool:
    from tenon.nn.modules.module import Module

    return type(module).get_extra_state is not Module.get_extra_state


def save_to_state_dict(self: Any, destination: Any, prefix: str, keep_vars: bool) -> None:
    for name, param in self._parameters.items():
        if param is not None:
            destination[prefix + name] = param if keep_vars else param.detach()
    for name, buf in self._buffers.items():
        if buf is not None and name not in self._non_persistent_buffers_set:
            destination[prefix + name] = buf if keep_vars else buf.detach()
    if has_extra_state(self):
        destination[prefix + EXTRA] = self.get_extra_state()


def state_dict(self: Any, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False) -> Any:
    """Parameters and persistent buffers of this module and all below, by dotted name. Not copied."""
    if args:
        given = dict(zip(("destination", "prefix", "keep_vars"), args))
        destination = given.get("destination", destination)
        prefix, keep_vars = given.get("prefix", prefix), given.get("keep_vars", keep_vars)
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    local = {"version": self._version}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = local
    for hook in peek(self, "_state_dict_pre_hooks").values():
        hook(self, prefix, keep_vars)
    self._save_to_state_dict(destination, prefix, keep_vars)
    for name, module in self._modules.items():
        if module is not None:
            module.state_dict(destination=destination, prefix=prefix + name + ".", keep_vars=keep_vars)
    for hook in peek(self, "_state_dict_hooks").values():
        changed = hook(self, destination, prefix, local)
        if not getattr(hook, "_from_public_api", False):
            destination = destination if changed is None else changed
        elif changed is not None:
            raise RuntimeError("state_dict post-hook must return None")
    return destination


def _load_one(name: str, key: str, param: Any, value: Any, owner: Any, assign: bool, errors: list[str]) -> None:
    """Puts one entry of a state_dict into a parameter or buffer."""
    if not isinstance(value, tenon.Tensor):
        errors.append(
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from checkpoint '
            f"but received {type(value)}"
        )
        return
    if is_lazy(param):  # so is the value: lazy modules give their parameters a shape before
        return
    if param.dim() == 0 and value.dim() == 1 and value.shape[0] == 1:
        value = value[0]  # checkpoints of old versions
    if value.shape != param.shape:
        errors.append(
            f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, the shape in current "
            f"model is {param.shape}."
        )
        return
    try:
        with tenon.no_grad():
            if not assign:
                param.copy_(value)
            elif isinstance(param, Parameter):
                if not isinstance(value, Parameter):
                    value = Parameter(value, requires_grad=param.requires_grad)
                elif value.requires_grad != param.requires_grad:
                    value.requires_grad_(param.requires_grad)
                setattr(owner, name, value)
            else:
                setattr(owner, name, value)
    except Exception as e:
        errors.append(
            f'While {"assigning" if assign else "copying"} the parameter named "{key}", whose dimensions in the model are '
            f"{param.size()} and whose dimensions in the checkpoint are {value.size()}, an exception occurred : {e.args}."
        )


def load_from_state_dict(
    self: Any,
    state_dict: Any,
    prefix: str,
    local_metadata: dict[str, Any],
    strict: bool,
    missing_keys: list[str],
    unexpected_keys: list[str],
    error_msgs: list[str],
) -> None:
    for hook in peek(self, "_load_state_dict_pre_hooks").values():
        hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
    assign = local_metadata.get("assign_to_params_buffers", False)
    persistent = {k: v for k, v in self._buffers.items() if k not in self._non_persistent_buffers_set}
    local = {k: v for k, v in (*self._parameters.items(), *persistent.items()) if v is not None}
    for name, param in local.items():
        key = prefix + name
        if key in state_dict:
            _load_one(name, key, param, state_dict[key], self, assign, error_msgs)
        elif strict:
            missing_keys.append(key)
    extra = prefix + EXTRA
    from tenon.nn.modules.module import Module

    if type(self).set_extra_state is not Module.set_extra_state:
        if extra in state_dict:
            self.set_extra_state(state_dict[extra])
        elif strict:
            missing_keys.append(extra)
    elif strict and extra in state_dict:
        unexpected_keys.append(extra)
    if strict:
        for key in state_dict:
            if not key.startswith(prefix) or key == extra:
                continue
            head = key[len(prefix) :].split(".", 1)
            known = head[0] in self._modules if len(head) > 1 else head[0] in local
            if not known:
                unexpected_keys.append(key)


def load_state_dict(
    self: Any, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
) -> _IncompatibleKeys:
    """Copies (or, with assign, puts) the tensors of a state_dict into this module and all below.

    RuntimeError for sizes that differ and, when strict, for missing and unexpected keys.
    """
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    missing: list[str] = []
    unexpected: list[str] = []
    errors: list[str] = []
    metadata = getattr(state_dict, "_metadata", None)
    state_dict = OrderedDict(state_dict)
    if metadata is not None:
        state_dict._metadata = metadata  # type: ignore[attr-defined]

    def load(module: Any, local_dict: Any, prefix: str) -> None:
        local = {} if metadata is None else metadata.get(prefix[:-1], {})
        if assign:
            local["assign_to_params_buffers"] = assign
        module._load_from_state_dict(local_dict, prefix, local, True, missing, unexpected, errors)
        for name, child in module._modules.items():
            if child is not None:
                below = f"{prefix}{name}."
                load(child, {k: v for k, v in local_dict.items() if k.startswith(below)}, below)
        incompatible = _IncompatibleKeys(missing, unexpected)
        for hook in peek(module, "_load_state_dict_post_hooks").values():
            if hook(module, incompatible) is not None:
                raise AssertionError(
                    "Hooks registered with ``register_load_state_dict_post_hook`` are not expected to return new values, "
                    "if incompatible_keys need to be modified, it should be done inplace."
                )

    load(self, state_dict, "")
    if strict:
        for title, keys in (("Unexpected", unexpected), ("Missing", missing)):
            if keys:
                names = ", ".join(f'"{k}"' for k in keys)
                errors.insert(0, f"{title} key(s) in state_dict: {names}. ")
    if errors:
        text = "\n\t".join(errors)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{text}")
    return _IncompatibleKeys(missing, unexpected)
