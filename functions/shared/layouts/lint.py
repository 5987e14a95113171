"""What is wrong with a layout, in plain words: errors would crash or mislead FreeSWITCH, warnings look wrong."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from functions.shared.grammars.media import IMAGES, TRANSITION
from functions.shared.layouts import GRID, Group, Image, Layout
from functions.shared.layouts.pixels import Size, painted, rectangle
from functions.shared.layouts.seating import room_for

# FreeSWITCH's array holds 64 and its chooser looks one further.
MOST_IMAGES: Final = 63
LEAST_PIXELS: Final = 16
MOST_BORDER: Final = 50
SIZES: Final = (Size(1280, 720), Size(1920, 1080), Size(640, 360))

# What FreeSWITCH makes of a zero.
_OF_NOTHING: Final = {
    "scale": ": FreeSWITCH would paint the camera's own size over everything",
    "hscale": ": FreeSWITCH would take scale instead",
}
_NAME: Final = re.compile(r"[A-Za-z0-9_.+-]{1,64}")
_POSITION: Final = re.compile(r"auto|-?[0-9]{1,4}(\.[0-9]{1,6})?(:-?[0-9]{1,4}(\.[0-9]{1,6})?){2}")
_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: an error refuses the layout, a warning does not."""

    level: Literal["error", "warning"]
    field: str
    problem: str


def is_name(name: str) -> bool:
    """Whether FreeSWITCH can be told this name: whatever begins with `group` it takes for a group."""
    return _NAME.fullmatch(name) is not None and not name.lower().startswith("group")


def lint_layout(layout: Layout, sizes: Sequence[Size] = SIZES) -> list[Finding]:
    """Find everything that is wrong with a layout on a canvas of the first size, and what would be on the others."""
    return [*_whole(layout), *_around(layout), *_each(layout, sizes), *_overlapping(layout.images)]


def lint_group(group: Group, layouts: Mapping[str, Layout]) -> list[Finding]:
    """Find everything that is wrong with a group whose layouts may be any of these."""
    return list(_group(group, layouts))


def _error(field: str, problem: str) -> Finding:
    return Finding("error", field, problem)


def _warning(field: str, problem: str) -> Finding:
    return Finding("warning", field, problem)


def _whole(layout: Layout) -> Iterator[Finding]:
    if not is_name(layout.name):
        yield _error("name", "needs 1 to 64 of A-Z a-z 0-9 _ . + - and must not begin with group")
    if not layout.images:
        yield _error("images", "is empty: the layout would show nobody")
    if len(layout.images) > MOST_IMAGES:
        text = f"has {len(layout.images)} images; FreeSWITCH overruns its memory with more than {MOST_IMAGES}"
        yield _error("images", text)
    for name, ids in (
        ("reservation_id", [image.reservation_id for image in layout.images]),
        ("role_id", [image.role_id for image in layout.images]),
    ):
        for value, times in Counter(value for value in ids if value).items():
            first = ids.index(value)
            again = ids.index(value, first + 1) if times > 1 else first
            if times > 1:
                yield _error(f"images[{again}].{name}", f"{value} is taken already by images[{first}]")
    if sum(image.floor or image.floor_only for image in layout.images) > 1:
        yield _warning("images", "several have floor: FreeSWITCH uses the last of them only")


def _around(layout: Layout) -> Iterator[Finding]:
    """What lies below, above and around the images."""
    for field, picture in (("background", layout.background), ("foreground", layout.foreground)):
        if picture and picture not in IMAGES:
            yield _error(field, f"is no image of the node; there are {', '.join(sorted(IMAGES))}")
    if layout.border is not None and not 0 <= layout.border <= MOST_BORDER:
        yield _error("border", f"is {layout.border}; FreeSWITCH takes 0 to {MOST_BORDER} pixels")
    for field, film in (("transition_in", layout.transition_in), ("transition_out", layout.transition_out)):
        if film and not TRANSITION.fullmatch(film):
            yield _error(
                field, "must be a film in the node's folder of images, such as wipe.mp4; a picture would stay for ever"
            )


