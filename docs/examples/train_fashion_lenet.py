"""Trains the model `vision/fashion-lenet` that ships with the package, from the full Fashion-MNIST data set.

usage: train_fashion_lenet.py [--data FOLDER] [--out FOLDER] [--epochs N] [--limit N]

The data set is Debian's `dataset-fashion-mnist` (60,000 training and 10,000 test images). With the defaults and seed 0 the test
accuracy is 0.931.
The card `hub.json` of the shipped model is docs/examples/fashion-lenet.hub.json. Published with
    tenon hub push OUT vision/fashion-lenet:1.0.0 --registry python/tenon/registry
"""

from __future__ import annotations

import argparse
import time

import tenon
from tenon import optim
from tenon.nn import functional as F
from tenon.vision import datasets, models, transforms

LABELS = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
MEAN, STD = 0.286, 0.353


def tensors(data: datasets.FashionMNIST) -> tuple[tenon.Tensor, tenon.Tensor]:
    """All images normalised, [N, 1, 28, 28], and their labels: what ToTensor and Normalize give, at once."""
    return (data.data.unsqueeze(1).float() / 255 - MEAN) / STD, data.targets


def accuracy(model: tenon.nn.Module, images: tenon.Tensor, labels: tenon.Tensor) -> float:
    model.eval()
    with tenon.no_grad():
        hits = sum((model(x).argmax(1) == y).sum().item() for x, y in zip(images.split(1000), labels.split(1000)))
    return hits / len(labels)


def train(images: tenon.Tensor, labels: tenon.Tensor, epochs: int, batch: int = 128) -> tenon.nn.Module:
    model = models.LeNet()
    optimizer = optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-2)
    steps = (len(labels) // batch) * epochs
    schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)
    for epoch in range(epochs):
        model.train()
        start, total = time.perf_counter(), 0.0
        order = tenon.randperm(len(labels))
        for i in range(len(labels) // batch):
            index = order[i * batch : (i + 1) * batch]
            x = images[index]
            if tenon.rand(1).item() < 0.5:
                x = x.flip(3)  # half of the batches are mirrored
            loss = F.cross_entropy(model(x), labels[index])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1}/{epochs}: loss {total / max(len(labels) // batch, 1):.4f}, {time.perf_counter() - start:.0f} s",
            flush=True,
        )
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist", help="folder with the four IDX files")
    parser.add_argument("--out", default="fashion-lenet", help="folder for model.json and model.safetensors")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--limit", type=int, default=60000, help="use only the first training images")
    args = parser.parse_args()
    tenon.manual_seed(0)
    images, labels = tensors(datasets.FashionMNIST(args.data, train=True))
    model = train(images[: args.limit], labels[: args.limit], args.epochs)
    test = accuracy(model, *tensors(datasets.FashionMNIST(args.data, train=False)))
    print(f"test accuracy {test:.4f}")
    model.eval()
    prepare = transforms.Compose(
        [
            transforms.Grayscale(),
            transforms.Resize((28, 28)),
            transforms.ToTensor(),
            transforms.Normalize((MEAN,), (STD,)),
        ]
    )
    model.save(args.out, input=prepare, labels=LABELS)


if __name__ == "__main__":
    main()
