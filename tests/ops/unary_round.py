import numpy as np
from samples import ALL, ALL_BOOL, COMPLEX, FLOATS, INT_BOOL, S, T, inf, nan, op

FLAT = "piecewise constant: its gradient is zero"
op("neg", ref=np.negative, x=(-3, 3), dtypes=ALL + COMPLEX, edge=[0, inf, nan])
op("abs", ref=np.abs, x=(0.2, 3), dtypes=ALL + COMPLEX, edge=[-1, 0, -inf, nan])
op("sign", ref=np.sign, x=(0.2, 3), dtypes=ALL, edge=[0, -3, inf])
op("square", ref=np.square, x=(-3, 3), dtypes=ALL + COMPLEX)
op("floor", ref=np.floor, x=(0.1, 0.9), dtypes=ALL, edge=[1.5, -1.5, inf, nan])
op("ceil", ref=np.ceil, x=(0.1, 0.9), dtypes=ALL, edge=[1.5, -1.5, inf, nan])
op("trunc", ref=np.trunc, x=(0.1, 0.9), dtypes=ALL, edge=[1.5, -1.5, inf, nan])
op("frac", ref=lambda x: x - np.trunc(x), x=(0.1, 0.9), edge=[1.5, -1.5])
op("round", ref=lambda x, decimals=0: np.round(x, decimals), dtypes=FLOATS,
   samples=[S(T(3, 4, low=0.1, high=0.4)), S(T(values=[0.5, 1.5, 2.5, -0.5], dtype="float64", grad=False)),
            S(T(values=[1.234, 5.678], dtype="float64", grad=False), decimals=2)])
op("bitwise_not", ref=np.invert, x=(0, 100), dtypes=INT_BOOL, grad="integers")
op("logical_not", ref=np.logical_not, x=(-1, 1), dtypes=ALL_BOOL + COMPLEX, grad="bools")
op("isnan", ref=np.isnan, x=(-1, 1), dtypes=FLOATS + COMPLEX, grad="bools", edge=[nan, inf, 0])
op("isinf", ref=np.isinf, x=(-1, 1), dtypes=FLOATS + COMPLEX, grad="bools", edge=[nan, inf, -inf, 0])
op("isfinite", ref=np.isfinite, x=(-1, 1), dtypes=FLOATS + COMPLEX, grad="bools", edge=[nan, inf, 0])
op("signbit", ref=np.signbit, x=(-1, 1), dtypes=FLOATS, grad="bools", edge=[-0.0, 0.0, -inf])
op("positive", ref=lambda x: x, x=(-1, 1), dtypes=ALL)
