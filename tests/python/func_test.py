"""tenon.func: transforms, nested in each other, over nested tensors, with modules."""

import pytest
import tenon
from tenon import func, nn


def close(a, b):
    tenon.testing.assert_close(a, b)


@pytest.fixture
def x():
    return tenon.tensor([0.5, 1.0, 2.0])


def test_grad(x):
    close(func.grad(lambda t: (t**3).sum())(x), 3 * x**2)
    grads, value = func.grad_and_value(lambda t: (t**2).sum())(x)
    close(grads, 2 * x)
    close(value, (x**2).sum())
    assert not grads.requires_grad and not value.requires_grad
    g = func.grad(lambda a, b: (a * b).sum(), argnums=(0, 1))(x, 2 * x)
    close(g, (2 * x, x))
    g, aux = func.grad(lambda t: (t.sum(), t * 2), has_aux=True)(x)
    close((g, aux), (tenon.ones(3), 2 * x))
    tree = func.grad(lambda p: (p["a"] * p["b"][0]).sum())({"a": x, "b": [2 * x]})
    close(tree["a"], 2 * x)
    close(tree["b"][0], x)
    with tenon.no_grad():
        close(func.grad(lambda t: (t**2).sum())(x), 2 * x)


def test_nesting():
    t = tenon.tensor(2.0)
    third = func.grad(func.grad(func.grad(lambda a: a**4)))
    close(third(t), tenon.tensor(48.0))
    assert not third(t).requires_grad

    def outer(a):
        return a * func.grad(lambda b: a * b * b)(a)  # a * 2 a a

    close(func.grad(outer)(t), 6 * t**2)


def test_what_is_recorded_outside_goes_on(x):
    w = tenon.tensor(3.0, requires_grad=True)
    g = func.grad(lambda t: (w * t * t).sum())(x)
    close(tenon.autograd.grad(g.sum(), w)[0], (2 * x).sum())
    leaf = x.clone().requires_grad_()
    g = func.grad(lambda t: (t**3).sum())(leaf)
    close(tenon.autograd.grad(g.sum(), leaf)[0], 6 * x)
    assert leaf.grad is None


def test_products(x):
    value, pull = func.vjp(lambda a, b: a * b, x, 2 * x)
    close(value, 2 * x * x)
    close(pull(tenon.ones(3)), (2 * x, x))
    close(pull(tenon.ones(3)), (2 * x, x))
    close(func.jvp(lambda a: a**2, (x,), (tenon.ones(3),)), (x**2, 2 * x))
    close(func.jvp(lambda a: {"y": a.sum()}, (x,), (x,))[1]["y"], x.sum())
    second = func.jvp(func.grad(lambda a: (a**3).sum()), (x,), (tenon.ones(3),))[1]
    close(second, 6 * x)


def test_linearize(x):
    value, product = func.linearize(lambda a, b: {"y": a * b}, x, 2 * x)
    close(value["y"], 2 * x * x)
    for _ in range(2):
        close(product(tenon.ones(3), tenon.zeros(3))["y"], 2 * x)
    with pytest.raises(RuntimeError, match="tangent of shape"):
        product(tenon.ones(3), tenon.ones(2))


def test_batch_norm_without_statistics():
    model = nn.Sequential(nn.BatchNorm1d(3), nn.Sequential(nn.BatchNorm1d(3)))
    func.replace_all_batch_norm_modules_(model)
    assert not list(model.buffers()) and not model[1][0].track_running_stats
    model.eval()
    assert abs(model(tenon.rand(4, 3)).mean().item()) < 1e-5


@pytest.mark.parametrize("transform", [func.jacrev, func.jacfwd])
def test_jacobians(x, transform):
    close(transform(lambda a: a**2)(x), tenon.diag(2 * x))
    both = transform(lambda a, b: (a * b, a.sum()), argnums=(0, 1))(x, 2 * x)
    close(both[0], (tenon.diag(2 * x), tenon.diag(x)))
    close(both[1], (tenon.ones(3), tenon.zeros(3)))
    j, aux = transform(lambda a: (a**2, a), has_aux=True)(x)
    close(aux, x)
    close(func.hessian(lambda a: (a**3).sum())(x), tenon.diag(6 * x))


