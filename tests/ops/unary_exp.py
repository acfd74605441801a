import math

import numpy as np
from samples import COMPLEX, FLOATS, S, T, inf, nan, op

erf, erfc = np.vectorize(math.erf, otypes=[float]), np.vectorize(math.erfc, otypes=[float])

op("exp", dtypes=FLOATS + COMPLEX, ref=np.exp, x=(-2, 2), edge=[0, inf, -inf, nan, 88.8, -104])
op("exp2", dtypes=FLOATS + COMPLEX, ref=np.exp2, x=(-2, 2), edge=[0, inf, -inf, nan])
op("expm1", dtypes=FLOATS + COMPLEX, ref=np.expm1, x=(-2, 2), edge=[0, 1e-9, inf, nan])
op("log", dtypes=FLOATS + COMPLEX, ref=np.log, x=(0.1, 3), edge=[0, inf, -1, nan])
op("log2", dtypes=FLOATS + COMPLEX, ref=np.log2, x=(0.1, 3), edge=[0, inf, -1, nan])
op("log10", dtypes=FLOATS + COMPLEX, ref=np.log10, x=(0.1, 3), edge=[0, inf, -1, nan])
op("log1p", dtypes=FLOATS + COMPLEX, ref=np.log1p, x=(-0.5, 3), edge=[0, 1e-9, -1, inf, nan])
op("sqrt", dtypes=FLOATS + COMPLEX, ref=np.sqrt, x=(0.1, 3), edge=[0, inf, -1, nan])
op("rsqrt", dtypes=FLOATS + COMPLEX, ref=lambda x: 1 / np.sqrt(x), x=(0.1, 3), edge=[0, inf, -1, nan])
op("reciprocal", dtypes=FLOATS + COMPLEX, ref=lambda x: 1 / x, x=(0.2, 3), edge=[0, inf, -1, nan])
op("erf", ref=erf, x=(-2, 2), edge=[0, inf, -inf, nan])
op("erfc", ref=erfc, x=(-2, 2), edge=[0, inf, -inf, 5])
op("sigmoid", dtypes=FLOATS + COMPLEX, ref=lambda x: 1 / (1 + np.exp(-x)), x=(-3, 3), edge=[0, inf, -inf, nan])
op("sigmoid_backward", dtypes=FLOATS + COMPLEX, ref=lambda g, y: g * np.conj(y * (1 - y)), samples=[S(T(3, 4), T(3, 4, low=0.1, high=0.9))])
op("logit", ref=lambda x, eps=None: np.log(np.clip(x, eps, 1 - eps if eps else None) / (1 - np.clip(x, eps, 1 - eps if eps else None))) if eps else np.log(x / (1 - x)), samples=[S(T(3, 4, low=0.1, high=0.9)), S(T(3, low=0.1, high=0.9), 0.2)])
