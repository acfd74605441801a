"""Layers: their text, shapes, initial values and state."""

import copy
import inspect
import pickle

import pytest
import tenon
from tenon import nn

REPRS = {
    "Identity()": "Identity()",
    "Identity(54, unused=0.1)": "Identity()",
    "Flatten()": "Flatten(start_dim=1, end_dim=-1)",
    "Unflatten(1, (2, 3))": "Unflatten(dim=1, unflattened_size=(2, 3))",
    "Linear(3, 2)": "Linear(in_features=3, out_features=2, bias=True)",
    "Linear(3, 2, bias=False)": "Linear(in_features=3, out_features=2, bias=False)",
    "Bilinear(2, 3, 4)": "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)",
    "Conv1d(3, 4, 3)": "Conv1d(3, 4, kernel_size=(3,), stride=(1,))",
    "Conv2d(3, 4, 3, padding=1, bias=False)": "Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)",
    "Conv2d(4, 4, 3, padding='same', padding_mode='reflect')": (
        "Conv2d(4, 4, kernel_size=(3, 3), stride=(1, 1), padding=same, padding_mode=reflect)"
    ),
    "Conv2d(4, 4, 3, stride=[2])": "Conv2d(4, 4, kernel_size=(3, 3), stride=(2, 2))",
    "Conv2d(4, 4, (3, 1), stride=2, dilation=2, groups=2)": (
        "Conv2d(4, 4, kernel_size=(3, 1), stride=(2, 2), dilation=(2, 2), groups=2)"
    ),
    "ConvTranspose2d(3, 4, 3, stride=2, output_padding=1)": (
        "ConvTranspose2d(3, 4, kernel_size=(3, 3), stride=(2, 2), output_padding=(1, 1))"
    ),
    "BatchNorm2d(3)": "BatchNorm2d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)",
    "LayerNorm((3, 4), bias=False)": "LayerNorm((3, 4), eps=1e-05, elementwise_affine=True, bias=False)",
    "GroupNorm(2, 4)": "GroupNorm(2, 4, eps=1e-05, affine=True, bias=True)",
    "InstanceNorm2d(3)": (
        "InstanceNorm2d(3, eps=1e-05, momentum=0.1, affine=False, bias=False, track_running_stats=False)"
    ),
    "RMSNorm(4)": "RMSNorm((4,), eps=None, elementwise_affine=True)",
    "Dropout(0.2)": "Dropout(p=0.2, inplace=False)",
    "Embedding(4, 3, padding_idx=0)": "Embedding(4, 3, padding_idx=0)",
    "ReLU(True)": "ReLU(inplace=True)",
    "ReLU6()": "ReLU6()",
    "GELU('tanh')": "GELU(approximate='tanh')",
    "Softmax(1)": "Softmax(dim=1)",
    "LeakyReLU(0.2, True)": "LeakyReLU(negative_slope=0.2, inplace=True)",
    "Threshold(0.1, 20)": "Threshold(threshold=0.1, value=20)",
    "Hardtanh()": "Hardtanh(min_val=-1.0, max_val=1.0)",
    "PReLU()": "PReLU(num_parameters=1)",
    "MaxPool2d((2, 3), stride=1, padding=1)": (
        "MaxPool2d(kernel_size=(2, 3), stride=1, padding=1, dilation=1, ceil_mode=False)"
    ),
    "AvgPool1d(2)": "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))",
    "AdaptiveAvgPool2d((1, None))": "AdaptiveAvgPool2d(output_size=(1, None))",
    "CrossEntropyLoss()": "CrossEntropyLoss()",
    "ZeroPad2d(1)": "ZeroPad2d((1, 1, 1, 1))",
    "ConstantPad2d(1, 2.0)": "ConstantPad2d(padding=(1, 1, 1, 1), value=2.0)",
    "Sequential(nn.Linear(1, 1), nn.ReLU())": (
        "Sequential(\n  (0): Linear(in_features=1, out_features=1, bias=True)\n  (1): ReLU()\n)"
    ),
    "ModuleList([nn.ReLU(), nn.ReLU(), nn.Tanh()])": "ModuleList(\n  (0-1): 2 x ReLU()\n  (2): Tanh()\n)",
    "ModuleDict({'a': nn.ReLU()})": "ModuleDict(\n  (a): ReLU()\n)",
}


