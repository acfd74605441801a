"""Models as files: `Module.save(folder)` and its reader. One format with C++ (docs/model_format.md): a folder of model.json, the
structure, and model.safetensors, every tensor under its dotted path. Fields are kept, not constructor arguments."""

from __future__ import annotations

import enum
import importlib
import json
import math
import os
from collections.abc import Mapping
from typing import Any

import tenon
from tenon import _C, Tensor, _plugin_modules
from tenon.nn.modules.module import Module
from tenon.nn.parameter import Parameter

FORMAT = 1
STRUCTURE, WEIGHTS = "model.json", "model.safetensors"

# What an instance's __dict__ holds besides fields.
_INTERNAL = frozenset(
    {"_parameters", "_buffers", "_modules", "_non_persistent_buffers_set", "_hooks", "training", "hub_info"}
)


def save_module(module: Module, path: Any, *, input: Any = None, labels: Any = None) -> None:
    """Writes a module of registered types into a folder.

    Args:
        input: the transform that makes an image into the module's input; `tenon run` applies it.
        labels: names of the classes.
    """
    writer = _Writer()
    structure: dict[str, Any] = {"format": FORMAT, "requires": {}, "root": writer.node(module, "", "model")}
    info = module.__dict__.get("hub_info")
    if input is None and info is not None:
        input = info.input
    if labels is None and info is not None and info.labels:
        labels = info.labels
    if input is not None:
        structure["input"] = _Writer(writer.plugins).node(input, "", "input")
    if labels is not None:
        structure["labels"] = [str(label) for label in labels]
    structure["requires"] = {name: _range_of(name) for name in sorted(writer.plugins)}
    folder = os.fspath(path)
    os.makedirs(folder, exist_ok=True)
    _C._save_safetensors(os.path.join(folder, WEIGHTS), writer.tensors, {"format": "tenon"})
    temporary = os.path.join(folder, f".{STRUCTURE}.{os.getpid()}")
    try:
        with open(temporary, "w", encoding="utf-8") as f:
            json.dump(structure, f, indent=2, allow_nan=False)
            f.write("\n")
        _C._read_structure(temporary)  # never leave what no reader takes
        os.replace(temporary, os.path.join(folder, STRUCTURE))
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def read_structure(path: str) -> dict[str, Any]:
    """The validated content of a model.json."""
    return json.loads(_C._read_structure(path))


def load_plugins(requires: Mapping[str, str]) -> None:
    """Loads what a model asks for. Plugins installed elsewhere are found through their entry points."""
    for name in requires:
        _plugin_modules._find(name.split(".")[-1])
    _C._need_plugins(list(requires.items()))


def build_module(structure: Mapping[str, Any], tensors: Mapping[str, Tensor], strict: bool = True) -> Any:
    """The module that a structure describes, with these tensors (not copied), in evaluation mode.

    strict: a tensor that no node wants is an error.
    """
    reader = _Reader(tensors)
    module = reader.node(structure["root"], "", "root")
    unwanted = sorted(set(tensors) - reader.used)
    if unwanted and strict:
        raise ValueError(f'model.json: root: no node wants the tensor "{unwanted[0]}"')
    return module.eval()


def build_input(structure: Mapping[str, Any]) -> Any:
    """The transform of an input, or None."""
    return _Reader({}).node(structure["input"], "", "input") if "input" in structure else None


def _range_of(plugin: str) -> str:
    version = next(p["version"] for p in _C._plugins() if p["id"] == plugin)
    major, minor, *_ = version.split(".")
    return f"^{major}.{minor}"


def _class_of(name: str) -> type | None:
    """The class of a registered type: the one that its public module has, which may be written in Python."""
    try:
        _C._type_record(name)
    except KeyError:
        return None
    module, _, short = f"tenon.{name}".rpartition(".")
    cls = getattr(importlib.import_module(module), short, None)
    if not isinstance(cls, type) or _C._type_of(cls) != name:
        cls = _C._type_class(name)
    return cls if isinstance(cls, type) else None


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


