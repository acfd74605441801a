import numpy as np
from samples import COMPLEX, FLOATS, S, T, inf, nan, op

REALS = ("float64", "float32")
C = T(2, 3)


def as_real(z):
    return np.stack([z.real, z.imag], -1)


op("view_as_real", ref=as_real, samples=[S(C), S(T()), S(T(0, 2))], dtypes=COMPLEX)
op("view_as_complex", ref=lambda x: x[..., 0] + 1j * x[..., 1], samples=[S(T(3, 2)), S(T(2)), S(T(0, 2))], dtypes=REALS,
   strided="the last dimension must be two neighbours")
op("real", ref=np.real, samples=[S(C), S(T())], dtypes=COMPLEX + ("float32",))
op("imag", ref=np.imag, samples=[S(C), S(T())], dtypes=COMPLEX)
op("conj_copy", ref=np.conj, samples=[S(C)], dtypes=COMPLEX)
op("conj", ref=np.conj, samples=[S(C), S(T())], dtypes=COMPLEX + FLOATS)
op("conj_physical", ref=np.conj, x=(-2, 2), dtypes=COMPLEX + ("float64",))
op("resolve_conj", ref=lambda x: x, samples=[S(C)], dtypes=COMPLEX)
op("resolve_neg", ref=lambda x: x, samples=[S(C)], dtypes=COMPLEX)
op("is_conj", ref=lambda x: False, samples=[S(C)], dtypes=COMPLEX, grad="gives a bool", meta="gives a bool")
op("is_neg", ref=lambda x: False, samples=[S(C)], dtypes=COMPLEX, grad="gives a bool", meta="gives a bool")
op("adjoint", ref=lambda x: np.conj(x.swapaxes(-2, -1)), samples=[S(T(2, 3, 4))], dtypes=COMPLEX + ("float32",))
op("complex", ref=lambda a, b: a + 1j * b, samples=[S(C, C), S(T(3), T(2, 1))], dtypes=REALS)
op("polar", ref=lambda r, phi: r * np.exp(1j * phi), samples=[S(T(2, 3, low=0.1), C), S(T(3, low=0.1), T(2, 1))], dtypes=REALS)
op("angle", ref=lambda x: np.where(np.isnan(x), np.nan, np.angle(x)), x=(0.2, 2), dtypes=COMPLEX + FLOATS, edge=[-1, 0, -inf, nan])
op("sgn", ref=lambda x: x / np.where(x == 0, 1, np.abs(x)), x=(0.2, 2), dtypes=COMPLEX + ("float32", "float64"))
op("isreal", ref=np.isreal, samples=[S(C), S(T(values=[1, 2j]))], dtypes=COMPLEX, grad="gives bools")
