"""Runs a program under Tenon: python -m tenon.compat [-m MODULE | -c CODE | SCRIPT] [ARG...]."""

from __future__ import annotations

import os
import runpy
import sys
from types import ModuleType
from typing import NoReturn

from tenon import compat
from tenon.compat._finder import _SHIM

USAGE = "usage: python -m tenon.compat [-m MODULE | -c CODE | SCRIPT] [ARG...]"


def run_code(code: str) -> None:
    main = ModuleType("__main__")
    sys.modules["__main__"] = main
    exec(compile(code, "<string>", "exec"), main.__dict__)


def stop(text: str) -> NoReturn:
    print(text, file=sys.stderr)
    raise SystemExit(2)


def main(args: list[str]) -> None:
    if not args:
        stop(USAGE)
    if args[0] in ("-h", "--help"):
        print(f"{USAGE}\n\nMakes `import torch` give Tenon, in the program and in the processes that it starts.")
        return
    compat.install()
    kind, *rest = args
    if kind in ("-m", "-c") and not rest:
        stop(f"python -m tenon.compat: {kind} needs an argument\n{USAGE}")
    # The shim stands before installed packages and behind the program's own folder; multiprocessing hands the path on.
    sys.path[0:1] = [os.path.dirname(os.path.abspath(kind)) if kind not in ("-m", "-c") else os.getcwd(), _SHIM]
    if kind == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif kind == "-c":
        sys.argv = ["-c", *rest[1:]]
        run_code(rest[0])
    elif kind.startswith("-"):
        stop(f"python -m tenon.compat: there is no option {kind}\n{USAGE}")
    else:
        sys.argv = args
        run_script(kind)


def run_script(path: str) -> None:
    """Runs the file as __main__: what it defines can be pickled, and multiprocessing finds the file."""
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    module = ModuleType("__main__")
    module.__file__ = path
    module.__builtins__ = __builtins__  # type: ignore[attr-defined]
    sys.modules["__main__"] = module
    exec(code, module.__dict__)


if __name__ == "__main__":
    main(sys.argv[1:])
