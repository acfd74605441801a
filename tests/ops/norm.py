import numpy as np
from samples import op, S, T, untested

TOL = {"float32": (2e-5, 2e-5), "float16": (1e-2, 1e-2), "bfloat16": (6e-2, 6e-2)}


def normal(x, dims, eps):
    return (x - x.mean(axis=dims, keepdims=True)) / np.sqrt(x.var(axis=dims, keepdims=True) + eps)


def channels(v, x):
    return v.reshape(-1, *[1] * (x.ndim - 2))


def scaled(u, w, b):
    return u * (1 if w is None else channels(w, u)) + (0 if b is None else channels(b, u))


def batch_norm(x, w, b, mean, var, training, momentum, eps):
    u = normal(x, (0, *range(2, x.ndim)), eps) if training else (x - channels(mean, x)) / np.sqrt(channels(var, x) + eps)
    return scaled(u, w, b)


def layer_norm(x, shape, w=None, b=None, eps=1e-5):
    u = normal(x, tuple(range(x.ndim - len(shape), x.ndim)), eps)
    return u * (1 if w is None else w) + (0 if b is None else b)


def group_norm(x, groups, w=None, b=None, eps=1e-5):
    return scaled(normal(x.reshape(x.shape[0], groups, -1), 2, eps).reshape(x.shape), w, b)


def instance_norm(x, w, b, mean, var, use_input_stats, momentum, eps):
    return scaled(normal(x, tuple(range(2, x.ndim)), eps), w, b)


w, b = T(3), T(3)
running = (T(3, grad=False), T(3, low=0.5, grad=False))
op("batch_norm", ref=batch_norm, tol=TOL, samples=[
    S(T(*shape), w, b, None, None, True, 0.1, 1e-5) for shape in ((4, 3), (2, 3, 5), (2, 3, 4, 5), (2, 3, 2, 3, 4))
] + [S(T(2, 3, 4), w, b, *running, False, 0.1, 1e-5), S(T(2, 3, 4), None, None, *running, False, 0.1, 1e-5)])
op("layer_norm", ref=layer_norm, tol=TOL, samples=[
    S(T(3, 4, 5), [5], T(5), T(5)), S(T(3, 4, 5), [4, 5], T(4, 5), T(4, 5)), S(T(3, 5), [5]), S(T(3, 5), [5], T(5)), S(T(5), [5], T(5), T(5), 0.1),
])
op("group_norm", ref=group_norm, tol=TOL, samples=[
    S(T(2, 6, 4, 3), 2, T(6), T(6)), S(T(2, 3, 4), 3, w, b), S(T(3, 6), 3), S(T(2, 3, 4), 1, w),
])
op("instance_norm", ref=instance_norm, tol=TOL, samples=[
    S(T(2, 3, 4, 5), w, b, None, None, True, 0.1, 1e-5), S(T(2, 3, 6), None, None, None, None, True, 0.1, 1e-5),
])
untested("the same with arguments in another order", "functional_batch_norm", "functional_instance_norm")
untested("tested through the forms that return the output only", "native_batch_norm", "native_layer_norm", "native_group_norm")
untested("internal; tested through the normalisations", "batch_norm_backward", "layer_norm_backward", "group_norm_backward")
