"""A picture's pixels, and how far a colour reaches in it."""

from pathlib import Path
from typing import NamedTuple

import av

# A colour that went through a camera's codec, a scaler and back.
NEAR = 60


class Rgb(NamedTuple):
    red: int
    green: int
    blue: int

    def is_like(self, other: "Rgb") -> bool:
        return all(abs(one - two) <= NEAR for one, two in zip(self, other, strict=True))


class Box(NamedTuple):
    """Left, top, and where it ends."""

    left: int
    top: int
    right: int
    bottom: int

    def is_about(self, other: "Box", pixels: int) -> bool:
        return all(abs(one - two) <= pixels for one, two in zip(self, other, strict=True))


class Pixels:
    """A PNG in memory."""

    def __init__(self, file: Path) -> None:
        with av.open(str(file)) as container:
            frame = next(container.decode(video=0)).reformat(format="rgb24")
        self.width, self.height = frame.width, frame.height
        self._line = frame.planes[0].line_size
        self._bytes = bytes(frame.planes[0])

    def at(self, x: int, y: int) -> Rgb:
        start = y * self._line + 3 * x
        return Rgb(*self._bytes[start : start + 3])

    def reach(self, x: int, y: int) -> Box:
        """How far the colour at a place goes on to each side."""
        colour = self.at(x, y)

        def run(steps: range, across: bool) -> int:
            last = x if across else y
            for position in steps:
                if not (self.at(position, y) if across else self.at(x, position)).is_like(colour):
                    break
                last = position
            return last

        return Box(
            run(range(x, -1, -1), across=True),
            run(range(y, -1, -1), across=False),
            run(range(x, self.width), across=True) + 1,
            run(range(y, self.height), across=False) + 1,
        )
