"""t[...] and t[...] = v: NumPy's forms and results, views, gradients, errors."""

import pytest
import tenon

np = pytest.importorskip("numpy")

FORMS = [
    0,
    -1,
    (1, 2),
    (1, 2, 3),
    slice(1, None),
    slice(None, None, 2),
    slice(5, 9),
    slice(-2, None),
    (slice(None), 1),
    (Ellipsis, 1),
    (1, Ellipsis),
    (Ellipsis, None),
    (None, 0),
    (slice(None), None, slice(0, 2)),
    (0, Ellipsis, None, 1),
    Ellipsis,
    None,
    True,
    False,
    [0, 2],
    ([0, 1], [1, 2]),
    ([0, 1], slice(None), [1, 2]),
    (slice(None), [0, 1], [1, 2]),
    (slice(None), [[0, 1], [1, 2]]),
    (slice(None), slice(1, 3), [4, 0]),
    ([-1, -2], Ellipsis, 0),
    [True, False, True],
    (slice(None), [True, False, True, True]),
    np.int64(1),
    np.array([0, 2]),
]


def array():
    return np.arange(60).reshape(3, 4, 5)


@pytest.mark.parametrize("form", FORMS, ids=repr)
def test_read_and_write_as_numpy(form):
    a, t = array(), tenon.from_numpy(array())
    assert t[form].shape == a[form].shape and t[form].tolist() == a[form].tolist()
    a[form] = -7
    t[form] = -7
    assert t.tolist() == a.tolist()
    a[form] = np.ones_like(a[form]) * 2
    t[form] = tenon.full(t[form].shape, 2)
    assert t.tolist() == a.tolist()


def test_tensors_as_indices():
    a, t = array(), tenon.from_numpy(array())
    i, j = tenon.tensor([[0], [2]]), tenon.tensor([1, 3], dtype=tenon.int32)
    assert t[i, j].tolist() == a[i.numpy(), j.numpy()].tolist()
    mask = t > 30
    assert t[mask].tolist() == a[a > 30].tolist()
    t[mask] = tenon.tensor([0.5])
    assert t.tolist() == np.where(a > 30, 0, a).tolist()
    assert t[tenon.tensor(1)].shape == (4, 5) and t[tenon.tensor(True)].shape == (1, 3, 4, 5)
    assert t[t[:, 0, 0] < 5, 1].shape == (2, 5)


def test_views_and_copies():
    t = tenon.zeros(3, 4)
    t[1][2] = 5
    t[:, 0] += 1
    assert t.tolist() == [[1, 0, 0, 0], [1, 0, 5, 0], [1, 0, 0, 0]]
    assert t[...] is not t and t[...].data_ptr() == t.data_ptr() and t[[0]].data_ptr() != t.data_ptr()


def test_values_are_broadcast_and_cast():
    t = tenon.zeros(2, 3)
    t[0] = tenon.tensor([1, 2, 3])
    t[1:, 1:] = tenon.tensor([[[9.0]]])
    assert t.tolist() == [[1, 2, 3], [0, 9, 9]]
    t[0, 0] = tenon.tensor(4)
    t[[0, 1], [1, 1]] = 6
    assert t.tolist() == [[4, 6, 3], [0, 6, 9]]


def test_gradients():
    x = tenon.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    (x[0] * 2).sum().backward()
    x[tenon.tensor([1, 1]), 0].sum().backward()
    assert x.grad.tolist() == [[2, 2], [2, 0]]
    y = x * 1
    y[0] = tenon.zeros(2)
    y[:, 1:] *= 3
    x.grad = None
    y.sum().backward()
    assert x.grad.tolist() == [[0, 0], [1, 3]]


@pytest.mark.parametrize(
    ("form", "error", "message"),
    [
        (3, IndexError, "index 3 is out of bounds for dimension 0 with size 3"),
        ((slice(None), -5), IndexError, "index -5 is out of bounds for dimension 1 with size 4"),
        ((0, 0, 0, 0), IndexError, "too many indices for tensor of dimension 3"),
        (1.5, IndexError, "only integers, slices"),
        (slice(None, None, -1), ValueError, "step must be greater than zero"),
        (slice(1.5), TypeError, "slice indices must be integers"),
        ([5], IndexError, "out of bounds"),
        (([0, 1], [0, 1, 2]), IndexError, "could not be broadcast"),
        ([0.5], IndexError, "tensors used as indices must be long, int, byte or bool tensors"),
    ],
)
def test_errors(form, error, message):
    with pytest.raises(error, match=message):
        tenon.from_numpy(array())[form]


def test_errors_of_assignment():
    t = tenon.zeros(3)
    with pytest.raises(TypeError, match="can't assign a list"):
        t[0] = [1]
    with pytest.raises(RuntimeError, match="expand"):
        t[:2] = tenon.ones(3)
    with pytest.raises(RuntimeError, match="source and destination dtypes match"):
        t[[0, 1]] = tenon.ones(2, dtype=tenon.int64)
    with pytest.raises(TypeError, match="deleting"):
        del t[0]
    with pytest.raises(IndexError, match="0-dim tensor"):
        tenon.tensor(1)[0]


def test_where_as_a_method_takes_the_condition_first():
    x = tenon.tensor([-1.0, 2.0], requires_grad=True)
    y = x.where(x > 0, 0.5)
    assert y.tolist() == [0.5, 2.0]
    y.sum().backward()
    assert x.grad.tolist() == [0, 1]
