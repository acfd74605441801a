"""Runs Tenon on what dump.py wrote and says where it differs. Imports tenon, never torch.

    python replay.py FILE...     a line of JSON per file: {"op", "tier", "pairs": {dtype: PAIR}}

A PAIR has the numbers of `calls`, of those that `agreed` and of `gradients`, whether it is `differentiable`, and what was
`found`: texts by kind. The kinds, worst first: missing (an op of the tiers that Tenon lacks, or that could not be compared),
error (Tenon raises where PyTorch computes), accepts (the reverse), raises (both raise, but Tenon's exception is not of
PyTorch's class), type, dtype, shape, values, strides, grad.
"""

from __future__ import annotations

import builtins
import itertools
import json
import pickle
import re
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import tenon

# torch.testing.assert_close's, relative and absolute.
TOLERANCE = {"float16": (1e-3, 1e-5), "bfloat16": (1.6e-2, 1e-5), "float32": (1.3e-6, 1e-5), "float64": (1e-7, 1e-7)}
TOLERANCE |= {"complex64": TOLERANCE["float32"], "complex128": TOLERANCE["float64"]}
# Results whose elements nobody defines.
UNDEFINED = {
    "empty",
    "empty_like",
    "empty_strided",
    "empty_permuted",
    "new_empty",
    "new_empty_strided",
    "resize_",
    "resize_as_",
}
MOST_TEXTS = 4
# Results that are vectors known up to a phase, and the dimension that counts them.
VECTORS = {
    "linalg.eig": {1: -1},
    "linalg.eigh": {1: -1},
    "linalg.svd": {0: -1, 2: -2},
    "svd": {0: -1, 2: -1},
}


class Difference(Exception):
    """Why a call differs: kind and text."""


def array_of(e: dict[str, Any]) -> np.ndarray:
    """An encoded tensor as an array; bfloat16 as float32."""
    data = e["data"]
    if e["dtype"] == "bfloat16":
        data = (data.view(np.uint16).astype(np.uint32) << 16).view(np.float32)
    size = data.itemsize
    return (
        np.ndarray(e["shape"], data.dtype, data, e["offset"] * size, [s * size for s in e["strides"]])
        if data.size
        else np.empty(e["shape"], data.dtype)
    )


class Decoder:
    """Makes arguments; tensors that shared a storage share one again, and one given twice is one again."""

    def __init__(self) -> None:
        self.storages: dict[int, tenon.Tensor] = {}
        self.made: dict[int, tenon.Tensor] = {}

    def __call__(self, e: Any) -> Any:
        if not isinstance(e, dict):
            return e
        kind = e["is"]
        if kind == "tensor":
            if e["same"] not in self.made:
                self.made[e["same"]] = self.tensor(e)
            return self.made[e["same"]]
        if kind in ("meta", "zeros"):
            device = "meta" if kind == "meta" else "cpu"
            return tenon.zeros(e["shape"], dtype=getattr(tenon, e["dtype"]), device=device)
        if kind == "module":
            return getattr(tenon.nn, e["name"])()
        if kind in ("tuple", "list", "slice"):
            items = [self(i) for i in e["items"]]
            return items if kind == "list" else tuple(items) if kind == "tuple" else slice(*items)
        if kind == "ellipsis":
            return Ellipsis
        return tenon.device(e["name"]) if kind == "device" else getattr(tenon, e["name"])

    def tensor(self, e: dict[str, Any]) -> tenon.Tensor:
        key = id(e["data"])
        if key not in self.storages:
            flat = tenon.from_numpy(np.array(e["data"]))
            self.storages[key] = flat.view(tenon.bfloat16) if e["dtype"] == "bfloat16" else flat
        t = self.storages[key].as_strided(e["shape"], e["strides"], e["offset"]).detach()
        return t.requires_grad_() if e["grad"] else t


