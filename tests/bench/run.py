"""Compares the speed of Tenon with PyTorch's: both run alternately, each in a process of its own, and ratios are printed.

    ./dev bench [--lines PATTERN] [--rounds N] [--seconds S]

A ratio is Tenon's time over PyTorch's; it is taken per round, of two measurements made one right after the other, and the
median is printed with the middle half of the rounds. Absolute times move with the machine; ratios much less.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import pathlib
import statistics
import subprocess
import sys
from typing import Any

from lines import LINES

HERE = pathlib.Path(__file__).parent
IMPORT = """
import sys, time
start = time.perf_counter()
import {0}
took = time.perf_counter() - start
maps = open("/proc/self/maps").read()
extra = [m for m in ("numpy",) if m in sys.modules] + sorted({{l.rsplit("/", 1)[1] for l in maps.splitlines() if "_plugin/" in l}})
print(took, *extra)
"""


def environment(library: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if library == "tenon" or k != "PYTHONPATH"}


def python(library: str) -> str:
    return sys.executable if library == "tenon" else os.environ["TORCH_PYTHON"]


class Worker:
    """One library's process."""

    def __init__(self, library: str) -> None:
        command = [python(library), str(HERE / "worker.py"), library]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(library)
        )

    def ask(self, name: str, threads: int, seconds: float) -> float:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{name}\t{threads}\t{seconds}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the worker ended at '{name}'; its message stands above")
        return float(answer)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def human(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def report(name: str, ours: list[float], theirs: list[float], bar: float | None, unit: Any = human) -> bool:
    """Prints one line; whether its bar, if any, is met."""
    ratios = [a / b for a, b in zip(ours, theirs)]
    ratio = statistics.median(ratios)
    low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else (ratio, ratio, ratio)
    met = bar is None or ratio <= bar
    verdict = "" if bar is None else f"at most {bar:<6} {'ok' if met else 'MISSED'}"
    times = f"{unit(statistics.median(ours)):>9} {unit(statistics.median(theirs)):>9}"
    print(f"{name:40} {times}   {ratio:7.3f} ({low:.3f} to {high:.3f})   {verdict}".rstrip(), flush=True)
    return met


def bench_lines(pattern: str, rounds: int, seconds: float) -> bool:
    met = True
    ours, theirs = Worker("tenon"), Worker("torch")
    for entry in LINES:
        if not fnmatch.fnmatch(entry.name, pattern):
            continue
        for threads in entry.threads:
            pairs = [
                (ours.ask(entry.name, threads, seconds), theirs.ask(entry.name, threads, seconds))
                for _ in range(rounds + 1)
            ][1:]
            name = f"{entry.name}, {threads} threads" if len(entry.threads) > 1 else entry.name
            met &= report(name, [a for a, _ in pairs], [b for _, b in pairs], entry.bar)
    ours.close()
    theirs.close()
    return met


def import_seconds(library: str) -> tuple[float, list[str]]:
    command = [python(library), "-c", IMPORT.format(library)]
    took, *extra = subprocess.run(
        command, env=environment(library), check=True, capture_output=True, text=True
    ).stdout.split()
    return float(took), extra


def bench_import(rounds: int) -> bool:
    pairs = [(import_seconds("tenon"), import_seconds("torch")) for _ in range(rounds)]
    met = report("import", [a[0] for a, _ in pairs], [b[0] for _, b in pairs], 0.1)
    extra = pairs[0][0][1]
    print(f"{'import tenon loads besides itself':40} {', '.join(extra) or 'neither NumPy nor a plugin'}")
    return met and not extra


def installed_bytes(library: str) -> int:
    """Bytes of the package's folder, each file once, without caches of Python."""
    command = [python(library), "-c", f"import importlib.util; print(importlib.util.find_spec('{library}').origin)"]
    origin = subprocess.run(
        command, env=environment(library), check=True, capture_output=True, text=True
    ).stdout.strip()
    files = (f for f in pathlib.Path(origin).parent.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    return sum({(s.st_dev, s.st_ino): s.st_size for s in (f.stat() for f in files)}.values())


def bench_size() -> bool:
    sizes = installed_bytes("tenon"), installed_bytes("torch")
    return report("installed size", [float(sizes[0])], [float(sizes[1])], 0.125, lambda n: f"{n / 1e6:.1f} MB")


def peak_bytes(library: str) -> float:
    command = [python(library), str(HERE / "memory.py"), library]
    return float(subprocess.run(command, env=environment(library), check=True, capture_output=True, text=True).stdout)


def bench_memory() -> bool:
    peaks = peak_bytes("tenon"), peak_bytes("torch")
    return report("peak memory, ResNet-50 step, batch 8", [peaks[0]], [peaks[1]], 1.0, lambda n: f"{n / 1e6:.0f} MB")


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares the speed of Tenon with PyTorch's.")
    parser.add_argument("--lines", default="*", help="only lines whose name fits this pattern, as 'add*'")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.2, help="length of one measurement")
    options = parser.parse_args()
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(f"load average {load:.1f} on {cores} cores", end="")
    print(": busy, so lines with several threads show contention, not scaling" if load > cores / 2 else "")
    print(f"{'':40} {'tenon':>9} {'torch':>9}     ratio (middle half)")
    met = bench_lines(options.lines, options.rounds, options.seconds)
    if options.lines == "*":
        met = all([met, bench_import(options.rounds), bench_size(), bench_memory()])
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
