"""Mutates pickles and archives and loads them: python unpickler.py RUNS CORPUS [SEED].

load() must give an object or one of the errors below. Nothing that a file names may run: what would show it is made to fail.
"""

from __future__ import annotations

import gc
import io
import os
import pathlib
import pickle
import random
import sys
import zipfile
from typing import Any

import tenon

ERRORS = (pickle.UnpicklingError, RuntimeError, EOFError, MemoryError)
NUMBERS = [0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 2**63 - 1, 2**64 - 1]
# Pieces of pickles that mutations put in: opcodes with arguments, and names that files may and may not use.
PIECES = [
    *(bytes([op]) for op in b"().0123lotRbasude}]QN\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x93\x94"),
    *(f"c{name}\n".encode() for name in ("torch\nFloatStorage", "torch\nfloat32", "torch\nSize", "torch\nTensor")),
    *(f"ctorch._utils\n_rebuild_{name}\n".encode() for name in ("tensor_v2", "tensor_v3", "parameter", "tensor")),
    *(
        f"c{name}\n".encode()
        for name in ("collections\nOrderedDict", "__builtin__\nset", "_codecs\nencode", "os\nsystem")
    ),
    b"ctorch._tensor\n_rebuild_from_type_v2\n",
    b"ctorch.storage\nUntypedStorage\n",
    b"cbuiltins\neval\n",
    b"X\x07\x00\x00\x00storage",
    b"X\x01\x00\x00\x000",
    b"X\x03\x00\x00\x00cpu",
    b"J\xff\xff\xff\xff",
    b"K\x02",
    b"M\xff\xff",
    b"\x8a\x08" + b"\xff" * 7 + b"\x7f",
    b"h\x00",
    b"q\x01",
]


def mutate(data: bytearray, rng: random.Random, others: list[bytes]) -> None:
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(7)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        elif kind == 1 and data:
            data[at % len(data)] = rng.randrange(256)
        elif kind == 2:
            del data[at : at + rng.randint(1, 16)]
        elif kind == 3:
            data[at:at] = rng.choice(PIECES)
        elif kind == 4:
            width = rng.choice([1, 2, 4, 8])
            data[at : at + width] = (rng.choice(NUMBERS) % (1 << 8 * width)).to_bytes(width, "little")
        elif kind == 5:
            start = rng.randrange(len(data) + 1)
            data[at:at] = data[start : start + rng.randint(1, 32)]
        else:
            other = rng.choice(others)
            data[at:] = other[rng.randrange(len(other) + 1) :]
    del data[1 << 16 :]


def archive(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("a/data.pkl", data)
        z.writestr("a/data/0", bytes(64))
        z.writestr("a/data/1", bytes(16))
    return out.getvalue()


def check(data: bytes, **options: Any) -> bool:
    """Whether the bytes load; any other exception goes through."""
    try:
        tenon.load(io.BytesIO(data), **options)
    except ERRORS as error:
        assert str(error) or isinstance(error, EOFError | MemoryError), "an error without a sentence"
        return False
    except ValueError as error:
        assert "Unknown endianness" in str(error)
        return False
    return True


def forbid(*args: Any, **kwargs: Any) -> None:
    print("a file ran code:", args, file=sys.stderr)
    os._exit(1)


def main(runs: int, folder: str, seed: int = 1) -> None:
    os.system = forbid  # type: ignore[assignment]
    rng = random.Random(seed)
    corpus = [p.read_bytes() for p in sorted(pathlib.Path(folder).iterdir())]
    for data in corpus:
        check(data if data[:2] == b"PK" else archive(data))
    gc.freeze()
    loaded = 0
    for i in range(runs):
        data = bytearray(rng.choice(corpus))
        mutate(data, rng, corpus)
        whole = data[:2] == b"PK" or data[:4] == b"\x80\x02\x8a\x0a"  # an archive, or the format before 1.6
        loaded += check(bytes(data) if whole else archive(bytes(data)), weights_only=bool(i % 4))
    print(f"{runs} runs of {len(corpus)} inputs: clean, {loaded} loaded")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:4]))
