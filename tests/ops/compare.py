import numpy as np
from samples import ALL, ALL_BOOL, COMPLEX, INT_BOOL, INTS, S, T, op

PAIRS = [S(T(3, 4, low=-1, high=1), T(3, 4, low=-1, high=1)), S(T(2, 1, 3), T(4, 1)), S(T(3), 1), S(T(3, 67), T(67)), S(T(40003), T(40003))]
TENSORS = [s for s in PAIRS if isinstance(s.args[1], T)]
BOOLS = "gives bools"
for name, ref in {"eq": np.equal, "ne": np.not_equal, "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal}.items():
    op(name, ref=ref, samples=PAIRS, dtypes=ALL + (COMPLEX if name in ("eq", "ne") else ()), grad=BOOLS)
for name, ref in {"logical_and": np.logical_and, "logical_or": np.logical_or, "logical_xor": np.logical_xor}.items():
    op(name, ref=ref, samples=TENSORS, dtypes=ALL_BOOL + COMPLEX, grad=BOOLS)
for name, ref in {"bitwise_and": np.bitwise_and, "bitwise_or": np.bitwise_or, "bitwise_xor": np.bitwise_xor}.items():
    op(name, ref=ref, samples=[S(T(3, 4, low=0, high=100), T(3, 4, low=0, high=100))], dtypes=INT_BOOL, grad="integers")
for name, ref in {"bitwise_left_shift": np.left_shift, "bitwise_right_shift": np.right_shift}.items():
    op(name, ref=ref, samples=[S(T(3, 4, low=0, high=7), T(3, 4, low=0, high=3))], dtypes=INTS, grad="integers")
op("isclose", ref=lambda a, b, **k: np.isclose(a, b, **k), samples=[S(T(values=[1.0, 2.0]), T(values=[1.0, 2.1])), S(T(values=[1.0]), T(values=[1.05]), atol=0.1)], dtypes=("float32", "float64") + COMPLEX, grad=BOOLS)
op("allclose", ref=np.allclose, samples=[S(T(values=[1.0]), T(values=[1.0])), S(T(values=[1.0]), T(values=[2.0]))], grad="gives a bool", meta="needs values")
op("equal", ref=np.array_equal, samples=[S(T(values=[1.0]), T(values=[1.0])), S(T(values=[1.0]), T(values=[1.0, 2.0]))], grad="gives a bool", meta="needs values")
