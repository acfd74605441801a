import numpy as np
import tenon
from samples import S, T, op, untested

X = T(2, 3, 4)
WIDE = ("float32", "float64", "float16", "bool", "int64", "complex128")


def moved(f):
    return lambda x, *a, **k: f(x, *a, **k)


op("view", ref=lambda x, *size: x.reshape(size), samples=[S(T(24), 6, -1), S(T(), 1, 1), S(T(0, 3), 0)], dtypes=WIDE)
op("reshape", ref=lambda x, size: x.reshape(size), samples=[S(X, (4, 6)), S(T(), ()), S(T(0, 3), (3, 0))], dtypes=WIDE)
op("expand", ref=lambda x, *size: np.broadcast_to(x, [o if n == -1 else n for n, o in zip(size, (1,) * (len(size) - x.ndim) + x.shape)]), samples=[S(T(3, 1), 3, 4), S(T(3, 1), 2, -1, 4), S(T(), 2)], dtypes=WIDE)
op("detach", ref=lambda x: x, samples=[S(X), S(T())], dtypes=WIDE, grad="cuts the graph")
MEMORY = "looks at memory, not at elements"
op("as_strided", ref=lambda x, size, stride, at=0: np.lib.stride_tricks.as_strided(x.ravel()[at:], size, [s * x.itemsize for s in stride]),
   samples=[S(T(4), (2, 2), (2, 1)), S(T(6), (3, 2), (1, 2), 1), S(T(5), (2, 3), (1, 1)), S(T(4), (2, 3), (1, 0))], dtypes=WIDE, strided=MEMORY)
untested("what as_strided is made of", "as_strided_view")
op("view.dtype", ref=lambda x, to: x.view(str(to).removeprefix("tenon.")), samples=[S(T(2, 3), tenon.int16), S(T(2, 4), tenon.int64), S(T(2, 3), tenon.uint8)], dtypes=("int32",), grad="reads bits", strided=MEMORY)

op("transpose", ref=lambda x, a, b: x.swapaxes(a, b) if x.ndim else x, samples=[S(X, 0, 2), S(X, -1, 1), S(T(), 0, -1)], dtypes=WIDE)
op("swapaxes", ref=np.swapaxes, samples=[S(X, 0, 2)])
op("swapdims", ref=np.swapaxes, samples=[S(X, 0, 2)])
op("t", ref=np.transpose, samples=[S(T(2, 3)), S(T(3)), S(T())])
op("mT", ref=lambda x: x.swapaxes(-2, -1), samples=[S(X)])
op("numpy_T", ref=np.transpose, samples=[S(X)])
op("permute", ref=np.transpose, samples=[S(X, (2, 0, 1)), S(X, (-1, 0, 1))], dtypes=WIDE)
op("movedim", ref=np.moveaxis, samples=[S(X, 0, 2), S(X, (0, 1), (2, 0))])
op("unsqueeze", ref=np.expand_dims, samples=[S(X, 0), S(X, -1), S(T(), 0)], dtypes=WIDE)
op("squeeze", ref=np.squeeze, samples=[S(T(1, 3, 1)), S(T(2, 3)), S(T(1))])
op("squeeze.dim", ref=lambda x, d: x.squeeze(d) if x.shape[d] == 1 else x, samples=[S(T(1, 3, 1), 0), S(T(1, 3, 1), 1)])
op("squeeze.dims", ref=lambda x, ds: x.squeeze(tuple(d for d in ds if x.shape[d] == 1)), samples=[S(T(1, 3, 1), (0, 1))])

op("select", ref=lambda x, d, i: x.take(i, axis=d), samples=[S(X, 1, 2), S(X, -1, -1)], dtypes=WIDE)
op("slice", ref=lambda x, d, a, b, s: x[(slice(None),) * d + (slice(a, b, s),)], samples=[S(X, 2, 1, 4, 2), S(X, 1, -2, 9, 1), S(X, 1, 2, 1, 1)], dtypes=WIDE)
op("narrow", ref=lambda x, d, a, n: x[(slice(None),) * d + (slice(a, a + n),)], samples=[S(X, 2, 1, 2)])
op("narrow.Tensor", ref=lambda x, d, a, n: np.take(x, range(int(a), int(a) + n), d), samples=[S(X, 2, T(values=1, dtype="int64", grad=False), 2)], meta="the start is read")
op("diagonal", ref=np.diagonal, samples=[S(T(3, 4)), S(X, 1, 1, 2), S(X, -1, 2, 1)], dtypes=WIDE)
op("unfold", ref=lambda x, d, size, step: np.lib.stride_tricks.sliding_window_view(x, size, axis=d)[(slice(None),) * d + (slice(None, None, step),)], samples=[S(T(3, 5), 1, 2, 1), S(T(3, 5), 1, 2, 2), S(T(5), 0, 3, 1)], dtypes=WIDE)
op("scatter_view", ref=None, samples=[S(T(2), (2, 3), (2,), (4,), 1), S(T(2, 2), (3,), (2, 2), (1, 1), 0)])

