"""Mixed precision: autocast's lists on the CPU, its switches, and GradScaler."""

import pytest
import tenon
from tenon import amp, nn
from tenon.nn import functional as F

BF16, F32, F64 = tenon.bfloat16, tenon.float32, tenon.float64


def wide(*shape):
    return tenon.rand(*shape)


def low(*shape):
    return tenon.rand(*shape).to(BF16)


# What PyTorch's autocast on the CPU gives.
CASES = {
    "mm": (lambda: tenon.mm(wide(2, 2), wide(2, 2)), BF16),
    "mixed": (lambda: wide(2, 2) @ low(2, 2), BF16),
    "double": (lambda: tenon.mm(wide(2, 2).double(), wide(2, 2).double()), F64),
    "linear": (lambda: F.linear(wide(2, 2), wide(2, 2), wide(2)), BF16),
    "conv2d": (lambda: F.conv2d(wide(1, 1, 3, 3), wide(1, 1, 2, 2), wide(1)), BF16),
    "baddbmm": (lambda: tenon.baddbmm(wide(1, 2, 2), wide(1, 2, 2), wide(1, 2, 2)), BF16),
    "einsum": (lambda: tenon.einsum("ij,jk", wide(2, 2), wide(2, 2)), BF16),
    "attention": (lambda: F.scaled_dot_product_attention(wide(1, 2, 2), wide(1, 2, 2), wide(1, 2, 2)), BF16),
    "add": (lambda: wide(2) + low(2), F32),
    "sum": (lambda: low(2).sum(), BF16),
    "softmax": (lambda: F.softmax(wide(2), 0), F32),
    "layer_norm": (lambda: F.layer_norm(wide(2, 2), (2,)), F32),
    "mse_loss": (lambda: F.mse_loss(low(2), low(2)), F32),
    "cross_entropy": (lambda: F.cross_entropy(low(2, 2), tenon.tensor([0, 1])), F32),
    "prod": (lambda: low(2).prod(), F32),
    "reflect": (lambda: F.pad(low(1, 1, 4), (1, 1), mode="reflect"), F32),
    "circular": (lambda: F.pad(low(1, 1, 4), (1, 1), mode="circular"), BF16),
    "cat": (lambda: tenon.cat([wide(2), low(2)]), F32),
    "stack": (lambda: tenon.stack([low(2), low(2)]), BF16),
    "out": (lambda: tenon.mm(wide(2, 2), wide(2, 2), out=tenon.empty(2, 2)), F32),
}


@pytest.mark.parametrize("name", CASES)
def test_dtypes_of_results(name):
    call, expected = CASES[name]
    with tenon.autocast("cpu", dtype=BF16):
        assert call().dtype is expected


def test_training_keeps_parameters_and_gradients_in_float32():
    tenon.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    x = tenon.randn(16, 4)
    with tenon.autocast("cpu"):
        y = model(x)
        assert y.dtype is BF16
        loss = F.mse_loss(y, tenon.ones(16, 1))
    loss.backward()
    grads = [p.grad.clone() for p in model.parameters()]
    assert loss.dtype is F32 and all(g.dtype is F32 for g in grads)
    model.zero_grad()
    F.mse_loss(model(x), tenon.ones(16, 1)).backward()
    for g, p in zip(grads, model.parameters()):
        tenon.testing.assert_close(g, p.grad, atol=3e-2, rtol=5e-2)


def test_switches():
    assert not tenon.is_autocast_enabled("cpu") and tenon.get_autocast_dtype("cpu") is BF16
    with tenon.autocast("cpu", dtype=tenon.float16, cache_enabled=False):
        assert tenon.is_autocast_enabled("cpu") and tenon.get_autocast_dtype("cpu") is tenon.float16
        assert not tenon.is_autocast_cache_enabled()
        with tenon.autocast("cpu", enabled=False):
            assert not tenon.is_autocast_enabled("cpu") and (wide(2, 2) @ wide(2, 2)).dtype is F32
        assert tenon.is_autocast_enabled("cpu")
    assert not tenon.is_autocast_enabled("cpu") and tenon.is_autocast_cache_enabled()

    @tenon.autocast("cpu")
    def product():
        return wide(2, 2) @ wide(2, 2)

    assert product().dtype is BF16
    with pytest.raises(RuntimeError, match="unsupported autocast device_type 'toaster'"):
        tenon.autocast("toaster")
    with pytest.raises(ValueError, match="Expected `device_type` of type `str`"):
        tenon.autocast(tenon.device("cpu"))
    with pytest.warns(UserWarning, match="target dtype is not supported"), tenon.autocast("cpu", dtype=F32):
        assert not tenon.is_autocast_enabled("cpu")
    with pytest.warns(UserWarning, match="CUDA is not available"), tenon.cuda.amp.autocast():
        assert (wide(2, 2) @ wide(2, 2)).dtype is F32
    with tenon.cpu.amp.autocast():
        assert tenon.is_autocast_enabled("cpu")
    assert amp.is_autocast_available("cpu") and not amp.is_autocast_available("toaster")


