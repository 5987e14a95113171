"""Cameras that see one colour, so that a caller's place in the picture can be found by machine."""

from collections.abc import Sequence
from pathlib import Path

from tests.live.pixels import Pixels, Rgb

# Few pixels: several browsers make and show pictures on a machine that may have two processors.
WIDTH, HEIGHT, RATE = 640, 360, 10
# Far from each other, from the canvas and from the bars beside a picture: Y, U and V.
RED, GREEN, BLUE, YELLOW = (81, 90, 240), (145, 54, 34), (41, 240, 110), (210, 16, 146)
Colour = tuple[int, int, int]
# What they look like in a picture.
LOOKS = {RED: Rgb(255, 0, 0), GREEN: Rgb(0, 255, 0), BLUE: Rgb(0, 0, 255)}


def cameras_in(picture: Pixels) -> set[Colour]:
    """Whose camera is anywhere in a picture."""
    spots = [picture.at(x, y) for x in range(10, picture.width, 40) for y in range(10, picture.height, 40)]
    return {colour for colour, look in LOOKS.items() if any(spot.is_like(look) for spot in spots)}


def camera(folder: Path, name: str, colour: Colour) -> Path:
    """A film of one colour, as Chromium takes it for a camera."""
    return quarters(folder, name, (colour,) * 4)


def quarters(folder: Path, name: str, colours: Sequence[Colour]) -> Path:
    """A film of four colours: upper left, upper right, lower left, lower right."""
    frame = b""
    for plane, (width, height) in enumerate(((WIDTH, HEIGHT), *[(WIDTH // 2, HEIGHT // 2)] * 2)):
        upper_left, upper_right, lower_left, lower_right = (bytes([colour[plane]]) * (width // 2) for colour in colours)
        frame += (upper_left + upper_right) * (height // 2) + (lower_left + lower_right) * (height // 2)
    file = folder / f"{name}.y4m"
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode()
    file.write_bytes(head + (b"FRAME\n" + frame) * 2)
    return file
