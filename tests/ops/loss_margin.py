import numpy as np
from samples import S, T, op, untested

WAYS = ("none", "mean", "sum")


def reduced(loss, reduction="mean"):
    return {"none": lambda: loss, "mean": lambda: loss.mean(), "sum": lambda: loss.sum()}[reduction]()


def labels(*values):
    return T(values=values, dtype="int64", grad=False)


def rows(loss):
    """A loss of one sample, for a batch of them or a single one."""

    def ref(x, t, *args, reduction="mean", **kw):
        if x.ndim == 1:
            return np.asarray(loss(x, t, *args, **kw))
        return reduced(np.array([loss(a, b, *args, **kw) for a, b in zip(x, t)]), reduction)

    return ref


@rows
def multi_margin(x, t, p=1, margin=1.0, weight=None):
    z = np.maximum(0, margin - x[t] + x) ** p * (1 if weight is None else weight[t])
    return np.delete(z, t).sum() / len(x)


@rows
def multilabel_margin(x, t):
    own = [int(v) for v in t[: list(t).index(-1) if -1 in t else len(t)]]
    other = [i for i in range(len(x)) if i not in own]
    return sum(max(0, 1 - (x[j] - x[i])) for j in own for i in other) / len(x)


op("multi_margin_loss", ref=multi_margin, samples=[S(T(3, 4, low=0, high=0.9), labels(1, 0, 3), reduction=how) for how in WAYS] + [
    S(T(3, 4, low=0, high=0.9), labels(1, 0, 3), 2, 1.5, T(values=[0.5, 1.0, 1.5, 0.25], grad=False)), S(T(4, low=0, high=0.9), T(values=2, dtype="int64", grad=False))])
op("multilabel_margin_loss", ref=multilabel_margin, samples=[
    S(T(2, 4, low=0, high=0.9), labels([3, 0, -1, 1], [1, -1, 2, 2]), reduction=how) for how in WAYS] + [
    S(T(4, low=0, high=0.9), labels(3, 0, 1, 2)), S(T(4, low=0, high=0.9), labels(-1, 0, 1, 2))])


def multilabel_soft_margin(x, t, weight=None, reduction="mean"):
    p = 1 / (1 + np.exp(-x))
    loss = -(t * np.log(p) + (1 - t) * np.log(1 - p)) * (1 if weight is None else weight)
    return reduced(loss.mean(-1), reduction)


op("multilabel_soft_margin_loss", ref=multilabel_soft_margin, samples=[S(T(3, 4), T(3, 4, low=0, high=1), reduction=how) for how in WAYS] + [
    S(T(3, 4), T(3, 4, low=0, high=1), T(4, grad=False))], tol={"bfloat16": (3e-2, 2e-2)})


def triplet(a, p, n, margin=1.0, power=2.0, eps=1e-6, swap=False, reduction="mean"):
    def distance(x, y):
        return (abs(x - y + eps) ** power).sum(-1) ** (1 / power)
    far = np.minimum(distance(a, n), distance(p, n)) if swap else distance(a, n)
    return reduced(np.maximum(0, margin + distance(a, p) - far), reduction)


op("triplet_margin_loss", ref=triplet, samples=[S(*(T(4, 3),) * 3, 9.0, swap=swap, reduction=how) for how in WAYS for swap in (False, True)] + [
    S(*(T(4, 3),) * 3, 9.0, 3.0)], tol={"bfloat16": (3e-2, 4e-2), "float16": (4e-3, 4e-3)})


def poisson(x, t, log_input=True, full=False, eps=1e-8, reduction="mean"):
    loss = np.exp(x) - t * x if log_input else x - t * np.log(x + eps)
    safe = np.where(t > 1, t, 2)
    return reduced(loss + np.where(t > 1, safe * np.log(safe) - safe + np.log(2 * np.pi * safe) / 2, 0) * full, reduction)


