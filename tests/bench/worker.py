"""Times lines under one library, as asked on standard input: `NAME THREADS SECONDS` gives seconds per call.

python worker.py tenon|torch
"""

from __future__ import annotations

import importlib
import sys
import timeit
from typing import Any

from lines import LINES


class Timer:
    """A line made ready once for a number of threads."""

    def __init__(self, library: Any, name: str) -> None:
        self.line = next(entry for entry in LINES if entry.name == name)
        library.manual_seed(0)
        self.timer = timeit.Timer(self.line.statement, globals=self.line.setup(library))
        self.calls = 0

    def seconds(self, library: Any, threads: int, wanted: float) -> float:
        """Seconds per call, over about `wanted` seconds."""
        library.set_num_threads(threads)
        with library.set_grad_enabled(self.line.grad):
            if not self.calls:
                self.timer.timeit(3)
                self.calls = 1
                while (took := self.timer.timeit(self.calls)) < wanted / 4 and self.calls < 1 << 24:
                    self.calls *= 2
                self.calls = max(1, round(self.calls * wanted / took))
            return self.timer.timeit(self.calls) / self.calls


def main() -> None:
    library = importlib.import_module(sys.argv[1])
    importlib.import_module(f"{sys.argv[1]}.nn.functional")
    importlib.import_module(f"{sys.argv[1]}.optim")
    current: tuple[str, Timer] | None = None
    for request in sys.stdin:
        name, threads, wanted = request.rstrip("\n").split("\t")
        if current is None or current[0] != name:
            current = None  # the tensors of the last line go first
            current = (name, Timer(library, name))
        print(current[1].seconds(library, int(threads), float(wanted)), flush=True)


if __name__ == "__main__":
    main()
