"""Complex tensors as objects: views of their parts, promotion, what is refused, printing, exchange. Values: tests/ops."""

from __future__ import annotations

import io

import numpy as np
import pytest
import tenon

Z = [1 + 2j, 3 - 1j]


def test_parts_are_views() -> None:
    z = tenon.tensor(Z)
    z.real[0] = 5
    z.imag = tenon.tensor([7.0, 8.0])
    assert z.tolist() == [5 + 7j, 3 + 8j]
    pairs = tenon.view_as_real(z)
    pairs.mul_(2)
    assert z.tolist() == [10 + 14j, 6 + 16j]
    assert tenon.view_as_complex(pairs).data_ptr() == z.data_ptr()
    assert tenon.tensor([1.0]).real.tolist() == [1.0]


def test_writes_through_parts_are_recorded() -> None:
    x = tenon.tensor(Z, requires_grad=True)
    y = x * 1
    y.real.mul_(3)
    y.imag[0] = 7
    y.abs().sum().backward()
    assert y.tolist() == [3 + 7j, 9 - 1j]
    size = [abs(v) for v in y.tolist()]
    want = [3 * 3 / size[0], 3 * 9 / size[1] - 1j / size[1]]
    np.testing.assert_allclose(x.grad.numpy(), want, rtol=1e-6)


def test_writes_through_a_complex_view_are_recorded() -> None:
    a = tenon.zeros(4, 2, requires_grad=True)
    b = a * 1
    tenon.view_as_complex(b).mul_(1j).add_(2)
    (b * tenon.arange(8.0).view(4, 2)).sum().backward()
    assert a.grad.tolist() == [[1.0, 0.0], [3.0, -2.0], [5.0, -4.0], [7.0, -6.0]]


def test_gradients_of_real_arguments_are_real() -> None:
    x = tenon.tensor([1.0, 2.0], requires_grad=True)
    (x * tenon.tensor(Z)).abs().sum().backward()
    assert x.grad.dtype is tenon.float32
    np.testing.assert_allclose(x.grad.numpy(), np.abs(Z), rtol=1e-6)


def test_saves_a_complex_factor() -> None:
    x = tenon.tensor(Z, requires_grad=True)
    (x * (2 + 1j)).sum().backward(tenon.tensor(1 + 0j))
    assert x.grad.tolist() == [2 - 1j, 2 - 1j]


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        ("float32", 1j, "complex64"),
        ("float64", 1j, "complex128"),
        ("int64", 1j, "complex64"),
        ("bool", 1j, "complex64"),
        ("complex64", 1.0, "complex64"),
    ],
)
def test_promotion_with_numbers(a: str, b: complex, want: str) -> None:
    assert (tenon.ones(2, dtype=getattr(tenon, a)) * b).dtype is getattr(tenon, want)


def test_promotion_of_tensors() -> None:
    assert (tenon.ones(1, dtype=tenon.float64) + tenon.tensor(Z)).dtype is tenon.complex128
    assert tenon.cat([tenon.ones(1), tenon.tensor(Z)]).dtype is tenon.complex64


@pytest.mark.parametrize(
    "call",
    [
        lambda z: z < z,
        lambda z: z.sort(),
        lambda z: z.max(),
        lambda z: z.clamp(0),
        lambda z: z % 2,
        lambda z: z // 2,
        lambda z: z.floor(),
        lambda z: tenon.sign(z),
        lambda z: tenon.topk(z, 1),
        lambda z: tenon.median(z),
        lambda z: tenon.unique(z),
        lambda z: tenon.cummax(z, 0),
        lambda z: tenon.arange(3, dtype=tenon.complex64),
        lambda z: tenon.zeros(1).add_(1j),
        lambda z: tenon.zeros(1).fill_(1j),
        lambda z: tenon.full((2,), 1j, dtype=tenon.float32),
        lambda z: tenon.ones(1).imag,
        lambda z: z.abs_(),
        lambda z: tenon.view_as_complex(tenon.ones(3)),
        lambda z: tenon.complex(tenon.ones(1), tenon.ones(1).double()),
        lambda z: z.H,
        lambda z: tenon.fft.rfft(z),
        lambda z: tenon.fft.fft(z, n=0),
        lambda z: tenon.fft.fft(z, norm="none"),
        lambda z: tenon.fft.fftn(z, dim=(0, 0)),
        lambda z: tenon.stft(z.real, 2),
    ],
)
def test_what_is_refused(call: object) -> None:
    with pytest.raises(RuntimeError):
        call(tenon.tensor(Z))  # type: ignore[operator]


