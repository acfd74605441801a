import numpy as np
from samples import S, T, op, untested

ONE = ("float32",)
NEW = "makes a new tensor"


def made(name, ref, samples):
    op(name, ref=ref, samples=samples, dtypes=ONE, grad=NEW)


made("arange", np.arange, [S(5), S(0), S(2.5)])
made("arange.start", np.arange, [S(1, 4), S(3, 3)])
made("arange.start_step", np.arange, [S(1, 8, 3), S(5, 0, -2), S(0.0, 1.0, 0.25)])
made("linspace", np.linspace, [S(0, 1, 5), S(3, -2, 7), S(1, 2, 1), S(0, 1, 0)])
made("logspace", np.logspace, [S(0, 2, 3), S(1, 2, 1)])
made("linspace.tensors", np.linspace, [S(0, 1, 5)])
made("logspace.tensors", np.logspace, [S(0, 2, 3)])
made("eye", np.eye, [S(3), S(0)])
made("eye.m", np.eye, [S(2, 3), S(3, 2)])
made("tril_indices", lambda r, c, k=0: np.stack(np.tril_indices(r, k, c)), [S(3, 4), S(4, 3, -1), S(2, 2, -5)])
made("triu_indices", lambda r, c, k=0: np.stack(np.triu_indices(r, k, c)), [S(3, 4), S(4, 3, -1), S(2, 2, 5)])
made("scalar_tensor", np.float32, [S(2)])
made("full", np.full, [S((2, 3), 1.5), S((), 7), S((0,), 1)])
made("zeros", lambda *n: np.zeros(n), [S(2, 3), S(0)])
made("ones", lambda *n: np.ones(n), [S(2, 3)])
op("new_full", ref=lambda x, n, v: np.full(n, v, x.dtype), samples=[S(T(2), (2, 3), 5)], dtypes=("float32", "int64"), grad=NEW)
op("new_zeros", ref=lambda x, n: np.zeros(n, x.dtype), samples=[S(T(2), (2, 3))], dtypes=("float32", "int64"), grad=NEW)
op("new_ones", ref=lambda x, n: np.ones(n, x.dtype), samples=[S(T(2), (2, 3))], dtypes=("float32", "int64"), grad=NEW)
op("zeros_like", ref=np.zeros_like, samples=[S(T(2, 3))], dtypes=("float32", "int64"), grad=NEW)
op("ones_like", ref=np.ones_like, samples=[S(T(2, 3))], dtypes=("float32", "int64"), grad=NEW)
op("full_like", ref=np.full_like, samples=[S(T(2, 3), 5)], dtypes=("float32", "int64"), grad=NEW)
untested("uninitialised: only its doc example", "empty", "empty_like", "empty_strided", "new_empty", "new_empty_strided")