op("unbind", ref=lambda x, d=0: list(np.moveaxis(x, d, 0)), samples=[S(T(2, 3)), S(X, 1)], dtypes=WIDE)
op("split_with_sizes", ref=lambda x, n, d=0: np.split(x, np.cumsum(n)[:-1], d), samples=[S(X, [1, 3], 2), S(T(4), [1, 0, 3])], dtypes=WIDE)
op("split", ref=lambda x, n, d=0: np.split(x, range(n, x.shape[d], n), d), samples=[S(X, 3, 2), S(T(4), 2)])
op("split.sizes", ref=lambda x, n, d=0: np.split(x, np.cumsum(n)[:-1], d), samples=[S(X, [1, 3], 2)])
op("chunk", ref=np.array_split, samples=[S(T(5, 2), 2), S(T(4), 2)])
op("tensor_split", ref=np.array_split, samples=[S(T(7, 2), 3), S(X, 3, 2)])
op("tensor_split.indices", ref=np.array_split, samples=[S(T(7, 2), (2, 5))])
op("tensor_split.tensor", ref=np.array_split, samples=[S(T(7, 2), T(values=[2, 5], dtype="int64"))], meta="reads the numbers")
for name, np_split, shape in (("hsplit", np.hsplit, (2, 4)), ("vsplit", np.vsplit, (4, 2)), ("dsplit", np.dsplit, (2, 2, 4))):
    op(name, ref=np_split, samples=[S(T(*shape), 2)])
    op(name + ".indices", ref=np_split, samples=[S(T(*shape), (1, 3))])

op("flatten", ref=lambda x, a=0, b=-1: x.reshape(x.shape[:a] + (-1,) + x.shape[a:][b:][1:]), samples=[S(X), S(X, 1), S(T())])
op("ravel", ref=np.ravel, samples=[S(X), S(T())])
op("unflatten", ref=lambda x, d, s: x.reshape(x.shape[:d] + s + x.shape[d + 1 :]), samples=[S(X, 2, (2, 2))])
op("view_as", ref=lambda x, o: x.reshape(o.shape), samples=[S(T(6), T(2, 3, grad=False))])
op("reshape_as", ref=lambda x, o: x.reshape(o.shape), samples=[S(T(6), T(2, 3, grad=False))])
op("expand_as", ref=lambda x, o: np.broadcast_to(x, o.shape), samples=[S(T(3, 1), T(3, 2, grad=False))])
op("broadcast_to", ref=np.broadcast_to, samples=[S(T(3, 1), (2, 3, 4))])
op("broadcast_tensors", ref=np.broadcast_arrays, samples=[S(T(3, 1), T(4))], dtypes=("float32",))

TWO = [T(2, 3), T(2, 3)]
op("cat", ref=np.concatenate, samples=[S(TWO), S([T(2, 3), T(2, 1), T(2, 0)], 1), S([X], -1)], dtypes=WIDE)
op("stack", ref=np.stack, samples=[S(TWO), S(TWO, -1), S([T(), T()])], dtypes=WIDE)
op("hstack", ref=np.hstack, samples=[S(TWO), S([T(2), T(3)])])
op("vstack", ref=np.vstack, samples=[S(TWO), S([T(2), T(2)])])
op("dstack", ref=np.dstack, samples=[S(TWO), S([T(2), T(2)])])
op("column_stack", ref=np.column_stack, samples=[S(TWO), S([T(2), T(2, 2)])])
for n, f in ((1, np.atleast_1d), (2, np.atleast_2d), (3, np.atleast_3d)):
    op(f"atleast_{n}d", ref=lambda x, f=f: f(x), samples=[S(T()), S(T(2)), S(T(2, 3))])
    op(f"atleast_{n}d.tensors", ref=lambda *x, f=f: [f(a) for a in x], samples=[S(T(), T(2))])

