"""Cameras that see one colour, so that a caller's place in the picture can be found by machine."""

from pathlib import Path

WIDTH, HEIGHT, RATE = 1280, 720, 10
# Far from each other, from the canvas and from the bars beside a picture: Y, U and V.
RED, GREEN, BLUE = (81, 90, 240), (145, 54, 34), (41, 240, 110)
Colour = tuple[int, int, int]


def camera(folder: Path, name: str, colour: Colour) -> Path:
    """A film of one colour, as Chromium takes it for a camera."""
    luma, *chroma = colour
    frame = bytes([luma]) * (WIDTH * HEIGHT) + b"".join(bytes([value]) * (WIDTH * HEIGHT // 4) for value in chroma)
    file = folder / f"{name}.y4m"
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode()
    file.write_bytes(head + (b"FRAME\n" + frame) * 2)
    return file