def tensors_of(value: Any) -> Iterator[tenon.Tensor]:
    if isinstance(value, tenon.Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from tensors_of(v)
    elif isinstance(value, dict):
        yield from tensors_of(list(value.values()))


def to_array(t: tenon.Tensor) -> np.ndarray:
    t = t.detach()
    return (t.to(tenon.float32) if t.dtype is tenon.bfloat16 else t).numpy(force=True)


def compare(got: Any, want: Any, values: bool) -> None:
    """Raises a Difference unless got, Tenon's, is want, PyTorch's."""
    if isinstance(want, dict) and want["is"] in ("tensor", "meta", "zeros"):
        return compare_tensors(got, want, values and want["is"] == "tensor")
    if isinstance(want, dict) and want["is"] in ("tuple", "list"):
        container = tuple if want["is"] == "tuple" else list
        if not isinstance(got, container) or len(got) != len(want["items"]):
            size = f" of {len(got)}" if isinstance(got, (tuple, list)) else ""
            raise Difference("type", f"{type(got).__name__}{size} for {want['is']} of {len(want['items'])}")
        for g, w in zip(got, want["items"]):
            compare(g, w, values)
        return None
    expected = Decoder()(want)
    if type(got) is not type(expected):
        raise Difference("type", f"{type(got).__name__} for {type(expected).__name__}")
    if isinstance(expected, (float, complex)) and values:
        check_close(np.asarray(got), np.asarray(expected), "float32")
    elif values and got != expected:
        raise Difference("values", f"{got!r} for {expected!r}")
    return None


def compare_tensors(got: Any, want: dict[str, Any], values: bool) -> None:
    if not isinstance(got, tenon.Tensor):
        raise Difference("type", f"{type(got).__name__} for Tensor")
    if (dtype := str(got.dtype).removeprefix("tenon.")) != want["dtype"]:
        raise Difference("dtype", f"{dtype} for {want['dtype']}")
    if list(got.shape) != want["shape"]:
        raise Difference("shape", f"{list(got.shape)} for {want['shape']}")
    if values:
        check_close(to_array(got), array_of(want), want["dtype"], want.get("exact"))


def turned(name: str, result: Any, want: Any) -> Any:
    """The result with its vectors turned to want's as far as the op leaves that open: by one phase each, the same in every
    lot; those that only some lot has (they span what is left) among themselves."""
    lots = {
        i: (as_columns(to_array(result[i]), dim), as_columns(array_of(want["items"][i]), dim))
        for i, dim in VECTORS[name].items()
    }
    if any(got.shape != wanted.shape or not got.size for got, wanted in lots.values()):
        return result
    count = min(got.shape[-1] for got, _ in lots.values())
    got, wanted = lots[min(lots)]
    inner = (got.conj() * wanted).sum(-2, keepdims=True)[..., :count]
    phases = np.where(inner == 0, 1, inner / np.where(inner == 0, 1, np.abs(inner)))
    out = list(result)
    for i, (got, wanted) in lots.items():
        rest = got[..., count:]
        rest = rest @ (rest.conj().swapaxes(-1, -2) @ wanted[..., count:])
        columns = np.concatenate([got[..., :count] * phases, rest], -1).astype(got.dtype)
        out[i] = tenon.from_numpy(np.ascontiguousarray(as_columns(columns, VECTORS[name][i])))
    return tuple(out)


def as_columns(vectors: np.ndarray, dim: int) -> np.ndarray:
    return vectors if dim == -1 else vectors.conj().swapaxes(-1, -2)


def compare_layouts(got: Any, want: Any) -> None:
    """Raises a Difference unless the tensors of got have want's strides and need gradients where those do."""
    if not isinstance(want, dict) or want["is"] not in ("tensor", "tuple", "list"):
        return
    if want["is"] != "tensor":
        for g, w in zip(got, want["items"]):
            compare_layouts(g, w)
        return
    places = [i for i, n in enumerate(got.shape) if n > 1]
    if got.numel() and [got.stride()[i] for i in places] != [want["strides"][i] for i in places]:
        raise Difference("strides", f"{list(got.stride())} for {want['strides']} of shape {want['shape']}")
    if got.requires_grad != want["grad"]:
        raise Difference("grad", f"requires_grad is {got.requires_grad} for {want['grad']}")


def check_close(got: np.ndarray, want: np.ndarray, dtype: str, exact: np.ndarray | None = None) -> None:
    """Elements agree with PyTorch's, or are about as near as those to what PyTorch computes in a wider type."""
    if dtype not in TOLERANCE:
        wrong = got != want
    else:
        relative, absolute = TOLERANCE[dtype]
        widest = np.complex128 if np.iscomplexobj(want) else np.float64
        wide = got.astype(widest)
        wrong = ~np.isclose(wide, want.astype(widest), rtol=relative, atol=absolute, equal_nan=True)
        if exact is not None and wrong.any():
            with np.errstate(all="ignore"):
                finite = np.isfinite(exact) & np.isfinite(want)
                error = np.abs(want.astype(widest) - exact)[finite].max(initial=0.0)
                if error < 0.05 * np.abs(exact[finite]).max(
                    initial=0.0
                ):  # else it is another quantity, as a random one
                    absolute += 2 * error
            wrong &= ~np.isclose(wide, exact, rtol=relative, atol=absolute, equal_nan=True)
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise Difference("values", f"{got[at]} for {want[at]} at {list(at)}, {int(wrong.sum())} of {wrong.size}")


def differentiable(t: tenon.Tensor) -> bool:
    return t.is_floating_point() or t.is_complex()


def normal(rng: np.random.Generator, t: tenon.Tensor) -> tenon.Tensor:
    """The numbers of dump.py's function of this name."""
    numbers = rng.standard_normal(tuple(t.shape))
    if t.is_complex():
        numbers = numbers + 1j * rng.standard_normal(tuple(t.shape))
    return tenon.from_numpy(np.asarray(numbers)).to(t.dtype)


def gradients(result: Any, inputs: list[tenon.Tensor], wanted: list[Any], seed: int) -> None:
    outs = [t for t in tensors_of(result) if t.requires_grad and differentiable(t)]
    rng = np.random.default_rng(seed)
    weights = [normal(rng, t) for t in outs]
    try:
        found = tenon.autograd.grad(outs, inputs, weights, allow_unused=True)
        for got, want in zip(found, wanted, strict=True):
            if got is None or want is None:  # which means a gradient of zeros
                if (got is not None and to_array(got).any()) or (want is not None and array_of(want).any()):
                    raise Difference(
                        "grad",
                        f"{'no' if got is None else 'a'} gradient where PyTorch has {'none' if want is None else 'one'}",
                    )
            else:
                compare_tensors(got, want, True)
    except Difference as d:
        raise Difference("grad", ": ".join(d.args[-2:]) if d.args[0] != "grad" else d.args[1]) from None
    except Exception as error:
        raise Difference("grad", sentence(error)) from None


def sentence(error: BaseException) -> str:
    text = str(error).splitlines()
    return f"{type(error).__name__}: {text[0] if text else ''}"[:220]


def callable_of(name: str, form: str) -> Any:
    if form == "function":
        at: Any = tenon
        for part in name.split("."):
            at = getattr(at, part)
        return at
    how, method = form.split()

    def run(x: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(x, tenon.Tensor):  # the unbound method, which refuses it
            return getattr(tenon.Tensor, method)(x, *args, **kwargs)
        if how == "cloned":
            x = x.clone()
        attribute = getattr(x, method)
        return (
            attribute(*args, **kwargs) if callable(attribute) and not isinstance(attribute, tenon.Tensor) else attribute
        )

    return run


def replay(name: str, form: str, record: dict[str, Any], expected: dict[str, Any]) -> int:
    """Raises a Difference when this form of the call differs; else gives the number of gradients compared."""
    decode = Decoder()
    args, kwargs = decode(record["args"]), {k: decode(v) for k, v in record["kwargs"].items()}
    tenon.manual_seed(record["seed"])
    try:
        result = callable_of(name, form)(*args, **kwargs)
    except Exception as error:
        if "raises" not in expected:
            raise Difference("error", sentence(error)) from None
        if not isinstance(error, getattr(builtins, expected["raises"])):
            raise Difference("raises", f"{sentence(error)} for {expected['raises']}: {expected['message']}") from None
        return 0
    if "raises" in expected:
        raise Difference("accepts", f"what PyTorch refuses: {expected['raises']}: {expected['message']}")
    compared = turned(name, result, expected["result"]) if name in VECTORS else result
    compare(compared, expected["result"], name not in UNDEFINED)
    wanted = expected.get("gradients")
    if wanted is not None:
        if name in VECTORS:
            result = tuple(t.abs() if i in VECTORS[name] else t for i, t in enumerate(result))
        gradients(result, [t for t in tensors_of([args, kwargs]) if t.requires_grad], wanted, record["seed"])
    compare_layouts(result, expected["result"])
    return len(wanted or ())


def brief(e: Any) -> str:
    if not isinstance(e, dict):
        return repr(e)
    if e["is"] == "tensor":
        return f"{e['dtype']}{e['shape']}"
    return "(" + ", ".join(brief(i) for i in e["items"]) + ")" if "items" in e else str(e.get("name", "..."))


def pair(name: str, records: list[Any]) -> dict[str, Any]:
    calls = agreed = gradients_seen = 0
    found: dict[tuple[str, str], str] = {}
    for record in records:
        if record is None:
            calls += 1
            found.setdefault(("missing", ""), "a call cannot be given to both sides")
            continue
        for form, expected in record["forms"].items():
            calls += 1
            try:
                gradients_seen += replay(name, form, record, expected)
                agreed += 1
            except Exception as d:
                kind, text = (
                    d.args if isinstance(d, Difference) else ("error", "the result cannot be read: " + sentence(d))
                )
                given = ", ".join(
                    itertools.chain(
                        map(brief, record["args"]["items"]), (f"{k}={brief(v)}" for k, v in record["kwargs"].items())
                    )
                )
                found.setdefault((kind, re.sub(r"[-+\d.e]+", "#", text)), f"{form}({given[:160]}): {text}")
    kinds: dict[str, list[str]] = {}
    for (kind, _), text in found.items():
        kinds.setdefault(kind, []).append(text)
    return {
        "calls": calls,
        "agreed": agreed,
        "gradients": gradients_seen,
        "found": {k: t[:MOST_TEXTS] for k, t in kinds.items()},
    }


def absent(calls: int, kind: str, text: str) -> dict[str, Any]:
    """The pair of calls that could not be compared."""
    return {"calls": calls, "agreed": 0, "gradients": 0, "found": {kind: [text]}}


def pairs_of(dumped: dict[str, Any], crashed: bool = False) -> dict[str, Any]:
    pairs = {dtype: absent(0, "missing", reason) for dtype, reason in dumped["missing"].items()}
    for dtype, records in dumped["records"].items():
        if crashed:
            pairs[dtype] = absent(len(records), "crash", "the process died or hung")
        elif not dumped["there"]:
            pairs[dtype] = absent(len(records), "missing", "Tenon has no such op")
        else:
            pairs[dtype] = pair(dumped["name"], records)
    for dtype, found in pairs.items():
        found["differentiable"] = dtype in dumped["gradients"]
    return pairs


def load(path: str) -> Any:
    with open(path, "rb") as file:
        return pickle.load(file)  # written by dump.py a moment ago


def main() -> None:
    tenon.set_num_threads(1)
    crashed = sys.argv[1] == "--crashed"
    for path in sys.argv[1 + crashed :]:
        dumped = load(path)
        print(json.dumps({"begin": dumped["label"]}), flush=True)
        pairs = pairs_of(dumped, crashed)
        print(json.dumps({"op": dumped["label"], "tier": dumped["tier"], "pairs": pairs}), flush=True)


if __name__ == "__main__":
    main()
