"""Optimizers and schedules. Trajectories are compared with PyTorch's in tests/parity."""

import copy
import math

import pytest
import tenon
from tenon import nn, optim
from tenon.optim import lr_scheduler


def quadratic(make, steps=200):
    p = nn.Parameter(tenon.tensor([3.0, -2.0]))
    optimizer = make([p])
    for _ in range(steps):
        optimizer.zero_grad()
        (p * p).sum().backward()
        optimizer.step()
    return p, optimizer


@pytest.mark.parametrize(
    "make",
    [
        lambda p: optim.SGD(p, lr=0.1),
        lambda p: optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
        lambda p: optim.Adam(p, lr=0.1),
        lambda p: optim.AdamW(p, lr=0.1, amsgrad=True),
    ],
)
def test_finds_the_minimum(make):
    p, _ = quadratic(make)
    assert p.abs().amax() < 1e-2


def test_sgd_steps_by_hand():
    p, optimizer = quadratic(lambda p: optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1), steps=2)
    x, m = 3.0, None
    for _ in range(2):
        g = 2 * x + 0.1 * x
        m = g if m is None else 0.9 * m + g
        x -= 0.05 * m
    assert p.tolist()[0] == pytest.approx(x, rel=1e-6)
    assert optimizer.state[p]["momentum_buffer"].tolist()[0] == pytest.approx(m, rel=1e-6)


def test_adam_steps_by_hand():
    p, optimizer = quadratic(lambda p: optim.Adam(p, lr=0.1), steps=3)
    x, m, v = 3.0, 0.0, 0.0
    for t in range(1, 4):
        g = 2 * x
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        x -= 0.1 * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
    assert p.tolist()[0] == pytest.approx(x, rel=1e-5)
    assert float(optimizer.state[p]["step"]) == 3


@pytest.mark.parametrize("dtype", [tenon.float64, tenon.float16, tenon.bfloat16])
def test_other_dtypes_and_strides(dtype):
    p = nn.Parameter(tenon.ones(4, 3, dtype=dtype).t())
    p.grad = tenon.ones(3, 4, dtype=dtype)
    version = p._version
    optim.SGD([p], lr=0.5).step()
    assert p.tolist() == [[0.5] * 4] * 3 and p._version > version


def test_state_dict_round_trip():
    p, optimizer = quadratic(lambda p: optim.Adam(p, lr=0.1), steps=3)
    state = optimizer.state_dict()
    assert state["param_groups"][0]["params"] == [0] and set(state["state"][0]) == {"step", "exp_avg", "exp_avg_sq"}
    q = nn.Parameter(p.detach().clone())
    other = optim.Adam([q], lr=9.0)
    other.load_state_dict(copy.deepcopy(state))
    for param, o in ((p, optimizer), (q, other)):
        o.zero_grad()
        (param * param).sum().backward()
        o.step()
    assert p.tolist() == q.tolist() and other.param_groups[0]["lr"] == 0.1


def test_groups_and_errors():
    a, b = nn.Parameter(tenon.ones(1)), nn.Parameter(tenon.ones(1))
    optimizer = optim.SGD([{"params": [a]}, {"params": [b], "lr": 1.0}], lr=0.1)
    a.grad, b.grad = tenon.ones(1), tenon.ones(1)
    optimizer.step()
    assert a.tolist() == pytest.approx([0.9]) and b.tolist() == pytest.approx([0.0])
    with pytest.raises(ValueError, match="more than one parameter group"):
        optimizer.add_param_group({"params": [a]})
    with pytest.raises(ValueError, match="empty parameter list"):
        optim.SGD([])
    with pytest.raises(ValueError, match="Invalid learning rate"):
        optim.SGD([a], lr=-1)
    with pytest.raises(TypeError, match="iterable of Tensors"):
        optim.SGD(a)
    with pytest.raises(ValueError, match="non-leaf"):
        optim.SGD([a * 2])
    with tenon.no_grad(), pytest.raises(RuntimeError, match="the state of params.0. is int64, expected a floating"):
        tenon._C._op("sgd_step")([tenon.ones(2)], [tenon.ones(2)], [tenon.ones(2, dtype=tenon.int64)], 0.1)


