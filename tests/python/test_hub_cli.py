"""The hub's command line: what it does, and that damage of every kind is one sentence and an exit status."""

import hashlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from .hub_tools import Hub, program, safetensors, write_model

BIG = 9 << 20  # three chunks


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(data))


def test_push_pull_list_remove(hub: Hub) -> None:
    pushed = hub.push("vision/lenet:1.0.0")
    assert pushed["new"] and pushed["version"] == "1.0.0"
    assert not hub.push("vision/lenet:1.0.0")["new"]
    pulled = hub.json("pull", "vision/lenet")
    assert pulled["digest"] == pushed["digest"] and pulled["licence"] == "Apache-2.0"
    for file in pulled["files"]:
        stored = Path(file["stored"])
        assert hashlib.sha256(stored.read_bytes()).hexdigest() == stored.name == file["digest"].removeprefix("sha256:")
        assert not stored.stat().st_mode & 0o222
    assert all(f["cached"] for f in hub.json("pull", "vision/lenet")["files"])
    assert [m["name"] for m in hub.json("ls")] == ["vision/lenet"]
    assert "vision/lenet" in hub.run("ls").stdout
    assert hub.json("info", "vision/lenet")["card"]["description"] == "a test"
    assert [m["name"] for m in hub.json("search", "len")] == ["vision/lenet"]
    assert "good" in hub.run("verify").stdout
    assert hub.json("rm", "vision/lenet", "--dry-run")["bytes"] > 0
    assert hub.blobs()
    hub.run("rm", "vision/lenet")
    assert hub.json("ls") == [] and hub.blobs() == set()


def test_removing_one_keeps_what_another_shares(hub: Hub) -> None:
    hub.push("vision/one:1.0.0")
    hub.push("vision/two:1.0.0")  # the same files
    hub.run("pull", "vision/one", "vision/two")
    hub.run("rm", "vision/one")
    assert all(v["good"] for v in hub.json("verify"))
    assert hub.json("ls")[0]["name"] == "vision/two"


def test_versions_and_ranges(hub: Hub) -> None:
    for n, version in enumerate(["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1"]):
        hub.push(f"vision/lenet:{version}", safetensors({"w": bytes([n])}))
    for want, got in [("", "1.10.0"), (":latest", "1.10.0"), (":^1.1", "1.10.0"), (":~1.2", "1.2.0"), (":1.0.0", "1.0.0"),
                      (":>=1 <1.10", "1.2.0"), (":2.0.0-rc.1", "2.0.0-rc.1"), (":^2.0.0-rc.0", "2.0.0-rc.1")]:  # fmt: skip
        assert hub.json("pull", "vision/lenet" + want)["version"] == got, want
    digest = hub.json("info", "vision/lenet:1.2.0")["digest"]
    assert hub.json("pull", f"local/vision/lenet@{digest}")["version"] == "1.2.0"
    error = hub.run("pull", "vision/lenet:^3", status=3).stderr
    assert "error[H3003]" in error and "versions: 2.0.0-rc.1, 1.10.0, 1.2.0, 1.0.0" in error


@pytest.mark.parametrize("name", ["lenet", "Vision/lenet", "vision/le net", "vision/../x", "../vision/x", "vision/lenet:", "a/b/c/d",
                                  "vision/x", "vision/con", "vision/a--b", "vision/lenet@sha256:12", "vision/lenet:v1", "vision/lenet:1.0@x",
                                  "", "vision/lenét", "vision/" + "x" * 65, "vision/lenet:1.0.0@sha256:" + "0" * 64])  # fmt: skip
def test_bad_names(hub: Hub, name: str) -> None:
    assert "error[H2002]" in hub.run("pull", name, status=2).stderr
    assert not (hub.store / "refs").exists() or not list((hub.store / "refs").iterdir())


def test_unknown_names(hub: Hub) -> None:
    hub.push("vision/resnet18:1.0.0")
    error = hub.run("pull", "vision/resnet81", status=3).stderr
    assert (
        error == "error[H3001]: model `vision/resnet81` is not in registry `local`\n  help: similar: vision/resnet18\n"
    )
    assert "similar: vision/resnet18" in hub.run("pull", "visoin/resnet18", status=3).stderr
    assert "error[H3002]" in hub.run("pull", "ghcr.io/vision/resnet18", status=3).stderr
    for command in ["rm", "verify"]:
        assert "error[H3005]" in hub.run(command, "vision/resnet18", status=3).stderr
    assert "error[H2001]" in hub.run("pul", status=2).stderr