@pytest.mark.parametrize("code", REPRS)
def test_repr_is_pytorchs(code):
    assert repr(eval("nn." + code)) == REPRS[code]


def test_equal_seeds_give_pytorchs_weights():
    tenon.manual_seed(0)
    m = nn.Linear(3, 2)
    assert m.weight.tolist()[0] == pytest.approx([-0.0043225, 0.3097, -0.4752], abs=1e-4)
    assert m.weight.requires_grad and type(m.weight) is nn.Parameter


def test_every_type_has_signature_doc_and_class():
    for row in tenon._C._list_types():
        if not row["name"].startswith("nn."):
            continue
        cls = getattr(nn, row["name"][3:])
        assert cls.__doc__ and cls.__module__ == "tenon.nn" and issubclass(cls, nn.Module)
        assert inspect.signature(cls) is not None and inspect.signature(cls.forward) is not None


def test_modules_are_found_where_pytorch_keeps_them():
    from tenon.nn.modules.linear import Linear

    assert Linear is nn.Linear is nn.modules.Linear
    import tenon.nn.modules.activation as activation

    assert activation.ReLU is nn.ReLU


def test_attributes_are_pytorchs():
    m = nn.Conv2d(3, 4, 3, stride=2)
    assert m.kernel_size == (3, 3) and m.stride == (2, 2) and m.padding == (0, 0) and m.transposed is False
    assert list(m.state_dict()) == ["weight", "bias"] and m.weight.shape == (4, 3, 3, 3)
    bn = nn.BatchNorm2d(3)
    assert list(bn.state_dict()) == ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    assert bn.num_batches_tracked.dtype == tenon.int64 and bn.running_var.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.Linear("a", 2), "Linear(): argument 'in_features' (position 1) must be int, not str"),
        (lambda: nn.Linear(3), "Linear() missing 1 required argument: 'out_features'"),
        (lambda: nn.Linear(3, 2, colour=1), "Linear() got an unexpected keyword argument 'colour'"),
        (lambda: nn.Linear(3, 2)(), "forward() missing 1 required argument: 'input'"),
    ],
)
def test_wrong_calls_are_type_errors(make, message):
    with pytest.raises(TypeError) as e:
        make()
    assert message in str(e.value)


def test_wrong_values_are_value_errors():
    with pytest.raises(ValueError, match="dropout probability"):
        nn.Dropout(2)
    with pytest.raises(ValueError, match="divisible by groups"):
        nn.Conv2d(3, 4, 3, groups=2)
    with pytest.raises(ValueError, match="padding='same' is not supported for strided"):
        nn.Conv2d(3, 4, 3, stride=2, padding="same")


def test_dropout_follows_the_mode():
    m, x = nn.Dropout(0.5), tenon.ones(1000)
    assert set(m(x).tolist()) == {0.0, 2.0}
    assert m.eval()(x).tolist() == x.tolist()


def test_load_state_dict_messages():
    m = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
    state = m.state_dict()
    state["1.extra"] = state.pop("0.bias")
    with pytest.raises(RuntimeError) as e:
        m.load_state_dict(state)
    assert str(e.value).startswith("Error(s) in loading state_dict for Sequential:")
    assert 'Missing key(s) in state_dict: "0.bias"' in str(e.value)
    assert 'Unexpected key(s) in state_dict: "1.extra"' in str(e.value)
    keys = m.load_state_dict(state, strict=False)
    assert keys.missing_keys == ["0.bias"] and keys.unexpected_keys == ["1.extra"]
    state = m.state_dict()
    state["0.weight"] = tenon.zeros(3, 2)
    with pytest.raises(RuntimeError, match="size mismatch for 0.weight"):
        m.load_state_dict(state)
    assert repr(m.load_state_dict(m.state_dict())) == "<All keys matched successfully>"


def test_moves_and_casts():
    m = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    w = m[0].weight
    assert m.double() is m and m[0].weight is w and w.dtype == tenon.float64
    assert m[1].num_batches_tracked.dtype == tenon.int64
    m.to(tenon.float32).to("cpu")
    assert w.dtype == tenon.float32
    assert m.to("meta")[0].weight.is_meta


