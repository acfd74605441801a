"""Whole models: inference, and steps of training."""

from __future__ import annotations

from typing import Any

from lines import line


@line("MLP step, batch 32", "step()", grad=True, bar=0.35)
def _mlp(t: Any) -> dict[str, Any]:
    model = t.nn.Sequential(t.nn.Linear(64, 64), t.nn.ReLU(), t.nn.Linear(64, 10))
    optimizer = t.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    x, y = t.rand(32, 64), t.randint(0, 10, (32,))
    cross_entropy = t.nn.functional.cross_entropy

    def step() -> None:
        optimizer.zero_grad()
        cross_entropy(model(x), y).backward()
        optimizer.step()

    return {"step": step}


def resnet50(t: Any) -> Any:
    nn, relu = t.nn, t.nn.functional.relu

    class Bottleneck(nn.Module):
        def __init__(self, inputs: int, width: int, stride: int) -> None:
            super().__init__()
            self.conv1, self.bn1 = nn.Conv2d(inputs, width, 1, bias=False), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
            self.conv3, self.bn3 = nn.Conv2d(width, width * 4, 1, bias=False), nn.BatchNorm2d(width * 4)
            self.shortcut = None
            if stride != 1 or inputs != width * 4:
                self.shortcut = nn.Sequential(
                    nn.Conv2d(inputs, width * 4, 1, stride, bias=False), nn.BatchNorm2d(width * 4)
                )

        def forward(self, x: Any) -> Any:
            y = relu(self.bn1(self.conv1(x)))
            y = relu(self.bn2(self.conv2(y)))
            y = self.bn3(self.conv3(y))
            return relu(y + (x if self.shortcut is None else self.shortcut(x)))

    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for i, depth in enumerate((3, 4, 6, 3)):
        for j in range(depth):
            layers.append(Bottleneck(inputs, 64 << i, 2 if i and not j else 1))
            inputs = 256 << i
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


@line("ResNet-50 inference, batch 1", "model(x)", threads=(1, 2), bar=1.0)
def _resnet_inference(t: Any) -> dict[str, Any]:
    return {"model": resnet50(t).eval(), "x": t.rand(1, 3, 224, 224)}


@line("ResNet-50 inference, batch 8", "model(x)", threads=(1, 2), bar=1.0)
def _resnet_inference_batch(t: Any) -> dict[str, Any]:
    return {"model": resnet50(t).eval(), "x": t.rand(8, 3, 224, 224)}


def resnet_step(t: Any) -> Any:
    """One step of training on a batch of 8, as a function."""
    model = resnet50(t)
    optimizer = t.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    x, y = t.rand(8, 3, 224, 224), t.randint(0, 1000, (8,))
    cross_entropy = t.nn.functional.cross_entropy

    def step() -> None:
        optimizer.zero_grad()
        cross_entropy(model(x), y).backward()
        optimizer.step()

    return step


@line("ResNet-50 step, batch 8", "step()", threads=(1, 2), bar=1.0, grad=True)
def _resnet_step(t: Any) -> dict[str, Any]:
    return {"step": resnet_step(t)}
