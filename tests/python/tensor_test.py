"""The class Tensor: identity, attributes, operators, copies."""

import copy
import gc
import pickle
import weakref

import pytest
import tenon


def test_one_object_per_tensor():
    p = tenon.ones(3, requires_grad=True)
    (p * 2).sum().backward()
    assert p.grad is p.grad
    p.grad.note = "kept"
    gc.collect()
    assert p.grad.note == "kept"


class Sub(tenon.Tensor):
    __slots__ = ("extra",)


def test_object_survives_in_core():
    p = tenon.ones(3, requires_grad=True)
    g = tenon.Tensor._make_subclass(Sub, tenon.zeros(3))
    g.note, g.extra = [1], [2]
    ref, number = weakref.ref(g), id(g)
    p.grad = g
    del g
    gc.collect()
    assert type(p.grad) is Sub and id(p.grad) == number
    assert p.grad.note == [1] and p.grad.extra == [2]
    assert ref() is p.grad
    p.grad = None
    gc.collect()
    assert ref() is None


def test_weak_reference_rescues_an_object_that_core_held():
    p = tenon.ones(2, requires_grad=True)
    g = tenon.tensor([5.0, 6.0])
    ref = weakref.ref(g)
    p.grad = g
    del g
    again = ref()
    p.grad = None
    assert again.tolist() == [5.0, 6.0]


def test_cycles_are_collected():
    t = tenon.ones(2)
    t.me = t
    ref = weakref.ref(t)
    del t
    gc.collect()
    assert ref() is None


def test_cycles_through_a_gradient_are_collected():
    p = tenon.ones(2, requires_grad=True)
    p.grad = tenon.zeros(2)
    p.grad.owner = p
    ref = weakref.ref(p)
    del p
    gc.collect()
    assert ref() is None


def test_finalizer_and_subclass():
    seen = []

    class Noisy(tenon.Tensor):
        def __del__(self):
            seen.append(self.tolist())

    t = tenon.tensor([1.0]).as_subclass(Noisy)
    assert isinstance(t, tenon.Tensor) and type(t + 1) is Noisy
    assert seen == [[2.0]]
    del t
    gc.collect()
    assert seen == [[2.0], [1.0]]


def test_class_accepts_attributes():
    tenon.Tensor.twice = lambda self: self * 2
    try:
        assert tenon.tensor([2.0]).twice().tolist() == [4.0]
    finally:
        del tenon.Tensor.twice


def test_attributes():
    t = tenon.zeros(2, 3)
    assert t.shape == (2, 3) and isinstance(t.shape, tenon.Size) and t.size() == t.shape and t.size(-1) == 3
    assert t.stride() == (3, 1) and t.stride(0) == 3 and type(t.stride()) is tuple
    assert t.dim() == t.ndim == 2 and t.numel() == 6 and len(t) == 2
    assert t.dtype is tenon.float32 and t.itemsize == t.element_size() == 4 and t.nbytes == 24
    assert t.device == tenon.device("cpu") and t.layout is tenon.strided and t.is_cpu and not t.is_cuda
    assert not t.requires_grad and t.is_leaf and t.grad is None and t.grad_fn is None
    assert t.T.shape == (3, 2) and t.mT.shape == (3, 2)
    assert t.is_contiguous() and not t.T.is_contiguous()
    assert hash(t) == id(t) and len({t, t}) == 1


def test_numbers():
    t = tenon.tensor(3)
    assert int(t) == 3 and float(t) == 3.0 and [10, 20, 30, 40][t] == 40 and bool(t)
    assert tenon.tensor(2.5).item() == 2.5 and complex(tenon.tensor(2.0)) == 2 + 0j
    assert f"{tenon.tensor(3.14159):.2f}" == "3.14"
    with pytest.raises(RuntimeError, match="more than one value is ambiguous"):
        bool(tenon.ones(2))
    with pytest.raises(RuntimeError, match="a Tensor with 2 elements cannot be converted to Scalar"):
        tenon.ones(2).item()
    with pytest.raises(TypeError, match="0-d tensor"):
        len(t)
    with pytest.raises(TypeError, match="0-d tensor"):
        iter(t)


