"""save() and load(): round trips, sharing, places and settings. What is refused is in serialization_hostile_test.py."""

import argparse
import io
import mmap
import os
import pathlib
import pickle
import struct
import sys
import zipfile
from collections import Counter, OrderedDict, deque

import pytest
import tenon
from tenon import nn


def through(obj):
    buffer = io.BytesIO()
    tenon.save(obj, buffer)
    return tenon.load(io.BytesIO(buffer.getvalue()))


def test_containers_and_dtypes():
    names = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]
    names += ["complex64", "complex128"]
    obj = {n: tenon.ones(2, 3).to(getattr(tenon, n)) for n in names}
    obj |= {
        "list": [1, 2.5, "x", None, True, b"raw", 1 + 2j],
        "t": (1, {2, 3}),
        "od": OrderedDict(a=1),
        "size": tenon.Size([1]),
        "dtype": tenon.int64,
        "device": tenon.device("cpu"),
        "layout": tenon.strided,
        "count": Counter("aab"),
        "array": bytearray(b"xy"),
    }
    back = through(obj)
    for n in names:
        assert back[n].dtype == obj[n].dtype and back[n].tolist() == obj[n].tolist()
    assert all(back[k] == obj[k] for k in ("list", "t", "od", "size", "dtype", "device", "layout", "count", "array"))


def test_views_share_after_loading():
    a = tenon.arange(6.0)
    back = through([a, a[2:4], a.view(2, 3).t()])
    assert [tuple(t.stride()) for t in back] == [(1,), (1,), (1, 3)]
    back[0][2] = 100
    assert back[1][0] == 100 and back[2][2, 0] == 100


def test_same_tensor_stays_one():
    a = tenon.ones(2)
    x, y = through([a, a])
    assert x is y


def test_empty_and_scalar():
    e, s = through([tenon.empty(0, 3), tenon.tensor(2.5)])
    assert e.shape == (0, 3) and s.item() == 2.5


def test_state_dict_and_parameters():
    m = nn.Linear(3, 2)
    state = through(m.state_dict())
    other = nn.Linear(3, 2)
    other.load_state_dict(state)
    assert tenon.equal(other.weight, m.weight)
    assert isinstance(through(m.weight), nn.Parameter)


def test_attributes_of_tensors_and_parameters():
    t, p = tenon.ones(2), nn.Parameter(tenon.ones(2), requires_grad=False)
    t.note, p.note = "a", {"b": 1}
    t2, p2 = through([t, p])
    assert t2.note == "a" and p2.note == {"b": 1}
    assert type(t2) is tenon.Tensor and type(p2) is nn.Parameter and not p2.requires_grad


def test_metadata_of_a_state_dict_and_of_an_optimizer(tmp_path):
    m = nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 1))
    opt = tenon.optim.Adam(m.parameters(), lr=0.1)
    m(tenon.ones(4, 3)).sum().backward()
    opt.step()
    tenon.save({"model": m.state_dict(), "opt": opt.state_dict(), "epoch": 3}, tmp_path / "c.pt")
    back = tenon.load(tmp_path / "c.pt")
    assert back["model"]._metadata == m.state_dict()._metadata and back["epoch"] == 3
    opt.load_state_dict(back["opt"])
    assert m.load_state_dict(back["model"]) == ([], [])


