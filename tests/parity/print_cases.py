"""Prints generated tensors as text, one JSON list a line: python print_cases.py torch|tenon."""

from __future__ import annotations

import importlib
import itertools
import json
import sys
from collections.abc import Iterator
from typing import Any

VALUES: dict[str, list[float]] = {
    "whole": [1, 2, 300],
    "half": [0.5, 1.25, -3],
    "wide": [1e-3, 12345.678],
    "tiny": [1e-5, 2e-5],
    "huge": [1e9, 1.5],
    "ratio": [1.0, 1001.5],
    "nan": [float("nan"), 1, float("inf")],
    "allnan": [float("nan"), float("-inf")],
    "naninteger": [float("nan"), 3, 4e7],
    "zeros": [0.0, -0.0],
    "mixed": [0.0, 1e-8, 1],
    "negative": [-1.5, -22.25],
    "big": [123456789.0, 1.0],
}
SHAPES = [
    (),
    (1,),
    (2,),
    (3, 2),
    (2, 1, 3),
    (0,),
    (2, 0),
    (0, 3),
    (1, 0, 2),
    (1001,),
    (40, 30),
    (7, 3, 50),
    (3, 1, 1, 4),
]
OPTIONS: list[dict[str, Any]] = [
    {},
    {"precision": 2},
    {"precision": 10},
    {"sci_mode": True},
    {"sci_mode": False},
    {"threshold": 5},
    {"threshold": 5, "edgeitems": 1},
    {"linewidth": 30},
    {"edgeitems": 2, "threshold": 3, "linewidth": 40},
    {"profile": "short"},
    {"profile": "full"},
]


def tensors(m: Any) -> Iterator[tuple[str, Any]]:
    floats = [m.float32, m.float64, m.float16, m.bfloat16]
    for (name, values), dtype in itertools.product(VALUES.items(), floats):
        yield f"{name} {dtype}", m.tensor(values, dtype=dtype)
    for name, values in VALUES.items():
        yield f"0-d {name}", m.tensor(values[0])
    for shape, dtype in itertools.product(SHAPES, [m.float32, m.int64, m.bool, m.uint8, m.complex64, m.float64]):
        count = 1
        for n in shape:
            count *= n
        flat = m.arange(count).reshape(shape)
        t = flat % 2 == 0 if dtype is m.bool else flat.to(dtype)
        yield f"{shape} {dtype}", t
        if dtype is m.float32:
            yield f"{shape} fraction", (t * 37 % 11) / 7 - 0.5
    for a, b in itertools.product([0.0, 1.0, -2.5, 1e-5, float("nan"), 1e9], repeat=2):
        yield f"complex {a} {b}", m.tensor([complex(a, b), complex(b, 1), complex(1, a)])
        yield f"complex128 {a} {b}", m.tensor(complex(a, b), dtype=m.complex128)
    for dtype in [m.int8, m.int16, m.int32, m.int64]:
        yield f"negative {dtype}", m.tensor([-100, 5, 0], dtype=dtype)
    x = m.ones(2, requires_grad=True)
    yield "leaf", x
    yield "result", x * 2
    yield "view", (x * 2).view(2, 1)
    yield "long", (m.arange(30.0) / 3).requires_grad_()
    yield "empty leaf", m.ones(0, requires_grad=True)
    yield "meta", m.ones(2, 3, device="meta")
    yield "meta double", m.ones(2, dtype=m.float64, device="meta")
    yield "transposed", m.arange(6.0).reshape(2, 3).t()
    yield "expanded", m.ones(1).expand(3, 2)
    yield "parameter", m.nn.Parameter(m.ones(2))
    yield "fixed parameter", m.nn.Parameter(m.ones(2), requires_grad=False)
    yield "size", m.ones(2, 3).size()
    yield "dtype", m.float32
    yield "device", m.device("cpu")


def main(name: str) -> None:
    m = importlib.import_module(name)
    for options in OPTIONS:
        m.set_printoptions(profile="default")
        m.set_printoptions(**options)
        for label, t in tensors(m):
            key = f"{options} {label}".replace("torch.", "").replace("tenon.", "")
            print(json.dumps([key, repr(t).replace("torch.", "").replace("tenon.", "")]))
    m.set_printoptions(profile="default")
    m.set_default_dtype(m.float64)
    for label, t in tensors(m):
        key = f"default float64 {label}".replace("torch.", "").replace("tenon.", "")
        print(json.dumps([key, repr(t).replace("torch.", "").replace("tenon.", "")]))


if __name__ == "__main__":
    main(sys.argv[1])
