import numpy as np
from samples import COMPLEX, FLOATS, S, T, inf, nan, op

op("sin", dtypes=FLOATS + COMPLEX, ref=np.sin, x=(-4, 4), edge=[0, 1e5, inf, nan])
op("cos", dtypes=FLOATS + COMPLEX, ref=np.cos, x=(-4, 4), edge=[0, 1e5, inf, nan])
op("tan", dtypes=FLOATS + COMPLEX, ref=np.tan, x=(-1, 1), edge=[0, inf, nan])
op("asin", dtypes=FLOATS + COMPLEX, ref=np.arcsin, x=(-0.9, 0.9), edge=[1, -1, 2, nan])
op("acos", dtypes=FLOATS + COMPLEX, ref=np.arccos, x=(-0.9, 0.9), edge=[1, -1, 2, nan])
op("atan", dtypes=FLOATS + COMPLEX, ref=np.arctan, x=(-3, 3), edge=[0, inf, -inf, nan])
op("sinh", dtypes=FLOATS + COMPLEX, ref=np.sinh, x=(-2, 2), edge=[0, 1e-5, inf, nan])
op("cosh", dtypes=FLOATS + COMPLEX, ref=np.cosh, x=(-2, 2), edge=[0, inf, nan])
op("tanh", dtypes=FLOATS + COMPLEX, ref=np.tanh, x=(-2, 2), edge=[0, 1e-5, 20, inf, -inf, nan])
op("asinh", dtypes=FLOATS + COMPLEX, ref=np.arcsinh, x=(-2, 2), edge=[0, inf, nan])
op("acosh", dtypes=FLOATS + COMPLEX, ref=np.arccosh, x=(1.2, 3), edge=[1, inf, 0.5, nan])
op("atanh", dtypes=FLOATS + COMPLEX, ref=np.arctanh, x=(-0.9, 0.9), edge=[0, 1, 2, nan])
op("tanh_backward", dtypes=FLOATS + COMPLEX, ref=lambda g, y: g * np.conj(1 - y * y), samples=[S(T(3, 4), T(3, 4, low=-0.9, high=0.9))])
