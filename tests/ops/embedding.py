import numpy as np
from samples import op, S, T, untested


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
untested("internal; tested through embedding", "embedding_dense_backward")
untested("changes its argument in place; tested by tests/parity", "embedding_renorm_")
