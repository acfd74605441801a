"""Models by name and version: `tenon.hub.load("vision/lenet")`. docs/hub.md describes names, the store and every error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tenon import _C
from tenon._download import download_url_to_file, get_dir, load_state_dict_from_url, set_dir

__all__ = [
    "HubError",
    "HubInfo",
    "Pulled",
    "download_url_to_file",
    "get_dir",
    "info",
    "list",
    "load",
    "load_state_dict_from_url",
    "pull",
    "resolve",
    "set_dir",
]

HubError = _C._HubError

# Called with (event, file, done, total, resumed); events: resolved, started, advanced, finished, cached.
ProgressCallback = Callable[[str, str, int, int, int], Any]


@dataclass(frozen=True)
class Pulled:
    """A model in the store: every file verified."""

    registry: str
    name: str
    version: str
    licence: str
    digest: str
    files: dict[str, str]  # path in the model -> path in the store


@dataclass
class HubInfo:
    """What `load` knows of a module beyond its weights; `module.hub_info`."""

    name: str  # or the folder it was loaded from
    version: str | None = None
    digest: str | None = None
    licence: str | None = None
    signer: str | None = None
    input: Any = None  # the transform that makes an image into the module's input
    labels: Any = field(default_factory=tuple)
    card: Any = None  # hub.json


def load(
    name: str | os.PathLike[str],
    *,
    offline: bool | None = None,
    strict: bool = True,
    dtype: Any = None,
    device: Any = None,
    registry: str | os.PathLike[str] = "",
    progress: bool | ProgressCallback = True,
) -> Any:
    """The module behind a name of the hub, or in a folder that `Module.save` wrote, in evaluation mode.

    The model is pulled when it is not in the store; every file is verified. Plugins that it needs are loaded, never installed,
    and nothing that was downloaded is run.

    Args:
        offline: take what was pulled before, and ask no registry.
        strict: False ignores tensors that the structure does not name.
        dtype, device: move the module there.
        progress: True shows a bar when stderr is a terminal; or a function (event, file, done, total, resumed).
    """
    from tenon.nn import _model_file

    structure_path, weights_path, pulled_text = _C._hub_find(
        os.fspath(name), os.fspath(registry), bool(offline), _callback(progress)
    )
    structure = _model_file.read_structure(structure_path)
    _model_file.load_plugins(structure["requires"])
    tensors = _C._load_safetensors(weights_path)
    module = _model_file.build_module(structure, tensors, strict=strict)
    module.hub_info = HubInfo(
        name=os.fspath(name), input=_model_file.build_input(structure), labels=tuple(structure.get("labels", ()))
    )
    if pulled_text is not None:
        pulled = _pulled(pulled_text)
        for key in ("name", "version", "digest", "licence"):
            setattr(module.hub_info, key, getattr(pulled, key))
        if "hub.json" in pulled.files:
            with open(pulled.files["hub.json"], encoding="utf-8") as f:
                module.hub_info.card = json.load(f)
    if dtype is not None or device is not None:
        module.to(device=device, dtype=dtype)
    return module


def pull(
    name: str,
    *,
    offline: bool = False,
    registry: str | os.PathLike[str] = "",
    progress: bool | ProgressCallback = True,
) -> Pulled:
    """Fetches a model into the store and verifies it. Ctrl-C keeps what arrived: the next call goes on from there."""
    return _pulled(_C._hub_pull(name, os.fspath(registry), offline, _callback(progress)))


def resolve(name: str, *, registry: str | os.PathLike[str] = "") -> dict[str, Any]:
    """The version and digest that a name means now."""
    return json.loads(_C._hub_resolve(name, os.fspath(registry)))


def info(name: str, *, registry: str | os.PathLike[str] = "") -> dict[str, Any]:
    """Versions, files, licence and card of a model in the registry."""
    return json.loads(_C._hub_info(name, os.fspath(registry)))


def list() -> Any:
    """What the store has: a list of dictionaries with name, version, digest, size."""
    return json.loads(_C._hub_list())


def _pulled(text: str) -> Pulled:
    found = json.loads(text)
    found["files"] = {f["path"]: f["stored"] for f in found["files"]}
    return Pulled(**found)


def _callback(progress: bool | ProgressCallback) -> ProgressCallback | None:
    if progress is True:
        return _bar if sys.stderr.isatty() else None
    return progress or None


def _bar(event: str, file: str, done: int, total: int, resumed: int) -> None:
    if event in ("advanced", "finished"):
        full = 24 * done // max(total, 1)
        end = "\n" if event == "finished" else ""
        print(
            f"\r{file:<20} {'━' * full}{'╌' * (24 - full)} {done / 1e6:.1f}/{total / 1e6:.1f} MB",
            end=end,
            file=sys.stderr,
            flush=True,
        )
