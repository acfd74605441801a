"""Files that load() refuses: damaged, made up, or asking for more than data. Nothing of them runs, and every error is a sentence."""

import io
import os
import pickle
import struct
import zipfile

import pytest
import tenon


class Evil:
    def __reduce__(self):
        return os.system, ("echo pwned > pwned",)


def archive(data: bytes, extra=()) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr("archive/data.pkl", data)
        for name, content in extra:
            z.writestr(name, content)
    return io.BytesIO(buffer.getvalue())


def refused(data: bytes, match: str, extra=(), **options) -> None:
    with pytest.raises(pickle.UnpicklingError, match=match):
        tenon.load(archive(data, extra), **options)


@pytest.mark.parametrize("weights_only", [True, False])
def test_code_is_refused_by_name(tmp_path, monkeypatch, weights_only):
    monkeypatch.chdir(tmp_path)
    refused(pickle.dumps(Evil(), 2), "posix.system whose module posix is blocked", weights_only=weights_only)
    refused(pickle.dumps(Evil(), 4), "posix.system whose module posix is blocked", weights_only=weights_only)
    with tenon.serialization.safe_globals([os.system]):
        refused(pickle.dumps(Evil(), 2), "posix.system", weights_only=weights_only)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "path", ["builtins.eval", "builtins.getattr", "torch.load", "tenon.load", "subprocess.Popen", "__main__.x.y"]
)
def test_other_globals_are_refused(path):
    module, name = path.split(".", 1)
    refused(f"c{module}\n{name}\n(tR.".encode(), f"Unsupported global: GLOBAL {path.removeprefix('builtins.')}")


def test_allowed_things_do_no_more_than_they_should():
    refused(b"\x80\x02ctorch\nTensor\nK\x01\x85R.", "unrecognized function")
    refused(b"\x80\x02ctorch\nTensor\nK\x01\x85\x81.", "Can only create new object")
    refused(b"\x80\x02ctorch\nTensor\nN}X\x01\x00\x00\x00xK\x01s\x86b.", "Can only build")
    refused(b"\x80\x02cbuiltins\nbytearray\nJ\xff\xff\xff\x7f\x85R.", "expected a list")
    refused(b"\x80\x02}]a.", "Can only append to lists")
    refused(b"\x80\x02]N]s.", "Can only SETITEM")
    refused(b"\x80\x02ctorch\nfloat8_e4m3fn\n.", "a dtype that tenon does not have")
    refused(b"\x80\x02\x82\x01.", "Unsupported operand 130")  # a code of copyreg's extension registry
    refused(b"\x80\x02K\x01Q.", "persistent_load id must be")


def test_depth_does_not_matter_but_for_keys():
    tenon.load(archive(b"\x80\x02)" + b"\x85" * 300_000 + b"."))
    refused(b"\x80\x02})" + b"\x85" * 300_000 + b"Ns.", "nested more than")
    refused(b"\x80\x02cbuiltins\nset\n])" + b"\x85" * 300_000 + b"a\x85R.", "nested more than")
    refused(b"\x80\x02ccollections\nOrderedDict\n])" + b"\x85" * 300_000 + b"N\x86a\x85R.", "nested more than")
    refused(b"\x80\x02" + b"(" * 100_000 + b".", "cut short")


STORAGE = b"((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpu%btQ"


def tensor(count: bytes, offset: bytes, size: bytes, stride: bytes) -> bytes:
    return (
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n"
        + STORAGE % count
        + offset
        + size
        + b"\x85"
        + stride
        + b"\x85\x89}tR."
    )


@pytest.mark.parametrize(
    "layout",
    [
        (b"K\x02", b"K\x00", b"K\x64", b"K\x01"),
        (b"K\x02", b"K\x02", b"K\x01", b"K\x01"),
        (b"K\x02", b"J\xff\xff\xff\xff", b"K\x01", b"K\x01"),
        (b"K\x02", b"K\x00", b"J\xff\xff\xff\xff", b"K\x01"),
        (b"K\x02", b"K\x00", b"K\x02", b"J\xff\xff\xff\xff"),
        (b"K\x02", b"K\x00", b"K\x02", b"\x8a\x08" + struct.pack("<q", 2**62)),
        (b"K\x02", b"\x8a\x09" + b"\x01" * 9, b"K\x01", b"K\x01"),
        (b"K\x02", b"N", b"K\x01", b"K\x01"),
        (b"K\x02", b"K\x00", b"G\x3f\xf0\x00\x00\x00\x00\x00\x00", b"K\x01"),
        (b"K\x03", b"K\x00", b"K\x01", b"K\x01"),
        (b"J\xff\xff\xff\xff", b"K\x00", b"K\x01", b"K\x01"),
        (b"\x8a\x09" + b"\x01" * 9, b"K\x00", b"K\x01", b"K\x01"),
    ],
)
def test_layouts_outside_of_the_storage(layout):
    refused(
        tensor(*layout), "leaves its storage|impossible layout|expected|without a key", [("archive/data/0", b"\0" * 8)]
    )


