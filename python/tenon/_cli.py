"""The commands `tenon` and `hub` of an installed package: both run the native executable that lies in it."""

import os
import sys
from pathlib import Path
from typing import NoReturn


def _run(name: str) -> NoReturn:
    # The executable reads its own name: called hub, it is `tenon hub`.
    os.execv(Path(__file__).parent / "bin" / "tenon", [name, *sys.argv[1:]])


def tenon() -> NoReturn:
    _run("tenon")


def hub() -> NoReturn:
    _run("hub")
