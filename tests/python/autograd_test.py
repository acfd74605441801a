"""Autograd from Python: backward, grad, hooks, modes, custom functions, checks."""

import gc
import weakref

import pytest
import tenon
from tenon.autograd import Function, grad, gradcheck, gradgradcheck


@pytest.fixture
def x():
    return tenon.tensor([1.0, 2.0, 3.0], requires_grad=True)


def test_backward_accumulates(x):
    (x * x).sum().backward()
    (x * x).sum().backward()
    assert x.grad.tolist() == [4, 8, 12]
    y = x * 3
    y.backward(tenon.ones(3))
    assert x.grad.tolist() == [7, 11, 15]
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        (x * 2).backward()
    with pytest.raises(RuntimeError, match="does not require grad"):
        tenon.ones(1).backward()


def test_given_gradients_take_the_type_of_the_output(x):
    wide = x.detach().double().requires_grad_()
    (g,) = grad(wide.softmax(0), wide, tenon.tensor([1, 0, 0], dtype=tenon.float16))
    assert g.dtype is tenon.float64
    tenon.testing.assert_close(g, grad(wide.softmax(0)[0], wide)[0])
    with pytest.raises(RuntimeError, match="Mismatch in shape"):
        grad(x * 2, x, tenon.ones(1))
    with pytest.raises(RuntimeError, match="expected the device of output"):
        grad(x * 2, x, tenon.ones(3, device="meta"))


def test_graph_is_freed(x):
    y = (x * x).sum()
    y.backward()
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        y.backward()


@pytest.mark.parametrize("change", ["sigmoid_", "exp_", "sin_"])
def test_second_gradient_through_a_view_that_was_changed(x, change):
    def run(x):
        y = x * 2
        getattr(y[1:], change)()
        return y.cos()

    assert gradgradcheck(run, x.detach().double().requires_grad_())
    (g,) = grad(run(x).sum(), x, create_graph=True)
    g.sum().backward()
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        g.sum().backward()


def test_grad(x):
    y = (x**3).sum()
    (g,) = grad(y, x, create_graph=True)
    assert g.tolist() == [3, 12, 27] and g.requires_grad
    (gg,) = grad(g.sum(), x)
    assert gg.tolist() == [6, 12, 18] and x.grad is None
    z = tenon.ones(1, requires_grad=True)
    assert grad(x.sum(), [x, z], allow_unused=True)[1] is None
    assert grad(x.sum(), [x, z], materialize_grads=True)[1].tolist() == [0]
    with pytest.raises(RuntimeError, match="allow_unused"):
        grad(x.sum(), [x, z])


def test_backward_into_inputs(x):
    w = tenon.ones(3, requires_grad=True)
    (x * w).sum().backward(inputs=[w])
    assert w.grad.tolist() == [1, 2, 3] and x.grad is None


def test_grad_fn(x):
    y = x * 2
    assert y.grad_fn.name() == "MulBackward0" and repr(y.grad_fn).startswith("<MulBackward0 object at")
    assert y.grad_fn == y.grad_fn and not y.is_leaf
    leaf, index = y.grad_fn.next_functions[0]
    assert leaf.name() == "AccumulateGrad" and index == 0 and leaf.variable is x
    y.grad_fn.metadata["k"] = 1
    assert y.grad_fn.metadata == {"k": 1}


def test_requires_grad(x):
    assert x.requires_grad_(False) is x and not x.requires_grad
    x.requires_grad = True
    assert (x + 1).requires_grad and not x.detach().requires_grad
    with pytest.raises(RuntimeError, match="only Tensors of floating point"):
        tenon.tensor([1]).requires_grad_()
    with pytest.raises(RuntimeError, match="leaf variables"):
        (x * 2).requires_grad_(False)