def test_bit_flip_in_a_small_file(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0")
    blob = hub.registry_blob("vision/lenet", "model.safetensors")
    flip(blob, 200)
    assert "error[H6001]" in hub.run("pull", "vision/lenet", status=6).stderr
    assert blob.name not in hub.blobs() and hub.partials() == [] and hub.json("ls") == []


def test_bit_flip_in_a_chunk_keeps_the_good_ones(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0", safetensors({"w": os.urandom(BIG)}))
    blob = hub.registry_blob("vision/lenet", "model.safetensors")
    flip(blob, 5 << 20)
    error = hub.run("pull", "vision/lenet", status=6).stderr
    assert "error[H6002]: chunk 1 of model.safetensors does not match" in error
    assert blob.name not in hub.blobs() and len(hub.partials()) == 1
    flip(blob, 5 << 20)
    weights = [f for f in hub.json("pull", "vision/lenet")["files"] if f["path"] == "model.safetensors"][0]
    assert weights["resumed"] == 4 << 20
    assert hub.partials() == []


@pytest.mark.parametrize("change", [-1, 1, -10_000_000])
def test_wrong_size(hub: Hub, change: int) -> None:
    hub.push("vision/lenet:1.0.0", safetensors({"w": os.urandom(BIG)}))
    blob = hub.registry_blob("vision/lenet", "model.safetensors")
    data = blob.read_bytes()
    blob.write_bytes(data + b"x" if change > 0 else data[:change])
    assert "error[H6004]" in hub.run("pull", "vision/lenet", status=6).stderr
    assert hub.partials() == [] and blob.name not in hub.blobs()


def test_damaged_manifest_and_index(hub: Hub) -> None:
    digest = hub.push("vision/lenet:1.0.0")["digest"].removeprefix("sha256:")
    repository = hub.registry / "models" / "vision" / "lenet"
    manifest = repository / "blobs" / "sha256" / digest
    good = manifest.read_bytes()
    flip(manifest, 30)
    assert "error[H6001]" in hub.run("pull", "vision/lenet", status=6).stderr
    manifest.unlink()
    assert "error[H3004]" in hub.run("pull", "vision/lenet", status=3).stderr
    manifest.write_bytes(good)
    for bad in ["", "[]", '{"manifests":{}}', "[" * 100_000, '{"manifests":[],"manifests":[]}']:
        (repository / "index.json").write_text(bad)
        assert "error[H6003]" in hub.run("pull", "vision/lenet", status=6).stderr


def publish_raw(hub: Hub, change) -> None:
    """Publishes a manifest that no push would write: `change` edits it."""
    digest = hub.push("vision/lenet:1.0.0")["digest"].removeprefix("sha256:")
    repository = hub.registry / "models" / "vision" / "lenet"
    manifest = json.loads((repository / "blobs" / "sha256" / digest).read_text())
    change(manifest)
    raw = json.dumps(manifest).encode()
    new = hashlib.sha256(raw).hexdigest()
    (repository / "blobs" / "sha256" / new).write_bytes(raw)
    index = json.loads((repository / "index.json").read_text())
    index["manifests"][0].update(digest="sha256:" + new, size=len(raw))
    (repository / "index.json").write_text(json.dumps(index))


def set_path(path: str):
    def change(manifest: dict) -> None:
        manifest["layers"][0]["annotations"]["org.cncf.model.filepath"] = path

    return change


HOSTILE = {
    "absolute": set_path("/etc/passwd"),
    "parent": set_path("../../x"),
    "inner parent": set_path("a/../../x"),
    "backslash": set_path("..\\x"),
    "device": set_path("CON.txt"),
    "control": set_path("a\x1b[31mb"),
    "bidi": set_path("a\u202eb"),
    "case twin": set_path("MODEL.json"),
    "under a file": set_path("model.json/x"),
    "digest": lambda m: m["layers"][0].update(digest="sha256:../../../../etc/passwd"),
    "algorithm": lambda m: m["layers"][0].update(digest="md5:" + "0" * 32),
    "negative size": lambda m: m["layers"][0].update(size=-1),
    "huge size": lambda m: m["layers"][0].update(size=2**70),
    "media type": lambda m: m.update(mediaType="application/x-other"),
    "artifact type": lambda m: m.update(artifactType="application/x-other"),
    "no config": lambda m: m.pop("config"),
    "other name": lambda m: m["annotations"].update({"dev.tenon.name": "vision/other"}),
    "other version": lambda m: m["annotations"].update({"org.opencontainers.image.version": "9.0.0"}),
    "many layers": lambda m: m.update(layers=m["layers"] * 1000),
    "table": lambda m: m["layers"][0]["annotations"].update({"dev.tenon.chunks": "sha256:" + "0" * 64}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_manifest(hub: Hub, kind: str) -> None:
    publish_raw(hub, HOSTILE[kind])
    error = hub.run("pull", "vision/lenet", status=6).stderr
    assert error.startswith("error[H6003]") and "\x1b" not in error and "\u202e" not in error
    assert hub.json("ls") == []


@pytest.mark.parametrize(
    "content",
    [
        b"\x80\x04\x95pickle",
        b"PK\x03\x04zip",
        b"GGUF....",
        b"\x7fELF",
        b"",
        b"\xff" * 16,
        safetensors({"w": b"12"})[:-1],
    ],
)
def test_weights_that_are_no_safetensors(hub: Hub, content: bytes) -> None:
    folder = write_model(hub.root / "source", content)
    assert "error[H6005]" in hub.run("push", folder, "vision/lenet:1.0.0", status=6).stderr


@pytest.mark.parametrize(
    "files",
    [
        {"model__json": "{}"},
        {"model__json": '{"format":9,"root":{"type":"a"}}'},
        {"hub__json": "{"},
        {"hub__json": '{"schema":1}'},
        {"weights__bin": b"\x80\x02pickle"},
        {"run__sh": "#!/bin/sh\n"},
    ],
)
def test_other_files_are_checked(hub: Hub, files: dict) -> None:
    folder = write_model(hub.root / "source", **files)
    assert "error[H6005]" in hub.run("push", folder, "vision/lenet:1.0.0", status=6).stderr


def test_a_pull_refuses_what_a_push_would(hub: Hub) -> None:
    """A pickle under a right digest: pulled bytes are checked as well, and not kept."""

    def change(manifest: dict) -> None:
        pickle = b"\x80\x04\x95."
        digest = hashlib.sha256(pickle).hexdigest()
        (hub.registry / "models/vision/lenet/blobs/sha256" / digest).write_bytes(pickle)
        manifest["layers"][0].update(digest="sha256:" + digest, size=len(pickle))

    publish_raw(hub, change)
    assert "error[H6005]" in hub.run("pull", "vision/lenet", status=6).stderr
    assert hub.json("ls") == [] and hashlib.sha256(b"\x80\x04\x95.").hexdigest() not in hub.blobs()


def test_versions_never_change(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0")
    folder = write_model(hub.root / "other", safetensors({"w": b"other"}))
    assert "error[H10003]" in hub.run("push", folder, "vision/lenet:1.0.0", status=10).stderr
    assert "error[H10003]" in hub.run("push", folder, "vision/lenet:1.0.0+x", status=10).stderr
    assert "error[H2001]" in hub.run("push", folder, "vision/lenet", status=2).stderr
    hub.push("vision/le-net:1.0.0")
    assert "too close" in hub.run("push", folder, "vision/le_net:1.0.0", status=10).stderr


def test_damage_in_the_store_is_found_and_mended(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0")
    weights = [f for f in hub.json("pull", "vision/lenet")["files"] if f["path"] == "model.safetensors"][0]
    flip(Path(weights["stored"]), 100)
    done = hub.run("verify", status=6)
    assert "BAD   vision/lenet 1.0.0  model.safetensors" in done.stdout and "error[H6001]" in done.stderr
    hub.run("pull", "vision/lenet")
    hub.run("verify")


def test_interrupted_pull_goes_on(hub: Hub) -> None:
    """Killed at any moment: no file under its final name, and the next pull takes over what was verified."""
    hub.push("vision/lenet:1.0.0", safetensors({"w": os.urandom(40 << 20)}))
    blob = hub.registry_blob("vision/lenet", "model.safetensors").name
    resumed = 0
    for _ in range(20):
        child = hub.start("pull", "vision/lenet", "--progress=json")
        assert child.stderr
        for line in child.stderr:
            event = json.loads(line)
            if event.get("file") == "model.safetensors" and event["done"] > event["resumed"]:
                break
        child.send_signal(signal.SIGKILL)
        child.wait()
        if blob in hub.blobs():
            break
        assert len(hub.partials()) <= 1
    weights = [f for f in hub.json("pull", "vision/lenet")["files"] if f["path"] == "model.safetensors"][0]
    resumed = weights["resumed"]
    assert resumed > 0 or weights["cached"]
    assert hub.partials() == []
    hub.run("verify")


def test_ctrl_c_keeps_what_arrived(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0", safetensors({"w": os.urandom(80 << 20)}))
    child = hub.start("pull", "vision/lenet", "--progress=json")
    assert child.stderr
    error = ""
    for line in child.stderr:
        if line.startswith("{"):
            event = json.loads(line)
            if event.get("file") == "model.safetensors" and event["event"] == "started":
                child.send_signal(signal.SIGINT)
        else:
            error += line
    assert child.wait() == 130
    assert "interrupted at" in error and "the same command goes on" in error
    weights = [f for f in hub.json("pull", "vision/lenet")["files"] if f["path"] == "model.safetensors"][0]
    assert weights["resumed"] >= 4 << 20


def test_pulls_at_once(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0", safetensors({"w": os.urandom(20 << 20)}))
    children = [hub.start("pull", "vision/lenet", "--json") for _ in range(4)]
    for child in children:
        out, error = child.communicate(timeout=60)
        assert child.returncode == 0, error
        assert json.loads(out)["version"] == "1.0.0"
    assert hub.partials() == []
    hub.run("verify")


def test_resume_without_a_chunk_table(hub: Hub) -> None:
    """A registry of other tools has none: the prefix is kept, hashed again with the rest, and dropped once if it is wrong."""
    publish_raw(hub, lambda m: None)
    data = hub.registry_blob("vision/lenet", "model.safetensors").read_bytes()
    hub.run("ls")
    for prefix, resumed in [(data[:100], 100), (b"x" * 100, 0)]:
        folder = hub.store / "partial" / (hashlib.sha256(data).hexdigest() + ".0123456789abcdef")
        folder.mkdir()
        (folder / "data").write_bytes(prefix)
        (folder / "owner").write_text("nobody")
        weights = [f for f in hub.json("pull", "vision/lenet")["files"] if f["path"] == "model.safetensors"][0]
        assert weights["resumed"] == resumed and not weights["cached"]
        assert hub.partials() == []
        hub.run("rm", "vision/lenet")


def test_progress_and_export(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0")
    done = hub.run("pull", "vision/lenet", "--progress=json", "--to", hub.root / "out")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert events[0]["event"] == "resolved" and events[-1]["event"] == "finished"
    assert (hub.root / "out" / "model.json").read_text().startswith("{")
    plain = hub.run("pull", "vision/lenet").stderr
    assert "resolved   vision/lenet 1.0.0" in plain and "cached" in plain and "\x1b" not in plain


def test_pack_writes_an_image_layout(hub: Hub) -> None:
    folder = write_model(hub.root / "source")
    packed = hub.json("pack", folder, "vision/lenet:1.0.0", "--out", hub.root / "layout")
    assert packed["digest"] == hub.json("push", folder, "vision/lenet:1.0.0")["digest"]
    index = json.loads((hub.root / "layout" / "index.json").read_text())
    assert index["manifests"][0]["digest"] == packed["digest"]
    assert json.loads((hub.root / "layout" / "oci-layout").read_text()) == {"imageLayoutVersion": "1.0.0"}


def test_store_that_cannot_be_made(hub: Hub) -> None:
    hub.push("vision/lenet:1.0.0")
    hub.root.joinpath("file").write_text("")
    hub.env["TN_HOME"] = str(hub.root / "file" / "store")
    assert "error[H10001]" in hub.run("pull", "vision/lenet", status=10).stderr


def test_version_and_help() -> None:
    for name in ["tenon", "hub"]:
        shown = subprocess.run([program(name), "--version"], capture_output=True, text=True, check=True)
        assert shown.stdout.startswith("tenon 0.")
        assert subprocess.run([program(name), "--help"], capture_output=True, check=True).stdout
    start = time.monotonic()
    subprocess.run([program("tenon"), "--version"], check=True, capture_output=True)
    assert time.monotonic() - start < 5


def test_a_new_plugin(tmp_path: Path) -> None:
    def tenon(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([program("tenon"), "plugin", *args], cwd=tmp_path, capture_output=True, text=True)

    assert tenon("new", "noise").returncode == 0
    assert "noise::" in (tmp_path / "noise" / "plugin.cpp").read_text()
    assert (tmp_path / "noise" / "tests" / "test_noise.py").is_file()
    assert not any("@name@" in f.read_text() for f in (tmp_path / "noise").rglob("*") if f.is_file())
    for bad in ["noise", "No", "x", "a-b", "../x", "vision"]:
        failed = tenon("new", bad)
        assert failed.returncode == 2 and failed.stderr.startswith("error[H2001]"), bad
    assert (Path(tenon("sdk").stdout.strip()) / "lib/cmake/tenon/tenonConfig.cmake").is_file()
    assert "tenon.vision" in tenon("list").stdout and "vision.transforms.Resize" in tenon("info", "vision").stdout
    assert tenon("doctor").returncode == 0
    text = tmp_path / "text.so"
    text.write_text("not a library")
    checked = tenon("check", str(text))
    assert checked.returncode == 9 and "WRONG" in checked.stdout and "error[H9001]" in checked.stderr