def _each(layout: Layout, sizes: Sequence[Size]) -> Iterator[Finding]:
    for index, image in enumerate(layout.images):
        place = f"images[{index}]"
        outside = list(_outside(image, place))
        yield from outside
        if image.border is not None and not 0 <= image.border <= MOST_BORDER:
            yield _error(f"{place}.border", f"is {image.border}; FreeSWITCH takes 0 to {MOST_BORDER} pixels")
        for name, value in (("reservation_id", image.reservation_id), ("role_id", image.role_id)):
            if value and not _ID.fullmatch(value):
                yield _error(f"{place}.{name}", "needs 1 to 64 of A-Z a-z 0-9 _ . -")
        if image.audio_position and not _POSITION.fullmatch(image.audio_position):
            yield _error(f"{place}.audio_position", "must be auto, or x:y:z such as -0.5:0.0:1.0")
        if image.file_only and (image.floor or image.floor_only):
            yield _warning(f"{place}.floor", "does nothing: the image is for files only")
        if image.reservation_id and (image.floor or image.floor_only):
            yield _warning(f"{place}.floor", "whoever has the floor is shown here, not who reserved it")
        if not outside:
            yield from _pixels(image, place, sizes)


def _outside(image: Image, place: str) -> Iterator[Finding]:
    for start, extent, across in (("x", "scale", "right"), ("y", "hscale", "below")):
        begin, length = getattr(image, start), getattr(image, extent)
        if not 0 <= begin < GRID:
            risk = ": FreeSWITCH would write beyond its memory" if start == "x" and begin > GRID else ""
            yield _error(f"{place}.{start}", f"is {begin}; the grid goes from 0 to {GRID - 1}{risk}")
        elif not 1 <= length <= GRID:
            risk = _OF_NOTHING[extent] if length == 0 else ""
            yield _error(f"{place}.{extent}", f"is {length}; it must be 1 to {GRID}{risk}")
        elif begin + length > GRID:
            text = f"reaches to {begin + length}, which is outside the grid of {GRID} ({across} of the canvas)"
            yield _error(f"{place}.{extent}", text)


def _pixels(image: Image, place: str, sizes: Sequence[Size]) -> Iterator[Finding]:
    found = {size: rectangle(image, size) for size in sizes}
    for number, (size, r) in enumerate(found.items()):
        if min(r.width, r.height) < LEAST_PIXELS:
            # The first size is the canvas; who shows the layout on another one should know.
            finding = _warning if number else _error
            yield finding(place, f"comes out at {r.width}x{r.height} on {size}, under {LEAST_PIXELS} pixels")
    moved = [str(size) for size, r in found.items() if painted(r) != r]
    if moved:
        text = "begins on an odd pixel, so FreeSWITCH moves it by one and loses a column or row on "
        yield _warning(place, text + ", ".join(moved))
    odd = [f"{r.width}x{r.height} on {size}" for size, r in found.items() if r.width % 2 or r.height % 2]
    if odd:
        yield _warning(place, f"comes out odd: {', '.join(odd)}")


def _overlapping(images: Sequence[Image]) -> Iterator[Finding]:
    for index, image in enumerate(images[: MOST_IMAGES + 1]):
        for other, below in enumerate(images[:index]):
            if not (image.overlap or below.overlap) and _meet(image, below):
                text = f"overlaps images[{other}]; set overlap on the one that lies on top"
                yield _error(f"images[{index}]", text)


def _meet(one: Image, other: Image) -> bool:
    return (
        one.x < other.x + other.scale
        and other.x < one.x + one.scale
        and one.y < other.y + other.hscale
        and other.y < one.y + one.hscale
    )


def _group(group: Group, layouts: Mapping[str, Layout]) -> Iterator[Finding]:
    if not _NAME.fullmatch(group.name):
        yield _error("name", "needs 1 to 64 of A-Z a-z 0-9 _ . + -")
    if not group.layouts:
        yield _error("layouts", "is empty: the group would show nobody")
    largest = 0
    for index, name in enumerate(group.layouts):
        layout = layouts.get(name)
        if layout is None:
            yield _error(f"layouts[{index}]", f"there is no layout {name[:64]}")
            continue
        room = room_for(layout)
        if index and room <= largest:
            text = f"{name} holds {room}, not more than one before it: FreeSWITCH takes the first that is large enough"
            yield _warning(f"layouts[{index}]", text)
        largest = max(largest, room)
    if largest:
        yield _warning("layouts", f"has no layout for {largest + 1} people: who comes after {largest} is not shown")
