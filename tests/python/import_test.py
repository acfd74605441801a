"""What `import tenon` loads, and what stands in for PyTorch's back ends."""

import subprocess
import sys

import tenon


def run(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_import_loads_neither_numpy_nor_plugins_nor_submodules():
    code = "import sys; before = set(sys.modules); import tenon; print(*sorted(set(sys.modules) - before))"
    loaded = run(code).split()
    assert "numpy" not in loaded and not [
        m for m in loaded if m.startswith(("tenon_", "tenon.nn", "tenon.optim", "tenon.utils"))
    ]
    assert len(loaded) < 20, loaded


def test_libraries_that_are_loaded_late():
    code = "import tenon; maps = open('/proc/self/maps').read(); print([n for n in ('onednn', 'dnnl', 'tenon_lapack', 'openblas', 'opencv') if n in maps])"
    assert run(code) == "[]"


def test_no_cuda():
    assert not tenon.cuda.is_available() and tenon.cuda.device_count() == 0
    assert not tenon.backends.cudnn.is_available() and not tenon.backends.mps.is_available()
    tenon.backends.cudnn.benchmark = True


def test_threads():
    n = tenon.get_num_threads()
    tenon.set_num_threads(1)
    assert tenon.get_num_threads() == 1
    tenon.set_num_threads(n)


def test_every_op_is_installed():
    paths = tenon._C._op_paths()
    assert "tenon.add" in paths
    for path in paths:
        if path.startswith(("tenon.nn.", "tenon.ops.", "tenon._C.")):
            continue
        owner = tenon.Tensor if path.startswith("Tensor.") else tenon
        for name in path.split(".")[1:]:
            owner = getattr(owner, name)
        assert owner is not None


def test_version():
    assert tenon.__version__ == tenon._C.__version__