COUNTS = T(3, 4, low=0.5, high=5, grad=False)
op("poisson_nll_loss", ref=poisson, samples=[S(T(3, 4), COUNTS, reduction=how) for how in WAYS] + [
    S(T(3, 4), COUNTS, full=True), S(T(3, 4, low=0.5, high=2), COUNTS, log_input=False)], tol={"bfloat16": (6e-2, 3e-2), "float16": (8e-3, 4e-3)})


def gaussian(x, t, var, full=False, eps=1e-6, reduction="mean"):
    var = np.asarray(var)
    var = np.maximum(var[..., None] if var.ndim and var.ndim < x.ndim else var, eps)
    return reduced((np.log(var) + (x - t) ** 2 / var + np.log(2 * np.pi) * full) / 2, reduction)


VARIANCE = dict(low=0.5, high=2)
op("gaussian_nll_loss", ref=gaussian, samples=[S(T(3, 4), T(3, 4), T(3, 4, **VARIANCE), reduction=how) for how in WAYS] + [
    S(T(3, 4), T(3, 4), T(3, **VARIANCE), full=True), S(T(3, 4), T(3, 4), T(3, 1, **VARIANCE)), S(T(3, 4), T(3, 4), 1.5)],
   tol={"bfloat16": (6e-2, 4e-2), "float16": (8e-3, 4e-3)})


def ctc_one(log_p, target, blank):
    path = [blank]
    for v in target:
        path += [int(v), blank]
    alpha = np.full(len(path), -np.inf)
    alpha[:2] = [log_p[0, k] for k in path[:2]]
    for row in log_p[1:]:
        new = []
        for s, k in enumerate(path):
            skip = s > 1 and k != blank and k != path[s - 2]
            terms = [alpha[s]] + ([alpha[s - 1]] if s else []) + ([alpha[s - 2]] if skip else [])
            new.append(np.logaddexp.reduce(terms) + row[k])
        alpha = np.array(new)
    return -np.logaddexp.reduce(alpha[-2:])


def ctc(log_p, targets, steps, lengths, blank=0, reduction="mean", zero_infinity=False):
    single = log_p.ndim == 2
    if single:
        log_p, targets, steps, lengths = log_p[:, None], targets[None] if targets.ndim == 1 else targets, [steps], [lengths]
    starts = np.cumsum([0, *lengths])
    parts = [targets[b, :n] if targets.ndim == 2 else targets[starts[b] : starts[b] + n] for b, n in enumerate(lengths)]
    loss = np.array([ctc_one(log_p[:t, b], part, blank) for b, (t, part) in enumerate(zip(steps, parts))])
    if zero_infinity:
        loss[np.isinf(loss)] = 0
    if reduction == "mean":
        return (loss / np.maximum(1, lengths)).mean()
    return loss[0] if single and reduction == "none" else reduced(loss, reduction)


# The gradient holds for normalised rows, so the numerical one must not leave them.
NOT_FREE = "defined on normalised log-probabilities; compared in tests/python/loss_test.py"
TARGETS = labels([1, 2, 2], [3, 1, 0])
ROWS = T(6, 2, 4, low=-3, high=-0.5, grad=False)
op("ctc_loss", ref=ctc, dtypes=("float32", "float64"), grad=NOT_FREE, gradgrad=NOT_FREE, strided="lengths are values", samples=[
    S(ROWS, TARGETS, [6, 5], [3, 2], reduction=how) for how in WAYS] + [
    S(ROWS, labels(1, 2, 2, 3, 1), [6, 5], [3, 2]), S(ROWS, labels([0, 2], [3, 1]), [6, 6], [2, 1], blank=2 - 1),
    S(ROWS, TARGETS, [3, 5], [3, 2], zero_infinity=True), S(T(5, 4, low=-3, high=-0.5, grad=False), labels(1, 3), 5, 2)])
untested("internal; tested through ctc_loss", "ctc_paths", "ctc_paths_backward")
