"""What the samples of tests/ops do not reach: errors of linear algebra, and the library that is loaded late."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest
import tenon


def test_a_singular_matrix_is_named():
    singular = tenon.zeros(3, 2, 2)
    singular[0] = tenon.eye(2)
    with pytest.raises(
        tenon.linalg.LinAlgError, match=r"linalg.inv: \(Batch element 1\): The diagonal element 1 is zero"
    ):
        tenon.linalg.inv(singular)
    with pytest.raises(tenon.linalg.LinAlgError, match="solver failed because the input matrix is singular"):
        tenon.linalg.solve(tenon.zeros(2, 2), tenon.ones(2))
    with pytest.raises(RuntimeError, match="leading minor of order 2 is not positive-definite"):
        tenon.linalg.cholesky(tenon.tensor([[1.0, 0.0], [0.0, -1.0]]))
    assert tenon.linalg.inv_ex(singular).info.tolist() == [0, 1, 1]
    with pytest.raises(tenon.linalg.LinAlgError):
        tenon.linalg.inv_ex(singular, check_errors=True)


def test_error_is_a_runtime_error_of_the_extension():
    assert issubclass(tenon.linalg.LinAlgError, RuntimeError)
    assert tenon.linalg.LinAlgError is tenon._C._LinAlgError


@pytest.mark.parametrize("dtype", [tenon.int64, tenon.float16])
def test_dtypes_without_a_routine_are_refused(dtype):
    with pytest.raises(RuntimeError, match="linalg.inv"):
        tenon.linalg.inv(tenon.ones(2, 2, dtype=dtype))


def test_results_do_not_depend_on_the_number_of_threads():
    a = tenon.randn(40, 20, 20, generator=tenon.Generator().manual_seed(3)) + 10 * tenon.eye(20)
    threads = tenon.get_num_threads()
    try:
        tenon.set_num_threads(1)
        one = tenon.linalg.inv(a)
        tenon.set_num_threads(2)
        assert tenon.equal(one, tenon.linalg.inv(a))
    finally:
        tenon.set_num_threads(threads)


def test_missing_adapter_is_named(tmp_path):
    package = pathlib.Path(tenon.__file__).parent
    copy = tmp_path / "tenon"
    copy.mkdir()
    for entry in package.iterdir():
        if entry.name != "lib":
            (copy / entry.name).symlink_to(entry.resolve())
    (copy / "lib").mkdir()
    shutil.copy(package / "lib" / "libtenon.so", copy / "lib" / "libtenon.so")
    extension = next(copy.glob("_C.*.so"))
    original = extension.resolve()
    extension.unlink()
    shutil.copy(original, extension)
    code = "import tenon\ntry: tenon.linalg.inv(tenon.eye(2))\nexcept RuntimeError as e: print(e)"
    result = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert "lapack: the back end for linear algebra cannot be loaded" in result.stdout, result.stderr
    assert "reinstall tenon-ml" in result.stdout
