"""core/tools/check_limits.py: each rule on a file that obeys and on one that breaks it."""

import importlib.util
import shlex
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "core" / "tools" / "check_limits.py"
spec = importlib.util.spec_from_file_location("check_limits", SCRIPT)
assert spec and spec.loader
limits = importlib.util.module_from_spec(spec)
spec.loader.exec_module(limits)


@pytest.mark.parametrize(
    ("path", "lines", "found"),
    [
        ("core/ops/binary.cpp", 500, 0),
        ("core/ops/binary.cpp", 501, 1),
        ("core/ops/binary.h", 301, 1),
        ("tests/cpp/iter_test.cpp", 401, 1),
        ("core/api/binary.h", 2000, 0),
        ("plugin_api/include/tenon/abi.h", 2000, 0),
        ("docs/schema.md", 2000, 0),
    ],
)
def test_lines(path, lines, found):
    assert len(list(limits.check_lines(path, "\n" * lines))) == found


@pytest.mark.parametrize(
    ("path", "include", "words"),
    [
        ("core/ops/binary.cpp", '"core/api/binary.h"', None),
        ("core/ops/binary.cpp", '"core/autograd/node.h"', "point down"),
        ("core/memory/storage.cpp", '"core/parallel/pool.h"', "point down"),
        ("core/kernels/cpu/binary.cpp", '"core/tensor/tensor.h"', "point down"),
        ("core/base/error.cpp", "<tenon/abi.h>", None),
        ("core/plugin/load.cpp", '"hub/store.h"', "plugin_api only"),
        ("plugins/vision/ops/nms.cpp", "<tenon/plugin.hpp>", None),
        ("plugins/vision/ops/nms.cpp", '"core/tensor/tensor.h"', "plugin_api only"),
        ("plugins/vision/ops/nms.cpp", '"plugins/audio/io.h"', "another"),
        ("hub/store.cpp", '"core/io/safetensors.h"', None),
        ("hub/store.cpp", '"core/kernels/table.h"', "does not see"),
        ("python/ext/py_op.cpp", '"core/registry/call.h"', None),
        ("plugin_api/include/tenon/tensor.hpp", '"core/base/error.h"', "nothing else"),
        ("core/base/str.h", "<functional>", "slow"),
        ("core/base/str.cpp", "<functional>", None),
        ("core/base/str.h", "<string>", None),
    ],
)
def test_includes(path, include, words):
    problems = list(limits.check_includes(path, f"#pragma once\n#include {include}\n"))
    assert len(problems) == (words is not None)
    assert words is None or words in problems[0]


def test_text_names_no_machine():
    home = "/" + "home/someone/x"
    assert len(list(limits.check_text("README.md", f"see {home}\n"))) == 1
    assert not list(limits.check_text("README.md", "see tests/data and ~/.cache\n"))


def test_slow_objects_reads_the_last_run_of_each_object():
    log = "# ninja log v5\n0\t12000\t0\ta.o\tx\n0\t11000\t0\tb.o\tx\n0\t400\t0\ta.o\tx\n0\t99000\t0\tlib.so\tx\n"
    assert limits.slow_objects(log) == {"b.o"}


def test_compile_seconds_drops_ccache_and_the_result(tmp_path):
    seen = tmp_path / "seen"
    program = f"import sys; open({str(seen)!r}, 'w').write(' '.join(sys.argv[1:]))"
    command = shlex.join(["/usr/bin/ccache", sys.executable, "-c", program, "-o", "a.o"])
    assert limits.compile_seconds(command, str(tmp_path)) >= 0
    assert seen.read_text() == "-o /dev/null"
