"""autograd.graph: hooks on saved tensors and on several gradients, places in the graph; grad_fn of custom functions."""

import gc
import weakref

import pytest
import tenon
from tenon.autograd import Function, grad, graph
from tenon.autograd.graph import saved_tensors_hooks
from tenon.nn import functional as F


@pytest.fixture
def x():
    return tenon.tensor([1.0, 2.0, 3.0], requires_grad=True)


def test_hooks_see_arguments_results_and_lists(x):
    packed, unpacked = [], []

    def pack(t):
        packed.append(t)
        return len(packed) - 1

    def unpack(i):
        unpacked.append(i)
        return packed[i]

    with saved_tensors_hooks(pack, unpack):
        y = x.exp() * x
        z = tenon.cat([y, y * y])
    assert packed[1] is not packed[0] and any(t is x for t in packed)
    (g,) = grad(z.sum(), x, retain_graph=True)
    tenon.testing.assert_close(g, grad((x.exp() * x + (x.exp() * x) ** 2).sum(), x)[0])
    assert sorted(unpacked) == list(range(len(packed)))
    grad(z.sum(), x)
    assert len(unpacked) == 2 * len(packed)
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        grad(z.sum(), x)


def test_hooks_keep_second_gradients(x):
    def run(x):
        with saved_tensors_hooks(lambda t: t.tolist(), lambda v: tenon.tensor(v, dtype=tenon.float64)):
            return F.softmax(x.sin() * x, 0).exp()

    assert tenon.autograd.gradgradcheck(run, x.detach().double().requires_grad_())


def test_hooks_of_custom_functions(x):
    class Product(Function):
        @staticmethod
        def forward(ctx, a, b):
            result = a * b
            ctx.save_for_backward(a, b, result)
            return result

        @staticmethod
        def backward(ctx, g):
            a, b, result = ctx.saved_tensors
            assert result.requires_grad and a.requires_grad
            return g * b, g * a

    seen = []
    with saved_tensors_hooks(lambda t: seen.append(t) or t * 1, lambda t: t):
        y = Product.apply(x, x)
    assert len(seen) == 3 and seen[0] is x
    (g,) = grad(y.sum(), x, create_graph=True)
    assert g.tolist() == [2, 4, 6]
    assert grad(g.sum(), x)[0].tolist() == [2, 2, 2]


def test_hooks_nest_and_refuse(x):
    with saved_tensors_hooks(lambda t: t + 1, lambda t: t - 1):
        with saved_tensors_hooks(lambda t: t * 2, lambda t: t / 2):
            y = x * x
        z = y * y
    assert grad(z.sum(), x)[0].tolist() == [4, 32, 108]
    with saved_tensors_hooks(lambda t: t, lambda t: 5):
        y = x * x
    with pytest.raises(TypeError, match="unpack_hook expected to be a Tensor but got result of type int"):
        y.sum().backward()
    with (
        saved_tensors_hooks(lambda t: t.mul_(2), lambda t: t),
        pytest.raises(RuntimeError, match="modifying its input"),
    ):
        x.detach() * x

    def fail(t):
        raise KeyError("no")

    with saved_tensors_hooks(fail, lambda t: t):
        with pytest.raises(KeyError, match="no"):
            x * x
        with pytest.raises(KeyError, match="no"):
            x.exp()


def test_disable_hooks():
    @graph.disable_saved_tensors_hooks("not here")
    def use():
        with saved_tensors_hooks(lambda t: t, lambda t: t):
            pass

    with pytest.raises(RuntimeError, match="not here"):
        use()
    with saved_tensors_hooks(lambda t: t, lambda t: t):
        with pytest.raises(RuntimeError, match="not now"), graph.disable_saved_tensors_hooks("not now"):
            pass
        with saved_tensors_hooks(lambda t: t, lambda t: t):
            pass


def test_save_on_cpu_and_mutation(x):
    with graph.save_on_cpu():
        y = (x * x).sum()
    y.backward()
    assert x.grad.tolist() == [2, 4, 6]
    with graph.allow_mutation_on_saved_tensors():
        y = x.clone()
        z = (y * y).sum()
        y.zero_()
        assert grad(z, x, retain_graph=True)[0].tolist() == [2, 4, 6]
    with pytest.raises(RuntimeError, match="outside of the 'allow_mutation_on_saved_tensors'"):
        grad(z, x)
    graph.increment_version(y)
    assert y._version == 2


def test_packed_results_do_not_keep_the_graph(x):
    with saved_tensors_hooks(lambda t: t, lambda t: t):
        y = x.exp()
    node = weakref.ref(y)
    del y
    gc.collect()
    assert node() is None


def test_places_in_the_graph(x):
    y = x * 3
    edge = graph.get_gradient_edge(y)
    assert edge.node is y.grad_fn and edge.output_nr == 0
    assert grad((y * y).sum(), edge)[0].tolist() == [6, 12, 18]
    assert grad(edge, x, tenon.ones(3), retain_graph=True)[0].tolist() == [3, 3, 3]
    leaf = graph.get_gradient_edge(x)
    tenon.autograd.backward((x * 2).sum(), inputs=leaf)
    assert x.grad.tolist() == [2, 2, 2]
    with pytest.raises(RuntimeError, match="does not require gradients"):
        graph.get_gradient_edge(tenon.ones(1))
    with pytest.raises(TypeError, match="GradientEdge"):
        grad((y.node,) if hasattr(y, "node") else (5,), x)
    with pytest.raises(IndexError, match="output_nr=7"):
        grad(edge._replace(output_nr=7), x)


