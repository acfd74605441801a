import numpy as np
from samples import S, T, op


def indices(*values):
    return T(values=values, dtype="int64", grad=False)


def rows(weight, numbers, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    return weight[numbers]


# The padding row gets no gradient, which numerical gradients do not know.
op(
    "embedding",
    ref=rows,
    samples=[
        S(T(5, 3), indices([0, 4, 4], [1, 0, 2])),
        S(T(5, 3, grad=False), indices(1, 1, 2), 2),
        S(T(5, 3), T(values=3, dtype="int64", grad=False)),
    ],
)
op(
    "functional_embedding",
    ref=lambda numbers, weight, padding_idx=None: weight[numbers],
    samples=[
        S(indices(1, 4, 1), T(5, 3)),
        S(indices(1, 4, 1), T(5, 3, grad=False), padding_idx=-1),
    ],
)
op(
    "one_hot",
    ref=lambda x, num_classes=-1: np.eye(num_classes if num_classes >= 0 else x.max() + 1, dtype=np.int64)[x],
    dtypes=("int64",),
    grad="counts",
    meta="the number of classes depends on the values",
    samples=[S(indices(0, 2, 1)), S(indices([0, 2], [1, 1]), 5)],
)


def dense_backward(g, at, rows, padding_idx, by_freq):
    out, flat, g = np.zeros((rows, g.shape[-1]), g.dtype), at.ravel(), g.reshape(-1, g.shape[-1])
    counts = np.bincount(flat, minlength=rows)[flat] if by_freq else np.ones(len(flat))
    np.add.at(out, flat, np.where((flat == padding_idx)[:, None], 0, g / counts[:, None]))
    return out


def renorm(weight, at, most, p):
    out, at = weight.copy(), np.unique(at)
    norms = (np.abs(out[at]) ** p).sum(1) ** (1 / p)
    out[at] *= np.where(norms > most, most / (norms + 1e-7), 1)[:, None]
    return out


op(
    "embedding_dense_backward",
    ref=dense_backward,
    samples=[
        S(T(3, 2), indices(1, 4, 1), 5, -1, False),
        S(T(2, 2, 2, grad=False), indices([1, 0], [1, 1]), 3, -1, True),
        S(T(3, 2), indices(1, 2, 1), 4, 1, False),
    ],
)
op(
    "embedding_renorm_",
    ref=renorm,
    samples=[S(T(5, 3), indices(0, 4, 4), 1.0, 2.0), S(T(5, 3, low=-0.1, high=0.1), indices(1), 1.0, 1.0)],
    dtypes=("float32", "float64"),
    grad="outside of recording",
)


def bag(weight, numbers, offsets, by_freq=False, mode=0, sparse=False, factors=None, last=False, padding=None):
    starts = [int(o) for o in offsets] + ([] if last else [len(numbers)])
    padding = None if padding is None else padding % len(weight)
    out, sizes = np.zeros((len(starts) - 1, weight.shape[1])), np.zeros(len(starts) - 1, np.int64)
    bags, maxima = np.zeros(starts[-1], np.int64), np.full(out.shape if mode == 2 else (0, 0), -1)
    for b, (i, j) in enumerate(zip(starts, starts[1:])):
        kept = [n for n in range(i, j) if numbers[n] != padding]
        rows, sizes[b], bags[i:j] = weight[numbers[kept]], len(kept), b
        if kept and mode == 2:
            out[b], maxima[b] = rows.max(0), numbers[kept][rows.argmax(0)]
        elif kept:
            out[b] = (rows if factors is None else rows * factors[kept][:, None]).sum(0) / (
                len(kept) if mode == 1 else 1
            )
    return out, bags, sizes, maxima


def rows_or_bags(
    numbers, weight, offsets=None, max_norm=None, norm_type=2.0, by_freq=False, mode="mean", sparse=False, factors=None
):
    if numbers.ndim == 2:
        offsets = np.arange(len(numbers)) * numbers.shape[1]
    flat = None if factors is None else factors.ravel()
    return bag(weight, numbers.ravel(), offsets, False, ("sum", "mean", "max").index(mode), False, flat)[0]


NUMBERS, OFFSETS = indices(1, 4, 1, 0, 3), indices(0, 2, 2, 3)
op(
    "embedding_bag",
    ref=bag,
    meta="the numbers are read",
    strided="the numbers are read",
    samples=[
        S(T(5, 3), NUMBERS, OFFSETS),
        S(T(5, 3), NUMBERS, OFFSETS, False, 1, False, None, True),
        S(T(5, 3), NUMBERS, OFFSETS, False, 2, False, None, False, 4),
        S(T(5, 3), NUMBERS, OFFSETS, False, 0, False, T(5), False, -1),
        S(T(5, 3), NUMBERS, OFFSETS, False, 0, False, T(5), True),
        S(T(5, 3, grad=False), NUMBERS, indices(0), True, 1),
        S(T(9, 203, grad=False), indices(*range(9), 4), indices(0, 9)),
    ],
)
op(
    "functional_embedding_bag",
    ref=rows_or_bags,
    meta="the numbers are read",
    strided="the numbers are read",
    samples=[
        S(indices([1, 2], [4, 4]), T(5, 3)),
        S(indices([1, 2], [4, 4]), T(5, 3), None, None, 2.0, False, "sum", False, T(2, 2)),
        S(NUMBERS, T(5, 3), OFFSETS, mode="max"),
    ],
)
