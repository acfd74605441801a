"""The main job, end to end: pull a model, classify, fine-tune it on another task, run the result without Python.

usage: demo.py [--out FOLDER]        (./dev demo runs it; about two minutes on 2 cores)
"""

from __future__ import annotations

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import time

import tenon
from tenon import nn, optim
from tenon.nn import functional as F
from tenon.utils.data import DataLoader
from tenon.vision import datasets, transforms, utils

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
MODEL = "vision/fashion-lenet"


def step(title: str) -> None:
    print(f"\n== {title}", flush=True)


def bar(done: int, total: int, text: str) -> None:
    """A progress bar on a terminal; a line per tenth elsewhere."""
    if sys.stderr.isatty():
        filled = 30 * done // total
        end = "\n" if done == total else ""
        print(f"\r{'━' * filled}{' ' * (30 - filled)} {done:4d}/{total}  {text}", end=end, file=sys.stderr, flush=True)
    elif done * 10 // total != (done - 1) * 10 // total:
        print(f"{done}/{total}  {text}", file=sys.stderr, flush=True)


def executable(name: str) -> str:
    """The program of this build or installation."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"demo.py: cannot find '{name}' on PATH. Hint: run ./dev demo, or pip install .")
    return found


def evaluate(model: nn.Module, loader: DataLoader) -> tuple[float, tenon.Tensor, tenon.Tensor]:
    """Accuracy, predictions and labels."""
    model.eval()
    predictions, labels = [], []
    with tenon.no_grad():
        for images, targets in loader:
            predictions.append(model(images).argmax(1))
            labels.append(targets)
    p, t = tenon.cat(predictions), tenon.cat(labels)
    return (p == t).float().mean().item(), p, t


def confusion_table(predicted: tenon.Tensor, true: tenon.Tensor, names: list[str]) -> str:
    counts = tenon.zeros(len(names), len(names), dtype=tenon.int64)
    counts.index_put_((true, predicted), tenon.ones(len(true), dtype=tenon.int64), accumulate=True)
    head = " " * 14 + "".join(f"{n[:7]:>8}" for n in names)
    rows = (
        f"{name[:13]:<14}" + "".join(f"{int(n):8d}" if n else "       ." for n in row.tolist())
        for name, row in zip(names, counts)
    )
    return "\n".join([head, *rows])


def labelled_picture(
    images: tenon.Tensor, predicted: list[str], true: list[str], path: pathlib.Path, scale: int = 3
) -> None:
    """A grid of images with predicted and true labels below; wrong ones in red."""
    from PIL import Image, ImageDraw

    size, text, columns = images.shape[-1] * scale, 26, 8
    rows = (len(images) + columns - 1) // columns
    sheet = Image.new("RGB", (columns * (size + 8), rows * (size + text + 8)), "white")
    draw = ImageDraw.Draw(sheet)
    to_pil = transforms.ToPILImage()
    for i, image in enumerate(images):
        x, y = i % columns * (size + 8) + 4, i // columns * (size + text + 8) + 4
        sheet.paste(to_pil(image).convert("RGB").resize((size, size), Image.NEAREST), (x, y))
        wrong = predicted[i] != true[i]
        draw.text((x, y + size), predicted[i], fill="red" if wrong else "darkgreen")
        if wrong:
            draw.text((x, y + size + 12), f"({true[i]})", fill="gray")
    sheet.save(path)


def classify(out: pathlib.Path) -> nn.Module:
    """Steps 1 and 2: pull, load, classify real images."""
    step(f"hub pull {MODEL}")
    subprocess.run([executable("hub"), "pull", MODEL], check=True)

    step("classify 500 Fashion-MNIST test images")
    model = tenon.hub.load(MODEL)
    names = model.hub_info.labels
    test = datasets.FashionMNIST(str(DATA / "fashion_mnist"), train=False, transform=model.hub_info.input)
    accuracy, predicted, true = evaluate(model, DataLoader(test, batch_size=100))
    print(f"accuracy {accuracy:.3f} on {len(test)} images\n")
    print(confusion_table(predicted, true, names))
    picture = out / "fashion_predictions.png"
    first = test.data[:32].unsqueeze(1).float() / 255
    labelled_picture(
        first, [names[i] for i in predicted[:32].tolist()], [names[i] for i in true[:32].tolist()], picture
    )
    print(f"\nwrote {picture}")
    return model


def fine_tune(
    model: nn.Module, out: pathlib.Path, epochs: int = 5
) -> tuple[nn.Module, pathlib.Path, datasets.ImageFolder]:
    """Step 3: handwritten digits in folders of PNG files, a new head, and what it learns."""
    step("fine-tune on handwritten digits (ImageFolder)")
    tenon.manual_seed(0)
    prepare = transforms.Compose(
        [
            transforms.Grayscale(),
            transforms.Resize((28, 28)),
            transforms.ToTensor(),
            transforms.Normalize((0.286,), (0.353,)),
        ]
    )
    augment = transforms.Compose(
        [
            transforms.Grayscale(),
            transforms.Resize((28, 28)),
            transforms.RandomCrop(28, padding=2),
            transforms.ToTensor(),
            transforms.Normalize((0.286,), (0.353,)),
        ]
    )
    train = datasets.ImageFolder(str(DATA / "digits" / "train"), transform=augment)
    held_out = datasets.ImageFolder(str(DATA / "digits" / "test"), transform=prepare)
    test_loader = DataLoader(held_out, batch_size=100)
    train_loader = DataLoader(train, batch_size=32, shuffle=True, num_workers=0)

    head = model.classifier
    head[len(head) - 1] = nn.Linear(head[len(head) - 1].in_features, len(train.classes))
    before, _, _ = evaluate(model, test_loader)

    optimizer = optim.AdamW(model.parameters(), lr=1e-3)
    schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs * len(train_loader))
    losses: list[float] = []
    model.train()
    start = time.perf_counter()
    for _ in range(epochs):
        for images, targets in train_loader:
            loss = F.cross_entropy(model(images), targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            bar(len(losses), epochs * len(train_loader), f"loss {losses[-1]:.3f}")
    seconds = time.perf_counter() - start
    after, _, _ = evaluate(model, test_loader)
    print(f"held-out accuracy {before:.3f} before, {after:.3f} after {len(losses)} steps in {seconds:.1f} s")
    curve = out / "digits_loss.png"
    utils.draw_curve(losses, str(curve), "loss while fine-tuning on digits")
    print(f"wrote {curve}")
    if after < 0.95:
        raise SystemExit(f"demo.py: held-out accuracy is {after:.3f}, expected at least 0.95")

    folder = out / "digits-model"
    model.save(str(folder), input=prepare, labels=train.classes)
    print(f"saved {folder}: " + ", ".join(sorted(p.name for p in folder.iterdir())))
    return model, folder, held_out


def run_without_python(model: nn.Module, folder: pathlib.Path, held_out: datasets.ImageFolder) -> None:
    """Step 4: the same model in C++."""
    step("tenon run, without Python")
    samples = [held_out.samples[i] for i in range(0, len(held_out), max(1, len(held_out) // 8))][:8]
    model.eval()
    with tenon.no_grad():
        here = [
            held_out.classes[int(model(held_out.transform(datasets_open(path)).unsqueeze(0)).argmax(1))]
            for path, _ in samples
        ]
    result = subprocess.run(
        [executable("tenon"), "run", str(folder), *(path for path, _ in samples)],
        check=True,
        capture_output=True,
        text=True,
    )
    print(result.stdout, end="")
    there = [re.split(r"\s+", line.strip())[1] for line in result.stdout.splitlines() if line.strip()]
    print("Python says the same" if here == there else f"Python says {here}")
    if here != there:
        raise SystemExit("demo.py: C++ and Python disagree")


def datasets_open(path: str) -> object:
    from PIL import Image

    return Image.open(path).convert("RGB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--out", type=pathlib.Path, default=ROOT / "demo_output", help="folder for pictures and the new model"
    )
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    model = classify(out)
    model, folder, held_out = fine_tune(model, out)
    run_without_python(model, folder, held_out)
    print(f"\nAll done. The pictures and the model are in {out}.")


if __name__ == "__main__":
    main()