def test_the_layouts_above_are_read_when_they_fit():
    data = tensor(b"K\x02", b"K\x00", b"K\x02", b"K\x01")
    assert tenon.load(archive(data, [("archive/data/0", b"\0" * 8)])).tolist() == [0, 0]
    with pytest.raises(RuntimeError, match="failed locating file"):
        tenon.load(archive(data))


def test_damaged_files():
    buffer = io.BytesIO()
    tenon.save({"w": tenon.arange(100.0), "b": [tenon.ones(3)]}, buffer)
    whole = buffer.getvalue()
    expected = (pickle.UnpicklingError, RuntimeError, ValueError, EOFError)
    for n in range(0, len(whole), 37):
        with pytest.raises(expected):
            tenon.load(io.BytesIO(whole[:n]))
    for at in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[at] ^= 0x40
        try:
            tenon.load(io.BytesIO(bytes(flipped)))
        except expected:
            pass  # a sentence; anything else fails the test


def test_checksums_are_compared(tmp_path):
    path = tmp_path / "a.pt"
    tenon.save(tenon.arange(64.0), path)
    data = bytearray(path.read_bytes())
    data[data.index(struct.pack("<f", 33.0))] ^= 1
    path.write_bytes(data)
    with pytest.raises(RuntimeError, match="its checksum differs"):
        tenon.load(path)


def test_compression_and_doubles_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("archive/data.pkl", b"\x80\x02N.")
    with pytest.raises(RuntimeError, match="is compressed"):
        tenon.load(io.BytesIO(buffer.getvalue()))
    with pytest.warns(UserWarning), pytest.raises(RuntimeError, match="are named"):
        tenon.load(archive(b"N.", [("archive/data.pkl", b"N.")]))


def test_files_that_are_none():
    with pytest.raises(EOFError):
        tenon.load(io.BytesIO(b""))
    with pytest.raises(pickle.UnpicklingError, match="Weights only load failed"):
        tenon.load(io.BytesIO(b"hello"))
    with pytest.raises(RuntimeError, match="central directory"):
        tenon.load(io.BytesIO(b"PK\x03\x04" + b"x" * 100))
    with pytest.raises(RuntimeError, match="failed locating file 'data.pkl'"):
        empty = io.BytesIO()
        with zipfile.ZipFile(empty, "w") as z:
            z.writestr("archive/version", "3")
        tenon.load(io.BytesIO(empty.getvalue()))
    with pytest.raises(RuntimeError, match="TorchScript"):
        tenon.load(archive(b"N.", [("archive/constants.pkl", b"")]))


def legacy(body: bytes, keys: list, data: bytes) -> io.BytesIO:
    info = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}
    parts = [pickle.dumps(v, 2) for v in (0x1950A86A20F9469CFC6C, 1001, info)]
    return io.BytesIO(b"".join(parts) + body + pickle.dumps(keys, 2) + data)


def legacy_tensor(count: int) -> bytes:
    storage = STORAGE.replace(b"tQ", b"NtQ") % struct.pack("<ci", b"J", count)
    return b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n" + storage + b"K\x00K\x02\x85K\x01\x85\x89}tR."


def test_the_format_before_1_6():
    data = struct.pack("<qff", 2, 1.5, 2.5)
    assert tenon.load(legacy(legacy_tensor(2), ["0"], data)).tolist() == [1.5, 2.5]
    for body, keys, rest in [
        (legacy_tensor(2), ["1"], data),
        (legacy_tensor(2), ["0"], data[:-1]),
        (legacy_tensor(2), ["0"], struct.pack("<qff", 3, 0, 0)),
        (legacy_tensor(1 << 30), ["0"], data),
        (legacy_tensor(2), 5, data),
        (pickle.dumps(Evil(), 2), [], b""),
    ]:
        with pytest.raises(pickle.UnpicklingError):
            tenon.load(legacy(body, keys, rest))
    with pytest.raises(RuntimeError, match="Invalid magic number"):
        tenon.load(io.BytesIO(pickle.dumps(5, 2)))
    with pytest.raises(RuntimeError, match="mmap can only be used"):
        tenon.load(legacy(legacy_tensor(2), ["0"], data), mmap=True)


def test_names_that_are_no_utf8():
    data = archive(b"N.", [("archive/x", b"y")]).getvalue().replace(b"archive/x", b"archive\xff\x85")
    damaged = data.replace(b"archive\xff\x85", b"brchive\xff\x85", 1)
    assert tenon.load(io.BytesIO(data)) is None
    with pytest.raises(RuntimeError, match="does not agree with the directory"):
        tenon.load(io.BytesIO(damaged))


def test_impossible_views_of_the_format_before_1_6():
    body = legacy_tensor(2).replace(b"NtQ", b"(K\x01K\x02K\x03K\x04ttQ")
    with pytest.raises(pickle.UnpicklingError, match="impossible view"):
        tenon.load(legacy(body, ["0"], struct.pack("<qff", 2, 0, 0)))
