"""Every check on every op sample of tests/ops, and that every op of core has samples, a doc and a gradient (or says why not)."""

from __future__ import annotations

import doctest
import functools
import pathlib
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tenon
from tenon import _C

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "ops"))
import samples as dsl

CASES = dsl.load_all()
OPS = {o["name"]: o for o in _C._list_ops() if not o["owner"]}
DTYPES = {n: getattr(tenon, n) for n in (*dsl.ALL_BOOL, *dsl.COMPLEX)}


def callable_of(name: str) -> Callable[..., Any]:
    """The public function of an op; the method where there is no function; the registry's own where it is internal."""
    paths = OPS[name]["paths"]
    for path in sorted(paths, key=lambda p: p.startswith("Tensor.")):
        if path.startswith("Tensor."):
            return getattr(tenon.Tensor, path.removeprefix("Tensor."))
        return _C._find_op(path)
    return _C._op(name)


def function_of(case: dsl.OpCase) -> Callable[..., Any]:
    """What calls the op of a case."""
    function = callable_of(case.name)
    return function if case.run is None else functools.partial(case.run, function)


def changes_input(name: str) -> bool:
    return name.split(".")[0].endswith("_")


def to_tensor(array: np.ndarray, dtype: str) -> tenon.Tensor:
    return tenon.from_numpy(np.array(array)).to(DTYPES[dtype])


class Call:
    """A sample with its tensors made, for one dtype."""

    def __init__(
        self, sample: dsl.S, dtype: str, seed: int = 0, layout: Callable[[tenon.Tensor], tenon.Tensor] = lambda t: t
    ) -> None:
        rng = np.random.default_rng(seed)
        self.tensors: list[tenon.Tensor] = []
        self.grad_at: list[int] = []

        def make(a: Any) -> tuple[Any, Any]:
            if isinstance(a, dsl.T):
                kind = (
                    dtype
                    if a.dtype is None or (a.dtype == "float64" and dtype in dsl.FLOATS + dsl.COMPLEX)
                    else a.dtype
                )
                array = a.array(kind, rng)
                tensor = layout(to_tensor(array, kind))
                self.tensors.append(tensor)
                if a.grad and differs(tensor):
                    self.grad_at.append(len(self.tensors) - 1)
                if kind in ("float16", "bfloat16"):
                    array = tensor.to(tenon.float32).numpy()  # what the rounded elements are
                return tensor, array
            if isinstance(a, list) and any(isinstance(x, dsl.T) for x in a):
                pairs = [make(x) for x in a]
                return [p[0] for p in pairs], [p[1] for p in pairs]
            return a, a

        made = [make(a) for a in sample.args]
        named = {k: make(v) for k, v in sample.kwargs.items()}
        self.args, self.arrays = [m[0] for m in made], [m[1] for m in made]
        self.kwargs, self.array_kwargs = {k: v[0] for k, v in named.items()}, {k: v[1] for k, v in named.items()}

    def with_tensors(self, tensors: list[tenon.Tensor]) -> tuple[list[Any], dict[str, Any]]:
        """The arguments with other tensors in the places of this call's."""
        rest = iter(tensors)

        def swap(a: Any) -> Any:
            if isinstance(a, tenon.Tensor):
                return next(rest)
            if isinstance(a, list) and any(isinstance(x, tenon.Tensor) for x in a):
                return [next(rest) for _ in a]
            return a

        return [swap(a) for a in self.args], {k: swap(v) for k, v in self.kwargs.items()}


def differs(t: tenon.Tensor) -> bool:
    """Whether its dtype is one of those with gradients."""
    return t.is_floating_point() or t.is_complex()


def outputs(result: Any) -> list[Any]:
    return list(result) if isinstance(result, (tuple, list)) else [result]


def widened(t: tenon.Tensor) -> tenon.Tensor:
    return t.double() if t.is_floating_point() else t.to(tenon.complex128) if t.is_complex() else t


def compare(got: Any, want: Any, tol: tuple[float, float]) -> None:
    if isinstance(got, tenon.Tensor):
        assert tuple(got.shape) == np.shape(want)
        got = (got.to(tenon.float32) if got.dtype in (tenon.bfloat16, tenon.float16) else got).detach().numpy()
        if got.dtype.kind in "fc":
            wide = np.complex128 if got.dtype.kind == "c" else np.float64
            np.testing.assert_allclose(got, np.asarray(want, dtype=wide), rtol=tol[0], atol=tol[1])
            return
    np.testing.assert_array_equal(got, want)