class _Writer:
    def __init__(self, plugins: set[str] | None = None) -> None:
        self.tensors: dict[str, Tensor] = {}
        self.plugins: set[str] = set() if plugins is None else plugins
        self.paths: dict[int, str] = {}  # of modules, for shared ones
        self.keys: dict[int, str] = {}  # of tensors
        self.alive: list[Any] = []  # an id means an object only as long as it lives

    def node(self, o: Any, path: str, where: str) -> dict[str, Any]:
        if id(o) in self.paths:
            return {"shared": self.paths[id(o)]}
        cls = type(o)
        name = _C._type_of(cls)
        if name is None:
            raise TypeError(
                f"save(): {where} is a {cls.__name__}, which is no registered type, so its code would be lost. Hint: save "
                "state_dict() with tenon.save, or build the model of registered types."
            )
        if "forward" in o.__dict__:
            raise TypeError(
                f"save(): {where} has a forward of its own, which has no place in a file. Hint: remove it first."
            )
        self.paths[id(o)] = path
        owner, declared = _C._type_record(name)
        if owner:
            self.plugins.add(owner)
        kinds = {field: kind for field, kind, _ in declared}
        out: dict[str, Any] = {"type": name}
        fields: dict[str, Any] = {}
        for field, value in o.__dict__.items():
            if field not in _INTERNAL:
                fields[field] = self.value(value, _join(path, field), f"{where}.{field}")
        for kind, group in (("param", "_parameters"), ("buffer", "_buffers")):
            for field, value in o.__dict__.get(group, {}).items():
                self.tensor_field(fields, field, kind, value, _join(path, field), field in kinds)
        if fields:
            out["fields"] = fields
        children = {}
        for child_name, child in o.__dict__.get("_modules", {}).items():
            if child is not None:
                children[child_name] = self.node(child, _join(path, child_name), f"{where}.{child_name}")
            elif child_name in kinds:
                fields[child_name] = None
                out["fields"] = fields
        if children:
            out["children"] = children
        return out

    def tensor_field(
        self, fields: dict[str, Any], name: str, kind: str, value: Tensor | None, path: str, declared: bool
    ) -> None:
        """A declared tensor under its own path, the usual case, needs no word."""
        key = None if value is None else self.tensor(value, path)
        if not declared:
            fields[name] = {kind: key}
        elif key is None:
            fields[name] = None
        elif key != path:
            fields[name] = {"tensor": key}

    def tensor(self, t: Tensor, path: str) -> str:
        if id(t) not in self.keys:
            self.keys[id(t)] = path
            self.alive.append(t)
            self.tensors[path] = t.detach()
        return self.keys[id(t)]

    def value(self, v: Any, path: str, where: str) -> Any:
        if isinstance(v, enum.Enum):
            v = v.value
        if v is None or isinstance(v, (bool, int, str)):
            return v
        if isinstance(v, float):
            return v if math.isfinite(v) else {"float": str(v)}
        if isinstance(v, tenon.dtype):
            return {"dtype": str(v).removeprefix("tenon.")}
        if isinstance(v, Tensor):
            return {"tensor": self.tensor(v, path)}
        if isinstance(v, (list, tuple)):
            items = [self.value(item, _join(path, str(i)), where) for i, item in enumerate(v)]
            return items if isinstance(v, list) else {"tuple": items}
        if type(v).__name__ == "Native" and type(v).__module__ == "tenon._C":
            _, (_, _, data) = v.__reduce__()
            return {"native": self.tensor(tenon.tensor(list(data), dtype=tenon.uint8), path)}
        if _C._type_of(type(v)) is not None:
            return {"node": self.node(v, path, where)}
        raise TypeError(f"save(): {where}: a value of this kind has no place in a model's file: got {type(v).__name__}")