def test_casts_of_parameters_are_kept_within_a_context():
    w = tenon.rand(2, 2, requires_grad=True)
    with tenon.autocast("cpu"):
        a, b = wide(2, 2) @ w, wide(2, 2) @ w
        cast = [fn for fn, _ in a.grad_fn.next_functions if fn is not None]
        assert cast[0] is next(fn for fn, _ in b.grad_fn.next_functions if fn is not None)
    (a + b).sum().backward()
    assert w.grad.dtype is F32
    with tenon.autocast("cpu"):
        assert (wide(2, 2) @ w).grad_fn.next_functions[-1][0] is not cast[0]


def test_custom_functions():
    class Square(tenon.autograd.Function):
        @staticmethod
        @amp.custom_fwd(device_type="cpu", cast_inputs=F32)
        def forward(ctx, x):
            assert not tenon.is_autocast_enabled("cpu")
            ctx.save_for_backward(x)
            return x @ x

        @staticmethod
        @amp.custom_bwd(device_type="cpu")
        def backward(ctx, g):
            assert not tenon.is_autocast_enabled("cpu")
            (x,) = ctx.saved_tensors
            return g @ x.t() + x.t() @ g

    x = tenon.rand(2, 2, requires_grad=True)
    with tenon.autocast("cpu"):
        y = Square.apply(x)
    assert y.dtype is F32
    y.sum().backward()


def test_checkpoint_runs_again_as_it_ran():
    layer = nn.Linear(2, 2)
    seen = []

    def function(x):
        y = layer(x)
        seen.append(y.dtype)
        return y.exp()

    with tenon.autocast("cpu"):
        y = tenon.utils.checkpoint.checkpoint(function, wide(2, 2).requires_grad_(), use_reentrant=False)
    y.sum().backward()
    assert seen == [BF16, BF16] and not tenon.is_autocast_enabled("cpu")


def test_grad_scaler():
    w = tenon.ones(2, requires_grad=True)
    sgd = tenon.optim.SGD([w], lr=1.0)
    scaler = amp.GradScaler("cpu", init_scale=8.0, growth_interval=2)
    scaler.scale((w * tenon.tensor([0.25, 0.5])).sum()).backward()
    assert w.grad.tolist() == [2, 4]
    scaler.unscale_(sgd)
    assert w.grad.tolist() == [0.25, 0.5]
    with pytest.raises(RuntimeError, match="already been called on this optimizer"):
        scaler.unscale_(sgd)
    scaler.step(sgd)
    with pytest.raises(RuntimeError, match="already been called since"):
        scaler.step(sgd)
    scaler.update()
    assert w.tolist() == [0.75, 0.5] and scaler.get_scale() == 8

    def once(factor):
        sgd.zero_grad()
        scaler.scale((w * factor).sum()).backward()
        scaler.step(sgd)
        scaler.update()

    once(0.0)
    assert scaler.get_scale() == 16
    before = w.tolist()
    once(float("inf"))
    assert w.tolist() == before and scaler.get_scale() == 8
    other = amp.GradScaler("cpu")
    other.load_state_dict(scaler.state_dict())
    assert other.get_scale() == 8 and other.state_dict() == scaler.state_dict()
    assert scaler.scale([tenon.ones(1), (tenon.ones(1),)])[1][0].item() == 8


def test_disabled_scaler():
    w = tenon.ones(1, requires_grad=True)
    sgd = tenon.optim.SGD([w], lr=1.0)
    with pytest.warns(UserWarning, match="CUDA is not available"):
        scaler = tenon.cuda.amp.GradScaler()
    assert not scaler.is_enabled() and scaler.get_scale() == 1 and scaler.state_dict() == {}
    scaler.scale(w.sum()).backward()
    scaler.unscale_(sgd)
    scaler.step(sgd)
    scaler.update()
    assert w.item() == 0
    with pytest.raises(AssertionError, match="_scale is None"):
        amp.GradScaler("cpu").step(sgd)
