"""Module.save and tenon.hub.load: one format for Python, the hub and C++."""

import json
import struct
import subprocess
from pathlib import Path

import pytest
import tenon
from tenon import hub, nn

from .hub_tools import Hub, program


def small() -> nn.Module:
    return nn.Sequential(nn.Conv2d(1, 4, 3, stride=2, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 4 * 4, 3))


def same(a: tenon.Tensor, b: tenon.Tensor) -> bool:
    return bool((a == b).all())


def test_round_trip(tmp_path: Path) -> None:
    model = small().eval()
    model.save(tmp_path / "m", labels=["a", "b", "c"])
    read = hub.load(tmp_path / "m")
    x = tenon.rand(2, 1, 8, 8)
    assert same(model(x), read(x))
    assert not read.training and read.hub_info.labels == ("a", "b", "c") and repr(read) == repr(model)
    read.save(tmp_path / "again")
    for name in ("model.json", "model.safetensors"):
        assert (tmp_path / "m" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    read[3].weight.grad = None
    read(x).sum().backward()
    assert read[3].weight.grad is not None


def test_training_a_loaded_model_leaves_the_file_alone(tmp_path: Path) -> None:
    small().save(tmp_path / "m")
    before = (tmp_path / "m" / "model.safetensors").read_bytes()
    read = hub.load(tmp_path / "m")
    with tenon.no_grad():
        for p in read.parameters():
            p.fill_(1.0)
    assert (tmp_path / "m" / "model.safetensors").read_bytes() == before


def test_replaced_children_and_no_bias(tmp_path: Path) -> None:
    model = small()
    model[3] = nn.Linear(64, 7, bias=False)
    model.save(tmp_path / "m")
    read = hub.load(tmp_path / "m")
    assert read[3].bias is None and read[3].out_features == 7


def test_shared_children_and_tied_parameters(tmp_path: Path) -> None:
    a, b = nn.Linear(3, 3), nn.Linear(3, 3)
    b.weight = a.weight
    nn.Sequential(a, b, a).save(tmp_path / "m")
    read = hub.load(tmp_path / "m")
    assert read[0] is read[2] and read[0].weight is read[1].weight


def test_what_an_instance_was_given(tmp_path: Path) -> None:
    model = nn.Linear(2, 2)
    model.register_buffer("count", tenon.tensor([1, 2]))
    model.register_parameter("extra", nn.Parameter(tenon.ones(1)))
    model.note, model.pair, model.infinite, model.kind = "x", (1, 2.5), float("-inf"), tenon.float16
    model.save(tmp_path / "m")
    read = hub.load(tmp_path / "m")
    assert read.count.tolist() == [1, 2] and isinstance(read.extra, nn.Parameter)
    assert (read.note, read.pair, read.infinite, read.kind) == ("x", (1, 2.5), float("-inf"), tenon.float16)


def test_code_is_never_saved(tmp_path: Path) -> None:
    class Mine(nn.Module):
        pass

    with pytest.raises(TypeError, match=r"save\(\): model\.1 is a Mine, which is no registered type"):
        nn.Sequential(nn.ReLU(), Mine()).save(tmp_path / "m")
    model = small()
    model[1].forward = lambda x: x
    with pytest.raises(TypeError, match=r"model\.1 has a forward of its own"):
        model.save(tmp_path / "m")
    model = nn.ReLU()
    model.thing = object()
    with pytest.raises(TypeError, match=r"model\.thing: a value of this kind"):
        model.save(tmp_path / "m")
    assert not (tmp_path / "m").exists()


def edit(folder: Path, change) -> None:
    structure = json.loads((folder / "model.json").read_text())
    change(structure)
    (folder / "model.json").write_text(json.dumps(structure))


def test_damaged_files(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    small().save(folder)
    weights = (folder / "model.safetensors").read_bytes()
    for damaged in (
        weights[:-1],
        weights[:100],
        b"",
        weights + b"x",
        b"\x80\x04." + weights,
        struct.pack("<Q", 2**60) + weights,
    ):
        (folder / "model.safetensors").write_bytes(damaged)
        with pytest.raises(ValueError):
            hub.load(folder)
    (folder / "model.safetensors").write_bytes(weights)
    good = (folder / "model.json").read_text()
    for change, says in [
        (lambda s: s["root"]["children"]["0"].update(type="nn.Nothing"), "root.0: unknown type: got nn.Nothing"),
        (lambda s: s["root"]["children"].pop("3"), 'no node wants the tensor "3.bias"'),
        (
            lambda s: s["root"]["children"].update(x={"type": "nn.Linear"}),
            'root.x.weight: the weights lack the tensor "x.weight"',
        ),
        (lambda s: s.update(format=2), "unknown format: got 2"),
        (lambda s: s.update(run="x"), 'unknown member: got "run"'),
        (
            lambda s: s["requires"].update({"some.nonsense": "^1"}),
            r"needs the plugin some.nonsense \^1, which is not installed. Hint: install the package that brings it, or",
        ),
        (
            lambda s: s["requires"].update({"tenon.nonsense": "^1"}),
            r"needs the plugin tenon.nonsense \^1, which is not installed. Hint: pip install tenon-ml\[nonsense\]$",
        ),
    ]:
        (folder / "model.json").write_text(good)
        edit(folder, change)
        with pytest.raises((ValueError, hub.HubError), match=says):
            hub.load(folder)


def test_load_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Hub(tmp_path)
    monkeypatch.setenv("TN_HOME", str(registry.store))
    monkeypatch.setenv("TN_REGISTRY", str(registry.registry))
    model = small()
    model.save(tmp_path / "m")
    (tmp_path / "m" / "hub.json").write_text('{"schema": 1, "licence": "MIT", "task": "none"}')
    registry.run("push", tmp_path / "m", "test/small:1.2.0")
    with pytest.raises(hub.HubError, match="was not pulled") as missing:
        hub.load("test/small", offline=True)
    assert missing.value.code == "H3005" and missing.value.exit_status == 3
    events = []
    read = hub.load("test/small:^1", progress=lambda *event: events.append(event))
    assert read.hub_info.version == "1.2.0" and read.hub_info.licence == "MIT" and read.hub_info.card["task"] == "none"
    assert events[0][:2] == ("resolved", "test/small 1.2.0") and {e[0] for e in events} >= {"started", "finished"}
    x = tenon.rand(1, 1, 8, 8)
    assert same(hub.load("test/small", offline=True)(x), model(x))
    assert hub.resolve("test/small")["version"] == "1.2.0" and hub.info("test/small")["licence"] == "MIT"
    assert [m["name"] for m in hub.list()] == ["test/small"] and "model.json" in hub.pull("test/small").files
    with pytest.raises(hub.HubError, match="similar: test/small"):
        hub.load("test/smal")
    with pytest.raises(ZeroDivisionError):
        hub.pull("test/small", progress=lambda *event: 1 / 0)


def test_no_python_gives_the_same_classes(tmp_path: Path) -> None:
    from tenon import vision

    transforms = vision.transforms
    transform = transforms.Compose(
        [transforms.Resize((28, 28)), transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))]
    )
    model = vision.models.LeNet().eval()
    model.save(tmp_path / "m", input=transform, labels=[f"digit {i}" for i in range(10)])
    images = sorted((Path(__file__).parents[1] / "data/digits/test/0").glob("*.png"))[:3]
    done = subprocess.run(
        [program("tenon"), "run", tmp_path / "m", *images, "--json", "--top", "10"],
        capture_output=True,
        text=True,
        check=True,
    )
    for image, row in zip(images, json.loads(done.stdout)):
        pixels = vision.io.read_image(str(image))
        scores = model(transform.apply(pixels.permute(1, 2, 0)).unsqueeze(0))[0].softmax(0).tolist()
        assert row["classes"][0]["class"] == f"digit {scores.index(max(scores))}"
        for guess in row["classes"]:
            assert abs(guess["probability"] - scores[guess["index"]]) < 1e-5
    bad = tmp_path / "bad.png"
    bad.write_bytes(images[0].read_bytes()[:60])
    failed = subprocess.run([program("tenon"), "run", tmp_path / "m", bad], capture_output=True, text=True)
    assert failed.returncode == 6 and failed.stderr.startswith("error[H6005]") and str(bad) in failed.stderr
    assert (
        "nn.Conv2d" in subprocess.run([program("tenon"), "info", tmp_path / "m"], capture_output=True, text=True).stdout
    )
