import numpy as np
import tenon
from samples import S, T, op

NONE = "updates parameters in place"


def changed(step, *lists, **options):
    """The tensors of all lists but the second (the gradients), after the step."""
    with tenon.no_grad():
        step(*lists, **options)
    return [t for i, each in enumerate(lists) if i != 1 and isinstance(each, list) for t in each if not isinstance(t, float)]


def sgd(params, grads, buffers, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, maximize=False, first=False):
    new, new_buffers = [], []
    for i, (p, g) in enumerate(zip(params, grads)):
        g = (-g if maximize else g) + weight_decay * p
        if buffers:
            b = g if first else momentum * buffers[i] + (1 - dampening) * g
            new_buffers.append(b)
            g = g + momentum * b if nesterov else b
        new.append(p - lr * g)
    return new + new_buffers


def adam(params, grads, means, squares, largest, steps, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decoupled=False, maximize=False):
    out = [[], [], [], []]
    for i, (p, g, m, v, t) in enumerate(zip(params, grads, means, squares, steps)):
        g = -g if maximize else g
        if decoupled:
            p = p * (1 - lr * weight_decay)
        else:
            g = g + weight_decay * p
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        top = np.maximum(largest[i], v) if largest else v
        p = p - lr / (1 - beta1**t) * m / (np.sqrt(top) / np.sqrt(1 - beta2**t) + eps)
        for store, x in zip(out, (p, m, v, top)):
            store.append(x)
    return [x for store in out[: 4 if largest else 3] for x in store]


def lists(n, positive=()):
    """n lists of a matrix and a vector; those at `positive` hold positive numbers, as averages of squares do."""
    return [[T(2, 3, low=low, high=2), T(5, low=low, high=2)] for low in (0.1 if i in positive else -2 for i in range(n))]


op("sgd_step", ref=sgd, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(2), [], lr=0.1),
    S(*lists(2), [], lr=0.1, weight_decay=0.01, maximize=True),
    S(*lists(3), lr=0.1, momentum=0.9, first=True),
    S(*lists(3), lr=0.1, momentum=0.9, dampening=0.2),
    S(*lists(3), lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1),
])
op("adam_step", ref=adam, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {3}), [], [1.0, 1.0], lr=0.1),
    S(*lists(4, {3}), [], [3.0, 7.0], lr=0.1, beta1=0.8, beta2=0.99, eps=1e-3, weight_decay=0.1),
    S(*lists(4, {3}), [], [2.0, 2.0], lr=0.1, weight_decay=0.1, decoupled=True, maximize=True),
    S(*lists(5, {3, 4}), [2.0, 2.0], lr=0.1),
])
