"""Prints the peak of a process's memory (bytes, above what the import took) over three steps of training ResNet-50.

python memory.py tenon|torch
"""

from __future__ import annotations

import importlib
import pathlib
import sys

from lines.models import resnet_step


def status(key: str) -> int:
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return 1024 * int(next(line for line in lines if line.startswith(key)).split()[1])


def main() -> None:
    library = importlib.import_module(sys.argv[1])
    importlib.import_module(f"{sys.argv[1]}.optim")
    library.set_num_threads(1)
    library.manual_seed(0)
    before = status("VmRSS")
    step = resnet_step(library)
    for _ in range(3):
        step()
    print(status("VmHWM") - before)


if __name__ == "__main__":
    main()