class _Reader:
    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        self.tensors, self.used = tensors, set[str]()
        self.made: dict[str, Any] = {}
        self.params: dict[int, Parameter] = {}

    def node(self, node: Mapping[str, Any], path: str, where: str) -> Any:
        if "shared" in node:
            if node["shared"] not in self.made:
                raise ValueError(f'model.json: {where}: there is no earlier node to share: got "{node["shared"]}"')
            return self.made[node["shared"]]
        cls = _class_of(node["type"])
        if cls is None:
            raise ValueError(
                f"model.json: {where}: unknown type: got {node['type']}. Hint: load the plugin that has it, or add it to `requires`."
            )
        made: Any = object.__new__(cls)
        is_module = isinstance(made, Module)
        if is_module:
            Module.__init__(made)
        self.made[path] = made
        _, declared = _C._type_record(node["type"])
        kinds = {name: (kind, persistent) for name, kind, persistent in declared}
        fields = node.get("fields", {})
        for name, value in fields.items():
            self.field(made, name, value, kinds, node["type"], path, f"{where}.{name}")
        for name, child in node.get("children", {}).items():
            made.register_module(name, self.node(child, _join(path, name), f"{where}.{name}"))
        for name, (kind, persistent) in kinds.items():
            if kind in ("param", "buffer") and name not in fields:
                self.register(made, name, kind, self.tensor(_join(path, name), f"{where}.{name}"), persistent)
        return made

    def field(self, o: Any, name: str, v: Any, kinds: Mapping[str, Any], type_name: str, path: str, where: str) -> None:
        kind, persistent = kinds.get(name, ("attr", True))
        if name not in kinds and isinstance(v, dict):  # a tensor that the instance registered
            for mark in ("param", "buffer"):
                if mark in v:
                    self.register(o, name, mark, None if v[mark] is None else self.tensor(v[mark], where), True)
                    return
        if kind in ("param", "buffer"):
            self.register(o, name, kind, None if v is None else self.tensor(v["tensor"], where), persistent)
        elif kind == "native" and v is not None:
            data = bytes(self.tensor(v["native"], where).tolist())
            o.__dict__[name] = _C._load_native(type_name, [f for f in kinds].index(name), data)
        elif kind == "child" and v is None:
            o.register_module(name, None)
        else:
            setattr(o, name, self.value(v, _join(path, name), where))

    def register(self, o: Any, name: str, kind: str, t: Tensor | None, persistent: bool) -> None:
        if kind == "buffer":
            o.register_buffer(name, t, persistent=persistent)
        else:
            o.register_parameter(name, None if t is None else self.parameter(t))

    def parameter(self, t: Tensor) -> Parameter:
        """One for each tensor, so that tied parameters stay tied."""
        if id(t) not in self.params:
            self.params[id(t)] = Parameter(t, requires_grad=t.is_floating_point() or t.is_complex())
        return self.params[id(t)]

    def tensor(self, key: str, where: str) -> Tensor:
        if key not in self.tensors:
            raise ValueError(f'model.json: {where}: the weights lack the tensor "{key}"')
        self.used.add(key)
        return self.tensors[key]

    def value(self, v: Any, path: str, where: str) -> Any:
        if isinstance(v, list):
            return [self.value(item, _join(path, str(i)), where) for i, item in enumerate(v)]
        if not isinstance(v, dict):
            return v
        ((mark, inner),) = v.items()
        if mark == "tuple":
            return tuple(self.value(item, _join(path, str(i)), where) for i, item in enumerate(inner))
        if mark == "node":
            return self.node(inner, path, where)
        if mark == "tensor":
            return self.tensor(inner, where)
        if mark == "float":
            return float(inner)
        if mark == "dtype":
            return getattr(tenon, inner)
        raise ValueError(f'model.json: {where}: a value of this kind has no place here: got "{mark}"')