def test_hooks_and_closure():
    p = nn.Parameter(tenon.ones(1))
    optimizer, log = optim.SGD([p], lr=0.1), []
    optimizer.register_step_pre_hook(lambda o, args, kwargs: log.append("pre"))
    optimizer.register_step_post_hook(lambda o, args, kwargs: log.append("post"))

    def closure():
        optimizer.zero_grad()
        loss = (p * p).sum()
        loss.backward()
        log.append("closure")
        return loss

    assert float(optimizer.step(closure)) == 1.0
    assert log == ["pre", "closure", "post"] and p.tolist() == pytest.approx([0.8])


def test_custom_optimizer():
    class Sign(optim.Optimizer):
        def __init__(self, params, lr):
            super().__init__(params, {"lr": lr})

        @tenon.no_grad()
        def step(self, closure=None):
            for group in self.param_groups:
                for p in group["params"]:
                    p.sub_(group["lr"] * p.grad.sign())

    p = nn.Parameter(tenon.tensor([1.0, -1.0]))
    p.grad = tenon.tensor([2.0, -3.0])
    Sign([p], 0.5).step()
    assert p.tolist() == [0.5, -0.5]


def schedule(make, epochs=6, **options):
    p = nn.Parameter(tenon.ones(1))
    optimizer = optim.SGD([p], lr=1.0, **options)
    s = make(optimizer)
    lrs = []
    for _ in range(epochs):
        lrs.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        s.step()
    return lrs


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda o: lr_scheduler.StepLR(o, 2, 0.5), [1, 1, 0.5, 0.5, 0.25, 0.25]),
        (lambda o: lr_scheduler.MultiStepLR(o, [1, 3], 0.1), [1, 0.1, 0.1, 0.01, 0.01, 0.01]),
        (lambda o: lr_scheduler.ExponentialLR(o, 0.5), [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]),
        (lambda o: lr_scheduler.LambdaLR(o, lambda e: 1 / (e + 1)), [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6]),
        (lambda o: lr_scheduler.ConstantLR(o, 0.5, 2), [0.5, 0.5, 1, 1, 1, 1]),
        (lambda o: lr_scheduler.LinearLR(o, 0.5, 1.0, 2), [0.5, 0.75, 1, 1, 1, 1]),
        (
            lambda o: lr_scheduler.CosineAnnealingLR(o, 5),
            [(1 + math.cos(math.pi * e / 5)) / 2 for e in range(6)],
        ),
    ],
)
def test_schedule(make, expected):
    assert schedule(make) == pytest.approx(expected)


def test_plateau():
    p = nn.Parameter(tenon.ones(1))
    optimizer = optim.SGD([p], lr=1.0)
    s = lr_scheduler.ReduceLROnPlateau(optimizer, patience=1, factor=0.1)
    for metric in (1.0, 1.0, 1.0, 0.5):
        s.step(metric)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.1)


def test_schedule_state():
    p = nn.Parameter(tenon.ones(1))
    optimizer = optim.SGD([p], lr=1.0)
    s = lr_scheduler.StepLR(optimizer, 2)
    optimizer.step()
    s.step()
    other = lr_scheduler.StepLR(optim.SGD([p], lr=1.0), 7)
    other.load_state_dict(s.state_dict())
    assert other.last_epoch == 1 and other.step_size == 2


EVERY = [n for n in optim.__all__ if n not in ("LBFGS", "Muon", "Optimizer", "SparseAdam", "lr_scheduler", "swa_utils")]
DIFFERENTIABLE = [n for n in EVERY if n != "Adafactor"]


