"""Runs PyTorch on its own OpInfo samples and writes arguments and results as plain data. Imports torch, never tenon.

    python dump.py REQUEST.json OUT PART

REQUEST has `paths` (public names that Tenon offers), `tiers` (ops that count even where it does not offer them), `pattern`
(of op names), `samples` (most per op and dtype) and `parts` (processes that share the ops; this one is PART). Each op becomes
a pickle of dicts, lists, numbers and NumPy arrays.
"""

from __future__ import annotations

import fnmatch
import json
import pathlib
import pickle
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from encode import DTYPES, Storages, UnknownDtype, Unsupported, encode, leaves
from torch.testing._internal.common_methods_invocations import op_db

GRADIENTS = {"float64", "complex128"}  # the dtypes whose gradients are compared
FEWER = {"float16", "bfloat16", "complex64", "int32", "int16", "int8", "uint8"}  # get a third of the samples
WIDER = {
    torch.float16: torch.float32,
    torch.bfloat16: torch.float32,
    torch.float32: torch.float64,
    torch.complex64: torch.complex128,
}
METHOD_SAMPLES = 3
INPLACE_SAMPLES = 4
SWAPPED = {"einsum"}  # OpInfo gives the second argument first
# Results that are vectors known up to a phase: their gradients are taken of the absolute values.
VECTORS = {"linalg.eig": (1,), "linalg.eigh": (1,), "linalg.svd": (0, 2), "svd": (0, 2)}


