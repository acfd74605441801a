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


def test_tensordot_takes_a_number_or_lists():
    a, b = tenon.randn(2, 3, 4), tenon.randn(3, 4, 5)
    want = tenon.einsum("ijk,jkl->il", a, b)
    for dims in (2, ([1, 2], [0, 1]), tenon.tensor([[1, 2], [0, 1]])):
        tenon.testing.assert_close(tenon.tensordot(a, b, dims), want)
    out = tenon.empty(0)
    assert tenon.tensordot(a, b, dims=2, out=out) is out
    with pytest.raises(RuntimeError, match="dims >= 0"):
        tenon.tensordot(a, b, -1)
    with pytest.raises(RuntimeError, match="contracted dimensions need to match"):
        tenon.tensordot(a, b, ([0], [0]))
    assert tenon.functional.tensordot is tenon.tensordot and tenon.functional.einsum is tenon.einsum


def test_norms_of_zero_have_second_derivatives():
    for p in (3, 4):  # of the 2-norm it is nan, as in PyTorch
        x = tenon.zeros(3, requires_grad=True)
        (g,) = tenon.autograd.grad(tenon.linalg.vector_norm(x, p), x, create_graph=True)
        assert g.tolist() == [0, 0, 0] == tenon.autograd.grad(g.sum(), x)[0].tolist()


def test_einsum_takes_numbers_for_letters():
    a, b = tenon.randn(2, 3), tenon.randn(4, 3, 2)
    assert_close = tenon.testing.assert_close
    assert_close(tenon.einsum(a, [0, 30], b, [..., 30, 0], [..., 0]), tenon.einsum("ij,...ji->...i", a, b))
    assert_close(tenon.einsum(a, [1, 0]), a.T)
    with pytest.raises(ValueError, match="from 0 to 51"):
        tenon.einsum(a, [0, 52])


def test_a_nan_is_not_positive_definite():
    a = tenon.eye(3).repeat(2, 1, 1)
    a[1, 1, 1] = float("nan")
    assert tenon.linalg.cholesky_ex(a).info.tolist() == [0, 2]


def test_lu_gives_two_or_three_results():
    a = tenon.randn(2, 3, 3)
    LU, pivots = tenon.lu(a)
    P, L, U = tenon.lu_unpack(LU, pivots)
    tenon.testing.assert_close(P @ L @ U, a)
    assert len(tenon.lu(a, get_infos=True)) == 3 and tenon.lu(a, get_infos=True)[2].tolist() == [0, 0]


def test_low_rank_approximations():
    tenon.manual_seed(0)
    a = tenon.randn(12, 3) @ tenon.randn(3, 8)
    for x in (a, a.mT):
        U, S, V = tenon.svd_lowrank(x, q=4)
        tenon.testing.assert_close((U * S) @ V.mT, x, rtol=1e-4, atol=1e-4)
    U, S, V = tenon.pca_lowrank(a, q=3)
    tenon.testing.assert_close((U * S) @ V.mT, a - a.mean(0), rtol=1e-4, atol=1e-4)
    with pytest.raises(ValueError, match="must be non-negative"):
        tenon.pca_lowrank(a, q=9)


def test_nuclear_norm_by_its_old_name():
    a = tenon.randn(3, 4)
    tenon.testing.assert_close(tenon.norm(a, "nuc"), tenon.linalg.svdvals(a).sum())


def test_gradients_that_do_not_exist_are_refused():
    a = tenon.randn(4, 3, requires_grad=True)
    with pytest.raises(RuntimeError, match="mode='r'"):
        tenon.linalg.qr(a, mode="r").R.sum().backward()
    with pytest.raises(RuntimeError, match="not differentiable when mode='complete'"):
        tenon.linalg.qr(a, mode="complete").R.sum().backward()


def test_eigenvectors_of_a_complex_matrix_have_no_phase():
    a = tenon.randn(3, 3, dtype=tenon.complex128, requires_grad=True)
    with pytest.raises(RuntimeError, match="specified up to multiplication by e"):
        tenon.linalg.eig(a).eigenvectors[0].real.sum().backward()
    tenon.linalg.eig(a).eigenvectors.abs().sum().backward()
    assert a.grad.isfinite().all()


def test_matrix_exponential_of_large_and_infinite_matrices():
    a = tenon.tensor([[[-500.0, 0.0], [0.0, -1.0]], [[0.0, 1.0], [0.0, 0.0]]], dtype=tenon.float64)
    want = tenon.tensor([[[0.0, 0.0], [0.0, 0.36787944117144233]], [[1.0, 1.0], [0.0, 1.0]]], dtype=tenon.float64)
    tenon.testing.assert_close(tenon.linalg.matrix_exp(a), want)