def test_tensor_hooks(x):
    seen = []
    handle = x.register_hook(lambda g: seen.append(g.tolist()))
    double = x.register_hook(lambda g: g * 2)
    x.sum().backward()
    assert seen == [[1, 1, 1]] and x.grad.tolist() == [2, 2, 2]
    handle.remove()
    double.remove()
    x.sum().backward()
    assert len(seen) == 1 and x.grad.tolist() == [3, 3, 3]
    after = []
    x.register_post_accumulate_grad_hook(lambda t: after.append(t is x))
    x.sum().backward()
    assert after == [True]


def test_node_hooks(x):
    y = (x * 2).sum()
    seen = []
    handle = y.grad_fn.register_hook(lambda into, out: seen.append((into[0].tolist(), out[0].item())))
    pre = y.grad_fn.next_functions[0][0].register_prehook(lambda grads: (grads[0] * 3,))
    y.backward(retain_graph=True)
    assert seen == [([1, 1, 1], 1)] and x.grad.tolist() == [6, 6, 6]
    handle.remove()
    pre.remove()
    y.backward()
    assert len(seen) == 1 and x.grad.tolist() == [8, 8, 8]


def test_retain_grad(x):
    y = x * 2
    y.retain_grad()
    y.sum().backward()
    assert y.retains_grad and y.grad.tolist() == [1, 1, 1]


def test_errors_of_hooks_arrive_unchanged(x):
    error = LookupError("mine")

    def hook(g):
        raise error

    x.register_hook(hook)
    with pytest.raises(LookupError) as caught:
        x.sum().backward()
    assert caught.value is error


def test_modes(x):
    with tenon.no_grad():
        assert not tenon.is_grad_enabled() and not (x * 2).requires_grad
        with tenon.enable_grad():
            assert (x * 2).requires_grad
    assert tenon.is_grad_enabled()
    with tenon.set_grad_enabled(False):
        assert not tenon.is_grad_enabled()
    with tenon.inference_mode():
        assert tenon.is_inference_mode_enabled() and not (x * 2).requires_grad
        made = tenon.ones(2)
        assert made.is_inference() and made.view(2, 1).is_inference() and not x.view(3, 1).is_inference()
    assert not tenon.is_inference_mode_enabled() and tenon.is_grad_enabled()
    with pytest.raises(RuntimeError, match="inference tensor"):
        made.requires_grad_()

    @tenon.no_grad()
    def call():
        return tenon.is_grad_enabled()

    @tenon.no_grad
    def bare():
        return tenon.is_grad_enabled()

    @tenon.no_grad()
    def generate():
        yield tenon.is_grad_enabled()
        yield tenon.is_grad_enabled()

    assert not call() and not bare()
    inside = []
    for flag in generate():
        inside.append(flag)
        assert tenon.is_grad_enabled()
    assert inside == [False, False]
    with pytest.raises(ValueError), tenon.no_grad():
        raise ValueError
    assert tenon.is_grad_enabled()


class Cube(Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.save_for_backward(x)
        ctx.scale = scale
        return x * x * x * scale

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        assert ctx.needs_input_grad == (True, False)
        return g * 3 * x * x * ctx.scale, None


class Exp(Function):
    @staticmethod
    def forward(x):
        return x.exp()

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, g):
        return g * ctx.saved_tensors[0]


def test_custom_function(x):
    y = Cube.apply(x, 2.0)
    assert y.grad_fn.name() == "CubeBackward"
    y.sum().backward()
    assert x.grad.tolist() == [6, 24, 54]
    assert not Cube.apply(x.detach(), 1.0).requires_grad
    d = tenon.tensor([0.3, -1.2], dtype=tenon.float64, requires_grad=True)
    assert gradcheck(lambda t: Cube.apply(t, 2.0), d) and gradgradcheck(lambda t: Cube.apply(t, 2.0), d)
    assert gradcheck(Exp.apply, d) and gradgradcheck(Exp.apply, d)


