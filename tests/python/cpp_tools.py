"""C++ programs against the package alone, built with CMake as a user does."""

import os
import subprocess
from pathlib import Path

import tenon

PACKAGE = Path(tenon.__file__).parent

CMAKE = """cmake_minimum_required(VERSION 3.22)
project(readme LANGUAGES CXX)
find_package(tenon REQUIRED)
add_executable(readme main.cpp)
target_link_libraries(readme PRIVATE tenon::tenon)
"""


def run(*command, cwd):
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build_and_run(source, folder):
    (folder / "main.cpp").write_text(source)
    (folder / "CMakeLists.txt").write_text(CMAKE)
    run("cmake", "-B", "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={PACKAGE}", cwd=folder)
    run("cmake", "--build", "build", cwd=folder)
    return run("build/readme", cwd=folder)
