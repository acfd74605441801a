import tenon
from samples import S, T, op

X, P = T(2, 3), T(2, 3, low=0.1, high=0.9, grad=False)


def seeded(function, *args, **kwargs):
    tenon.manual_seed(3)
    return function(*args, **kwargs)


def random(name, *samples, grad="is random"):
    """The numbers themselves are tested by tests/python/random_test.py; here what meta says of them and, with the same seed, gradients."""
    op(name, ref=None, run=seeded, samples=list(samples), dtypes=("float32",), grad=grad, strided="numbers are drawn in the order of memory")


for name, args in {"uniform_": (-1, 2), "normal_": (1, 2), "log_normal_": (), "exponential_": (2,), "cauchy_": (), "random_": ()}.items():
    random(name, S(X), S(X, *args), S(T()), S(T(0, 2)))
random("geometric_", S(X, 0.3))
random("bernoulli_", S(X, P), S(X, T(3, low=0, high=1, grad=False)))
random("bernoulli_.float", S(X), S(X, 0.3))
random("random_.to", S(X, 5))
random("random_.from", S(X, 2, 5), S(X, -3, None))
random("rand", S((2, 3)), S(2, 3), S(()))
random("randn", S((2, 3)), S(0, 3))
random("randint", S(5, (2, 3)))
random("randint.low", S(2, 5, (2, 3)), S(2, 5, (3,), dtype=tenon.float32))
random("randperm", S(7), S(0))
random("rand_like", S(X), S(X, dtype=tenon.float64))
random("randn_like", S(X))
random("randint_like", S(X, 5))
random("randint_like.low", S(X, 2, 5))
random("normal", S(X), S(X, 2.0))
random("normal.float_tensor", S(1.0, P))
random("normal.tensor_tensor", S(X, P), S(T(3, grad=False), T(2, 1, low=0.5, grad=False)))
random("normal.size", S(1.0, 2.0, (2, 3)))
random("bernoulli", S(P))
random("bernoulli.p", S(X, 0.3))
random("multinomial", S(T(4, low=0.1), 2), S(T(2, 4, low=0.1), 5, True))
DROPPED = (S(T(3, 4)), S(T(3, 4), 0.25), S(T(3, 4), 0.5, False), S(T(3, 4), 1.0), S(T(3, 4), 0.0), S(T(0, 2)))
random("native_dropout", S(T(3, 4), 0.5), S(T(3, 4), 0.25, True), S(T(3, 4), 0.5, False), grad=True)
random("dropout", *DROPPED, grad=True)
random("alpha_dropout", S(T(3, 4), 0.3, True), S(T(3, 4), 0.3, False), grad=True)
random("feature_dropout", S(T(2, 3, 4)), S(T(2, 3, 4), 0.3, False), grad=True)
random("dropout1d", S(T(2, 3, 4)), S(T(3, 4)), S(T(3, 4), 0.3, False), grad=True)
random("dropout2d", S(T(2, 3, 2, 2)), S(T(2, 3, 2, 2), 0.3, False), grad=True)
random("dropout3d", S(T(2, 3, 2, 1, 2)), S(T(3, 2, 1, 2)), grad=True)
random("feature_alpha_dropout", S(T(2, 3, 4), 0.3, True), grad=True)
