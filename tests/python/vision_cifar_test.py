"""CIFAR from files that are written here, pickled as Python 2 did and as records; and damaged ones."""

import pickle
import struct

import numpy as np
import pytest
import tenon
from tenon.vision import datasets
from tenon.vision import transforms as T

RANDOM = np.random.default_rng(0)
NAMES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


def text(s):
    return b"U" + bytes([len(s)]) + s


def python2_pickle(pixels, labels, key=b"labels"):
    """What Python 2's cPickle wrote: keys and arrays as byte strings (protocol 2)."""
    array = b"cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85" + text(b"b") + b"\x87Rq\x03"
    rows, columns = pixels.shape
    dtype = b"cnumpy\ndtype\nq\x04" + text(b"u1") + b"K\x00K\x01\x87Rq\x05(K\x03" + text(b"|") + b"NNNJ\xff\xff\xff\xff"
    dtype += b"J\xff\xff\xff\xffK\x00tb"
    data = pixels.tobytes()
    shape = b"M" + struct.pack("<H", rows) + b"M" + struct.pack("<H", columns) + b"\x86"
    array += b"(K\x01" + shape + dtype + b"\x89T" + struct.pack("<I", len(data)) + data + b"tb"
    numbers = b"]q\x06(" + b"".join(b"K" + bytes([x]) for x in labels) + b"e"
    entries = text(b"batch_label") + text(b"a batch") + text(b"data") + array + text(key) + numbers
    return b"\x80\x02}q\x00(" + entries + b"u."


@pytest.fixture
def pixels():
    return RANDOM.integers(0, 256, (7, 3072), dtype=np.uint8)


def write_cifar10(root, form, pixels):
    folder = root / ("cifar-10-batches-py" if form != "records" else "cifar-10-batches-bin")
    folder.mkdir()
    labels = list(range(len(pixels)))
    names = [f"data_batch_{i}" for i in range(1, 6)] + ["test_batch"]
    for i, name in enumerate(names):
        batch = np.roll(pixels, i, 0)
        if form == "records":
            rows = [bytes([label]) + row.tobytes() for label, row in zip(labels, batch)]
            (folder / f"{name}.bin").write_bytes(b"".join(rows))
        elif form == "python2":
            (folder / name).write_bytes(python2_pickle(batch, labels))
        else:
            (folder / name).write_bytes(pickle.dumps({"data": batch, "labels": labels}, protocol=2))
    if form == "records":
        (folder / "batches.meta.txt").write_text("\n".join(NAMES) + "\n\n")
    else:
        (folder / "batches.meta").write_bytes(pickle.dumps({"label_names": NAMES}, protocol=2))


@pytest.mark.parametrize("form", ["python2", "records"])
def test_both_forms_give_the_pictures(tmp_path, pixels, form):
    write_cifar10(tmp_path, form, pixels)
    train, test = datasets.CIFAR10(str(tmp_path)), datasets.CIFAR10(str(tmp_path), train=False, transform=T.ToTensor())
    assert len(train) == 35 and len(test) == 7 and train.classes == NAMES and train.class_to_idx["cat"] == 3
    image, label = train[8]
    assert label == 1 and image.mode == "RGB"
    assert np.array_equal(np.asarray(image), np.roll(pixels, 1, 0)[1].reshape(3, 32, 32).transpose(1, 2, 0))
    tensor, label = test[2]
    assert label == 2 and tensor.shape == (3, 32, 32)
    expected = np.roll(pixels, 5, 0)[2].reshape(3, 32, 32).astype(np.float32) / 255
    assert tenon.equal(tensor, tenon.from_numpy(expected))


def test_cifar100_has_fine_labels(tmp_path, pixels):
    folder = tmp_path / "cifar-100-python"
    folder.mkdir()
    for name in ("train", "test"):
        (folder / name).write_bytes(python2_pickle(pixels, [99, 1, 2, 3, 4, 5, 6], b"fine_labels"))
    (folder / "meta").write_bytes(pickle.dumps({"fine_label_names": [f"c{i}" for i in range(100)]}, protocol=2))
    data = datasets.CIFAR100(str(tmp_path))
    assert data[0][1] == 99 and data.classes[99] == "c99"


def test_damaged_files_are_refused(tmp_path, pixels):
    with pytest.raises(RuntimeError, match=r"Dataset not found: no folder 'cifar-10-batches-py'.*not made"):
        datasets.CIFAR10(str(tmp_path))
    write_cifar10(tmp_path, "python2", pixels)
    path = tmp_path / "cifar-10-batches-py" / "test_batch"
    whole = path.read_bytes()
    calls = b"cposix\nsystem\n" + text(b"touch " + str(tmp_path / "ran").encode()) + b"\x85R."
    bad = [
        b"",
        whole[:100],
        whole[:-30],
        whole.replace(b"labels", b"LABELS"),
        b"\x80\x02" + calls,
        b"(" * 100000 + b".",
    ]
    bad += [python2_pickle(pixels[:, :-1], range(7)), python2_pickle(pixels, [200] * 7), b"\x80\x02]."]
    for data in bad:
        path.write_bytes(data)
        with pytest.raises(RuntimeError, match="test_batch"):
            datasets.CIFAR10(str(tmp_path), train=False)
    assert not (tmp_path / "ran").exists()
    for i in range(0, 600, 7):  # single bytes changed: an error or a data set, never a crash
        path.write_bytes(whole[:i] + bytes([whole[i] ^ 0x15]) + whole[i + 1 :])
        try:
            datasets.CIFAR10(str(tmp_path), train=False)
        except RuntimeError as error:
            assert "test_batch" in str(error)
