"""NumPy, DLPack and Python data: to tensors and back."""

import pickle

import pytest
import tenon


def test_dtype_of_python_data():
    assert tenon.tensor([1, 2]).dtype is tenon.int64 and tenon.tensor([1, 2.5]).dtype is tenon.float32
    assert tenon.tensor([True, False]).dtype is tenon.bool and tenon.tensor([True, 2]).dtype is tenon.int64
    assert tenon.tensor([]).dtype is tenon.float32 and tenon.tensor([]).shape == (0,)
    assert (
        tenon.tensor(3).shape == ()
        and tenon.tensor([[1], [2]]).shape == (2, 1)
        and tenon.tensor([[], []]).shape == (2, 0)
    )
    assert tenon.tensor([tenon.tensor(1), tenon.tensor(2.5)]).tolist() == [1.0, 2.5]
    assert tenon.tensor(range(3)).tolist() == [0, 1, 2] and tenon.tensor((1, (2).__int__())).tolist() == [1, 2]
    assert (
        tenon.tensor([1.9, -1.9], dtype=tenon.int8).tolist() == [1, -1] and tenon.tensor([1j]).dtype is tenon.complex64
    )
    t = tenon.tensor([1.0], requires_grad=True)
    assert t.requires_grad and t.is_leaf


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ([[1], [2, 3]], ValueError, "expected sequence of length 1 at dim 1 \\(got 2\\)"),
        ([[1], 2], TypeError, "not a sequence"),
        ("a", TypeError, "invalid data type 'str'"),
        (["a"], ValueError, "too many dimensions 'str'"),
        (None, RuntimeError, "Could not infer dtype of NoneType"),
        ([None], RuntimeError, "Could not infer dtype of NoneType"),
        ({}, RuntimeError, "Could not infer dtype of dict"),
    ],
)
def test_bad_python_data(data, error, message):
    with pytest.raises(error, match=message):
        tenon.tensor(data)


def test_overflow():
    with pytest.raises(RuntimeError, match="cannot be converted to type int8 without overflow"):
        tenon.tensor(300, dtype=tenon.int8)
    with pytest.raises(TypeError, match="must be real number, not complex"):
        tenon.tensor(1j, dtype=tenon.float32)


def test_default_dtype():
    try:
        tenon.set_default_dtype(tenon.float64)
        assert tenon.get_default_dtype() is tenon.float64
        assert tenon.tensor(1.0).dtype is tenon.zeros(1).dtype is tenon.float64
    finally:
        tenon.set_default_dtype(tenon.float32)
    with pytest.raises(TypeError, match="only floating-point types"):
        tenon.set_default_dtype(tenon.int64)


def test_numpy_shares_memory():
    np = pytest.importorskip("numpy")
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    t = tenon.from_numpy(a.T)
    assert t.shape == (3, 2) and t.stride() == (1, 3)
    t[0, 0] = 7
    assert a[0, 0] == 7
    b = t.numpy()
    b[1, 1] = 9
    assert a[1, 1] == 9 and b.strides == (4, 12) and b.dtype == np.float32
    del t, a
    assert b[0, 0] == 7
    assert np.asarray(tenon.ones(2)).tolist() == [1, 1] and np.asarray(tenon.ones(2), dtype=np.int64).dtype == np.int64
    assert (np.ones(2) + tenon.ones(2).numpy()).tolist() == [2, 2]


def test_numpy_dtypes():
    np = pytest.importorskip("numpy")
    for name in "bool uint8 int8 int16 int32 int64 float16 float32 float64 complex64 complex128".split():
        a = np.ones((2, 2), name)
        t = tenon.from_numpy(a)
        assert str(t.dtype) == f"tenon.{name}" and t.numpy().dtype == a.dtype
        assert t.numpy()[0, 0] == 1
    with pytest.raises(TypeError, match="can't convert np.ndarray"):
        tenon.from_numpy(np.array(["a"]))
    with pytest.raises(ValueError, match="negative"):
        tenon.from_numpy(np.ones(3)[::-1])
    with pytest.raises(TypeError, match="expected np.ndarray"):
        tenon.from_numpy([1])
    with pytest.raises(RuntimeError, match="requires grad"):
        tenon.ones(1, requires_grad=True).numpy()
    with pytest.raises(TypeError, match="BFloat16"):
        tenon.ones(1, dtype=tenon.bfloat16).numpy()


def test_copies_and_aliases():
    np = pytest.importorskip("numpy")
    a = np.zeros(3)
    assert tenon.tensor(a).data_ptr() != a.ctypes.data == tenon.as_tensor(a).data_ptr() == tenon.asarray(a).data_ptr()
    assert (
        tenon.asarray(a, copy=True).data_ptr() != a.ctypes.data
        and tenon.as_tensor(a, dtype=tenon.int32).dtype is tenon.int32
    )
    t = tenon.ones(2)
    assert tenon.as_tensor(t) is t and tenon.as_tensor([1.0]).tolist() == [1.0]
    with pytest.warns(UserWarning, match="copy construct"):
        assert tenon.tensor(t) is not t
    with pytest.raises(ValueError, match="without copying"):
        tenon.asarray([1, 2], copy=False)


def test_dlpack():
    t = tenon.ones(2, 3)
    u = tenon.from_dlpack(t)
    u[0, 0] = 5
    assert t[0, 0].item() == 5 and t.__dlpack_device__() == (1, 0)
    capsule = t.__dlpack__()
    assert tenon.from_dlpack(capsule).data_ptr() == t.data_ptr()
    with pytest.raises(RuntimeError, match="consumed only once"):
        tenon.from_dlpack(capsule)
    with pytest.raises(BufferError, match="require gradient"):
        tenon.ones(1, requires_grad=True).__dlpack__()


def test_dlpack_with_numpy():
    np = pytest.importorskip("numpy")
    t = tenon.ones(2, 3)
    a = np.from_dlpack(t)
    assert a.shape == (2, 3) and a.ctypes.data == t.data_ptr()
    assert tenon.from_dlpack(np.arange(3)).tolist() == [0, 1, 2]


def test_storage():
    t = tenon.ones(2, 3)
    s = t.untyped_storage()
    assert s is t.view(3, 2).untyped_storage() and s.nbytes() == len(s) == 24 and bytes(s)[:4] == b"\0\0\x80?"
    assert bytes(pickle.loads(pickle.dumps(s))) == bytes(s)


def test_limits_of_dtypes():
    assert tenon.finfo(tenon.float32).eps == 2**-23 and tenon.finfo(tenon.float16).max == 65504
    assert (
        tenon.finfo(tenon.bfloat16).tiny == 2.0**-126
        and tenon.iinfo(tenon.uint8).max == 255
        and tenon.iinfo(tenon.int64).min == -(2**63)
    )
    with pytest.raises(TypeError):
        tenon.finfo(tenon.int8)
    assert tenon.result_type(tenon.tensor([1]), 1.5) is tenon.float32
    assert tenon.result_type(tenon.tensor([1], dtype=tenon.int8), tenon.tensor(1)) is tenon.int8
    assert tenon.promote_types(tenon.int32, tenon.float16) is tenon.float16 and not tenon.can_cast(
        tenon.float32, tenon.int32
    )
