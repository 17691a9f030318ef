"""Cuts photographs into tiles, a folder a photograph: a data set in colour that anyone can make.

    python3 emaki-bench/tiles.py OUT PHOTOGRAPH ...

Each photograph is brought to a width of 1024 pixels and cut into tiles of 32 x 32, left to right and top to bottom; what is left at the edges
is dropped. Needs Pillow, Debian's python3-pil.
"""

import sys
from pathlib import Path

from PIL import Image

WIDTH = 1024
SIDE = 32


def main(out, photographs):
    for photograph in photographs:
        image = Image.open(photograph).convert("RGB")
        image = image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.LANCZOS)
        folder = Path(out, Path(photograph).stem)
        folder.mkdir(parents=True)
        for top in range(0, image.height - SIDE + 1, SIDE):
            for left in range(0, WIDTH - SIDE + 1, SIDE):
                image.crop((left, top, left + SIDE, top + SIDE)).save(folder / f"{top:04}-{left:04}.png")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
