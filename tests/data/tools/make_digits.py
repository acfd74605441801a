"""Makes tests/data/digits/{train,test}/<class>/<number>.png from the UCI optical digits.

    python tests/data/tools/make_digits.py digits.csv.gz

digits.csv.gz is the file of that name in a scikit-learn wheel (sklearn/datasets/data/): 1,797 lines of 64 pixels, 0 to 16,
and a label; it is the test half of the UCI data set. Pixels become gray values 0 to 255. Every fifth image of a class
goes to test. Needs Pillow.
"""

import gzip
import shutil
import sys
from pathlib import Path

from PIL import Image

DEST = Path(__file__).parents[1] / "digits"
SIDE = 8
TEST_EVERY = 5


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for split in ("train", "test"):
        shutil.rmtree(DEST / split, ignore_errors=True)
    seen = [0] * 10
    for number, line in enumerate(gzip.decompress(Path(sys.argv[1]).read_bytes()).decode().split()):
        *pixels, label = (int(float(cell)) for cell in line.split(","))
        split = "test" if seen[label] % TEST_EVERY == TEST_EVERY - 1 else "train"
        seen[label] += 1
        folder = DEST / split / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        gray = bytes(min(255, pixel * 255 // 16) for pixel in pixels)
        Image.frombytes("L", (SIDE, SIDE), gray).save(folder / f"{number:04}.png", optimize=True)
    print(f"{DEST}: {sum(seen)} images, {min(seen)} to {max(seen)} of a class")


if __name__ == "__main__":
    main()
