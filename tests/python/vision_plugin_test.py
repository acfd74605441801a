"""The vision plugin as a file: what it links and exports, when it is loaded, and what damaged files say."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tenon

LIBRARY = Path(tenon.__file__).parents[1] / "tenon_vision" / "_plugin" / "tenon_vision.so"
LOAD = "import tenon; print(tenon.vision.ops.nms)"


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True
    )


def tool(*command):
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]} here")
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_it_is_loaded_when_it_is_used():
    code = """
import sys, tenon
def loaded(): return "tenon_vision.so" in open("/proc/self/maps").read()
before = loaded() or "tenon_vision" in sys.modules
from tenon.vision import models
models.LeNet()
print(before, loaded())
"""
    assert run(code).stdout.split() == ["False", "True"]


def test_it_links_no_core_library():
    linked = tool("ldd", str(LIBRARY))
    assert "libjpeg" in linked and "not found" not in linked
    assert not [line for line in linked.splitlines() if "tenon" in line or "python" in line]


def test_it_exports_one_symbol_and_wants_none_of_the_core():
    defined = [line.split()[-1] for line in tool("nm", "-D", "--defined-only", str(LIBRARY)).splitlines()]
    assert defined == ["tn_plugin_entry_v1"]
    assert "tenon" not in tool("nm", "-D", "--undefined-only", str(LIBRARY))


def damaged_text(path):
    path.write_text("this is no plugin\n")


def damaged_half(path):
    data = LIBRARY.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def damaged_header(path):
    path.write_bytes(LIBRARY.read_bytes()[:100])


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        (damaged_text, "it is not a shared object"),
        (damaged_half, "the file is cut off"),
        (damaged_header, "cannot be loaded"),
    ],
)
def test_damaged_files(damage, text, tmp_path):
    file = tmp_path / "tenon_vision.so"
    damage(file)
    for where in (tmp_path, file):
        done = run(LOAD, TN_PLUGIN_PATH=str(where))
        last = done.stderr.strip().splitlines()[-1]
        assert done.returncode == 1 and last.startswith("ImportError: plugin '") and text in last, done.stderr
        assert str(file) in last


def test_a_copy_is_taken_from_the_path(tmp_path):
    copy = shutil.copy(LIBRARY, tmp_path / "tenon_vision.so")
    code = LOAD + "; print([line.split()[-1] for line in open('/proc/self/maps') if 'tenon_vision.so' in line][0])"
    assert run(code, TN_PLUGIN_PATH=str(tmp_path)).stdout.split()[-1] == str(copy)


def test_a_name_that_nothing_has():
    done = run("import tenon; tenon.sound")
    assert done.stderr.strip().splitlines()[-1].startswith("AttributeError: module 'tenon' has no attribute 'sound'")


def test_any_plugin_on_the_path_is_an_attribute():
    file = Path(tenon.__file__).parents[2] / "test_plugins" / "abi_gauge.so"
    if not file.exists():
        pytest.skip("the plugins of the C++ tests are in the build tree only")
    done = run("import tenon; print(tenon.gauge.__name__, 'gauge' in dir(tenon))", TN_PLUGIN_PATH=str(file))
    assert done.stdout.split() == ["tenon.gauge", "True"], done.stderr


def test_ops_have_a_namespace_too():
    done = run("import tenon; print(tenon.ops.vision.nms is tenon.vision.ops.nms, 'nms' in dir(tenon.ops.vision))")
    assert done.stdout.split() == ["True", "True"], done.stderr