def test_python_module_inside_sequential_and_the_reverse():
    class Plus(nn.Module):
        def __init__(self, inner):
            super().__init__()
            self.inner = inner

        def forward(self, x):
            return self.inner(x) + 1

    m = nn.Sequential(nn.ReLU(), Plus(nn.Sequential(nn.ReLU(), nn.Identity())))
    assert m(tenon.tensor([-1.0, 2.0])).tolist() == [1, 3]
    log = []
    m[1].inner[0].register_forward_hook(lambda *a: log.append(1))
    m(tenon.tensor([1.0]))
    assert log == [1]


def test_backward_hooks():
    m, log = nn.Linear(2, 1), []
    m.register_full_backward_pre_hook(lambda mod, grad_out: log.append(("pre", grad_out[0].tolist())))
    m.register_full_backward_hook(
        lambda mod, grad_in, grad_out: log.append(("full", len(grad_in), grad_in[0].tolist()))
    )
    x = tenon.ones(1, 2, requires_grad=True)
    m(x).sum().backward()
    assert log == [("pre", [[1.0]]), ("full", 1, m.weight.tolist())]
    assert x.grad.tolist() == m.weight.tolist()


def test_backward_hook_changes_the_gradient():
    m = nn.Linear(2, 1)
    m.register_full_backward_hook(lambda mod, grad_in, grad_out: (grad_in[0] * 3,))
    x = tenon.ones(1, 2, requires_grad=True)
    m(x).sum().backward()
    assert x.grad.tolist() == (m.weight * 3).tolist()


def test_copies_share_nothing_and_pickles_find_their_class():
    m = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU())
    c = copy.deepcopy(m)
    c[0].weight.data.fill_(0)
    assert m[0].weight.abs().sum() > 0
    p = pickle.loads(pickle.dumps(m))
    assert repr(p) == repr(m) and p.state_dict()["0.weight"].tolist() == m[0].weight.tolist()
    assert pickle.loads(pickle.dumps(nn.Linear.forward)) is nn.Linear.forward


def test_inplace_activation_writes_to_its_input():
    x = tenon.tensor([-1.0, 1.0])
    assert nn.ReLU(inplace=True)(x) is x and x.tolist() == [0, 1]


def test_clip_grad_norm():
    p = nn.Parameter(tenon.tensor([3.0, 4.0]))
    p.grad = tenon.tensor([3.0, 4.0])
    assert not nn.utils.get_total_norm([p]).requires_grad
    assert float(nn.utils.clip_grad_norm_([p], 1.0)) == pytest.approx(5.0)
    assert p.grad.tolist() == pytest.approx([0.6, 0.8], abs=1e-5)
    nn.utils.clip_grad_value_([p], 0.7)
    assert p.grad.tolist() == pytest.approx([0.6, 0.7], abs=1e-5)


def test_parameter_containers():
    m = nn.ParameterList([tenon.ones(2), tenon.zeros(1)])
    assert len(list(m.parameters())) == 2 and m[1].tolist() == [0] and len(m[:1]) == 1
    d = nn.ParameterDict({"a": tenon.ones(1)})
    d["b"] = nn.Parameter(tenon.ones(2))
    assert list(d.keys()) == ["a", "b"] and [n for n, _ in d.named_parameters()] == ["a", "b"]
    assert d.pop("a").tolist() == [1] and "a" not in d
    assert "  (0): Parameter containing: [tenon.float32 of size 2]\n" in repr(m)
    assert repr(d) == "ParameterDict(  (b): Parameter containing: [tenon.FloatTensor of size 2])"


def test_other_threads_run_while_a_layer_computes():
    import threading
    import time

    m, x = nn.Linear(1500, 1500), tenon.ones(3000, 1500)
    stop, gaps = threading.Event(), []

    def tick():
        while not stop.is_set():
            before = time.perf_counter()
            time.sleep(0)
            gaps.append(time.perf_counter() - before)

    thread = threading.Thread(target=tick)
    with tenon.no_grad():
        m(x)
        start = time.perf_counter()
        thread.start()
        for _ in range(3):
            m(x)
        total = time.perf_counter() - start
        stop.set()
    thread.join()
    assert len(gaps) > 100 and total > 0
