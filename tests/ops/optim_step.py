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


def each(step):
    """A reference of one parameter, over all: step(p, g, *states, **options) gives what each becomes."""
    def steps(params, grads, *lists, **options):
        present = [i for i, states in enumerate(lists) if states]
        columns = [[] for _ in range(1 + len(present))]
        for k in range(len(params)):
            states = [states[k] if states else None for states in lists]
            new = step(params[k], grads[k], *states, **options)
            for column, i in zip(columns, [0, *(i + 1 for i in present)]):
                column.append(new[i])
        return [x for column in columns for x in column]
    return steps


def start(p, g, weight_decay=0.0, maximize=False):
    return (-g if maximize else g) + weight_decay * p


@each
def adam(p, g, m, v, top, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decoupled=False, maximize=False):
    if decoupled:
        p, weight_decay = p * (1 - lr * weight_decay), 0.0
    g, t = start(p, g, weight_decay, maximize), t + 1
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    top = v if top is None else np.maximum(top, v)
    return p - lr / (1 - beta1**t) * m / (np.sqrt(top) / np.sqrt(1 - beta2**t) + eps), m, v, top, t


@each
def adagrad(p, g, total, t, lr, lr_decay=0.0, weight_decay=0.0, eps=1e-10, maximize=False):
    g, t = start(p, g, weight_decay, maximize), t + 1
    total = total + g * g
    return p - lr / (1 + (t - 1) * lr_decay) * g / (np.sqrt(total) + eps), total, t


@each
def adadelta(p, g, square, moved, t, lr, rho=0.9, eps=1e-6, weight_decay=0.0, maximize=False):
    g = start(p, g, weight_decay, maximize)
    square = rho * square + (1 - rho) * g * g
    delta = np.sqrt(moved + eps) / np.sqrt(square + eps) * g
    return p - lr * delta, square, rho * moved + (1 - rho) * delta * delta, t + 1


@each
def rmsprop(p, g, square, buffer, mean, t, lr, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, maximize=False):
    g = start(p, g, weight_decay, maximize)
    square = spread = alpha * square + (1 - alpha) * g * g
    if mean is not None:
        mean = alpha * mean + (1 - alpha) * g
        spread = square - mean * mean
    update = g / (np.sqrt(spread) + eps)
    if buffer is not None:
        buffer = update = momentum * buffer + update
    return p - lr * update, square, buffer, mean, t + 1


@each
def asgd(p, g, average, mu, eta, t, lr, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0.0, maximize=False):
    g, t = start(p, g, weight_decay, maximize), t + 1
    p = p * (1 - lambd * eta) - eta * g
    return p, average + (p - average) * mu, 1 / np.maximum(1, t - t0), lr / (1 + lambd * lr * t) ** alpha, t


@each
def rprop(p, g, last, size, t, eta_minus=0.5, eta_plus=1.2, step_size_min=1e-6, step_size_max=50.0, maximize=False):
    g = start(p, g, 0.0, maximize)
    turn = g * last
    size = np.clip(size * np.where(turn > 0, eta_plus, np.where(turn < 0, eta_minus, 1.0)), step_size_min, step_size_max)
    g = np.where(turn < 0, 0.0, g)
    return p - np.sign(g) * size, g, size, t + 1


@each
def adamax(p, g, m, top, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, maximize=False):
    g, t = start(p, g, weight_decay, maximize), t + 1
    m, top = beta1 * m + (1 - beta1) * g, np.maximum(beta2 * top, np.abs(g) + eps)
    return p - lr / (1 - beta1**t) * m / top, m, top, t


@each
def nadam(p, g, m, v, product, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, momentum_decay=0.004, decoupled=False, maximize=False):
    if decoupled:
        p, weight_decay = p * (1 - lr * weight_decay), 0.0
    g, t = start(p, g, weight_decay, maximize), t + 1
    mu, after = (beta1 * (1 - 0.5 * 0.96 ** ((t + i) * momentum_decay)) for i in (0, 1))
    product, m, v = product * mu, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    root = np.sqrt(v / (1 - beta2**t)) + eps
    return p - lr * (1 - mu) / (1 - product) * g / root - lr * after / (1 - product * after) * m / root, m, v, product, t