def tensors_of(value: Any) -> Iterator[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for v in value:
            yield from tensors_of(v)
    elif isinstance(value, dict):
        yield from tensors_of(list(value.values()))


def detached(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    return type(value)(detached(v) for v in value) if type(value) in (tuple, list) else value


def widened(value: Any, dtype: torch.dtype) -> Any:
    """The value with tensors of this dtype, and the dtype itself, replaced by the next wider, if there is one."""
    if isinstance(value, torch.Tensor):
        return value.detach().to(WIDER.get(dtype, dtype)) if value.dtype is dtype else value
    if value is dtype:
        return WIDER.get(dtype, dtype)
    return type(value)(widened(v, dtype) for v in value) if type(value) in (tuple, list) else value


def add_exact(
    run: Callable[..., Any],
    args: list[Any],
    kwargs: dict[str, Any],
    dtype: torch.dtype,
    result: Any,
    form: Any,
    seed: int,
) -> None:
    """Gives the floating point results of a form an `exact` array: what the same call computes of wider arguments, or of
    integers where floats are float64."""
    if dtype is torch.float64 or "result" not in form:
        return
    wide_args, wide_kwargs = widened(args, dtype), {k: widened(v, dtype) for k, v in kwargs.items()}
    torch.manual_seed(seed)
    torch.set_default_dtype(torch.float64)
    try:
        wide = run(*wide_args, **wide_kwargs)
    except Exception:
        return
    finally:
        torch.set_default_dtype(torch.float32)
    for narrow, exact, e in zip(tensors_of(result), tensors_of(wide), leaves(form["result"])):
        if differentiable(narrow) and exact.dtype is WIDER.get(narrow.dtype) and exact.shape == narrow.shape:
            wide = np.complex128 if exact.is_complex() else np.float64
            e["exact"] = exact.detach().resolve_conj().resolve_neg().numpy().astype(wide)


def share_exact(of: Any, to: Any) -> None:
    for source, target in zip(leaves(of), leaves(to)):
        if "exact" in source and source["shape"] == target["shape"]:
            target["exact"] = source["exact"]


def outcome(call: Callable[[], Any], seed: int) -> tuple[Any, dict[str, Any]]:
    """What the call gives, and the same encoded; or None and its error."""
    torch.manual_seed(seed)
    try:
        result = call()
    except Exception as error:
        kind = next(c for c in type(error).__mro__ if c.__module__ == "builtins")
        return None, {"raises": kind.__name__, "message": str(error).splitlines()[0][:200] if str(error) else ""}
    return result, {"result": encode(result)}


def differentiable(t: torch.Tensor) -> bool:
    return t.is_floating_point() or t.is_complex()


def normal(rng: np.random.Generator, t: torch.Tensor) -> torch.Tensor:
    """Standard normal numbers like t; of a complex t, also for its imaginary part."""
    numbers = rng.standard_normal(tuple(t.shape))
    if t.is_complex():
        numbers = numbers + 1j * rng.standard_normal(tuple(t.shape))
    return torch.from_numpy(np.asarray(numbers)).to(t.dtype)


def gradients(result: Any, inputs: list[torch.Tensor], seed: int) -> list[Any] | None:
    """Encoded gradients by `inputs` of the results, weighted with standard normal numbers of NumPy's generator `seed`."""
    outs = [t for t in tensors_of(result) if t.requires_grad and differentiable(t)]
    if not outs or not inputs:
        return None
    rng = np.random.default_rng(seed)
    weights = [normal(rng, t) for t in outs]
    return [None if g is None else encode(g) for g in torch.autograd.grad(outs, inputs, weights, allow_unused=True)]


def arguments(x: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    storages: Storages = {}
    return {"args": encode([x, *args], storages), "kwargs": {k: encode(v, storages) for k, v in kwargs.items()}}


def resolve(path: str) -> Any:
    at: Any = torch
    for part in path.split("."):
        at = getattr(at, part, None)
    return at


class Op:
    """One OpInfo and the forms of it that both sides have."""

    def __init__(self, info: Any, paths: set[str]) -> None:
        self.info = info
        name = info.name
        self.vectors = VECTORS.get(name, ())
        self.label = f"{name}.{info.variant_test_name}" if info.variant_test_name else name
        method = name.split(".")[-1] if "." not in name or info.method_variant else ""
        self.function = resolve(name) if name in paths else None
        self.method = method if f"Tensor.{method}" in paths and hasattr(torch.Tensor, method) else ""
        inplace = method if method.endswith("_") else method + "_"
        self.inplace = inplace if f"Tensor.{inplace}" in paths and hasattr(torch.Tensor, inplace) else ""

    def __bool__(self) -> bool:
        return callable(self.function) or bool(self.method or self.inplace)

    def run_method(self, x: torch.Tensor, name: str, args: Any, kwargs: Any) -> Any:
        attribute = getattr(x, name)
        return (
            attribute(*args, **kwargs) if callable(attribute) and not isinstance(attribute, torch.Tensor) else attribute
        )

    def run_inplace(self, x: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(detached(x), self.inplace)(*detached(args), **{k: detached(v) for k, v in kwargs.items()})

    def phaseless(self, result: Any) -> Any:
        if not self.vectors:
            return result
        return tuple(t.abs() if i in self.vectors else t for i, t in enumerate(result))

    def call(self, sample: Any, index: int, dtype: torch.dtype, grad: bool) -> dict[str, Any] | None:
        """The record of one sample: its arguments, and what each form gives."""
        x, args, kwargs = sample.input, tuple(sample.args), dict(sample.kwargs)
        if self.info.name in SWAPPED:
            x, args = args[0], (x, *args[1:])
        forms: dict[str, Any] = {}
        record = arguments(x, args, kwargs) | {"seed": index, "forms": forms}
        # A callable written for the test alone may want what the public function refuses: then the sample is not for it.
        if callable(self.function):
            result, form = outcome(lambda: self.function(x, *args, **kwargs), index)
            if form.get("raises") != "TypeError":
                forms["function"] = form
                if grad and "result" in form:
                    form["gradients"] = gradients(
                        self.phaseless(result), [t for t in tensors_of([x, args, kwargs]) if t.requires_grad], index
                    )
                add_exact(self.function, [x, *args], kwargs, dtype, result, form, index)
        if self.method and isinstance(x, torch.Tensor) and (index < METHOD_SAMPLES or "function" not in forms):
            result, form = outcome(lambda: self.run_method(x, self.method, args, kwargs), index)
            if form.get("raises") != "TypeError":
                forms["method " + self.method] = form
                if "result" in form and "result" in forms.get("function", {}):
                    share_exact(forms["function"]["result"], form["result"])
                else:
                    add_exact(
                        lambda x, *a, **k: self.run_method(x, self.method, a, k),
                        [x, *args],
                        kwargs,
                        dtype,
                        result,
                        form,
                        index,
                    )
                if grad and "result" in form and "function" not in forms:
                    form["gradients"] = gradients(
                        result, [t for t in tensors_of([x, args, kwargs]) if t.requires_grad], index
                    )
        if self.inplace and isinstance(x, torch.Tensor) and grad and not forms:  # it has no other form
            result, form = outcome(lambda: getattr(x.clone(), self.inplace)(*args, **kwargs), index)
            if form.get("raises") != "TypeError":
                forms["cloned " + self.inplace] = form
                if "result" in form:
                    wanted = [t for t in tensors_of([x, args, kwargs]) if t.requires_grad]
                    form["gradients"] = gradients(result, wanted, index)
        if self.inplace and isinstance(x, torch.Tensor) and not grad and index < INPLACE_SAMPLES:
            result, form = outcome(lambda: self.run_inplace(x, *args, **kwargs), index)
            if form.get("raises") != "TypeError":
                forms["method " + self.inplace] = form
                if "result" in form and "result" in forms.get("function", {}):
                    share_exact(forms["function"]["result"], form["result"])
                else:
                    add_exact(self.run_inplace, [x, *args], kwargs, dtype, result, form, index)
        return record if forms else None

    def samples(self, dtype: str, most: int) -> Iterator[dict[str, Any]]:
        """At most `most` records, spread evenly over what OpInfo has. UnknownDtype when all need one."""
        grad = dtype in self.gradients()
        every = list(self.info.sample_inputs("cpu", getattr(torch, dtype), requires_grad=grad))
        step = max(1, -(-len(every) // most))
        unknown: UnknownDtype | None = None
        others = False
        for index, sample in enumerate(every[::step]):
            try:
                record = self.call(sample, index, getattr(torch, dtype), grad)
            except UnknownDtype as error:
                unknown = error
                continue
            except Unsupported:
                record = None
            others = True
            if record:
                yield record
        if unknown and not others:
            raise unknown

    def dtypes(self) -> list[str]:
        supported = {str(d).removeprefix("torch.") for d in self.info.supported_dtypes("cpu")}
        return [d for d in DTYPES if d in supported]

    def gradients(self) -> set[str]:
        """The dtypes whose gradients PyTorch computes and we compare."""
        if not self.info.supports_autograd:
            return set()
        return GRADIENTS & {str(d).removeprefix("torch.") for d in self.info.supported_backward_dtypes("cpu")}

    def errors(self) -> Iterator[dict[str, Any] | None]:
        """Records of calls that PyTorch refuses; None for one that Tenon's side cannot be given."""
        if not self.info.error_inputs_func:
            return
        run = self.function if callable(self.function) else getattr(torch.Tensor, self.method, None)
        if not self:  # what Tenon lacks: only the number of calls matters
            run = self.info.op
        if not callable(run):
            return
        for index, wrong in enumerate(self.info.error_inputs("cpu")):
            x, args, kwargs = wrong.sample_input.input, tuple(wrong.sample_input.args), dict(wrong.sample_input.kwargs)
            try:
                record = arguments(x, args, kwargs) | {"seed": index}
            except Unsupported:
                record = None
            try:
                _, form = outcome(lambda run=run, x=x, args=args, kwargs=kwargs: run(x, *args, **kwargs), index)
            except Unsupported:
                continue
            if "raises" in form:
                name = "function" if callable(self.function) else "method " + self.method
                yield record and record | {"forms": {name: form}}


def records(op: Op, most: int) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Records by dtype, and the dtypes that could not be compared, with the reason."""
    out: dict[str, list[Any]] = {}
    missing: dict[str, str] = {}
    for dtype in op.dtypes():
        if not op:
            missing[dtype] = "Tenon has no such op"
            continue
        try:
            out[dtype] = list(op.samples(dtype, max(1, most // 3) if dtype in FEWER else most))
            if not out[dtype]:
                missing[dtype] = "no sample can be given to both sides"
        except UnknownDtype:
            continue
        except Exception as error:  # a sampler that needs what this machine lacks
            missing[dtype] = f"no samples: {error!r}"[:200]
    try:
        out["errors"] = list(op.errors())
    except Exception as error:
        missing["errors"] = f"no error samples: {error!r}"[:200]
    return {dtype: found for dtype, found in out.items() if found}, missing


def main() -> None:
    request, out, part = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    torch.set_printoptions(profile="short")
    paths, tiers = set(request["paths"]), set(request["tiers"])
    ops = [op for op in (Op(info, paths) for info in op_db) if fnmatch.fnmatch(op.label, request["pattern"])]
    ops = [op for op in ops if op or op.info.name in tiers]
    for number, op in enumerate(ops):
        if number % request["parts"] != part:
            continue
        torch.manual_seed(0)
        np.random.seed(0)
        random.seed(0)
        found, missing = records(op, request["samples"])
        if op.info.name not in tiers:
            missing = {}
        if not found and not missing:
            continue
        dumped = {"name": op.info.name, "label": op.label, "records": found, "missing": missing}
        with open(out / f"{op.label}.tmp", "wb") as file:
            pickle.dump(dumped | {"gradients": op.gradients(), "tier": op.info.name in tiers, "there": bool(op)}, file)
        (out / f"{op.label}.tmp").rename(out / f"{op.label}.pickle")


if __name__ == "__main__":
    main()
