import math

import numpy as np
from samples import S, T, nan, op

erf = np.vectorize(math.erf, otypes=[float])
sigmoid = lambda x: 1 / (1 + np.exp(-x))  # noqa: E731
softplus = lambda x, beta=1, threshold=20: np.where(x * beta > threshold, x, np.log1p(np.exp(x * beta)) / beta)  # noqa: E731
away = (0.1, 2)  # from the kink at zero



def both(low=0.1, high=2, **kw):
    return [S(T(3, 4, low=low, high=high), **kw), S(T(3, low=-high, high=-low), **kw), S(T(0, 2), **kw), S(T(low=0.1, high=1), **kw), S(T(3, 67, grad=False), **kw), S(T(40003, grad=False), **kw)]


op("relu", ref=lambda x: np.maximum(x, 0), samples=both() + [S(T(values=[-1, 0, 2, nan], grad=False, dtype="float64"))])
op("threshold", ref=lambda x, t, v: np.where(x > t, x, v), samples=[S(T(3, 4, low=1.1, high=2), 1, -1), S(T(3, low=0, high=0.9), 1, -1)])
op("gelu", ref=lambda x, approximate="none": x * 0.5 * (1 + erf(x / math.sqrt(2))) if approximate == "none" else
   0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))), samples=both() + [S(T(5), approximate="tanh")])
op("silu", ref=lambda x: x * sigmoid(x), samples=both())
op("leaky_relu", ref=lambda x, negative_slope=0.01: np.where(x > 0, x, negative_slope * x), samples=both() + both(negative_slope=0.2))
op("elu", ref=lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.expm1(x)), samples=both() + both(alpha=0.5))
op("selu", ref=lambda x: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(x)), samples=both())
op("celu", ref=lambda x, alpha=1.0: np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(x / alpha)), samples=both() + both(alpha=2.0))
op("softplus", ref=softplus, samples=both() + both(beta=2) + [S(T(values=[30.0, -30.0], grad=False))])
op("log_sigmoid", ref=lambda x: -np.log1p(np.exp(-x)), samples=both())
op("mish", ref=lambda x: x * np.tanh(np.log1p(np.exp(x))), samples=both())
op("hardtanh", ref=lambda x, min_val=-1, max_val=1: np.clip(x, min_val, max_val), samples=[S(T(3, 4, low=-0.9, high=0.9)), S(T(3, low=1.1, high=2))])
op("relu6", ref=lambda x: np.clip(x, 0, 6), samples=[S(T(3, 4, low=0.5, high=5)), S(T(3, low=6.5, high=8))])
op("hardsigmoid", ref=lambda x: np.clip(x / 6 + 0.5, 0, 1), samples=[S(T(3, 4)), S(T(3, low=3.5, high=5))])
op("hardswish", ref=lambda x: x * np.clip(x / 6 + 0.5, 0, 1), samples=[S(T(3, 4)), S(T(3, low=3.5, high=5))])
op("softsign", ref=lambda x: x / (1 + np.abs(x)), samples=both())
op("tanhshrink", ref=lambda x: x - np.tanh(x), samples=both())
op("hardshrink", ref=lambda x, lambd=0.5: np.where(np.abs(x) > lambd, x, 0), samples=[S(T(3, 4, low=0.6, high=2)), S(T(3, low=-0.4, high=0.4))])
op("softshrink", ref=lambda x, lambd=0.5: np.sign(x) * np.maximum(np.abs(x) - lambd, 0), samples=[S(T(3, 4, low=0.6, high=2)), S(T(3, low=-0.4, high=0.4))])
op("prelu", ref=lambda x, w: np.where(x > 0, x, (w if w.size == 1 else w[:, None]) * x), samples=[S(T(2, 3, 4, low=0.1, high=2), T(1)), S(T(2, 3, 4, low=-2, high=-0.1), T(3))])


# The gradients of activations are ops of their own: pointwise in the gradient and the input, away from the kink of the input.
def pair(*args, **kw):
    return [S(T(3, 4), T(3, 4, low=low, high=high), *args, **kw) for low, high in (away, (-2, -0.1))]


def gelu_slope(x, approximate="none"):
    if approximate == "none":
        return 0.5 * (1 + erf(x / math.sqrt(2))) + x * np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    t = np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x**2)


op("threshold_backward", ref=lambda g, x, t: np.where(x > t, g, 0), samples=pair(0) + [S(T(3), T(3, low=1.1, high=2), 1)])
op("gelu_backward", ref=lambda g, x, **kw: g * gelu_slope(x, **kw), samples=pair() + pair(approximate="tanh"))
op("silu_backward", ref=lambda g, x: g * sigmoid(x) * (1 + x * (1 - sigmoid(x))), samples=pair())
op("leaky_relu_backward", ref=lambda g, x, slope: np.where(x > 0, g, slope * g), samples=pair(0.2))
op("elu_backward", ref=lambda g, x, alpha, scale, k: g * np.where(x > 0, scale, scale * alpha * k * np.exp(k * x)), samples=pair(1.0, 1.0, 1.0) + pair(0.5, 1.5, 2.0))
