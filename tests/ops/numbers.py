import math

import numpy as np
from samples import ALL, INTS, S, T, inf, nan, op

PAIRS = [S(T(3, 4), T(3, 4)), S(T(2, 1, 3), T(4, 1))]
POSITIVE = [S(T(3, 4, low=1, high=20), T(3, 4, low=1, high=20)), S(T(2, 1, 3, low=1, high=20), T(4, 1, low=1, high=20))]

op("nan_to_num", ref=None, samples=[S(T(3, 4)), S(T(values=[nan, inf, -inf, 1.0], dtype="float64", grad=False)), S(T(3), nan=1.0, posinf=2.0, neginf=3.0)])
op("heaviside", ref=np.heaviside, samples=[*PAIRS, S(T(values=[-1.0, 0.0, 2.0], grad=False), T(values=[5.0], grad=False))], grad="piecewise constant")
op("gcd", ref=np.gcd, samples=POSITIVE, dtypes=INTS, grad="of integers")
op("lcm", ref=np.lcm, samples=[S(T(3, 4, low=1, high=10), T(3, 4, low=1, high=10))], dtypes=INTS, grad="of integers")
op("nextafter", ref=np.nextafter, samples=PAIRS, dtypes=("float64",), grad="piecewise constant")
op("ldexp", ref=lambda x, e: x * 2.0**e, samples=[S(T(3, 4), T(3, 4, low=-2, high=2)), S(T(3), T(values=[1, 2, 3], dtype="int64", grad=False))])
op("frexp", ref=np.frexp, samples=[S(T(3, 4, low=0.6, high=0.9)), S(T(3, low=5, high=7))], gradgrad="the slope is constant")
op("deg2rad", ref=np.deg2rad, x=(-200, 200))
op("rad2deg", ref=np.rad2deg, x=(-3, 3), tol={"float16": (2e-3, 2e-1), "bfloat16": (2e-2, 2)})
op("isposinf", ref=lambda x: x == inf, x=(-2, 2), edge=[inf, -inf, nan], dtypes=ALL, grad="gives bools")
op("isneginf", ref=lambda x: x == -inf, x=(-2, 2), edge=[inf, -inf, nan], dtypes=ALL, grad="gives bools")

FOREACH = {"abs": np.abs, "ceil": np.ceil, "floor": np.floor, "trunc": np.trunc, "round": np.round, "neg": np.negative, "frac": lambda x: x - np.trunc(x)}
for name in ("cos", "cosh", "exp", "expm1", "tan", "sin", "sinh"):
    FOREACH[name] = getattr(np, name)
POSITIVE_FOREACH = {"log": np.log, "log10": np.log10, "log1p": np.log1p, "log2": np.log2, "sqrt": np.sqrt, "reciprocal": np.reciprocal}
POSITIVE_FOREACH["sigmoid"] = lambda x: 1 / (1 + np.exp(-x))
SMALL_FOREACH = {"acos": np.arccos, "asin": np.arcsin, "atan": np.arctan}
SMALL_FOREACH |= {"erf": np.vectorize(math.erf, otypes=[float]), "erfc": np.vectorize(math.erfc, otypes=[float])}
LGAMMA = {"lgamma": np.vectorize(math.lgamma, otypes=[float])}


def in_place(function, tensors):
    tensors = [t.clone() for t in tensors]
    assert function(tensors) is None
    return tensors


for names, low, high in ((FOREACH, -1.4, 1.4), (POSITIVE_FOREACH, 0.5, 3), (SMALL_FOREACH, -0.9, 0.9), (LGAMMA, 0.5, 3)):
    for name, ref in names.items():
        lists = [S([T(3, 4, low=low, high=high), T(2, low=low, high=high)])]
        op(f"_foreach_{name}", ref=lambda tensors, ref=ref: [ref(t) for t in tensors], samples=lists)
        op(f"_foreach_{name}_", ref=lambda tensors, ref=ref: [ref(t) for t in tensors], samples=lists[:1], run=in_place, meta="gives nothing", grad="writes into a list")
op("_foreach_zero_", ref=lambda tensors: [np.zeros_like(t) for t in tensors], samples=[S([T(3, 4), T(2)])], run=in_place, meta="gives nothing", grad="writes into a list")