def test_custom_function_results_and_marks(x):
    class Several(Function):
        @staticmethod
        def forward(ctx, a, b):
            ctx.set_materialize_grads(False)
            index = (a > 1).long()
            ctx.mark_non_differentiable(index)
            return a * 2, b * 3, index, "text"

        @staticmethod
        def backward(ctx, ga, gb, gi, gt):
            assert gb is None and gi is None and gt is None
            return ga * 2, None

    a, b, index, text = Several.apply(x, tenon.ones(3, requires_grad=True))
    assert a.requires_grad and b.requires_grad and not index.requires_grad and text == "text"
    a.sum().backward()
    assert x.grad.tolist() == [2, 2, 2]


def test_custom_function_in_place(x):
    class Double(Function):
        @staticmethod
        def forward(ctx, t):
            ctx.mark_dirty(t)
            return t.mul_(2)

        @staticmethod
        def backward(ctx, g):
            return g * 2

    y = x * 1
    assert Double.apply(y) is y and y.grad_fn.name() == "DoubleBackward"
    y.sum().backward()
    assert x.grad.tolist() == [2, 2, 2]


def test_custom_function_errors(x):
    class Wrong(Function):
        @staticmethod
        def forward(ctx, a, b):
            return a * b

        @staticmethod
        def backward(ctx, g):
            return g

    with pytest.raises(RuntimeError, match="returned an incorrect number of gradients \\(expected 2, got 1\\)"):
        Wrong.apply(x, 2).sum().backward()

    class Raises(Cube):
        @staticmethod
        def backward(ctx, g):
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        Raises.apply(x, 1.0).sum().backward()
    y = x * 1
    z = Cube.apply(y, 1.0)
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.sum().backward()


def test_once_differentiable():
    class Square(Function):
        @staticmethod
        def forward(ctx, a):
            ctx.save_for_backward(a)
            return a * a

        @staticmethod
        @tenon.autograd.function.once_differentiable
        def backward(ctx, g):
            return 2 * g * ctx.saved_tensors[0]

    a = tenon.tensor([2.0], requires_grad=True)
    one = tenon.ones(1, requires_grad=True)
    (g,) = grad(Square.apply(a), a, one, create_graph=True)
    assert g.item() == 4
    with pytest.raises(RuntimeError, match="once_differentiable"):
        g.backward()


def test_custom_function_leaves_nothing_behind(x):
    y = Exp.apply(x)
    ref = weakref.ref(y)
    del y
    gc.collect()
    assert ref() is None


def test_hooks_that_hold_their_tensor_are_collected():
    t = tenon.ones(2, requires_grad=True)
    t.register_hook(lambda g, t=t: g)
    ref = weakref.ref(t)
    del t
    gc.collect()
    assert ref() is None


def test_gradcheck_finds_mistakes():
    class Bad(Cube):
        @staticmethod
        def backward(ctx, g):
            return g, None

    d = tenon.tensor([0.3, 2.0], dtype=tenon.float64, requires_grad=True)
    with pytest.raises(RuntimeError, match="Jacobian mismatch for output 0 with respect to input 0"):
        gradcheck(lambda t: Bad.apply(t, 1.0), d)
    assert not gradcheck(lambda t: Bad.apply(t, 1.0), d, raise_exception=False)
    assert gradcheck(lambda a, b: a * b + a.exp(), (d, d.detach().clone().requires_grad_()))
    with pytest.warns(UserWarning, match="not a double precision"), pytest.raises(RuntimeError, match="mismatch"):
        gradcheck(lambda t: t, tenon.ones(1, requires_grad=True))


def test_detect_anomaly(x):
    with pytest.warns(UserWarning) as shown, tenon.autograd.detect_anomaly():
        y = (x * 0.0).sqrt() * 0.0
        with pytest.raises(RuntimeError) as caught:
            y.sum().backward()
    assert str(caught.value) == "Function 'SqrtBackward0' returned nan values in its 0th output."
    messages = [str(w.message) for w in shown]
    assert messages[0].startswith("Anomaly Detection has been enabled")
    assert messages[1].startswith("Error detected in SqrtBackward0. Traceback of forward call that caused the error:\n")
    assert "y = (x * 0.0).sqrt() * 0.0" in messages[1]
    assert not tenon.autograd.is_anomaly_enabled()