def expected(case: dsl.OpCase, call: Call, dtype: str) -> list[Any]:
    """The reference in double precision (floats), or in the dtype itself (integers)."""

    def widen(a: Any) -> Any:
        if isinstance(a, list):
            return [widen(x) for x in a]
        wide = {"f": np.float64, "c": np.complex128}
        return a.astype(wide[a.dtype.kind]) if isinstance(a, np.ndarray) and a.dtype.kind in wide else a

    assert case.ref is not None
    with np.errstate(all="ignore"):
        want = case.ref(*(widen(a) for a in call.arrays), **{k: widen(v) for k, v in call.array_kwargs.items()})
        wants = list(want) if isinstance(want, (tuple, list)) else [want]
        # What is beyond the range of a small float is infinite there.
        return [
            w if np.asarray(w).dtype.kind != "f" or dtype == "float64" else rounded(np.asarray(w), dtype) for w in wants
        ]


def rounded(w: np.ndarray, dtype: str) -> np.ndarray:
    limit = {"float16": 65504.0, "float32": 3.4028235e38, "bfloat16": 3.3895e38}.get(dtype)
    return (
        w if limit is None else np.where(np.isfinite(w) & (np.abs(w) > limit * (1 + 1e-4)), np.copysign(np.inf, w), w)
    )


def exact_dtype(case: dsl.OpCase) -> str:
    """What gradients are checked in: float64, unless all dtypes of the case are complex."""
    return "complex128" if set(case.dtypes) <= set(dsl.COMPLEX) else "float64"


TYPED = [pytest.param(c, d, id=f"{c.name}-{d}") for c in CASES for d in c.dtypes]
VALUE = [p for p in TYPED if p.values[0].ref is not None]
EACH = [pytest.param(c, id=c.name) for c in CASES]
GRAD = [pytest.param(c, id=c.name) for c in CASES if c.grad is True]
GRAD_TYPED = [
    pytest.param(c, d, id=f"{c.name}-{d}")
    for c in CASES
    for d in ("float64", "complex128")
    if c.grad is True and d in (exact_dtype(c), *c.dtypes)
]


@pytest.mark.parametrize(("case", "dtype"), VALUE)
def test_values(case: dsl.OpCase, dtype: str) -> None:
    function = function_of(case)
    for seed, sample in enumerate(case.samples_for(dtype)):
        call = Call(sample, dtype, seed)
        versions = [t._version for t in call.tensors]
        got = outputs(function(*call.args, **call.kwargs))
        assert case.run or changes_input(case.name) or versions == [t._version for t in call.tensors]
        for g, w in zip(got, expected(case, call, dtype), strict=True):
            compare(g, w, case.tol.get(dtype, (0, 0)))


def strided(t: tenon.Tensor) -> tenon.Tensor:
    """The same elements, every second one of a larger buffer, dimensions stored in reverse."""
    if t.dim() == 0:
        return t
    order = list(range(t.dim()))[::-1]
    big = tenon.zeros([2 * n for n in reversed(t.shape)], dtype=t.dtype)
    view = big[tuple(slice(None, None, 2) for _ in order)].permute(order)
    return view.copy_(t)


def reversed_dims(t: tenon.Tensor) -> tenon.Tensor:
    """The same elements, dimensions stored in reverse without gaps."""
    order = list(range(t.dim()))[::-1]
    return t.permute(order).contiguous().permute(order)


def channels_last(t: tenon.Tensor) -> tenon.Tensor:
    formats = {4: tenon.channels_last, 5: tenon.channels_last_3d}
    return t.contiguous(memory_format=formats[t.dim()]) if t.dim() in formats else t


@pytest.mark.parametrize(
    "layout", [strided, reversed_dims, channels_last], ids=["strided", "reversed", "channels last"]
)
@pytest.mark.parametrize("case", EACH)
def test_values_are_the_same_in_every_layout(case: dsl.OpCase, layout: Callable[[tenon.Tensor], tenon.Tensor]) -> None:
    if case.strided is not True:
        pytest.skip(f"not for strided arguments: {case.strided}")
    function, dtype = function_of(case), case.dtypes[0]
    for seed, sample in enumerate(case.samples):
        plain, odd = Call(sample, dtype, seed), Call(sample, dtype, seed, layout)
        for a, b in zip(
            outputs(function(*plain.args, **plain.kwargs)), outputs(function(*odd.args, **odd.kwargs)), strict=True
        ):
            if isinstance(a, tenon.Tensor):
                compare(b, widened(a).numpy(), case.tol.get(dtype, (0, 0)))
            else:
                assert a == b


