import numpy as np
from samples import COMPLEX, S, T, op, untested

REALS = ("float64", "float32")
BOTH = REALS + COMPLEX
TOL = {"float32": (1e-4, 1e-4), "complex64": (1e-4, 1e-4), "float64": (1e-10, 1e-10), "complex128": (1e-10, 1e-10)}
ONE = [S(T(2, 12)), S(T(3, 2), dim=0), S(T(7), 10), S(T(2, 7), 5, 1, "ortho"), S(T(9), norm="forward"), S(T(37))]
LONG = [S(T(n, grad=False)) for n in (1, 64, 210, 289, 1009, 2 * 1009)]


def hfft(x, s=None, axes=None, norm=None):
    """NumPy has only the one-dimensional form."""
    axes = tuple(range(-len(s), 0)) if axes is None and s is not None else tuple(range(x.ndim)) if axes is None else axes
    for i, axis in enumerate(axes[:-1]):
        x = np.fft.fft(x, None if s is None else s[i], axis, norm)
    return np.fft.hfft(x, None if s is None else s[-1], axes[-1], norm)


def ihfft(x, s=None, axes=None, norm=None):
    axes = tuple(range(-len(s), 0)) if axes is None and s is not None else tuple(range(x.ndim)) if axes is None else axes
    x = np.fft.ihfft(x, None if s is None else s[-1], axes[-1], norm)
    for i, axis in enumerate(axes[:-1]):
        x = np.fft.ifft(x, None if s is None else s[i], axis, norm)
    return x


def one(f):
    return lambda x, n=None, dim=-1, norm=None: f(x, n, dim, norm)


def several(f):
    def ref(x, s=None, dim=None, norm=None):
        axes = tuple(range(-len(s), 0)) if dim is None and s is not None else dim
        return f(x, s, axes, norm)

    return ref


def two(f):
    return lambda x, s=None, dim=(-2, -1), norm=None: f(x, s, dim, norm)


def case(name, ref, samples, dtypes):
    op(f"fft_{name}", ref=ref, samples=samples, dtypes=dtypes, tol=TOL)


case("fft", one(np.fft.fft), ONE + LONG, BOTH)
case("ifft", one(np.fft.ifft), ONE + LONG, BOTH)
case("rfft", one(np.fft.rfft), ONE + LONG, REALS)
case("irfft", one(np.fft.irfft), ONE + LONG[1:] + [S(T(n // 2 + 1, grad=False), n) for n in (9, 37, 210)], BOTH)
case("hfft", one(np.fft.hfft), ONE + LONG[1:], BOTH)
case("ihfft", one(np.fft.ihfft), ONE + LONG, REALS)
ALL = [S(T(2, 3, 4)), S(T(2, 3, 4), (4, 2)), S(T(2, 3, 4), dim=(0, 1)), S(T(2, 3, 4), (3, 3), (2, 0), "ortho")]
case("fftn", several(np.fft.fftn), ALL, BOTH)
case("ifftn", several(np.fft.ifftn), ALL, BOTH)
case("rfftn", several(np.fft.rfftn), ALL, REALS)
case("irfftn", several(np.fft.irfftn), ALL, BOTH)
case("hfftn", several(hfft), ALL, BOTH)
case("ihfftn", several(ihfft), ALL, REALS)
TWO = [S(T(2, 3, 4)), S(T(3, 4), (5, 2)), S(T(2, 3, 4), None, (0, 2), "forward")]
case("fft2", two(np.fft.fft2), TWO, BOTH)
case("ifft2", two(np.fft.ifft2), TWO, BOTH)
case("rfft2", two(np.fft.rfft2), TWO, REALS)
case("irfft2", two(np.fft.irfft2), TWO, BOTH)
case("hfft2", two(hfft), TWO, BOTH)
case("ihfft2", two(ihfft), TWO, REALS)
for name in ("fftfreq", "rfftfreq"):
    op(f"fft_{name}", ref=getattr(np.fft, name), samples=[S(5), S(4, 0.5)], dtypes=("float32",), grad="makes a new tensor", tol={"float32": (1e-6, 1e-6)})
for name, f in (("fftshift", np.fft.fftshift), ("ifftshift", np.fft.ifftshift)):
    op(f"fft_{name}", ref=lambda x, dim=None, f=f: f(x, dim), samples=[S(T(5)), S(T(2, 3)), S(T(2, 3), 1)], dtypes=BOTH)
untested("what the transforms are made of", "fft_c2c", "fft_r2c", "fft_c2r")


def stft(x, n, hop, window, return_complex):
    """Along the last dimension, centred, reflected at the ends; for real signals."""
    x = np.pad(x, [(0, 0)] * (x.ndim - 1) + [(n // 2, n // 2)], "reflect")
    pieces = np.lib.stride_tricks.sliding_window_view(x, n, -1)[..., ::hop, :] * window
    return np.fft.rfft(pieces).swapaxes(-2, -1)


op("stft", ref=lambda x, n, hop, window=1.0, **kw: stft(x, n, hop, window, **kw), dtypes=REALS, tol=TOL,
   samples=[S(T(20), 8, 2, return_complex=True), S(T(2, 20), 8, 3, window=T(8, low=0.5, high=1), return_complex=True)])
op("istft", ref=None, dtypes=COMPLEX, tol=TOL, meta="looks at the window",
   samples=[S(T(5, 6), 8, 2), S(T(2, 5, 6), 8, 2, window=T(8, low=0.5, high=1)), S(T(2, 5, 6), 8, 2, length=9)],
   run=lambda f, *a, window=None, **k: f(*a, window=window if window is None else window.real, **k))
