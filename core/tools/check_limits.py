"""Checks what keeps the tree small and layered; prints every violation as a sentence and exits 1 when there is one.

    python core/tools/check_limits.py [--ninja-log FILE]     everything; the log adds the seconds per compiled file
    python core/tools/check_limits.py --generated            prints the generated files instead, one a line

- lines: a source 500, a header 300, a test 400; generated files are exempt;
- includes: a file includes its own layer and those below only, a plugin nothing but plugin_api, and a header none of
  the slow standard headers;
- seconds: what took over 10 s in the build is compiled once more alone, and fails above 10 s of processor time;
- text: no file names a folder of somebody's machine.
"""

import argparse
import json
import os
import re
import resource
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {".c", ".cpp", ".h", ".hpp"}
HEADERS = {".h", ".hpp"}

SOURCE_LINES, HEADER_LINES, TEST_LINES = 500, 300, 400
TU_SECONDS = 10.0

GENERATED = re.compile(
    r"^core/api/|^plugin_api/include/tenon/ops/|_generated\.|\.pyi$|^docs/ops/"
    r"|^plugin_api/(include/tenon/((abi|negotiate)\.h$|ops/)|tools/abi_layout\.py$)"
)

# The rooms of core, lowest first; rooms of one step do not see each other.
CORE_LAYERS = [
    ["base"],
    ["memory", "parallel"],
    ["device", "kernels"],
    ["tensor"],
    ["registry"],
    ["api"],
    ["iter", "onednn", "lapack"],
    ["ops"],
    ["autograd"],
    ["nn"],
    ["optim"],
    ["data"],
    ["io"],
    ["graph"],
    ["plugin"],
]
CORE_RANK = {room: rank for rank, rooms in enumerate(CORE_LAYERS) for room in rooms}

# Folder -> first folders of the project that it may include, besides itself.
MAY_INCLUDE: dict[str, set[str]] = {
    "plugin_api": set(),
    "core": {"plugin_api"},
    "plugins": {"plugin_api"},
    "hub": {"core", "plugin_api"},
    "python": {"core", "hub", "plugin_api"},
    "tests": {"core", "hub", "plugin_api", "plugins"},
    "docs": {"plugin_api"},
}
# Of core, the hub sees what hosts plugins and moves models, and the bottom.
HUB_ROOMS = {"base", "memory", "parallel", "device", "tensor", "registry", "api", "nn", "io", "plugin"}

SLOW_HEADERS = {"iostream", "regex", "filesystem", "functional"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
MACHINE = re.compile(r"(?<![\w./$}])/(?:root|work|home/\w+)/")


def tracked() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return sorted(path for path in listing.stdout.splitlines() if (ROOT / path).is_file())


def is_generated(path: str) -> bool:
    return GENERATED.search(path) is not None


def line_limit(path: str) -> int | None:
    suffix = Path(path).suffix
    if is_generated(path) or suffix not in SOURCES | {".py"}:
        return None
    if path.startswith("tests/") or re.search(r"_test\.|/test_", path):
        return TEST_LINES
    return HEADER_LINES if suffix in HEADERS else SOURCE_LINES


def check_lines(path: str, text: str) -> Iterator[str]:
    limit, lines = line_limit(path), text.count("\n")
    if limit is not None and lines > limit:
        yield f"{path}: too long: got {lines} lines, expected at most {limit}. Split it by concept."


def target_of(include: str, path: str) -> str | None:
    """The project's file that an include names, relative to the root, or None for a foreign header."""
    if include.startswith("tenon/"):
        return f"plugin_api/include/{include}"
    if include.split("/")[0] in MAY_INCLUDE:
        return include
    beside = os.path.normpath(Path(path).parent / include)
    return beside if (ROOT / beside).is_file() else None


def wrong_layer(path: str, target: str) -> str | None:
    """Why the file at path may not include the project's file at target, or None when it may."""
    top, there = path.split("/")[0], target.split("/")[0]
    room, other = path.split("/")[1], target.split("/")[1]
    if top != there:
        if there in MAY_INCLUDE[top]:
            return None if (top, there) != ("hub", "core") or other in HUB_ROOMS else f"hub/ does not see core/{other}"
        return f"{top}/ may include {', '.join(sorted(MAY_INCLUDE[top])) or 'nothing else of the project'} only"
    if top == "plugins" and room != other:
        return "a plugin does not include another"
    if top == "core" and room != other and CORE_RANK.get(other, -1) >= CORE_RANK.get(room, len(CORE_LAYERS)):
        return f"core/{room} does not stand above core/{other}: dependencies point down"
    return None


def check_includes(path: str, text: str) -> Iterator[str]:
    suffix = Path(path).suffix
    if suffix not in SOURCES or path.split("/")[0] not in MAY_INCLUDE:
        return
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, include = match.groups()
        if quote == "<" and include in SLOW_HEADERS and suffix in HEADERS:
            yield f"{path}:{number}: a header includes <{include}>, which is slow to compile. Move it to the source file."
        target = target_of(include, path)
        if target and (why := wrong_layer(path, target)):
            yield f"{path}:{number}: wrong include of {include}: {why}."


def check_text(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if match := MACHINE.search(line):
            yield f"{path}:{number}: names a folder of one machine: got {match.group()}, expected a relative path."


def slow_objects(log: str) -> set[str]:
    """Objects whose last compilation took over the limit on the clock, from the text of a .ninja_log."""
    took: dict[str, float] = {}
    for line in log.splitlines():
        fields = line.split("\t")
        if len(fields) == 5 and fields[3].endswith(".o"):
            took[fields[3]] = (int(fields[1]) - int(fields[0])) / 1000
    return {name for name, seconds in took.items() if seconds > TU_SECONDS}


def compile_seconds(command: str, folder: str) -> float:
    """Processor seconds of one compilation, without ccache and without a result."""
    words = shlex.split(command)
    if Path(words[0]).name == "ccache":
        words = words[1:]
    words[words.index("-o") + 1] = os.devnull
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(words, cwd=folder, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def check_seconds(log: Path) -> Iterator[str]:
    """The clock says what to suspect, the processor decides: a busy machine fails nobody."""
    suspects = slow_objects(log.read_text())
    if not suspects:
        return
    for entry in json.loads((log.parent / "compile_commands.json").read_text()):
        words = entry["command"].split()
        if words[words.index("-o") + 1] not in suspects:
            continue
        seconds = compile_seconds(entry["command"], entry["directory"])
        if seconds > TU_SECONDS:
            source = os.path.relpath(entry["file"], ROOT)
            yield f"{source}: slow to compile: got {seconds:.1f} s, expected at most {TU_SECONDS:.0f} s. Split it."


def check_tree(paths: list[str]) -> Iterator[str]:
    for path in paths:
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue  # an image or another binary file
        yield from check_lines(path, text)
        yield from check_includes(path, text)
        yield from check_text(path, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ninja-log", type=Path, metavar="FILE")
    parser.add_argument("--generated", action="store_true")
    options = parser.parse_args()
    paths = tracked()
    if options.generated:
        print("\n".join(path for path in paths if is_generated(path)))
        return 0
    problems = list(check_tree(paths))
    if options.ninja_log:
        problems += check_seconds(options.ninja_log)
    print("\n".join(problems) if problems else f"check_limits: {len(paths)} files, all within limits")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