op("flip", ref=lambda x, d: np.flip(x, d), samples=[S(X, (0,)), S(X, (1, -1)), S(T(0, 2), (1,))], dtypes=WIDE)
op("fliplr", ref=np.fliplr, samples=[S(X)])
op("flipud", ref=np.flipud, samples=[S(X), S(T(3))])
op("roll", ref=np.roll, samples=[S(X, 5), S(X, (1, -2), (0, 2)), S(T(0), 1)], dtypes=WIDE)
op("rot90", ref=lambda x, k=1, dims=(0, 1): np.rot90(x, k, dims), samples=[S(T(2, 3)), S(X, 3, (1, 2)), S(X, 2), S(X, 4)])
op("repeat", ref=lambda x, *n: np.tile(x, n), samples=[S(T(2, 3), 2, 1, 3), S(T(), 2), S(T(2), 0)], dtypes=WIDE)
op("tile", ref=np.tile, samples=[S(T(2, 3), (2,)), S(T(2), (2, 2))])
op("repeat_interleave", ref=lambda n: np.repeat(np.arange(len(n)), n), samples=[S(T(values=[1, 0, 2], dtype="int64"))], dtypes=("float32",), grad="gives positions", meta="data-dependent")
op("repeat_interleave.tensor", ref=lambda x, n, d=None: np.repeat(x, n, d), samples=[S(T(3), T(values=[1, 0, 2], dtype="int64")), S(T(2, 3), T(values=[1, 0, 2], dtype="int64"), 1)], meta="data-dependent")
op("repeat_interleave.int", ref=lambda x, n, d=None: np.repeat(x, n, d), samples=[S(T(2, 3), 2), S(T(2, 3), 3, 1)])
op("triu", ref=np.triu, samples=[S(T(3, 4)), S(T(2, 3, 3), 1), S(T(3, 2), -1)], dtypes=WIDE)
op("tril", ref=np.tril, samples=[S(T(3, 4)), S(T(2, 3, 3), 1), S(T(3, 2), -1)], dtypes=WIDE)
op("diag", ref=np.diag, samples=[S(T(3)), S(T(3), -1), S(T(3, 4), 1)], dtypes=WIDE)
op("diag_embed", ref=lambda x, k=0: np.stack([np.diag(r, k) for r in x]), samples=[S(T(2, 3)), S(T(2, 3), 1)])
op("meshgrid", ref=lambda *x, indexing: np.meshgrid(*x, indexing=indexing), samples=[S(T(2), T(3), indexing="ij"), S(T(2), T(3), T(2), indexing="xy")], dtypes=("float32",))

op("type_as", ref=lambda x, o: x.astype(o.dtype), samples=[S(T(3), T(1, dtype="float64", grad=False))], dtypes=("float32", "int32"))
op("cpu", ref=lambda x: x, samples=[S(T(3))], dtypes=("float32",), meta="moves to the CPU")
for name, to in {"float": "float32", "double": "float64", "half": "float16", "byte": "uint8", "char": "int8", "short": "int16", "int": "int32", "long": "int64", "bool": "bool", "cfloat": "complex64", "cdouble": "complex128"}.items():
    op(name, ref=lambda x, to=to: x.astype(to), samples=[S(T(2, 3, low=0, high=9)), S(T())] if name != "byte" else [S(T(2, 3, low=0, high=9))], dtypes=("float64", "int64"), grad=True if name == "double" else "loses precision")
op("bfloat16", ref=lambda x: x, samples=[S(T(values=[[1.0, 2.5], [-4.0, 0.0]])), S(T(0, 3))], dtypes=("float64", "float16"), grad="loses precision")
NUMPY = {tenon.float64: "float64", tenon.float32: "float32", tenon.int64: "int64", tenon.bool: "bool"}
op("to", ref=lambda x, to, *_, **__: x.astype(NUMPY[to]), samples=[S(T(2, 3, low=0, high=9), to) for to in NUMPY] + [S(T(2, 3, low=0, high=9), tenon.float32, copy=True)], dtypes=("float32", "float64", "int64", "uint8", "bool"), grad="loses precision")
untested("changes the tensor object: tests/python/views_test.py", "resize_", "resize_as_", "set_")
