"""Makes and runs Tenon's layers as module_dump.py did PyTorch's, and says what differs. Imports tenon, never torch.

python module_replay.py DUMP.pickle     a line of JSON: {class: {"cases", "unsupported", "found": [text, ...]}}
"""

from __future__ import annotations

import json
import pickle
import sys
import warnings
from typing import Any

import tenon
from replay import Decoder, Difference, compare, gradients, tensors_of


def decoded(pair: Any) -> tuple[list[Any], dict[str, Any]]:
    args, kwargs = pair
    return Decoder()(args), {k: Decoder()(v) for k, v in kwargs.items()}


def compare_state(got: Any, want: dict[str, Any], what: str) -> None:
    if list(got) != list(want):
        raise Difference(what, f"keys {list(got)} for {list(want)}")
    for key, value in want.items():
        if value is not None:
            try:
                compare(got[key], value, True)
            except Difference as d:
                raise Difference(what, f"{key}: {d.args[1]}") from None


def replay(entry: dict[str, Any]) -> None:
    """Raises a Difference, or what Tenon raised."""
    args, kwargs = decoded(entry["make"])
    tenon.manual_seed(1)
    module = getattr(tenon.nn, entry["name"])(*args, **kwargs)
    state = module.state_dict()
    compare_state(state, entry["state"], "state_dict")
    if repr(module) != entry["repr"].replace("torch.", "tenon."):
        raise Difference("repr", f"{module!r} for {entry['repr']}")
    module.double().train(entry["training"])
    args, kwargs = decoded(entry["call"])
    tenon.manual_seed(2)
    if "raises" in entry:
        try:
            module(*args, **kwargs)
        except Exception as error:
            if type(error).__name__ != entry["raises"]:
                raise Difference("raises", f"{type(error).__name__} for {entry['raises']}: {error}") from None
            return
        raise Difference("raises", f"nothing for {entry['raises']}")
    result = module(*args, **kwargs)
    if isinstance(result, tuple):
        result = tuple(result)
    compare(result, entry["result"], True)
    compare_state(dict(module.named_buffers()), entry["after"], "buffers")
    if entry["gradients"] is not None:
        inputs = [t for t in [*module.parameters(), *tensors_of([args, kwargs])] if t.requires_grad]
        gradients(result, inputs, entry["gradients"], 3)


def main() -> None:
    tenon.set_num_threads(1)
    warnings.simplefilter("ignore")
    with open(sys.argv[1], "rb") as file:
        entries = pickle.load(file)
    out: dict[str, Any] = {}
    for entry in entries:
        of = out.setdefault(entry["name"], {"cases": 0, "unsupported": 0, "found": []})
        if "unsupported" in entry:
            of["unsupported"] += 1
            continue
        of["cases"] += 1
        try:
            replay(entry)
        except Difference as d:
            of["found"].append(" ".join(map(str, d.args)))
        except Exception as error:
            of["found"].append(f"error {type(error).__name__}: {error}")
    print(json.dumps(out))


if __name__ == "__main__":
    main()