def test_operators():
    a = tenon.tensor([1.0, 2.0])
    assert (1 + a).tolist() == [2, 3] and (a - 1).tolist() == [0, 1] and (3 - a).tolist() == [2, 1]
    assert (a * a).tolist() == [1, 4] and (2 / a).tolist() == [2, 1] and (a**2).tolist() == [1, 4]
    assert (2**a).tolist() == [2, 4] and (-a).tolist() == [-1, -2] and abs(-a).tolist() == [1, 2]
    assert (a > 1).tolist() == [False, True] and (a == a).tolist() == [True, True] and (1 < a).tolist() == [False, True]
    assert (a // 2).tolist() == [0, 1] and (a % 2).tolist() == [1, 0]
    mask = a > 1
    assert (~mask).tolist() == [True, False] and (mask | ~mask).tolist() == [True, True]
    assert 2.0 in a and 5 not in a and [x.item() for x in a] == [1.0, 2.0]
    assert (a == None) is False and (a != None) is True  # noqa: E711
    with pytest.raises(TypeError, match="unsupported operand"):
        a + "x"


def test_in_place_keeps_the_object():
    a = b = tenon.tensor([1.0, 2.0])
    a += 1
    a *= 2
    assert a is b and b.tolist() == [4, 6] and b._version == 2


def test_size():
    s = tenon.Size([2, 3])
    assert repr(s) == "tenon.Size([2, 3])" and s.numel() == 6 and s == (2, 3)
    assert isinstance(s[:1], tenon.Size) and isinstance(s + (4,), tenon.Size) and s[0] == 2
    assert pickle.loads(pickle.dumps(s)) == s and isinstance(copy.deepcopy(s), tenon.Size)
    with pytest.raises(TypeError):
        tenon.Size([1.5])


def test_constants():
    assert repr(tenon.float32) == "tenon.float32" and tenon.float is tenon.float32 and tenon.long is tenon.int64
    assert pickle.loads(pickle.dumps(tenon.int8)) is tenon.int8 and copy.deepcopy(tenon.int8) is tenon.int8
    assert tenon.float16.is_floating_point and not tenon.uint8.is_signed and tenon.bool.itemsize == 1
    d = tenon.device("cpu", 0)
    assert str(d) == "cpu:0" and d.type == "cpu" and d.index == 0 and d == tenon.device("cpu:0")
    assert repr(tenon.device("meta")) == "device(type='meta')" and {d: 1}[tenon.device("cpu:0")] == 1
    assert pickle.loads(pickle.dumps(d)) == d
    with pytest.raises(RuntimeError):
        tenon.device("nowhere")


def test_pickle_and_deepcopy_keep_sharing():
    a = tenon.ones(2, 3, requires_grad=True)
    a.note = {"k": 1}
    b, c = pickle.loads(pickle.dumps((a, a)))
    assert b is c and b.requires_grad and b.tolist() == a.tolist() and b.note == {"k": 1}
    base = tenon.zeros(4)
    pair = copy.deepcopy([base, base.view(2, 2)])
    pair[0].fill_(7)
    assert pair[1].tolist() == [[7, 7], [7, 7]] and base.tolist() == [0, 0, 0, 0]
    with pytest.raises(RuntimeError, match="graph leaves"):
        copy.deepcopy(a * 2)


def test_data_is_out_of_sight():
    a = tenon.ones(2, requires_grad=True)
    a.data.fill_(3)
    assert a.tolist() == [3, 3] and a._version == 0
    a.data = tenon.zeros(5)
    assert a.shape == (5,) and a.requires_grad


def test_old_constructor():
    assert (
        tenon.Tensor(2, 3).shape == (2, 3)
        and tenon.Tensor([1, 2]).tolist() == [1.0, 2.0]
        and tenon.Tensor().shape == (0,)
    )


def test_generator():
    g = tenon.Generator().manual_seed(3)
    state = g.get_state()
    assert g.initial_seed() == 3 and state.dtype is tenon.uint8
    g.set_state(state)
    with tenon.random.fork_rng():
        tenon.manual_seed(1)
    assert tenon.manual_seed(5) is not None and tenon.initial_seed() == 5


def test_old_types():
    assert tenon.LongTensor([1, 2]).dtype is tenon.int64 and tenon.FloatTensor(2, 3).shape == (2, 3)
    assert isinstance(tenon.ones(1), tenon.FloatTensor) and not isinstance(tenon.ones(1), tenon.LongTensor)
    t = tenon.ones(1)
    assert t.type() == "tenon.FloatTensor" and t.type("torch.LongTensor").dtype is tenon.int64
    assert t.type(tenon.float64).dtype is tenon.float64 and t.type(tenon.IntTensor).dtype is tenon.int32
    with pytest.raises(RuntimeError):
        t.cuda()
    x = tenon.ones(2, requires_grad=True)
    y = (x * 2).detach_()
    assert not y.requires_grad and y.is_leaf and y.grad_fn is None
    with pytest.raises(RuntimeError, match="views in-place"):
        x.view(2, 1).detach_()


def test_threads():
    import threading

    results = []

    def work(seed):
        t = tenon.full((100, 100), float(seed))
        for _ in range(200):
            t = t + 1 - 1
        results.append(t.sum().item() == seed * 1e4)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


def test_modes_belong_to_their_thread():
    import threading

    seen = []
    with tenon.no_grad():
        thread = threading.Thread(target=lambda: seen.append(tenon.is_grad_enabled()))
        thread.start()
        thread.join()
    assert seen == [True]


def test_errors_of_python_operators():
    with pytest.raises(ValueError, match="only one element tensors"):
        int(tenon.ones(2))
    with pytest.raises(ValueError, match="only one element tensors"):
        float(tenon.ones(0))
    with pytest.raises(TypeError, match="only implemented on integer and Boolean-type"):
        ~tenon.ones(1)
    with pytest.raises(TypeError, match="for \\+: 'Tensor' and 'str'"):
        tenon.ones(1) + "a"
    with pytest.raises(RuntimeError, match="must be a bool"):
        tenon.ones(1).requires_grad = 1
    with pytest.raises(AttributeError, match="'Tensor' object has no attribute 'nothing'"):
        _ = tenon.ones(1).nothing
    result = tenon.ones(2, requires_grad=True) * 2
    again = pickle.loads(pickle.dumps(result))
    assert again.tolist() == [2, 2] and again.requires_grad and again.is_leaf
