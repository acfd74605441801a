"""tenon.vision.models and ops: names as in torchvision, and boxes against a plain implementation."""

import copy
import pickle

import numpy as np
import pytest
import tenon
from tenon import nn, vision
from tenon.vision import models


def resnet_keys(blocks, convs=2):
    """The names of torchvision's state_dict."""

    def norm(name):
        return [f"{name}.{k}" for k in ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")]

    keys = ["conv1.weight", *norm("bn1")]
    for layer, count in enumerate(blocks, 1):
        for i in range(count):
            at = f"layer{layer}.{i}"
            for j in range(1, convs + 1):
                keys += [f"{at}.conv{j}.weight", *norm(f"{at}.bn{j}")]
            if i == 0 and (layer > 1 or convs == 3):
                keys += [f"{at}.downsample.0.weight", *norm(f"{at}.downsample.1")]
    return [*keys, "fc.weight", "fc.bias"]


@pytest.mark.parametrize(
    ("make", "blocks", "size"), [(models.resnet18, (2, 2, 2, 2), 11689512), (models.resnet34, (3, 4, 6, 3), 21797672)]
)
def test_resnet_names_and_sizes(make, blocks, size):
    model = make()
    assert list(model.state_dict()) == resnet_keys(blocks)
    assert sum(p.numel() for p in model.parameters()) == size


@pytest.mark.parametrize(
    ("make", "blocks", "size"),
    [
        (models.resnet50, (3, 4, 6, 3), 25557032),
        (models.resnet101, (3, 4, 23, 3), 44549160),
        (models.resnext50_32x4d, (3, 4, 6, 3), 25028904),
        (models.wide_resnet50_2, (3, 4, 6, 3), 68883240),
    ],
)
def test_bottleneck_names_and_sizes(make, blocks, size):
    model = make()
    assert list(model.state_dict()) == resnet_keys(blocks, 3)
    assert sum(p.numel() for p in model.parameters()) == size
    with tenon.no_grad():
        assert model.eval()(tenon.rand(1, 3, 32, 32)).shape == (1, 1000)


def test_zero_residual_blocks_give_their_input():
    block = models.resnet50(zero_init_residual=True).layer1[1].eval()
    x = tenon.rand(1, 256, 4, 4)
    with tenon.no_grad():
        assert tenon.equal(block(x), x)
    with pytest.raises(ValueError, match="BasicBlock only supports"):
        models.ResNet("vision.models.BasicBlock", [1, 1, 1, 1], groups=2)


def test_resnet_shapes():
    model = models.resnet18(num_classes=7).eval()
    x = tenon.rand(2, 3, 64, 48)
    with tenon.no_grad():
        assert model(x).shape == (2, 7)
        stem = model.maxpool(model.relu(model.bn1(model.conv1(x))))
        assert stem.shape == (2, 64, 16, 12) and model.layer2(model.layer1(stem)).shape == (2, 128, 8, 6)
    with pytest.raises(ValueError, match="weights"):
        models.resnet18(weights="DEFAULT")


def test_a_block_by_hand():
    block = models.resnet18().layer2[0].eval()
    x = tenon.randn(1, 64, 8, 8)
    with tenon.no_grad():
        y = block.bn2(block.conv2(tenon.relu(block.bn1(block.conv1(x)))))
        want = tenon.relu(y + block.downsample(x))
        assert (block(x) - want).abs().max().item() < 1e-5


def test_replace_the_head_and_train():
    tenon.manual_seed(0)
    model = models.resnet18()
    model.fc = nn.Linear(512, 2)
    for p in model.parameters():
        p.requires_grad = False
    for p in model.fc.parameters():
        p.requires_grad = True
    loss = nn.functional.cross_entropy(model(tenon.randn(2, 3, 32, 32)), tenon.tensor([0, 1]))
    loss.backward()
    assert model.fc.weight.grad is not None and model.conv1.weight.grad is None


@pytest.mark.parametrize("make", [models.LeNet, lambda: models.resnet18(num_classes=3)])
def test_copies(make, tmp_path):
    model = make().eval()
    x = tenon.rand(1, 1 if isinstance(model, models.LeNet) else 3, 28, 28)
    model.save(str(tmp_path / "m"))
    other = make().eval()
    other.load_state_dict(model.state_dict())
    with tenon.no_grad():
        want = model(x)
        for twin in (
            copy.deepcopy(model),
            pickle.loads(pickle.dumps(model)),
            tenon.hub.load(str(tmp_path / "m")),
            other,
        ):
            assert type(twin) is type(model) and tenon.equal(twin.eval()(x), want)
            next(twin.parameters()).zero_()
        assert tenon.equal(model(x), want)


def test_lenet():
    model = models.LeNet().eval()
    names = ["features.0", "features.3", "classifier.2", "classifier.4"]
    assert list(model.state_dict()) == [f"{n}.{k}" for n in names for k in ("weight", "bias")]
    assert model(tenon.rand(4, 1, 28, 28)).shape == (4, 10)
    with pytest.raises(RuntimeError, match=r"expected input\[1, 3, 28, 28\] to have 1 channels, but got 3"):
        model(tenon.rand(1, 3, 28, 28))


def boxes(n, seed=0):
    random = np.random.default_rng(seed)
    corner, size = random.uniform(0, 80, (n, 2)), random.uniform(1, 40, (n, 2))
    return np.concatenate([corner, corner + size], 1).astype(np.float32)


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    both = max(width, 0) * max(height, 0)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def test_box_iou_and_area():
    a, b = boxes(9), boxes(6, 1)
    got = vision.ops.box_iou(tenon.from_numpy(a), tenon.from_numpy(b)).numpy()
    assert np.allclose(got, [[iou(p, q) for q in b] for p in a], atol=1e-6)
    area = vision.ops.box_area(tenon.from_numpy(a)).numpy()
    assert np.allclose(area, (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1]), rtol=1e-6)
    assert vision.ops.box_iou(tenon.zeros(0, 4), tenon.from_numpy(b)).shape == (0, 6)


@pytest.mark.parametrize("threshold", [0.0, 0.2, 0.5, 1.0])
def test_nms(threshold):
    b, scores = boxes(60), np.random.default_rng(2).permutation(60).astype(np.float32)
    kept = []
    for i in np.argsort(-scores):
        if all(iou(b[i], b[j]) <= threshold for j in kept):
            kept.append(i)
    got = vision.ops.nms(tenon.from_numpy(b), tenon.from_numpy(scores), threshold)
    assert got.dtype == tenon.int64 and got.tolist() == kept
    assert vision.ops.nms(tenon.zeros(0, 4), tenon.zeros(0), threshold).tolist() == []


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda ops: ops.nms(tenon.zeros(2, 3), tenon.zeros(2), 0.5),
            r"nms\(\): boxes: got shape \[2, 3\], expected \[N, 4\]\.",
        ),
        (
            lambda ops: ops.nms(tenon.zeros(2, 4), tenon.zeros(3), 0.5),
            r"nms\(\): boxes and scores differ: got \[2, 4\] and \[3\]",
        ),
        (lambda ops: ops.box_iou(tenon.zeros(4), tenon.zeros(1, 4)), r"box_iou\(\): boxes: got shape \[4\]"),
    ],
)
def test_box_errors(call, text):
    with pytest.raises(ValueError, match=text):
        call(vision.ops)
