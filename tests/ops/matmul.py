import numpy as np
from samples import COMPLEX, S, T, op, untested

NARROW = {"float32": (2e-5, 2e-5), "float16": (1e-2, 2e-2), "complex64": (2e-5, 2e-5), "bfloat16": (5e-2, 2e-1)}
REAL = ("float32", "float64", "float16", "bfloat16", "int32", "int64", "uint8") + COMPLEX


def product(name, ref, samples, dtypes=REAL):
    op(name, ref=ref, samples=samples, dtypes=dtypes, tol=NARROW)


product("mm", np.matmul, [S(T(3, 4), T(4, 5)), S(T(0, 4), T(4, 5)), S(T(3, 0), T(0, 2)), S(T(1, 9), T(9, 70))])
op("mm", ref=np.matmul, samples=[S(T(70, 130, grad=False), T(130, 90, grad=False))], dtypes=("float32", "float64") + COMPLEX, tol={"float32": (1e-4, 1e-4), "complex64": (1e-4, 1e-4)}, grad="large")
product("bmm", np.matmul, [S(T(2, 3, 4), T(2, 4, 5)), S(T(0, 3, 4), T(0, 4, 5)), S(T(2, 3, 4), T(2, 4, 1))])
product("mv", np.matmul, [S(T(3, 4), T(4)), S(T(3, 0), T(0)), S(T(1, 4), T(4))])
product("dot", np.dot, [S(T(4), T(4)), S(T(0), T(0))])
product("matmul", np.matmul, [
    S(T(4), T(4)), S(T(3, 4), T(4)), S(T(4), T(4, 5)), S(T(3, 4), T(4, 5)), S(T(2, 3, 4), T(4, 5)), S(T(2, 3, 4), T(4)),
    S(T(4), T(2, 4, 5)), S(T(3, 4), T(2, 4, 5)), S(T(5, 1, 2, 3), T(4, 3, 2)), S(T(0, 3), T(3, 2)),
])
product("linear", lambda x, w, b=None: x @ w.T + (0 if b is None else b), [
    S(T(3, 4), T(5, 4), T(5)), S(T(2, 3, 4), T(5, 4)), S(T(4), T(5, 4), T(5)), S(T(2, 4), T(4)), S(T(0, 4), T(5, 4), T(5)),
])
product("outer", np.outer, [S(T(3), T(4)), S(T(0), T(4))])


def added(f):
    return lambda c, a, b, beta=1, alpha=1: (beta * c if beta else 0) + alpha * f(a, b)


def factors(c, a, b):
    return [S(c, a, b), S(c, a, b, beta=2, alpha=3), S(c, a, b, beta=0)]


product("addmm", added(np.matmul), factors(T(4), T(3, 5), T(5, 4)) + factors(T(3, 4), T(3, 0), T(0, 4)))
product("addmv", added(np.matmul), factors(T(3), T(3, 5), T(5)))
product("baddbmm", added(np.matmul), factors(T(2, 3, 4), T(2, 3, 5), T(2, 5, 4)) + [S(T(4), T(2, 3, 5), T(2, 5, 4))])
product("addbmm", added(lambda a, b: (a @ b).sum(0)), factors(T(3, 4), T(2, 3, 5), T(2, 5, 4)), ("float32", "float64", "int64"))
untested("tests/python/out_test.py", "addbmm_")
product("addr", added(np.outer), factors(T(3, 4), T(3), T(4)))


def einsum(equation, *shapes):
    return S(equation, *[T(*s) for s in shapes])


op("einsum", ref=lambda equation, *xs: np.einsum(equation, *xs), dtypes=("float32", "float64", "int64") + COMPLEX, tol=NARROW, samples=[
    einsum("ij,jk->ik", (2, 3), (3, 4)), einsum("ij,jk", (2, 3), (3, 4)), einsum("ii->i", (3, 3)), einsum("ii", (3, 3)),
    einsum("i,j->ij", (3,), (4,)), einsum("ij->ji", (2, 3)), einsum("ij->", (2, 3)), einsum("...ij,...jk->...ik", (2, 1, 3, 4), (5, 4, 2)),
    einsum("bhqd,bhkd->bhqk", (2, 3, 4, 5), (2, 3, 6, 5)), einsum("ij,j,k->ik", (2, 3), (3,), (4,)), einsum("ij,kl->", (2, 3), (3, 2)),
    einsum("a...,b...->ab...", (2, 3), (4, 3)), einsum("ij,jk,kl->il", (2, 3), (3, 4), (4, 5)),
])