def test_vmap(x):
    batch = tenon.stack([x, 2 * x])
    close(func.vmap(tenon.dot)(batch, batch), (batch * batch).sum(1))
    close(func.vmap(tenon.dot, in_dims=(0, None))(batch, x), batch @ x)
    close(func.vmap(lambda t: t * 2, in_dims=1, out_dims=1)(batch), batch * 2)
    close(func.vmap(lambda d: d["a"].sum(), in_dims=({"a": 0},))({"a": batch}), batch.sum(1))
    close(func.vmap(func.grad(lambda t: (t**2).sum()))(batch), 2 * batch)
    close(func.vmap(func.vmap(tenon.sin))(batch), batch.sin())
    per_sample = func.vmap(func.grad(lambda w, t: (w * t).sum()), in_dims=(None, 0))(x, batch)
    close(per_sample, batch)
    assert func.vmap(lambda t: (t, t.sum()))(batch)[1].shape == (2,)
    with pytest.raises(RuntimeError, match="randomness error mode"):
        func.vmap(lambda t: t + tenon.rand(3))(batch)
    same = func.vmap(lambda t: tenon.rand(3) + 0 * t, randomness="same")(batch)
    close(same[0], same[1])
    different = func.vmap(lambda t: tenon.rand(3) + 0 * t, randomness="different")(batch)
    assert not tenon.equal(different[0], different[1])
    assert tenon.vmap is func.vmap


def test_modules(x):
    model = nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1))
    params = {k: v.detach() for k, v in model.named_parameters()}
    close(func.functional_call(model, params, x), model(x))
    zeros = {k: tenon.zeros_like(v) for k, v in params.items()}
    close(func.functional_call(model, (zeros,), (x,)), tenon.zeros(1))
    before = model[0].weight
    g = func.grad(lambda p: func.functional_call(model, p, x).sum())(params)
    model(x).sum().backward()
    assert model[0].weight is before
    for name, p in model.named_parameters():
        close(g[name], p.grad)
    close(func.functional_call(model, {"other": x}, x), model(x))
    assert not hasattr(model, "other")
    with pytest.raises(RuntimeError, match="Missing"):
        func.functional_call(model, {"0.bias": params["0.bias"]}, x, strict=True)
    params, buffers = func.stack_module_state([model, model])
    assert params["0.weight"].shape == (2, 2, 3) and buffers == {}
    many = func.vmap(lambda p: func.functional_call(model, p, x))(params)
    close(many[0], model(x))
    tied = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    tied[1].weight = tied[0].weight
    out = func.functional_call(tied, {"0.weight": tenon.zeros(2, 2), "0.bias": tenon.ones(2)}, tenon.ones(2))
    close(out, tied[1].bias)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda x: func.grad(lambda t: t)(x), RuntimeError, "scalar tensor, got tensor with 1 dims"),
        (lambda x: func.grad(lambda t: 5)(x), RuntimeError, "to return a Tensor"),
        (lambda x: func.grad(lambda t: t.sum(), argnums=2)(x), RuntimeError, "Got argnum=2"),
        (lambda x: func.grad(lambda t: t.sum(), has_aux=True)(x), RuntimeError, "should be a tuple"),
        (lambda x: func.jvp(tenon.sin, x, x), RuntimeError, "to be tuples"),
        (lambda x: func.vmap(lambda t: 5)(x), ValueError, "must only return Tensors"),
        (lambda x: func.vmap(tenon.sin)(), ValueError, "got no inputs"),
        (lambda x: func.vmap(tenon.add)(x, tenon.ones(2)), ValueError, "same size in the mapped dimension"),
        (lambda x: func.vmap(tenon.sin, in_dims=3)(x), ValueError, "Got in_dim=3"),
        (lambda x: func.vmap(tenon.sin, randomness="some"), RuntimeError, "Only allowed values"),
    ],
)
def test_refusals(x, call, error, message):
    with pytest.raises(error, match=message):
        call(x)