@pytest.mark.parametrize(
    "layout", [lambda t: t, reversed_dims, channels_last], ids=["plain", "reversed", "channels last"]
)
@pytest.mark.parametrize("case", EACH)
def test_meta_infers_what_is_computed(case: dsl.OpCase, layout: Callable[[tenon.Tensor], tenon.Tensor]) -> None:
    if case.meta is not True or (
        case.ref is not None and case.strided is not True and layout in (reversed_dims, channels_last)
    ):
        pytest.skip(f"no meta: {case.meta}; strided: {case.strided}")
    function = function_of(case)
    for seed, sample in enumerate(case.samples):
        dtype = case.dtypes[seed % len(case.dtypes)]
        if all(s is not sample for s in case.samples_for(dtype)):
            continue
        call = Call(sample, dtype, seed, layout)
        args, kwargs = call.with_tensors([t.to("meta") for t in call.tensors])
        if not call.tensors:
            kwargs["device"] = "meta"
        for real, meta in zip(
            outputs(function(*call.args, **call.kwargs)), outputs(function(*args, **kwargs)), strict=True
        ):
            assert meta.device.type == "meta"
            assert (meta.shape, meta.dtype, meta.stride()) == (real.shape, real.dtype, real.stride())


def differentiable(case: dsl.OpCase, call: Call) -> Callable[..., Any]:
    """The op as a function of the tensors to differentiate by."""

    def run(*given: tenon.Tensor) -> Any:
        tensors = list(call.tensors)
        for i, t in zip(call.grad_at, given):
            tensors[i] = t
        # An op in place changes a copy: what is given may be a leaf of the graph, and is used again.
        args, kwargs = call.with_tensors([t.clone() for t in tensors] if changes_input(case.name) else tensors)
        out = [o for o in outputs(function_of(case)(*args, **kwargs)) if isinstance(o, tenon.Tensor) and differs(o)]
        return out[0] if len(out) == 1 else tuple(out)

    return run


@pytest.mark.parametrize(("case", "dtype"), GRAD_TYPED)
def test_gradients(case: dsl.OpCase, dtype: str) -> None:
    checked = 0
    for seed, sample in enumerate(case.samples_for(dtype)):
        call = Call(sample, dtype, seed)
        if not call.grad_at:
            continue
        run, inputs = differentiable(case, call), [call.tensors[i].clone().requires_grad_() for i in call.grad_at]
        assert tenon.autograd.gradcheck(run, inputs)
        if case.gradgrad is True:
            assert tenon.autograd.gradgradcheck(run, inputs)
        checked += 1
    assert checked, "no sample has a tensor to differentiate by"


def weighted_gradients(case: dsl.OpCase, call: Call, layout: Callable[[tenon.Tensor], tenon.Tensor]) -> Any:
    """The gradients of the outputs, times weights laid out so, by the tensors at call.grad_at; None for those without."""
    inputs = [call.tensors[i].detach().requires_grad_() for i in call.grad_at]
    out = [o for o in outputs(differentiable(case, call)(*inputs)) if o.requires_grad] if inputs else []
    weights = [layout(tenon.linspace(1, 2, o.numel()).reshape(o.shape).to(o.dtype)) for o in out]
    return tenon.autograd.grad(out, inputs, weights, allow_unused=True) if out else [None] * len(inputs)


PLAIN = lambda t: t  # noqa: E731
LAYOUTS = {
    "strided": (strided, strided),
    "reversed": (reversed_dims, reversed_dims),
    "channels last": (channels_last, channels_last),
    "reversed arguments": (reversed_dims, PLAIN),
    "reversed gradients": (PLAIN, reversed_dims),
}


