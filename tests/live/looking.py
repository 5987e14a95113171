"""Whether everybody is in the picture where they should be: each caller's colour reaches as far as their place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.live.pixels import Box, Pixels, Rgb
from tests.live.processes import wait_until
from tests.live.studio import Studio

# What the switch makes of the cameras' colours, by the usual arithmetic of video.
SEEN = {"1000": Rgb(254, 0, 0), "1001": Rgb(0, 255, 1), "1002": Rgb(0, 0, 255)}
OVERLAPPING = {"picture-in-picture-seats", "odd-one-out"}
# The edge of a picture lies on an even pixel, and codec and scaler blur it by one.
BLUR = 3
# On a machine with more to do than it can, a camera takes its time until the switch sees it.
SLOW_SECONDS = 60.0


def fitted(cell: Box, *, fills: bool) -> Box:
    """Where a 16:9 picture lies in its cell: with bars, or cut so that it fills the cell."""
    width, height = cell.right - cell.left, cell.bottom - cell.top
    if fills or width * 9 == height * 16:
        return cell
    inner_width, inner_height = min(width, height * 16 // 9), min(height, width * 9 // 16)
    left, top = cell.left + (width - inner_width) // 2, cell.top + (height - inner_height) // 2
    return Box(left, top, left + inner_width, top + inner_height)


@dataclass
class Look:
    """A look at the picture: true when everybody reaches exactly as far as their place."""

    studio: Studio
    layout: str
    places: Mapping[str, Box]
    seats: Mapping[str, str]
    name: str
    problems: list[str] = field(default_factory=lambda: ["nobody has looked"])

    def __call__(self) -> bool:
        # FreeSWITCH paints overlapping places after the others and waits in between for the frame's time, which is what
        # a still mostly shows; what callers get is whole.
        take = self.studio.frame if self.layout in OVERLAPPING else self.studio.still
        self.problems = list(misplaced(take(self.name), self.places, self.seats, self.layout))
        return not self.problems


def holds_soon(condition: Callable[[], bool], seconds: float = SLOW_SECONDS) -> bool:
    try:
        wait_until(condition, "it to hold", within=seconds)
    except TimeoutError:
        return False
    return True


def misplaced(picture: Pixels, places: Mapping[str, Box], seats: Mapping[str, str], layout: str) -> Iterator[str]:
    """Tell whose colour does not reach exactly as far as their place."""
    for user, slot in seats.items():
        expected = fitted(places[slot], fills=layout == "side-by-side-seats" or slot == "tall")
        # Above and to the left of the middle, where no overlapping place lies.
        x, y = (
            expected.left + (expected.right - expected.left) // 4,
            expected.top + (expected.bottom - expected.top) // 4,
        )
        if not picture.at(x, y).is_like(SEEN[user]):
            yield f"{slot} has the colour {picture.at(x, y)}, not that of {user}"
        elif not (found := picture.reach(x, y)).is_about(expected, BLUR):
            yield f"{slot} is at {found}, not {expected}"
