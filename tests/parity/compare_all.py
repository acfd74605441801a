"""The whole comparison: asks dump.py (PyTorch) for records, gives them to replay.py (Tenon), each in processes of its own."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

import tenon

HERE = pathlib.Path(__file__).parent
NAMESPACES = ["", "nn.functional", "linalg", "special", "fft", "signal.windows"]
OP_SECONDS = 120.0


def public_paths() -> list[str]:
    """Every public name of Tenon that an op of PyTorch may have too."""
    paths = [f"Tensor.{name}" for name in dir(tenon.Tensor)]
    for space in NAMESPACES:
        try:
            module = importlib.import_module(f"tenon.{space}" if space else "tenon")
        except ModuleNotFoundError:
            continue
        offered = (n for n in dir(module) if not n.startswith("_"))
        paths += [f"{space}.{n}" if space else n for n in offered if is_function(module, n)]
    return paths


def tiers() -> list[str]:
    """The ops of tiers A and B, by OpInfo's names."""
    lines = (HERE / "tiers.txt").read_text().splitlines()
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def is_function(module: Any, name: str) -> bool:
    try:
        value = getattr(module, name)
    except (AttributeError, ImportError):
        return False
    return callable(value) and not inspect.isclass(value)


class Replayer(threading.Thread):
    """Feeds files to replay.py, one process at a time; a process that dies or hangs costs only the op it was at."""

    def __init__(self, files: queue.Queue[pathlib.Path | None], results: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.files, self.results = files, results

    def run(self) -> None:
        while (path := self.files.get()) is not None:
            batch = [path]
            while len(batch) < 16 and not self.files.empty():
                following = self.files.get()
                if following is None:
                    self.files.put(None)
                    break
                batch.append(following)
            while batch:
                done = self.replay(batch)
                if done < len(batch):
                    self.replay([batch[done]], "--crashed")
                batch = batch[done + 1 :]

    def replay(self, batch: list[pathlib.Path], *flags: str) -> int:
        """The number of files that went through."""
        command = [sys.executable, str(HERE / "replay.py"), *flags, *map(str, batch)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        timer = threading.Timer(OP_SECONDS, process.kill)
        timer.start()
        done = 0
        for line in process.stdout:
            message = json.loads(line)
            timer.cancel()
            timer = threading.Timer(OP_SECONDS, process.kill)
            timer.start()
            if "op" in message:
                self.results[message["op"]] = message
                done += 1
        process.wait()
        timer.cancel()
        return done


def compare_all(torch_python: str, pattern: str, samples: int) -> dict[str, Any]:
    """{op: what replay.py says of it} for the ops whose name fits the pattern."""
    results: dict[str, Any] = {}
    parts = min(2, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="tenon-parity-") as folder:
        out = pathlib.Path(folder)
        request = {"paths": public_paths(), "tiers": tiers(), "pattern": pattern, "samples": samples, "parts": parts}
        (out / "request.json").write_text(json.dumps(request))
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        dumpers = [
            subprocess.Popen(
                [torch_python, str(HERE / "dump.py"), str(out / "request.json"), folder, str(part)], env=environment
            )
            for part in range(parts)
        ]
        files: queue.Queue[pathlib.Path | None] = queue.Queue()
        replayer = Replayer(files, results)
        replayer.start()
        seen: set[pathlib.Path] = set()
        running = True
        while running:
            running = any(d.poll() is None for d in dumpers)
            for path in sorted(set(out.glob("*.pickle")) - seen):
                seen.add(path)
                files.put(path)
            time.sleep(0.2)
        files.put(None)
        replayer.join()
        failed = [d.returncode for d in dumpers if d.returncode]
        if failed:
            raise RuntimeError(f"dump.py: PyTorch's side ended with {failed[0]}, expected 0. Its message stands above.")
    return dict(sorted(results.items()))
