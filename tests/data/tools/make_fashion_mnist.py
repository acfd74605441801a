"""Makes tests/data/fashion_mnist: the first 50 test images of each Fashion-MNIST class, in the order of the test set.

    python tests/data/tools/make_fashion_mnist.py [SOURCE]

SOURCE holds t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz; Debian's dataset-fashion-mnist puts them into the
default, /usr/share/datasets/fashion-mnist.
"""

import gzip
import struct
import sys
from pathlib import Path

SOURCE = Path("/usr/share/datasets/fashion-mnist")
DEST = Path(__file__).parents[1] / "fashion_mnist"
IMAGES, LABELS = "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"
PER_CLASS = 50


def write_gz(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, mtime=0))  # mtime 0: the same input gives the same file


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    labels = gzip.decompress((source / LABELS).read_bytes())[8:]
    images = gzip.decompress((source / IMAGES).read_bytes())
    _, _, rows, columns = struct.unpack(">4I", images[:16])
    size = rows * columns
    seen = [0] * 10
    chosen = []
    for index, label in enumerate(labels):
        if seen[label] < PER_CLASS:
            seen[label] += 1
            chosen.append(index)
    pixels = b"".join(images[16 + i * size : 16 + (i + 1) * size] for i in chosen)
    DEST.mkdir(parents=True, exist_ok=True)
    write_gz(DEST / IMAGES, struct.pack(">4I", 0x803, len(chosen), rows, columns) + pixels)
    write_gz(DEST / LABELS, struct.pack(">2I", 0x801, len(chosen)) + bytes(labels[i] for i in chosen))
    print(f"{DEST}: {len(chosen)} images")


if __name__ == "__main__":
    main()