@pytest.mark.parametrize("layouts", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("case", GRAD)
def test_gradients_are_the_same_in_every_layout(case: dsl.OpCase, layouts: Any) -> None:
    if case.strided is not True:
        pytest.skip(f"not for strided arguments: {case.strided}")
    for seed, sample in enumerate(case.samples):
        plain, odd = (
            weighted_gradients(case, Call(sample, exact_dtype(case), seed, of_arguments), of_gradients)
            for of_arguments, of_gradients in ((PLAIN, PLAIN), layouts)
        )
        for p, o in zip(plain, odd, strict=True):
            assert (p is None) == (o is None)
            if p is not None:
                compare(o, p.numpy(), case.tol["float64"])


# How far a gradient may be from the one in double precision, relative to the largest element of that.
NEAR = {"float32": 1e-4, "float16": 2e-2, "bfloat16": 0.15, "complex64": 1e-4}


@pytest.mark.parametrize(("case", "dtype"), [p for p in TYPED if p.values[0].grad is True and p.values[1] in NEAR])
def test_gradients_by_one_argument_in_less_precision(case: dsl.OpCase, dtype: str) -> None:
    for seed, sample in enumerate(case.samples_for(dtype)):
        call, exact = Call(sample, dtype, seed), Call(sample, dtype, seed)
        exact.tensors = [widened(t) for t in call.tensors]
        exact.args, exact.kwargs = exact.with_tensors(exact.tensors)
        wants = weighted_gradients(case, exact, lambda t: t)
        for i, want in zip(list(call.grad_at), wants, strict=True):
            call.grad_at = [i]
            (got,) = weighted_gradients(case, call, lambda t: t)
            assert (got is None) == (want is None)
            if got is not None:
                assert got.dtype is call.tensors[i].dtype
                largest = want.abs().amax().item() if want.numel() else 0
                compare(widened(got), want.numpy(), (NEAR[dtype], NEAR[dtype] * max(1, largest)))


@pytest.mark.parametrize("layout", [lambda t: t, strided], ids=["plain", "strided"])
@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES if "inplace" in OPS[c.name]["traits"]])
def test_in_place_form(case: dsl.OpCase, layout: Callable[[tenon.Tensor], tenon.Tensor]) -> None:
    name, dot, overload = case.name.partition(".")
    method = _C._op(f"{name}_{dot}{overload}")
    for seed, sample in enumerate(case.samples):
        call = Call(sample, "float32" if "float32" in case.dtypes else case.dtypes[0], seed, layout)
        want = outputs(function_of(case)(*call.args, **call.kwargs))[0]
        target = call.args[0]
        if not isinstance(target, tenon.Tensor) or target.shape != want.shape:
            continue
        version = target._version
        assert method(*call.args, **call.kwargs) is target
        assert target._version > version
        compare(target, want.to(target.dtype).numpy(), (0, 0))


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES if "out" in OPS[c.name]["traits"]])
def test_out_form(case: dsl.OpCase) -> None:
    function = function_of(case)
    for seed, sample in enumerate(case.samples):
        call = Call(sample, case.dtypes[0], seed)
        wants = outputs(function(*call.args, **call.kwargs))
        for target_for in (
            tenon.empty_like,
            lambda w: tenon.empty(0, dtype=w.dtype),
            lambda w: strided(tenon.zeros_like(w)),
        ):
            targets = [target_for(w) for w in wants]
            result = outputs(
                function(*call.args, **call.kwargs, out=targets[0] if len(targets) == 1 else tuple(targets))
            )
            for t, r, w in zip(targets, result, wants, strict=True):
                assert r is t
                compare(t, widened(w).numpy(), (0, 0))


@pytest.mark.parametrize("name", sorted(n for n, o in OPS.items() if not o["functional"]))
def test_every_op_has_samples_doc_and_gradient(name: str) -> None:
    o = OPS[name]
    assert o["doc"].strip(), f"{name} ({o['source']}) has no doc"
    assert o["gradient"] != "missing", f"{name} ({o['source']}) has neither a vjp nor no_grad(reason)"
    assert name in {c.name for c in CASES} or name in dsl.UNTESTED, (
        f"{name} ({o['source']}) has no samples in tests/ops"
    )


EXAMPLES = sorted(n for n, o in OPS.items() if ">>>" in o["doc"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_of_the_doc(name: str) -> None:
    test = doctest.DocTestParser().get_doctest(OPS[name]["doc"], {"tenon": tenon}, name, OPS[name]["source"], 0)
    tenon.manual_seed(0)
    failures: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False).run(test, out=failures.append)
    assert not failures, "".join(failures)
