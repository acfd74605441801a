"""Writes or reads one object under one library and prints a description of it: files_case.py torch|tenon write|read PATH [OPTIONS].

The names of both libraries are the same, so the descriptions of equal objects are.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter, OrderedDict
from typing import Any

t: Any = importlib.import_module(sys.argv[1])
DTYPES = "float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex64 complex128".split()


def model() -> Any:
    return t.nn.Sequential(t.nn.Conv2d(1, 2, 3), t.nn.BatchNorm2d(2), t.nn.Flatten(), t.nn.Linear(8, 3))


def make() -> Any:
    t.manual_seed(0)
    base = t.arange(24.0).reshape(2, 3, 4)
    net = model()
    opt = t.optim.Adam(net.parameters(), lr=0.01)
    sgd = t.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    for step in (opt, sgd):
        net(t.ones(2, 1, 4, 4)).sum().backward()
        step.step()
    noted = t.ones(2)
    noted.note = "x"
    return {
        "dtypes": [t.tensor([[0, 1, 2], [3, 0, 1]]).to(getattr(t, d)) for d in DTYPES],
        "views": [base, base[1], base.transpose(0, 2), base[:, ::2], base[0, 0, 0], base.expand(2, 2, 3, 4)],
        "empty": [t.empty(0), t.empty(2, 0, 3), t.tensor(1.5)],
        "parameters": [t.nn.Parameter(t.ones(2)), t.nn.Parameter(t.ones(1), requires_grad=False), noted],
        "grad": t.ones(2, requires_grad=True),
        "model": net.state_dict(),
        "optimizers": [opt.state_dict(), sgd.state_dict()],
        "plain": [
            1,
            -1,
            2**40,
            10**30,
            2.5,
            float("inf"),
            True,
            None,
            "text",
            "\u00e9\u4e16",
            b"raw\xff",
            b"",
            1 + 2j,
            (),
            (1,),
        ],
        "containers": [OrderedDict(a=1, b=[2]), {3, 1, 2}, Counter("aab"), {(1, "a"): 2}, bytearray(b"xy"), [[[]]]],
        "types": [t.float32, t.int64, t.bool, t.complex64, t.device("cpu"), t.Size([2, 3]), t.strided],
        "meta": t.empty(2, 3, device="meta"),
    }


def describe(obj: Any) -> str:
    """Everything that a file keeps, in words."""
    if isinstance(obj, t.Tensor):
        kind = type(obj).__name__
        layout = f"{obj.dtype} {tuple(obj.shape)} {tuple(obj.stride())} {obj.storage_offset() * (MMAP is False)}"
        values = "" if obj.device.type == "meta" else obj.tolist()
        return f"{kind} {layout} {obj.requires_grad} {obj.__dict__} {values}"
    if isinstance(obj, dict):
        text = ", ".join(f"{describe(k)}: {describe(v)}" for k, v in obj.items())
        return (
            f"{type(obj).__name__} {{{text}}} {describe(vars(obj)) if hasattr(obj, '__dict__') and vars(obj) else ''}"
        )
    if isinstance(obj, list | tuple | set):
        return f"{type(obj).__name__} [{', '.join(describe(v) for v in obj)}]"
    return f"{type(obj).__name__} {obj!r}"


def shared(obj: Any) -> list[bool]:
    start = obj["views"][0].untyped_storage().data_ptr()
    return [v.untyped_storage().data_ptr() == start for v in obj["views"]]


MMAP = "mmap" in sys.argv[4:]


def main() -> None:
    action, path = sys.argv[2:4]
    if action == "write":
        obj = make()
        options = {"_use_new_zipfile_serialization": False} if "legacy" in sys.argv[4:] else {}
        t.save(obj, path, **options)
    else:
        obj = t.load(path, mmap=MMAP or None)
        net = model()
        net.load_state_dict(obj["model"])
        t.optim.Adam(net.parameters()).load_state_dict(obj["optimizers"][0])
    for name, value in obj.items():
        print(name, describe(value).replace("tenon.", "torch."))
    print(shared(obj))


main()
