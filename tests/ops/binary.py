import numpy as np
from samples import ALL, COMPLEX, FLOATS, INTS, S, T, op

PAIRS = [S(T(3, 4), T(3, 4)), S(T(2, 1, 3), T(4, 1)), S(T(), T(3)), S(T(0, 3), T(3))]
LONG = [S(T(3, 67, grad=False), T(67, grad=False)), S(T(40003, grad=False), T(40003, grad=False)), S(T(40003, grad=False), 1)]
PAIRS += LONG
POSITIVE = [S(T(3, 4, low=0.5, high=3), T(3, 4, low=1, high=3)), S(T(2, 1, 3, low=0.5, high=3), T(4, 1, low=1, high=3)), S(T(3, low=1, high=3), 2)]
POSITIVE += [S(T(*n, low=0.5, high=3, grad=False), T(*n, low=1, high=3, grad=False)) for n in ((3, 67), (40003,))]
TENSORS = [s for s in PAIRS if isinstance(s.args[1], T)]
POSITIVE_TENSORS = [s for s in POSITIVE if isinstance(s.args[1], T)]


def alpha(f):
    return lambda a, b, alpha=1: f(a, alpha * b)


op("add", ref=alpha(np.add), samples=PAIRS + [S(T(3), 2), S(T(3), T(3), alpha=3)], dtypes=ALL + COMPLEX)
op("sub", ref=alpha(np.subtract), samples=PAIRS + [S(T(3, low=2, high=4), 2), S(T(3, low=4, high=8), T(3, low=0, high=1), alpha=3)], dtypes=FLOATS + COMPLEX + INTS[1:])
op("rsub", dtypes=FLOATS + COMPLEX, ref=lambda a, b, alpha=1: b - alpha * a, samples=[S(T(3), T(3)), S(T(3), 2, alpha=2)])
op("mul", ref=np.multiply, samples=PAIRS + [S(T(3), 3)], dtypes=ALL + COMPLEX)
op("div", ref=lambda a, b, rounding_mode=None: {"floor": np.floor, "trunc": np.trunc, None: lambda x: x}[rounding_mode](a / b),
   samples=POSITIVE + [S(T(3, low=1, high=9), 2), S(T(4, low=1.1, high=1.9), 2.5, rounding_mode="floor"), S(T(4, low=1.1, high=1.9), 2.5, rounding_mode="trunc")])
op("div", ref=np.divide, samples=POSITIVE, dtypes=COMPLEX)
op("floor_divide", ref=np.floor_divide, samples=[S(T(3, 4, low=-9, high=9), T(3, 4, low=1, high=4)), S(T(3), 2)], dtypes=FLOATS + INTS, grad="piecewise constant")
op("remainder", ref=np.remainder, samples=[S(T(3, 4, low=-9, high=9), T(3, 4, low=2, high=4)), S(T(5, low=1.2, high=1.8), 2.5)])
op("fmod", ref=np.fmod, samples=[S(T(3, 4, low=-9, high=9), T(3, 4, low=2, high=4)), S(T(5, low=1.2, high=1.8), 2.5)])
op("pow", ref=np.power, samples=POSITIVE + [S(T(3, low=1, high=3), e) for e in (0.5, -1.0, 3, 2)] + [S(2.0, T(3, low=1, high=2))])
op("pow", ref=np.power, samples=POSITIVE + [S(T(3), e) for e in (0.5, -1.0, -0.5, 3, 2, 0, 1.5 + 2j)] + [S(2.0, T(3))], dtypes=COMPLEX)
op("float_power", ref=lambda a, b: np.power(np.float64(a), b), samples=[S(T(3, low=1, high=3), 2), S(T(3, low=1, high=3), T(3, low=1, high=2))])
op("atan2", ref=np.arctan2, samples=POSITIVE_TENSORS + [S(T(values=[0.0, -1.0, 1.0], grad=False), T(values=[-1.0, -1.0, 0.0], grad=False))])
op("hypot", ref=np.hypot, samples=POSITIVE_TENSORS)
op("copysign", ref=np.copysign, samples=[S(T(3, low=1, high=3), T(3, low=-3, high=-1))])
op("logaddexp", ref=np.logaddexp, samples=TENSORS)
op("maximum", ref=np.maximum, samples=TENSORS + [S(T(values=[1.0, float("nan")], grad=False), T(2, grad=False))], dtypes=ALL)
op("minimum", ref=np.minimum, samples=TENSORS + [S(T(values=[1.0, float("nan")], grad=False), T(2, grad=False))], dtypes=ALL)
op("fmax", ref=np.fmax, samples=TENSORS + [S(T(values=[1.0, float("nan")], grad=False), T(2, grad=False))])
op("fmin", ref=np.fmin, samples=TENSORS + [S(T(values=[1.0, float("nan")], grad=False), T(2, grad=False))])
