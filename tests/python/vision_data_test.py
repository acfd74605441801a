"""tenon.vision.datasets: what they give with and without transforms, by pixels and by pictures."""

import gzip
import pickle
from pathlib import Path

import numpy as np
import pytest
import tenon
from PIL import Image
from tenon.utils.data import DataLoader
from tenon.vision import datasets
from tenon.vision import transforms as T

DATA = Path(__file__).parents[1] / "data"
FASHION, DIGITS = str(DATA / "fashion_mnist"), str(DATA / "digits" / "test")


def idx(part):
    found = next((DATA / "fashion_mnist").rglob(part + "*"))
    return np.frombuffer(gzip.decompress(found.read_bytes()), np.uint8)


def test_fashion_mnist_is_what_the_files_hold():
    data = datasets.FashionMNIST(FASHION, train=False)
    images, labels = idx("t10k-images-idx3-ubyte")[16:].reshape(-1, 28, 28), idx("t10k-labels-idx1-ubyte")[8:]
    assert len(data) == 500 and np.array_equal(data.data.numpy(), images) and data.targets.tolist() == labels.tolist()
    image, label = data[3]
    assert image.mode == "L" and np.array_equal(np.asarray(image), images[3]) and label == labels[3]
    assert np.array_equal(np.asarray(data[-1][0]), images[-1])
    assert data.classes[data[0][1]] == "Ankle boot" and data.class_to_idx["Bag"] == 8
    assert np.bincount(data.targets.numpy()).tolist() == [50] * 10
    with pytest.raises(IndexError, match="index 500 is out of range for 500 pictures"):
        data[500]


def test_image_folder():
    data = datasets.ImageFolder(DIGITS)
    files = sorted(Path(DIGITS).rglob("*.png"))
    assert len(data) == len(files) and [path for path, _ in data.samples] == [str(f) for f in files]
    assert data.classes == list("0123456789") and data.class_to_idx == {str(i): i for i in range(10)}
    assert data.targets == [int(f.parent.name) for f in files]
    image, label = data[5]
    assert label == data.targets[5] and np.array_equal(
        np.asarray(image), np.asarray(Image.open(files[5]).convert("RGB"))
    )


@pytest.mark.parametrize(
    "make", [lambda t: datasets.ImageFolder(DIGITS, t), lambda t: datasets.FashionMNIST(FASHION, False, t)]
)
def test_pixels_and_pictures_give_the_same(make):
    native = make(T.Compose([T.Grayscale(), T.Resize((20, 24)), T.ToTensor(), T.Normalize((0.3,), (0.4,))]))
    python = make(
        lambda image: T.Normalize((0.3,), (0.4,))(T.ToTensor()(image.convert("L").resize((24, 20), Image.BILINEAR)))
    )
    for i in range(0, len(native), 17):
        (a, label_a), (b, label_b) = native[i], python[i]
        assert tenon.equal(a, b) and label_a == label_b


def test_transforms_of_targets():
    data = datasets.ImageFolder(DIGITS, transform=T.ToTensor(), target_transform=lambda t: t + 100)
    assert data[0][1] == 100 and data[0][0].shape == (3, 8, 8)
    data.transform = None
    assert data[0][0].size == (8, 8)


@pytest.mark.parametrize("workers", [0, 2])
def test_batches_with_a_transform_in_python(workers):
    """Worker threads share the data set: one that reads must not hide the transform from another."""
    data = datasets.ImageFolder(DIGITS, transform=lambda image: T.ToTensor()(image))
    batches = list(DataLoader(data, batch_size=50, num_workers=workers))
    assert [b.shape for b, _ in batches] == [(50, 3, 8, 8)] * 7 + [(5, 3, 8, 8)]
    assert tenon.cat([t for _, t in batches]).tolist() == data.targets


def test_pickle():
    data = pickle.loads(pickle.dumps(datasets.FashionMNIST(FASHION, train=False, transform=T.ToTensor())))
    assert len(data) == 500 and tenon.equal(data[7][0], datasets.FashionMNIST(FASHION, False, T.ToTensor())[7][0])


def test_errors(tmp_path):
    with pytest.raises(RuntimeError, match="Dataset not found: no 'train-images-idx3-ubyte'"):
        datasets.FashionMNIST(str(tmp_path))
    with pytest.raises(OSError, match="Couldn't find any class folder"):
        datasets.ImageFolder(str(tmp_path))
    (tmp_path / "cat").mkdir()
    with pytest.raises(OSError, match="Found no valid file for the classes cat"):
        datasets.ImageFolder(str(tmp_path))
    (tmp_path / "cat" / "a.png").write_bytes(b"no picture")
    with pytest.raises(RuntimeError, match=r"a\.png': decode_image\(\): unknown image format"):
        datasets.ImageFolder(str(tmp_path))[0]


def test_damaged_idx_files(tmp_path):
    good = datasets.FashionMNIST(FASHION, train=False)
    images = idx("t10k-images-idx3-ubyte").tobytes()
    labels = idx("t10k-labels-idx1-ubyte").tobytes()

    def load(images, labels):
        (tmp_path / "t10k-images-idx3-ubyte").write_bytes(images)
        (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(labels)
        return datasets.FashionMNIST(str(tmp_path), train=False)

    assert tenon.equal(load(images, labels).data, good.data)
    for damaged in (images[:-1], images[:10], b"", b"\0\0\x09" + images[3:], images[:4] + b"\xff" * 12 + images[16:]):
        with pytest.raises(RuntimeError) as raised:
            load(damaged, labels)
        assert "t10k-images-idx3-ubyte" in str(raised.value) and "\n" not in str(raised.value)
    with pytest.raises(RuntimeError, match="do not belong together"):
        load(images, labels[:4] + (499).to_bytes(4, "big") + labels[8:-1])
