import numpy as np
import tenon
from samples import ALL_BOOL, FLOATS, S, T, op

WIDE = ("float32", "float64", "float16", "bfloat16", "int64", "uint8", "bool")
NUMPY = {tenon.float64: "float64", tenon.float32: "float32", tenon.int64: "int64", tenon.bool: "bool"}
CAST = T(2, 3, low=0, high=9)


def copied(x, src):
    return np.broadcast_to(src, x.shape).astype(x.dtype)


op("copy_", ref=copied, samples=[S(T(2, 3), T(2, 3)), S(T(2, 3), T(3)), S(T(2, 3), T(2, 1, dtype="int32", low=0, high=9)), S(T(), T()), S(T(0, 3), T(3))], dtypes=WIDE)
op("clone", ref=lambda x, **_: x, samples=[S(T(2, 3)), S(T()), S(T(0, 3)), S(T(2, 3, 2, 2), memory_format=tenon.channels_last)], dtypes=ALL_BOOL)
op("contiguous", ref=lambda x, **_: x, samples=[S(T(2, 3)), S(T()), S(T(2, 3, 2, 2), memory_format=tenon.channels_last)], dtypes=WIDE)
op("fill_", ref=lambda x, v: np.full(x.shape, v, x.dtype), samples=[S(T(2, 3), 1), S(T(2, 3), T()), S(T(), 1), S(T(0), 1)], dtypes=WIDE)
op("zero_", ref=np.zeros_like, samples=[S(T(2, 3)), S(T()), S(T(0))], dtypes=WIDE)
op("to_copy", ref=lambda x, to, **_: x.astype(NUMPY[to]), samples=[S(CAST, t) for t in NUMPY] + [S(T(2, 3, 2, 2, low=0, high=9), tenon.float32, memory_format=tenon.channels_last)],
   dtypes=FLOATS + ("int64", "uint8", "bool"), grad="samples are cast to dtypes of less precision: see double")
