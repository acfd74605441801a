import numpy as np
from samples import S, T, op, untested

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


# The forms for the backward pass give the mean and 1 / deviation of each line too, and no gradient by them.
def moments(x, dims, eps, keep=False):
    return x.mean(axis=dims, keepdims=keep), 1 / np.sqrt(x.var(axis=dims, keepdims=keep) + eps)


def native_batch_norm(x, w, b, mean, var, training, momentum, eps):
    return batch_norm(x, w, b, mean, var, training, momentum, eps), *moments(x, (0, *range(2, x.ndim)), eps)


def native_layer_norm(x, shape, w, b, eps):
    return layer_norm(x, shape, w, b, eps), *moments(x, tuple(range(-len(shape), 0)), eps, keep=True)


def native_group_norm(x, w, b, groups, eps):
    return group_norm(x, groups, w, b, eps), *moments(x.reshape(len(x), groups, -1), 2, eps)


AIDS = "gradients by mean and deviation are not defined: see the forms that give the output only"
REAL = ("float32", "float64")
untested("the forms that are public call them", "native_batch_norm.stats", "native_layer_norm.stats")
op("native_batch_norm", ref=native_batch_norm, tol=TOL, grad=AIDS, dtypes=REAL, samples=[
    S(T(2, 3, 4), w, b, None, None, True, 0.1, 1e-5), S(T(4, 3), w, b, None, None, True, 0.1, 1e-2),
])
op("native_layer_norm", ref=native_layer_norm, tol=TOL, grad=AIDS, dtypes=REAL, samples=[
    S(T(2, 3, 4), [4], T(4), T(4), 1e-5), S(T(2, 3, 4), [3, 4], None, None, 1e-2),
])
op("native_group_norm", ref=native_group_norm, tol=TOL, grad=AIDS, dtypes=REAL, samples=[
    S(T(2, 6, 4), T(6), T(6), 2, 1e-5), S(T(2, 3, 4), None, None, 3, 1e-2),
])


def running_too(function, x, mean, var, *args, **kwargs):
    return function(x, mean, var, *args, **kwargs), mean, var


def functional(norm, over, training=True):
    """The result and the running statistics after it, which take the unbiased variance, for the mean of samples where each has its own."""

    def ref(x, mean, var, w=None, b=None, training=training, momentum=0.1, eps=1e-5):
        y = norm(x, w, b, mean, var, training, momentum, eps)
        if not training:
            return y, mean, var
        dims = over(x)
        now, spread = x.mean(axis=dims), x.var(axis=dims, ddof=1)
        if now.ndim == 2:
            now, spread = now.mean(0), spread.mean(0)
        return y, mean + momentum * (now - mean), var + momentum * (spread - var)

    return ref


ORDER = "see the form in the order of batch_norm"
op("functional_batch_norm", ref=functional(batch_norm, lambda x: (0, *range(2, x.ndim)), training=False), run=running_too, tol=TOL, grad=ORDER, dtypes=REAL, samples=[
    S(T(2, 3, 4), *running, w, b, training=True), S(T(2, 3, 4, 5), *running, w, b, training=True, momentum=0.3), S(T(2, 3, 4), *running),
])
op("functional_instance_norm", ref=functional(instance_norm, lambda x: tuple(range(2, x.ndim))), run=running_too, tol=TOL, grad=ORDER, dtypes=REAL, samples=[
    S(T(2, 3, 4), *running, w, b), S(T(2, 3, 4, 5), *running, momentum=0.3),
])
untested("internal; tested through the normalisations", "batch_norm_backward", "layer_norm_backward", "group_norm_backward")
