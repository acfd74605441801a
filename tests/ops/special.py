import math

import numpy as np
from samples import S, T, inf, nan, op

gammaln = np.vectorize(math.lgamma, otypes=[float])
erf = np.vectorize(math.erf, otypes=[float])
erfc = np.vectorize(math.erfc, otypes=[float])
NO_GRAD = "PyTorch has no gradient of it either"
NOT_FOR_ORDER = "the gradient by the order is not implemented, as in PyTorch"


def series(f):
    """The sum of f(k, x) over k = 0 ... 59."""
    return lambda x: sum(f(k, x) for k in range(60))


def i(order):
    return series(lambda k, x: (x / 2) ** (2 * k + order) / (math.factorial(k) * math.factorial(k + order)))


def ndtr(x):
    return erfc(-x / math.sqrt(2)) / 2


op("lgamma", ref=gammaln, x=(0.5, 4), edge=[inf, 1, 2, -0.5, nan])
op("digamma", ref=lambda x: np.log(x + 30) - 1 / (2 * (x + 30)) - 1 / (12 * (x + 30) ** 2) + 1 / (120 * (x + 30) ** 4) - 1 / (252 * (x + 30) ** 6) - sum(1 / (x + k) for k in range(30)), x=(0.5, 4))
op("polygamma", ref=None, samples=[S(n, T(3, 4, low=0.5, high=3)) for n in (0, 1, 2, 3)])
op("zeta", ref=lambda s, q: sum((q + k) ** -s for k in range(20000)), samples=[S(T(3, 4, low=4, high=6, grad=False), T(3, 4, low=1, high=3)), S(T(3, low=4, high=6, grad=False), 1)], grad=NOT_FOR_ORDER)
op("igamma", ref=None, samples=[S(T(3, 4, low=0.5, high=3, grad=False), T(3, 4, low=0.5, high=3))])
op("igammac", ref=None, samples=[S(T(3, 4, low=0.5, high=3, grad=False), T(3, 4, low=0.5, high=3))])
op("mvlgamma", ref=lambda x, p: p * (p - 1) / 4 * math.log(math.pi) + sum(gammaln(x - j / 2) for j in range(p)), samples=[S(T(3, 4, low=2, high=4), p) for p in (1, 2, 3)])
op("erfinv", ref=None, x=(-0.9, 0.9), edge=[1, -1, 2, nan])
op("erfcx", ref=lambda x: np.exp(x * x) * erfc(x), x=(-2, 2))
op("ndtr", ref=ndtr, x=(-3, 3), edge=[inf, -inf, nan])
op("ndtri", ref=None, x=(0.05, 0.95), edge=[0, 1, 2, nan])
op("log_ndtr", ref=lambda x: np.log(ndtr(x)), x=(-3, 3), edge=[inf])
op("entr", ref=lambda x: -x * np.log(x), x=(0.1, 3))
op("sinc", ref=np.sinc, x=(0.1, 2), edge=[0, 1])
op("xlogy", ref=lambda x, y: x * np.log(y), samples=[S(T(3, 4), T(3, 4, low=0.5, high=3)), S(T(3), 2.0), S(2.0, T(3, low=0.5, high=3))])
op("xlog1py", ref=lambda x, y: x * np.log1p(y), samples=[S(T(3, 4), T(3, 4, low=-0.5, high=3)), S(T(3), 2.0), S(2.0, T(3, low=-0.5, high=3))])
op("logaddexp2", ref=np.logaddexp2, samples=[S(T(3, 4), T(3, 4)), S(T(2, 1, 3), T(4, 1))])
op("i0", ref=np.i0, x=(-3, 3), edge=[0, 40])
op("i0e", ref=lambda x: np.i0(x) * np.exp(-np.abs(x)), x=(0.2, 3), edge=[0, 40, -2])
op("i1", ref=i(1), x=(-3, 3), edge=[0])
op("i1e", ref=lambda x: i(1)(x) * np.exp(-np.abs(x)), x=(0.2, 3), edge=[0, -2])
op("modified_bessel_i0", ref=np.i0, x=(-3, 3), grad=NO_GRAD)
op("modified_bessel_i1", ref=i(1), x=(-3, 3), grad=NO_GRAD)
op("spherical_bessel_j0", ref=lambda x: np.sin(x) / x, x=(0.1, 9), grad=NO_GRAD)
op("bessel_j0", ref=series(lambda k, x: (-1) ** k * (x / 2) ** (2 * k) / math.factorial(k) ** 2), x=(-5, 5), grad=NO_GRAD)
op("bessel_j1", ref=series(lambda k, x: (-1) ** k * (x / 2) ** (2 * k + 1) / (math.factorial(k) * math.factorial(k + 1))), x=(-5, 5), grad=NO_GRAD)
for name in ("bessel_y0", "bessel_y1", "modified_bessel_k0", "modified_bessel_k1", "scaled_modified_bessel_k0", "scaled_modified_bessel_k1", "airy_ai"):
    op(name, ref=None, x=(0.5, 5), grad=NO_GRAD)


def by_recurrence(first, step):
    def p(x, n):
        values = [np.ones_like(x), first(x)]
        for k in range(2, n + 1):
            values.append(step(k, x, values[-1], values[-2]))
        return values[n]

    return p


def chebyshev(first):
    return by_recurrence(first, lambda k, x, p, q: 2 * x * p - q)


POLYNOMIALS = {
    "chebyshev_polynomial_t": chebyshev(lambda x: x),
    "chebyshev_polynomial_u": chebyshev(lambda x: 2 * x),
    "chebyshev_polynomial_v": chebyshev(lambda x: 2 * x - 1),
    "chebyshev_polynomial_w": chebyshev(lambda x: 2 * x + 1),
    "hermite_polynomial_h": by_recurrence(lambda x: 2 * x, lambda k, x, p, q: 2 * x * p - 2 * (k - 1) * q),
    "hermite_polynomial_he": by_recurrence(lambda x: x, lambda k, x, p, q: x * p - (k - 1) * q),
    "laguerre_polynomial_l": by_recurrence(lambda x: 1 - x, lambda k, x, p, q: ((2 * k - 1 - x) * p - (k - 1) * q) / k),
    "legendre_polynomial_p": by_recurrence(lambda x: x, lambda k, x, p, q: ((2 * k - 1) * x * p - (k - 1) * q) / k),
}
for name, ref in POLYNOMIALS.items():
    op(name, ref=ref, samples=[S(T(3, 4, low=-2, high=2), n) for n in (0, 1, 3, 5)], grad=NO_GRAD)
for kind in "tuvw":
    ref = POLYNOMIALS[f"chebyshev_polynomial_{kind}"]
    op(f"shifted_chebyshev_polynomial_{kind}", ref=lambda x, n, ref=ref: ref(2 * x - 1, n), samples=[S(T(3, 4), n) for n in (1, 3)], grad=NO_GRAD)
