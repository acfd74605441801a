"""The installed tree, which is what a wheel holds: everything is there, finds its neighbours, and nothing else."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "release"
# PyTorch 2.13 for CPUs takes 754 MB installed; the core package, its native libraries included, at most an eighth.
SIZE_LIMIT = 754e6 / 8


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("install")
    command = ["cmake", "--install", str(BUILD), "--prefix", str(prefix), "--strip"]
    subprocess.run(command, check=True, capture_output=True)
    return prefix


def binaries(tree):
    return [path for path in tree.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_everything_is_there(tree):
    for pattern in (
        "tenon/lib/libtenon.so",
        "tenon/include/tenon/abi.h",
        "tenon/lib/cmake/tenon/tenonConfig.cmake",
    ):
        assert list(tree.glob(pattern)), pattern


def test_binaries_find_their_neighbours_and_nothing_in_the_build_tree(tree):
    assert binaries(tree)
    for path in binaries(tree):
        assert "not found" not in output("ldd", path), path
        for folders in re.findall(r"R(?:UN)?PATH.*\[(.*)\]", output("readelf", "-d", path)):
            assert all(folder.startswith("$ORIGIN") for folder in folders.split(":")), (path, folders)


def test_core_links_the_language_run_time_only(tree):
    needed = set(re.findall(r"NEEDED.*\[(.*)\]", output("readelf", "-d", tree / "tenon/lib/libtenon.so")))
    allowed = {"libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6", "ld-linux-x86-64.so.2", "libcrypto.so.3"}
    assert needed <= allowed


def test_size(tree):
    size = sum(path.stat().st_size for path in (tree / "tenon").rglob("*") if path.is_file())
    assert size < SIZE_LIMIT, f"{size / 1e6:.0f} MB"
