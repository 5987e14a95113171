"""Draws the pictures: `python -m freeswitch.images [folder]`."""

import sys
from pathlib import Path

from freeswitch.images.pictures import PICTURES
from freeswitch.images.png import png

FOLDER = Path(__file__).parent


def main(folder: Path) -> None:
    """Write folder/<name>.png for every picture."""
    for name, (width, height, paint) in PICTURES.items():
        (folder / f"{name}.png").write_bytes(png(width, height, paint))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
