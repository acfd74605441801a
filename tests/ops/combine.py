import numpy as np
from samples import INTS, S, T, op, untested

REDUCE = "scatter_reduce is checked on its own"

op("diagflat", ref=np.diagflat, samples=[S(T(2, 2)), S(T(3), 1)])
op("unravel_index", ref=np.unravel_index, samples=[S(T(3, low=0, high=5), (3, 2))], dtypes=INTS, grad="of integers")


def replaced(at):
    def ref(x, src, *args, **kwargs):
        x = x.copy()
        at(x, src, *args, **kwargs)
        return x

    return ref


def put_diagonal(x, src, offset=0):
    for i in range(src.shape[0]):
        x[i, i + offset] = src[i]


op("select_scatter", ref=replaced(lambda x, src, dim, i: np.moveaxis(x, dim, 0).__setitem__(i, src)), samples=[S(T(3, 4), T(4), 0, 1), S(T(3, 4), T(3), 1, -1)])
op("slice_scatter", ref=replaced(lambda x, src, dim, a, b, step: np.moveaxis(x, dim, 0).__setitem__(slice(a, b, step), np.moveaxis(src, dim, 0))), samples=[S(T(5, 2), T(2, 2), 0, 1, 4, 2), S(T(2, 5), T(2, 3), 1, 1, 4, 1)])
op("diagonal_scatter", ref=replaced(put_diagonal), samples=[S(T(3, 3), T(3)), S(T(3, 4), T(3), 1)])
op("as_strided_scatter", ref=replaced(lambda x, src, size, stride: np.lib.stride_tricks.as_strided(x, size, [s * x.itemsize for s in stride]).__setitem__(..., src)), samples=[S(T(2, 2), T(2), (2,), (3,))])
op("narrow_copy", ref=lambda x, dim, start, n: x[:, start : start + n], samples=[S(T(3, 5), 1, 1, 2)])
op("view_copy", ref=np.reshape, samples=[S(T(3, 4), (4, 3))], strided="a view may not exist")
op("expand_copy", ref=np.broadcast_to, samples=[S(T(3, 1), (3, 4))])
op("permute_copy", ref=np.transpose, samples=[S(T(2, 3, 4), (2, 0, 1))])
op("transpose_copy", ref=np.swapaxes, samples=[S(T(2, 3, 4), 0, 2)])
op("t_copy", ref=np.transpose, samples=[S(T(2, 3))])
op("unsqueeze_copy", ref=np.expand_dims, samples=[S(T(2, 3), 1)])
op("squeeze_copy", ref=np.squeeze, samples=[S(T(1, 3, 1))])
op("squeeze_copy.dim", ref=np.squeeze, samples=[S(T(1, 3, 1), 0)])
op("squeeze_copy.dims", ref=np.squeeze, samples=[S(T(1, 3, 1), (0, 2))])
untested("tests/python/view_inplace_test.py has them", "t_", "transpose_", "swapaxes_", "swapdims_", "unsqueeze_", "squeeze_", "squeeze_.dim", "squeeze_.dims", "fill_diagonal_")
SLICES = [S(T(4, 3), 0, T(values=[1, 3, 1], dtype="int64", grad=False), T(3, 3), how) for how in ("amax", "amin", "mean", "prod")]
op("index_reduce", ref=None, samples=SLICES, gradgrad=REDUCE)
untested("tests/python/random_test.py has them", "poisson", "binomial")