@pytest.mark.parametrize("name", DIFFERENTIABLE)
@pytest.mark.parametrize("options", [{}, {"weight_decay": 0.1, "maximize": True}])
def test_differentiable_steps_are_the_same(name, options):
    if name == "Rprop":
        options = {}
    tenon.manual_seed(0)
    start, grads = tenon.randn(5), tenon.randn(4, 5)
    ends = []
    for differentiable in (False, True):
        p = start.clone()
        optimizer = getattr(optim, name)([p], differentiable=differentiable, **options)
        for grad in grads:
            p.grad = grad
            optimizer.step()
        ends.append((p, optimizer.state_dict()["state"]))
    assert tenon.allclose(ends[0][0], ends[1][0], rtol=1e-5, atol=1e-7)
    assert [list(state) for state in ends[0][1].values()] == [list(state) for state in ends[1][1].values()]


def test_gradients_through_a_step():
    p, lr = tenon.tensor([1.0, 2.0], requires_grad=True), tenon.tensor(0.1, requires_grad=True)
    moved = p.clone()
    moved.grad = 2 * moved.detach()
    optim.SGD([moved], lr=lr, differentiable=True).step()
    (moved**2).sum().backward()
    assert lr.grad.tolist() == pytest.approx(-2 * (0.8 * 2 + 1.6 * 4)) and p.grad.tolist() == pytest.approx([1.6, 3.2])


def test_options_of_the_wrong_kind():
    p = nn.Parameter(tenon.ones(2))
    p.grad = tenon.ones(2)
    with pytest.raises(RuntimeError, match="`fused` and `foreach` cannot be"):
        optim.Adam([p], fused=True, foreach=True)
    with pytest.raises(RuntimeError, match="`fused` does not support `differentiable`"):
        optim.SGD([p], fused=True, differentiable=True)
    with pytest.raises(ValueError, match="lr as a Tensor is not supported for capturable=False and foreach=True"):
        optim.AdamW([p], lr=tenon.tensor(0.1), foreach=True)
    with pytest.raises(ValueError, match="Tensor lr must be 1-element"):
        optim.RMSprop([p], lr=tenon.ones(2))
    with pytest.raises(AssertionError, match="If capturable=True"):
        optim.NAdam([p], capturable=True).step()
    with pytest.raises(RuntimeError, match="SparseAdam does not support dense gradients"):
        optim.SparseAdam([p]).step()
    with pytest.raises(ValueError, match="Muon only supports 2D parameters"):
        optim.Muon([p])
    with pytest.raises(ValueError, match="with/without names"):
        optim.SGD([("a", p), nn.Parameter(tenon.ones(1))])


@pytest.mark.parametrize("name", EVERY)
def test_results_do_not_depend_on_threads(name):
    threads, ends = tenon.get_num_threads(), []
    try:
        for n in (1, 2):
            tenon.set_num_threads(n)
            tenon.manual_seed(0)
            params = [nn.Parameter(tenon.randn(k)) for k in (70001, 3, 40000)]
            optimizer = getattr(optim, name)(params, lr=0.1)
            for _ in range(3):
                for p in params:
                    p.grad = tenon.randn(p.numel())
                optimizer.step()
            ends.append([p.detach() for p in params])
    finally:
        tenon.set_num_threads(threads)
    assert all(tenon.equal(a, b) for a, b in zip(*ends))


def test_tensor_lr_and_named_parameters():
    p, lr = nn.Parameter(tenon.ones(2)), tenon.tensor(0.5)
    optimizer = optim.SGD([("weight", p)], lr=lr)
    assert optimizer.state_dict()["param_groups"][0]["param_names"] == ["weight"]
    p.grad = tenon.ones(2)
    schedule = lr_scheduler.ExponentialLR(optimizer, 0.5)
    optimizer.step()
    schedule.step()
    optimizer.step()
    assert p.tolist() == [0.25, 0.25] and lr.item() == 0.25


def test_steps_and_batches_are_ranges_of_a_profile():
    from tenon.utils.data import DataLoader

    p = nn.Parameter(tenon.ones(1))
    p.grad = tenon.ones(1)
    optimizer = optim.SGD([p])
    with tenon.profiler.profile() as profile:
        for _ in DataLoader(range(1)):
            optimizer.step()
            optimizer.zero_grad()
    keys = {event.key for event in profile.key_averages()}
    assert keys >= {
        "Optimizer.step#SGD.step",
        "Optimizer.zero_grad#SGD.zero_grad",
        "enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__",
    }
