"""What the tests of the hub share: the executable, and small models to publish."""

import importlib.util
import json
import os
import struct
import subprocess
from pathlib import Path


def program(name: str) -> str:
    """The executable of this build: it lies in the package."""
    spec = importlib.util.find_spec("tenon")
    assert spec and spec.submodule_search_locations, "the package tenon is not on the path: run ./dev test"
    return str(Path(spec.submodule_search_locations[0]) / "bin" / name)


def safetensors(tensors: dict[str, bytes]) -> bytes:
    """A file of uint8 tensors, without our writer."""
    header, at = {}, 0
    for name, data in tensors.items():
        header[name] = {"dtype": "U8", "shape": [len(data)], "data_offsets": [at, at + len(data)]}
        at += len(data)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(tensors.values())


def write_model(folder: Path, weights: bytes | None = None, **files: bytes | str) -> Path:
    """A folder that can be pushed. Files are named with __ for the dot; None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, bytes | str | None] = {
        "model__json": json.dumps({"format": 1, "root": {"type": "nn.Identity"}}),
        "hub__json": json.dumps({"schema": 1, "licence": "Apache-2.0", "description": "a test"}),
        "model__safetensors": weights if weights is not None else safetensors({"w": bytes(range(256))}),
        **files,
    }
    for name, content in contents.items():
        if content is not None:
            path = folder / name.replace("__", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


class Hub:
    """One store and one registry of their own."""

    def __init__(self, root: Path):
        self.root, self.store, self.registry = root, root / "store", root / "registry"
        self.env = {**os.environ, "TN_HOME": str(self.store), "TN_REGISTRY": str(self.registry), "NO_COLOR": "1"}

    def run(self, *args: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
        command = [program("hub"), *map(str, args)]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=60)
        assert done.returncode == status, f"{command}: exit {done.returncode}, not {status}\n{done.stdout}{done.stderr}"
        if status:
            assert done.stdout == "" or args[0] == "verify", done.stdout
            assert done.stderr.startswith("error") or "\nerror" in done.stderr, done.stderr
        return done

    def json(self, *args: str | Path) -> dict:
        return json.loads(self.run(*args, "--json").stdout)

    def start(self, *args: str | Path) -> "subprocess.Popen[str]":
        command = [program("hub"), *map(str, args)]
        return subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def push(self, name: str, weights: bytes | None = None, **files: bytes | str) -> dict:
        folder = write_model(self.root / "source" / name.replace("/", "_").replace(":", "_"), weights, **files)
        return self.json("push", folder, name)

    def registry_blob(self, name: str, path: str) -> Path:
        """The file in the registry that holds `path` of a model."""
        repository = self.registry / "models" / name
        for blob in (repository / "blobs" / "sha256").iterdir():
            if blob.read_bytes()[:20] != b'{"schemaVersion":2,"':
                continue
            for layer in json.loads(blob.read_bytes())["layers"]:
                if layer.get("annotations", {}).get("org.cncf.model.filepath") == path:
                    return repository / "blobs" / "sha256" / layer["digest"].removeprefix("sha256:")
        raise AssertionError(f"{name} has no {path}")

    def blobs(self) -> set[str]:
        return {p.name for p in (self.store / "blobs" / "sha256").iterdir()}

    def partials(self) -> list[Path]:
        return sorted((self.store / "partial").iterdir())
