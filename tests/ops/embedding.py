import numpy as np
from samples import S, T, op


def indices(*values):
    return T(values=values, dtype="int64", grad=False)


def rows(weight, numbers, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    return weight[numbers]


# The padding row gets no gradient, which numerical gradients do not know.
op("embedding", ref=rows, samples=[
    S(T(5, 3), indices([0, 4, 4], [1, 0, 2])), S(T(5, 3, grad=False), indices(1, 1, 2), 2), S(T(5, 3), T(values=3, dtype="int64", grad=False)),
])
op("functional_embedding", ref=lambda numbers, weight, padding_idx=None: weight[numbers], samples=[
    S(indices(1, 4, 1), T(5, 3)), S(indices(1, 4, 1), T(5, 3, grad=False), padding_idx=-1),
])
op("one_hot", ref=lambda x, num_classes=-1: np.eye(num_classes if num_classes >= 0 else x.max() + 1, dtype=np.int64)[x], dtypes=("int64",),
   grad="counts", meta="the number of classes depends on the values", samples=[S(indices(0, 2, 1)), S(indices([0, 2], [1, 1]), 5)])


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


op("embedding_dense_backward", ref=dense_backward, samples=[
    S(T(3, 2), indices(1, 4, 1), 5, -1, False), S(T(2, 2, 2, grad=False), indices([1, 0], [1, 1]), 3, -1, True), S(T(3, 2), indices(1, 2, 1), 4, 1, False),
])
op("embedding_renorm_", ref=renorm, samples=[S(T(5, 3), indices(0, 4, 4), 1.0, 2.0), S(T(5, 3, low=-0.1, high=0.1), indices(1), 1.0, 1.0)],
   dtypes=("float32", "float64"), grad="outside of recording")
