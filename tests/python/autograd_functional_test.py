"""autograd.functional: derivatives of functions of tensors."""

import pytest
import tenon
from tenon.autograd import functional


def both(a, b):
    return a * b, (a + b).sum()


def cubic(a, b):
    return (a * a * b).sum()


@pytest.fixture
def p():
    return tenon.tensor([0.5, 1.0])


@pytest.fixture
def q():
    return tenon.tensor([2.0, 3.0])


def values(nested):
    return [values(n) for n in nested] if isinstance(nested, tuple) else nested.tolist()


@pytest.mark.parametrize("options", [{}, {"vectorize": True}, {"vectorize": True, "strategy": "forward-mode"}])
def test_jacobian(p, q, options):
    found = functional.jacobian(both, (p, q), **options)
    assert values(found) == [[[[2, 0], [0, 3]], [[0.5, 0], [0, 1]]], [[1, 1], [1, 1]]]
    assert functional.jacobian(tenon.exp, tenon.zeros(2), **options).tolist() == [[1, 0], [0, 1]]
    assert functional.jacobian(lambda a: a * 2, tenon.ones(0), **options).shape == (0, 0)


@pytest.mark.parametrize("options", [{}, {"vectorize": True, "outer_jacobian_strategy": "forward-mode"}])
def test_hessian(p, q, options):
    found = functional.hessian(cubic, (p, q), **options)
    assert values(found) == [[[[4, 0], [0, 6]], [[1, 0], [0, 2]]], [[[1, 0], [0, 2]], [[0, 0], [0, 0]]]]


def test_products(p, q):
    assert values(functional.vjp(both, (p, q), (p, tenon.tensor(1.0)))) == [[[1, 3], 6.5], [[2, 4], [1.25, 2]]]
    assert values(functional.jvp(both, (p, q), (p, q))) == [[[1, 3], 6.5], [[2, 6], 6.5]]
    for product in functional.hvp, functional.vhp:
        assert values(product(cubic, (p, q), (p, q))) == [3.5, [[4, 12], [0.5, 2]]]


def test_create_graph(p):
    x = p.clone().requires_grad_()
    for found in (
        functional.jacobian(lambda a: a**3, x, create_graph=True),
        functional.vjp(lambda a: (a**3).sum(), x, create_graph=True)[1],
        functional.jvp(lambda a: a**3, x, tenon.ones(2), create_graph=True)[1],
        functional.hvp(lambda a: (a**3).sum(), x, tenon.ones(2), create_graph=True)[1],
    ):
        (g,) = tenon.autograd.grad(found.sum(), x)
        assert g.abs().sum() > 0
    assert not functional.jacobian(lambda a: a**3, x).requires_grad


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda p: functional.vjp(both, (p, p)), RuntimeError, "v can only be None if the user-provided"),
        (lambda p: functional.jvp(both, (p, p)), RuntimeError, "v can only be None if the input"),
        (lambda p: functional.jvp(both, (p, p), (p,)), RuntimeError, "invalid length: should be 2 but got 1"),
        (lambda p: functional.jvp(both, (p, p), (p, tenon.ones(5))), RuntimeError, "Entry 1 in v has invalid size"),
        (lambda p: functional.hvp(lambda a: a, p, p), RuntimeError, "should contain a single element"),
        (lambda p: functional.hvp(lambda a: (a, a), p, p), RuntimeError, "should return a single Tensor"),
        (lambda p: functional.jacobian(both, (p, 3)), TypeError, "value at index 1 has type"),
        (lambda p: functional.jacobian(both, 3), TypeError, "given inputs has type"),
        (lambda p: functional.jacobian(lambda a: p, p, strict=True), RuntimeError, "Output 0 .* does not require grad"),
        (lambda p: functional.hessian(lambda a: a.sum(), p, strict=True), RuntimeError, "twice differentiable"),
        (lambda p: functional.vjp(lambda a, b: a.sum(), (p, p), strict=True), RuntimeError, "independent of input 1"),
        (lambda p: functional.jacobian(both, (p, p), strategy="sideways"), AssertionError, "forward-mode"),
        (lambda p: functional.jacobian(both, (p, p), strict=True, vectorize=True), RuntimeError, "not supported"),
        (lambda p: functional.jacobian(both, p, strategy="forward-mode"), NotImplementedError, "vectorize=True"),
    ],
)
def test_refusals(p, call, error, message):
    with pytest.raises(error, match=message):
        call(p)