def test_data_of_storages_is_aligned_and_read_by_other_programs(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save([tenon.arange(3.0), tenon.ones(5, dtype=tenon.int8)], path)
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        assert z.namelist() == ["a/data.pkl", "a/byteorder", "a/data/0", "a/data/1", "a/version"]
        data = path.read_bytes()
        assert struct.unpack("<3f", z.read("a/data/0")) == (0.0, 1.0, 2.0)
        assert all(data.index(z.read(f"a/data/{i}")) % 64 == 0 for i in range(2))


def test_two_dtypes_of_one_memory_are_refused():
    a = tenon.ones(2)
    with pytest.raises(RuntimeError, match="view the same data as different types"):
        through([a, a.view(tenon.int32)])


def test_storages_themselves():
    a = tenon.arange(4, dtype=tenon.uint8)
    t, s = through([a, a.untyped_storage()])
    assert s.tolist() == [0, 1, 2, 3] and s.data_ptr() == t.data_ptr()


def test_mmap_reads_lazily_and_never_writes(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save({"w": tenon.arange(8.0), "v": tenon.ones(2)}, path)
    before = path.read_bytes()
    w = tenon.load(path, mmap=True)["w"]
    w[0] = 7
    assert path.read_bytes() == before and w.tolist()[:2] == [7.0, 1.0]
    with tenon.serialization.set_default_mmap_options(mmap.MAP_SHARED):
        tenon.load(path, mmap=True)["w"][0] = 7
    assert tenon.serialization.get_default_mmap_options() == mmap.MAP_PRIVATE
    assert struct.pack("<f", 7.0) in path.read_bytes()
    with pytest.raises(ValueError, match="must be a file path"):
        tenon.load(io.BytesIO(before), mmap=True)


def test_mapped_tensors_outlive_the_file(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save(tenon.arange(8.0), path)
    t = tenon.load(path, mmap=True)
    tenon.save(tenon.zeros(8), path)
    assert t.tolist() == list(range(8))


def test_places(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save(tenon.arange(3.0), path)
    assert tenon.load(path, map_location="meta").device.type == "meta"
    for where in ("cpu", tenon.device("cpu"), {"cuda:0": "cpu"}, lambda s, loc: s, lambda s, loc: None):
        assert tenon.load(path, map_location=where).tolist() == [0, 1, 2]
    seen = []
    tenon.load(path, map_location=lambda s, loc: seen.append((s.nbytes(), loc)))
    assert seen == [(12, "cpu")]
    with pytest.raises(RuntimeError, match="map_location=tenon.device"):
        tenon.load(path, map_location="cuda:0")
    with pytest.raises(RuntimeError, match="don't know how to restore"):
        tenon.load(path, map_location="xyz")


def test_kinds_of_files(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save(1, str(path))
    assert tenon.load(str(path)) == tenon.load(pathlib.Path(path)) == 1
    with open(path, "r+b") as f:
        assert tenon.load(f) == 1
    with open(path, "rb", buffering=0) as f:
        assert tenon.load(f) == 1

    class Pipe:
        def write(self, data):
            return len(data)

    tenon.save(1, Pipe())
    with pytest.raises(AttributeError, match="seekable"):
        tenon.load(Pipe())
    with pytest.raises(AttributeError, match="write"):
        tenon.save(1, 5)
    with pytest.raises(RuntimeError, match="Parent directory .* does not exist"):
        tenon.save(1, tmp_path / "none" / "a.pt")
    with pytest.raises(FileNotFoundError):
        tenon.load(tmp_path / "none.pt")


def test_a_failure_leaves_the_old_file(tmp_path):
    tenon.save(1, tmp_path / "m.pt")
    with pytest.raises((pickle.PicklingError, AttributeError)):
        tenon.save({"x": lambda: 0}, tmp_path / "m.pt")
    assert os.listdir(tmp_path) == ["m.pt"] and tenon.load(tmp_path / "m.pt") == 1


def test_classes_of_the_program_are_named_by_it():
    args = argparse.Namespace(lr=0.1)
    buffer = io.BytesIO()
    tenon.save(args, buffer)
    data = buffer.getvalue()
    with pytest.raises(pickle.UnpicklingError, match="GLOBAL argparse.Namespace was not an allowed global"):
        tenon.load(io.BytesIO(data))
    assert tenon.serialization.get_unsafe_globals_in_checkpoint(io.BytesIO(data)) == ["argparse.Namespace"]
    with tenon.serialization.safe_globals([argparse.Namespace]):
        assert tenon.load(io.BytesIO(data)) == args
        assert tenon.serialization.get_safe_globals() == [argparse.Namespace]
    assert tenon.serialization.get_safe_globals() == []
    assert tenon.load(io.BytesIO(data), weights_only=False) == args  # data of the standard library
    with tenon.serialization.safe_globals([(dict, "argparse.Namespace")]), pytest.raises(pickle.UnpicklingError):
        tenon.load(io.BytesIO(data))


def test_weights_only_false_makes_more_data():
    np = pytest.importorskip("numpy")
    obj = {"d": deque([1, 2]), "r": range(3), "f": np.float64(2.5), "p": pathlib.PurePosixPath("/a")}
    buffer = io.BytesIO()
    tenon.save(obj, buffer)
    assert tenon.load(io.BytesIO(buffer.getvalue()), weights_only=False) == obj
    buffer = io.BytesIO()
    tenon.save(nn.Linear(2, 1), buffer)
    m = tenon.load(io.BytesIO(buffer.getvalue()), weights_only=False)
    assert m(tenon.ones(2)).shape == (1,)


class Special(tenon.Tensor):
    pass


def test_subclasses_of_tensor():
    t = tenon.ones(2).as_subclass(Special)
    buffer = io.BytesIO()
    tenon.save(t, buffer)
    with tenon.serialization.safe_globals([Special]):
        assert type(tenon.load(io.BytesIO(buffer.getvalue()))) is Special


def test_settings():
    s = tenon.serialization
    assert s.get_default_load_endianness() is None and s.get_crc32_options() is True
    s.set_default_load_endianness(s.LoadEndianness.BIG)
    assert s.get_default_load_endianness() is s.LoadEndianness.BIG
    s.set_default_load_endianness(None)
    with pytest.raises(TypeError):
        s.set_default_load_endianness("big")
    s.set_crc32_options(False)
    assert through([tenon.ones(2)])[0].tolist() == [1, 1]
    s.set_crc32_options(True)
    with s.skip_data():
        assert through(tenon.ones(2)).tolist() == [0, 0]
    assert through(tenon.ones(2)).tolist() == [1, 1]


def test_files_of_the_other_byte_order(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save([tenon.tensor([1, 256], dtype=tenon.int16), tenon.tensor([1 + 2j])], path)
    other = "big" if sys.byteorder == "little" else "little"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.pt", "w") as new:
        for name in old.namelist():
            new.writestr(name, other if name.endswith("byteorder") else old.read(name))
    numbers, pairs = tenon.load(tmp_path / "b.pt")
    assert numbers.tolist() == [256, 1]
    assert struct.pack(">ff", pairs[0].item().real, pairs[0].item().imag) == struct.pack("<ff", 1, 2)


def test_protocols():
    for protocol in (2, 3, 4, 5):
        buffer = io.BytesIO()
        tenon.save({"w": tenon.ones(1), "b": b"x" * 300}, buffer, pickle_protocol=protocol)
        assert tenon.load(io.BytesIO(buffer.getvalue()))["b"] == b"x" * 300
