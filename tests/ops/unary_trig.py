import numpy as np
from samples import S, T, inf, nan, op

op("sin", ref=np.sin, x=(-4, 4), edge=[0, 1e5, inf, nan])
op("cos", ref=np.cos, x=(-4, 4), edge=[0, 1e5, inf, nan])
op("tan", ref=np.tan, x=(-1, 1), edge=[0, inf, nan])
op("asin", ref=np.arcsin, x=(-0.9, 0.9), edge=[1, -1, 2, nan])
op("acos", ref=np.arccos, x=(-0.9, 0.9), edge=[1, -1, 2, nan])
op("atan", ref=np.arctan, x=(-3, 3), edge=[0, inf, -inf, nan])
op("sinh", ref=np.sinh, x=(-2, 2), edge=[0, 1e-5, inf, nan])
op("cosh", ref=np.cosh, x=(-2, 2), edge=[0, inf, nan])
op("tanh", ref=np.tanh, x=(-2, 2), edge=[0, 1e-5, 20, inf, -inf, nan])
op("asinh", ref=np.arcsinh, x=(-2, 2), edge=[0, inf, nan])
op("acosh", ref=np.arccosh, x=(1.2, 3), edge=[1, inf, 0.5, nan])
op("atanh", ref=np.arctanh, x=(-0.9, 0.9), edge=[0, 1, 2, nan])
op("tanh_backward", ref=lambda g, y: g * (1 - y * y), samples=[S(T(3, 4), T(3, 4, low=-0.9, high=0.9))])