@each
def radam(p, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decoupled=False, maximize=False):
    if decoupled:
        p, weight_decay = p * (1 - lr * weight_decay), 0.0
    g, t = start(p, g, weight_decay, maximize), t + 1
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    most = 2 / (1 - beta2) - 1
    rho = most - 2 * t * beta2**t / (1 - beta2**t)
    update = m / (1 - beta1**t)
    if rho > 5:
        rectification = np.sqrt((rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho))
        update = update * rectification * np.sqrt(1 - beta2**t) / (np.sqrt(v) + eps)
    return p - lr * update, m, v, t


def lists(n, positive=()):
    """n lists of a matrix and a vector; those at `positive` hold positive numbers, as averages of squares do."""
    return [[T(2, 3, low=low, high=2), T(5, low=low, high=2)] for low in (0.1 if i in positive else -2 for i in range(n))]


def numbers(first, second=None):
    """A list of one number a parameter."""
    return [T(values=x, dtype="float64") for x in (first, first if second is None else second)]


op("sgd_step", ref=sgd, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(2), [], lr=0.1),
    S(*lists(2), [], lr=0.1, weight_decay=0.01, maximize=True),
    S(*lists(3), lr=0.1, momentum=0.9, first=True),
    S(*lists(3), lr=0.1, momentum=0.9, dampening=0.2),
    S(*lists(3), lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1),
])
op("adam_step", ref=adam, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {3}), [], numbers(0), lr=0.1),
    S(*lists(4, {3}), [], numbers(2, 6), lr=0.1, beta1=0.8, beta2=0.99, eps=1e-3, weight_decay=0.1),
    S(*lists(4, {3}), [], numbers(1), lr=0.1, weight_decay=0.1, decoupled=True, maximize=True),
    S(*lists(5, {3, 4}), numbers(1), lr=0.1),
])
op("adagrad_step", ref=adagrad, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(3, {2}), numbers(0), lr=0.1),
    S(*lists(3, {2}), numbers(4, 9), lr=0.1, lr_decay=0.1, weight_decay=0.1, eps=1e-3, maximize=True),
])
op("adadelta_step", ref=adadelta, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {2, 3}), numbers(0), lr=1.0),
    S(*lists(4, {2, 3}), numbers(4, 9), lr=0.5, rho=0.5, weight_decay=0.1, eps=1e-3, maximize=True),
])
op("rmsprop_step", ref=rmsprop, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(3, {2}), [], [], numbers(0), lr=0.1),
    S(*lists(4, {2}), [], numbers(3), lr=0.1, alpha=0.5, momentum=0.9, weight_decay=0.1),
    S([T(4)], [T(4)], [T(4, low=4, high=5)], [], [T(4, low=-1, high=1)], [T(values=3, dtype="float32")], lr=0.1, eps=1e-3, maximize=True),
    S([T(4)], [T(4)], [T(4, low=4, high=5)], [T(4)], [T(4, low=-1, high=1)], [T(values=3, dtype="float32")], lr=0.1, momentum=0.5),
])
op("asgd_step", ref=asgd, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(3), numbers(1.0), numbers(0.5, 0.25), numbers(0), lr=0.1),
    S(*lists(3), numbers(0.5), numbers(0.5, 0.25), numbers(8), lr=0.1, lambd=0.1, alpha=0.5, t0=5.0, weight_decay=0.1, maximize=True),
])
op("rprop_step", ref=rprop, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {3}), numbers(0)),
    S(*lists(4, {3}), numbers(3), eta_minus=0.25, eta_plus=1.5, step_size_min=0.5, step_size_max=1.5, maximize=True),
])
op("adamax_step", ref=adamax, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {3}), numbers(0), lr=0.1),
    S(*lists(4, {3}), numbers(3, 5), lr=0.1, beta1=0.3, beta2=0.5, eps=1e-3, weight_decay=0.1, maximize=True),
])
op("nadam_step", ref=nadam, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {3}), numbers(1.0), numbers(0), lr=0.1),
    S(*lists(4, {3}), numbers(0.5), numbers(3), lr=0.1, weight_decay=0.1, momentum_decay=0.1),
    S(*lists(4, {3}), numbers(0.5), numbers(3), lr=0.1, weight_decay=0.1, decoupled=True, maximize=True),
])
op("radam_step", ref=radam, run=changed, grad=NONE, meta="gives nothing", samples=[
    S(*lists(4, {3}), numbers(0), lr=0.1),
    S(*lists(4, {3}), numbers(20), lr=0.1, weight_decay=0.1),
    S(*lists(4, {3}), numbers(20), lr=0.1, weight_decay=0.1, decoupled=True, maximize=True),
])
