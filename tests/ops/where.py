import numpy as np
from samples import COMPLEX, FLOATS, S, T, op

C = T(3, 4, dtype="bool")
BIG = T(3, 67, grad=False)
op("where", ref=np.where, samples=[S(C, T(3, 4), T(3, 4)), S(C, T(4), 0.5), S(T(3, 1, dtype="bool"), T(4), T(3, 4)), S(T(3, 67, dtype="bool"), BIG, BIG)], dtypes=("float32", "float64") + COMPLEX)


def clamp(x, min=None, max=None):
    return np.clip(x, min, max)


op("clamp", ref=clamp, samples=[S(T(3, 4), -1, 1), S(BIG, -1, 1), S(T(3, 4), min=0), S(T(3, 4), max=0.5), S(T(3, 4), T(4, low=-1, high=-0.5), T(4, low=0.5, high=1))])
op("clamp_min", ref=np.maximum, samples=[S(T(3, 4), 0.5)])
op("clamp_max", ref=np.minimum, samples=[S(T(3, 4), 0.5)])
op("addcmul", dtypes=FLOATS + COMPLEX, ref=lambda a, b, c, value=1: a + value * b * c, samples=[S(T(3, 4), T(3, 4), T(4), value=2), S(T(2), T(2), T(2)), S(BIG, BIG, BIG, value=-1.5)])
op("addcdiv", dtypes=FLOATS + COMPLEX, ref=lambda a, b, c, value=1: a + value * b / c, samples=[S(T(3, 4), T(3, 4), T(4, low=1, high=2), value=2)])
op("lerp", dtypes=FLOATS + COMPLEX, ref=lambda a, b, w: a + w * (b - a), samples=[S(T(3, 4), T(3, 4), 0.25), S(BIG, BIG, 0.75), S(T(3, 4), T(3, 4), T(4, low=0, high=1))])