def test_gradients_of_results(x):
    y = x * 2
    (y * y).sum().backward(inputs=[y])
    assert y.grad.tolist() == [4, 8, 12] and x.grad is None
    with pytest.raises(RuntimeError, match="cannot be empty"):
        (x * 2).sum().backward(inputs=[])


def test_nodes_are_one_object_each(x):
    y = x * 2
    assert y.grad_fn is y.grad_fn and isinstance(y.grad_fn, graph.Node)
    y.grad_fn.metadata["note"] = 1
    assert y.grad_fn.metadata == {"note": 1}
    assert x.view_as(x).grad_fn.next_functions[0][0].variable is x


def test_ctx_is_the_node(x):
    class Twice(Function):
        @staticmethod
        def forward(ctx, a):
            ctx.note = "kept"
            return a * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    y = Twice.apply(x)
    node = y.grad_fn
    assert isinstance(node, graph.Node) and type(node).__name__ == "TwiceBackward" == node.name()
    assert isinstance(node, tenon.autograd.function.BackwardCFunction)
    assert node.note == "kept" and node.next_functions[0][0].variable is x
    calls = []
    node.register_hook(lambda gin, gout: calls.append(gin))
    y.sum().backward()
    assert len(calls) == 1
    del y
    assert node.note == "kept" and node.next_functions[0][0].variable is x
    with pytest.raises(RuntimeError, match="has no node: its call was not recorded"):
        Twice._backward_cls().name()


def test_the_node_of_a_function_outlives_its_result(x):
    class Square(Function):
        @staticmethod
        def forward(ctx, a):
            out = a * a
            ctx.save_for_backward(a, out)
            return out

        @staticmethod
        def backward(ctx, g):
            return 2 * g * ctx.saved_tensors[0]

    node = Square.apply(x).grad_fn  # nothing but `node` holds it
    saved, out = node.saved_tensors
    assert saved is x and out.grad_fn is node  # in the graph again
    del out
    assert node.name() == "SquareBackward"
    ones = [tenon.ones_like(x)]
    for _ in range(2):
        (got,) = tenon.autograd.grad([graph.GradientEdge(node, 0)], [x], grad_outputs=ones, retain_graph=True)
        assert tenon.equal(got, 2 * x)
    y = Square.apply(x)
    alive = weakref.ref(y.grad_fn)
    held = y.grad_fn
    z = y + 1
    del y, held
    assert alive() is z.grad_fn.next_functions[0][0]
    held = alive()
    del z
    assert alive() is held
    del held
    assert alive() is None


def test_names_of_nodes(x):
    image = tenon.rand(1, 1, 4, 4, requires_grad=True)
    for y, name in [
        (F.max_pool2d(image, 2), "MaxPool2DWithIndicesBackward0"),
        (image.log1p(), "Log1PBackward0"),
        (image.norm(), "LinalgVectorNormBackward0"),
        (F.pad(image, (1, 1)), "ConstantPadNdBackward0"),
        (image.as_strided((2,), (1,)), "AsStridedBackward0"),
        (F.cross_entropy(image[0, 0], tenon.arange(4)), "NllLossBackward0"),
    ]:
        assert y.grad_fn.name() == name


def test_vjp_in_place_of_backward(x):
    class Half(Function):
        @staticmethod
        def forward(ctx, a):
            return a / 2

        @staticmethod
        def vjp(ctx, g):
            return g / 2

    assert grad(Half.apply(x).sum(), x)[0].tolist() == [0.5] * 3

    class Both(Half):
        @staticmethod
        def backward(ctx, g):
            return g

    with pytest.raises(RuntimeError, match="Implementing both"):
        Both.apply(x)


def test_hooks_on_several_gradients():
    a, b, c = (tenon.ones(1, requires_grad=True) for _ in range(3))
    seen = []
    handle = graph.register_multi_grad_hook((a, b, c), lambda grads: seen.append([g and g.item() for g in grads]))
    (a * 2 + b * 3).sum().backward()
    assert seen == [[2, 3, None]]
    grad((a * 2 + b * 3 + c).sum(), (a, c))
    assert seen[1] == [2, None, 1]
    handle.remove()
    (a * 2).sum().backward()
    assert len(seen) == 2
    with graph.register_multi_grad_hook((a, b), lambda g: seen.append(g.item()), mode="any"):
        (a * 2 + b * 2).sum().backward()
    assert seen[2:] == [2]
    with pytest.raises(ValueError, match="Expects mode"):
        graph.register_multi_grad_hook((a,), print, mode="some")


def test_batched_gradients(x):
    y = x * x
    (g,) = grad(y, x, tenon.eye(3), is_grads_batched=True)
    assert g.tolist() == [[2, 0, 0], [0, 4, 0], [0, 0, 6]]
    with pytest.raises(RuntimeError, match="first dimension of each grad_output"):
        grad(x * x, x, tenon.ones(2, 2), is_grads_batched=True)
    found = grad(x * x, (x, tenon.ones(2, requires_grad=True)), tenon.eye(3), is_grads_batched=True, allow_unused=True)
    assert found[1] is None
