"""The differences that stand: tests/parity/exceptions.txt, one a line: `op dtypes kind reason`.

Op may be a pattern. Dtypes are separated by commas; * stands for all of them, `errors` for the calls that PyTorch refuses. A
line must still be true: when nothing it names differs any more, the tests fail until it is gone.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import pathlib
from typing import Any

FILE = pathlib.Path(__file__).with_name("exceptions.txt")


@dataclasses.dataclass
class Exempt:
    """One line of the file."""

    line: int
    op: str
    dtypes: set[str]
    kind: str
    reason: str
    used: set[str] = dataclasses.field(default_factory=set)

    def covers(self, op: str, dtype: str, kind: str) -> bool:
        return fnmatch.fnmatchcase(op, self.op) and kind == self.kind and (dtype in self.dtypes or "*" in self.dtypes)

    def stale(self) -> str:
        """Why the line is no longer true, or nothing."""
        idle = sorted(self.dtypes - self.used) if "*" not in self.dtypes else [] if self.used else ["*"]
        return (
            f"{FILE.name}:{self.line}: {self.op} {','.join(idle)} {self.kind}: no longer differs. Remove it."
            if idle
            else ""
        )


def load() -> list[Exempt]:
    found = []
    for number, line in enumerate(FILE.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(None, 3)
        if len(parts) != 4:
            raise ValueError(f"{FILE.name}:{number}: got {len(parts)} columns, expected op, dtypes, kind and a reason.")
        found.append(Exempt(number, parts[0], set(parts[1].split(",")), parts[2], parts[3]))
    return found


def unlisted(op: str, pairs: dict[str, Any], exempt: list[Exempt]) -> list[tuple[str, str, str]]:
    """The differences of an op (dtype, kind, text) that no line covers; marks the lines that cover something as used."""
    left = []
    for dtype, pair in pairs.items():
        for kind, texts in pair["found"].items():
            lines = [e for e in exempt if e.covers(op, dtype, kind)]
            for e in lines:
                e.used.add(dtype)
            if not lines:
                left += [(dtype, kind, text) for text in texts]
    return left
