import numpy as np
from samples import S, T, op, untested

WAYS = ("none", "mean", "sum")
JUMPS = "its slope jumps"


def reduced(loss, reduction="mean"):
    return {"none": lambda: loss, "mean": lambda: loss.mean(), "sum": lambda: loss.sum()}[reduction]()


def pairs(low=0.2, high=1.4, **kw):
    """Inputs and targets whose difference stays on one side of every kink."""
    return [S(T(3, 4, low=low, high=high), T(3, 4, low=-1.5, high=0.1), reduction=how, **kw) for how in WAYS]


def signs(*shape):
    return T(values=np.where(np.arange(np.prod(shape)).reshape(shape) % 3 == 0, -1.0, 1.0), grad=False)


op("mse_loss", ref=lambda x, t, reduction: reduced((x - t) ** 2, reduction), samples=pairs())
op("l1_loss", ref=lambda x, t, reduction: reduced(abs(x - t), reduction), samples=pairs())


def smooth_l1(x, t, reduction="mean", beta=1.0):
    d = abs(x - t)
    return reduced(np.where(d < beta, d * d / (2 * beta), d - beta / 2) if beta else d, reduction)


def huber(x, t, reduction="mean", delta=1.0):
    d = abs(x - t)
    return reduced(np.where(d <= delta, d * d / 2, delta * (d - delta / 2)), reduction)


op("smooth_l1_loss", ref=smooth_l1, samples=pairs(beta=4.0) + pairs(beta=0.05) + pairs(beta=0))
op("huber_loss", ref=huber, samples=pairs(delta=4.0) + pairs(delta=0.05))
op("soft_margin_loss", ref=lambda x, t, reduction: reduced(np.log1p(np.exp(-t * x)), reduction),
   samples=[S(T(3, 4), signs(3, 4), reduction=how) for how in WAYS])
op("hinge_embedding_loss", ref=lambda x, t, margin, reduction: reduced(np.where(t == 1, x, np.maximum(0, margin - x)), reduction),
   samples=[S(T(3, 4, low=0.1, high=0.9), signs(3, 4), margin=1.0, reduction=how) for how in WAYS])
op("margin_ranking_loss", ref=lambda a, b, t, margin, reduction: reduced(np.maximum(0, -t * (a - b) + margin), reduction),
   samples=[S(T(6, low=0, high=1), T(6, low=0, high=1), signs(6), margin=1.5, reduction=how) for how in WAYS])


def cosine_embedding(a, b, t, margin=0.0, reduction="mean"):
    c = (a * b).sum(-1) / np.sqrt((a * a).sum(-1) * (b * b).sum(-1))
    return reduced(np.where(t == 1, 1 - c, np.maximum(0, c - margin)), reduction)


op("cosine_embedding_loss", ref=cosine_embedding, dtypes=("float32", "float64"),
   samples=[S(T(4, 3, low=0.5), T(4, 3, low=0.5), signs(4), margin=-0.5, reduction=how) for how in WAYS])


def classes(*shape, many=4):
    return T(values=np.arange(np.prod(shape)).reshape(shape) * 7 % many, dtype="int64", grad=False)


def nll(x, t, weight=None, ignore_index=-100, reduction="mean"):
    axis = 0 if x.ndim == 1 else 1
    w = np.ones(x.shape[axis]) if weight is None else weight
    keep = t != ignore_index
    safe = np.where(keep, t, 0)
    w = np.where(keep, w[safe], 0)
    loss = -w * np.take_along_axis(x, np.expand_dims(safe, axis), axis).squeeze(axis)
    return loss.sum() / w.sum() if reduction == "mean" else reduced(loss, reduction)


def log_softmax(x):
    axis = 0 if x.ndim == 1 else 1
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


def cross_entropy(x, t, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    axis, p = 0 if x.ndim == 1 else 1, log_softmax(x)
    n = x.shape[axis]
    w = np.ones(n) if weight is None else weight
    shaped = w.reshape([n if d == axis else 1 for d in range(x.ndim)])
    if t.dtype.kind == "f":
        loss = -(p * shaped * (t * (1 - label_smoothing) + label_smoothing / n)).sum(axis=axis)
        return loss.sum() / (x.size / n) if reduction == "mean" else reduced(loss, reduction)
    plain = nll(p, t, weight, ignore_index, reduction)
    keep = t != ignore_index
    smooth = np.where(keep, -(p * shaped).sum(axis=axis), 0)
    smooth = smooth.sum() / np.where(keep, w[np.where(keep, t, 0)], 0).sum() if reduction == "mean" else reduced(smooth, reduction)
    return plain * (1 - label_smoothing) + smooth * label_smoothing / n


WEIGHT = T(values=[0.5, 1.0, 1.5, 0.25], grad=False)
BY_CLASS = [S(T(5, 4), classes(5), reduction=how) for how in WAYS] + [
    S(T(4), classes()), S(T(3, 4, 2), classes(3, 2)), S(T(5, 4), classes(5), WEIGHT), S(T(5, 4), classes(5), ignore_index=1)]
op("nll_loss", ref=nll, samples=BY_CLASS)
op("cross_entropy", ref=cross_entropy, samples=BY_CLASS + [
    S(T(5, 4), classes(5), WEIGHT, label_smoothing=0.2, reduction=how) for how in WAYS] + [
    S(T(5, 4), T(5, 4, low=0.1, high=0.9, grad=False), label_smoothing=0.1, reduction=how) for how in WAYS])

PROBABILITY = dict(low=0.1, high=0.9)


def bce(x, t, weight=None, reduction="mean"):
    return reduced(-(t * np.log(x) + (1 - t) * np.log(1 - x)) * (1 if weight is None else weight), reduction)


def bce_logits(x, t, weight=None, reduction="mean", pos_weight=1.0):
    p = 1 / (1 + np.exp(-x))
    return reduced(-(pos_weight * t * np.log(p) + (1 - t) * np.log(1 - p)) * (1 if weight is None else weight), reduction)


def kl(x, t, reduction="mean", log_target=False):
    loss = np.exp(t) * (t - x) if log_target else t * (np.log(t) - x)
    return loss.sum() / len(x) if reduction == "batchmean" else reduced(loss, reduction)


op("binary_cross_entropy", ref=bce, samples=[S(T(3, 4, **PROBABILITY), T(3, 4, **PROBABILITY), reduction=how) for how in WAYS] + [
    S(T(3, 4, **PROBABILITY), T(3, 4, **PROBABILITY), T(4, grad=False))], tol={"bfloat16": (3e-2, 2e-2)})
op("binary_cross_entropy_with_logits", ref=bce_logits, samples=[S(T(3, 4), T(3, 4, **PROBABILITY), reduction=how) for how in WAYS] + [
    S(T(3, 4), T(3, 4, **PROBABILITY), T(4, grad=False), pos_weight=T(values=[1.0, 2.0, 0.5, 1.5], grad=False))], tol={"bfloat16": (3e-2, 2e-2)})
op("kl_div", ref=kl, samples=[S(T(3, 4), T(3, 4, **PROBABILITY), reduction=how) for how in WAYS + ("batchmean",)] + [
    S(T(3, 4), T(3, 4), log_target=True)], tol={"bfloat16": (3e-2, 2e-2)})
untested("internal; tested through nll_loss", "nll_loss_nd", "nll_loss_nd_backward")