@pytest.mark.parametrize("dtype", [tenon.complex64, tenon.complex128])
def test_indexing_moves_both_parts(dtype: tenon.dtype) -> None:
    z = tenon.tensor([Z, [5j, 6.0]], dtype=dtype)
    assert z[:, [1, 0]].tolist() == [[3 - 1j, 1 + 2j], [6 + 0j, 5j]]
    assert z[z.imag > 1].tolist() == [1 + 2j, 5j]
    z[z.imag > 1] = 1j
    z[0, 1] += 1
    assert z.tolist() == [[1j, 4 - 1j], [1j, 6 + 0j]]
    index = tenon.tensor([0, 0])
    assert tenon.zeros(2, dtype=dtype).index_add(0, index, z[0]).tolist() == [4 + 0j, 0j]
    assert tenon.zeros(2, dtype=dtype).scatter_add(0, index, z[1]).tolist() == [6 + 1j, 0j]
    assert z.cumsum(0)[1].tolist() == [2j, 10 - 1j]
    assert z.cumprod(1)[0].tolist() == [1j, 1 + 4j]


def test_spacing() -> None:
    assert tenon.linspace(0, 1 + 1j, 3).tolist() == [0j, 0.5 + 0.5j, 1 + 1j]
    assert tenon.logspace(0, 1, 2, dtype=tenon.complex64).tolist() == [1 + 0j, 10 + 0j]


def test_printing() -> None:
    assert repr(tenon.tensor(1.5 - 2j)) == "tensor(1.5000-2.j)"
    assert repr(tenon.tensor([[1 + 1j]], dtype=tenon.complex128)) == "tensor([[1.+1.j]], dtype=tenon.complex128)"
    assert repr(tenon.tensor([complex("nan"), 1j])) == "tensor([nan+0.j, 0.+1.j])"


def test_random_numbers_are_pytorchs() -> None:
    tenon.manual_seed(0)
    uniform, normal = tenon.rand(2, dtype=tenon.complex64), tenon.randn(2, dtype=tenon.complex64)
    np.testing.assert_allclose(
        uniform.numpy(), [0.49625658988952637 + 0.7682217955589294j, 0.08847743272781372 + 0.13203048706054688j]
    )
    np.testing.assert_allclose(
        normal.numpy(), [-1.5406367778778076 + 0.40194159746170044j, -0.7668731212615967 - 0.9889562726020813j]
    )


def test_gradients_off_the_right_half_plane() -> None:
    for z in (-1.5 + 0.5j, -0.5 - 2j, 1.5 + 0.5j):
        x = tenon.tensor(z, dtype=tenon.complex128, requires_grad=True)
        assert tenon.autograd.gradcheck(tenon.acosh, (x,))


def test_numbers_go_into_real_tensors_without_an_imaginary_part() -> None:
    x, mask = tenon.tensor([1.0, 2.0]), tenon.tensor([True, False])
    x[mask] = 3 + 0j
    assert x.masked_fill(mask, tenon.tensor(4 + 0j)).tolist() == [4, 2] and x.tolist() == [3, 2]
    with pytest.raises(RuntimeError, match="without overflow"):
        x[mask] = 1j
    with pytest.raises(RuntimeError, match="without overflow"):
        x.masked_fill(mask, tenon.tensor(1j))
    with pytest.raises(RuntimeError, match="complex Scalar"):
        x.index_fill(0, tenon.tensor([0]), 2 + 0j)
    assert tenon.full((1,), 1j, dtype=tenon.bool).item() is True


def test_only_real_results_start_a_backward_pass() -> None:
    x = tenon.tensor(Z, requires_grad=True)
    with pytest.raises(RuntimeError, match="only for real scalar outputs but got torch.complex64"):
        x.sum().backward()


def test_complex_parameters_learn() -> None:
    layer = tenon.nn.Conv1d(2, 1, 2, dtype=tenon.complex128)
    assert all(p.requires_grad for p in layer.parameters())
    x = tenon.randn(1, 2, 4, dtype=tenon.complex128, requires_grad=True)
    assert tenon.autograd.gradcheck(layer, (x,)) and tenon.autograd.gradgradcheck(layer, (x,))


def test_exchange() -> None:
    z = tenon.tensor(Z)
    assert tenon.from_numpy(z.numpy()).data_ptr() == z.data_ptr()
    file = io.BytesIO()
    tenon.save(z, file)
    file.seek(0)
    assert tenon.load(file).tolist() == Z
    assert tenon.from_dlpack(z).tolist() == Z


def test_windows() -> None:
    for name, want in {
        "hann": np.hanning,
        "hamming": np.hamming,
        "blackman": np.blackman,
        "bartlett": np.bartlett,
    }.items():
        symmetric = getattr(tenon.signal.windows, name)(9, dtype=tenon.float64)
        np.testing.assert_allclose(symmetric.numpy(), want(9), atol=1e-15)
        periodic = getattr(tenon, f"{name}_window")(8, dtype=tenon.float64)
        np.testing.assert_allclose(periodic.numpy(), want(9)[:8], atol=1e-15)
    kaiser = tenon.signal.windows.kaiser(9, beta=5.0, dtype=tenon.float64)
    np.testing.assert_allclose(kaiser.numpy(), np.kaiser(9, 5), atol=1e-8)
    assert tenon.hann_window(0).shape == (0,) and tenon.hann_window(1).tolist() == [1.0]
