"""Reads an existing conference_layouts.conf.xml as FreeSWITCH does, and says of everything else what becomes of it.

The reader that is followed is conference_video_parse_layouts (conference_video.c:63-322).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring

from functions.shared.layouts import Group, Image, Layout
from functions.shared.layouts.imported_values import Note, Reading

MAX_LENGTH = 1_000_000

_OF_LAYOUT = ("name", "bgimg", "fgimg", "border", "auto-3d-position", "transition-in", "transition-out")
_OF_IMAGE = (
    "x", "y", "scale", "hscale", "border", "zoom", "floor", "floor-only", "file-only", "overlap", "reservation_id",
    "reservation-id", "role-id", "role_id", "audio-position",
)  # fmt: skip


class CannotImport(ValueError):
    """The file is no layouts file; the text says why."""


@dataclass
class Imported:
    """Layouts and groups, and a line for everything that is not in them as it stood in the file."""

    layouts: dict[str, Layout] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def import_layouts(text: str) -> Imported:
    """Read a file; of two layouts with one name the later counts.

    Raises:
        CannotImport: it is no XML, or has no layouts.
    """
    # An entity could make a small file a large one.
    if len(text) > MAX_LENGTH or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CannotImport(f"a layouts file has no DOCTYPE and at most {MAX_LENGTH} characters")
    try:
        root = fromstring(text)  # noqa: S314  # without a DOCTYPE there are no entities
    except (ParseError, ValueError) as error:
        raise CannotImport(f"this is no XML: {error}") from None
    return layouts_in(root)


def layouts_in(root: Element) -> Imported:
    """Read what was parsed elsewhere.

    Raises:
        CannotImport: it has no layouts.
    """
    found = Imported()
    for holder in _only_first(root, "layouts", found.notes):
        for layout in _layouts(holder, found.notes):
            if layout.name in found.layouts:
                found.notes.append(Note(f"{layout.name}: is there twice, the later one counts", holder))
            found.layouts[layout.name] = layout
    if not found.layouts:
        raise CannotImport("there is no <layout> below <layouts>")
    for holder in _only_first(root, "groups", found.notes):
        found.groups += _groups(holder, found.notes)
    return found


def _only_first(root: Element, name: str, notes: list[Note]) -> Iterator[Element]:
    """FreeSWITCH reads the first of these only."""
    first, *others = [*root.iter(name), None]
    if others[:-1]:
        told = f"<{name}> is there {len(others)} times: FreeSWITCH reads the first one only, and so is it here"
        notes.append(Note(told, root))
    if first is not None:
        yield first


def _layouts(holder: Element, notes: list[Note]) -> Iterator[Layout]:
    for number, element in enumerate(_those(holder, "layout", "<layouts>", notes)):
        name = element.get("name", "")
        reading = Reading(element, name or f"layout number {number + 1}", notes)
        if not name:
            reading.note("has no name and is left out, as by FreeSWITCH")
            continue
        reading.strange(_OF_LAYOUT)
        border = reading.border(None)
        yield Layout(
            name,
            tuple(_images(element, name, border, notes)),
            reading.picture("bgimg"),
            reading.picture("fgimg"),
            border,
            reading.flag("auto-3d-position"),
            reading.film("transition-in"),
            reading.film("transition-out"),
        )


def _images(layout: Element, name: str, of_layout: int | None, notes: list[Note]) -> Iterator[Image]:
    carried = of_layout
    for number, element in enumerate(_those(layout, "image", name, notes)):
        reading = Reading(element, f"{name}: image number {number + 1}", notes)
        reading.strange(_OF_IMAGE)
        # A border is carried over to the images after it.
        carried = reading.border(carried)
        x, y, scale = (reading.whole(each) for each in ("x", "y", "scale"))
        if x is None or y is None or scale is None or min(x, y, scale) < 0:
            reading.note("has no x, y or scale, or one below 0, and is left out, as by FreeSWITCH")
            continue
        hscale = reading.whole("hscale")
        file_only, floor_only = reading.flag("file-only"), reading.flag("floor-only")
        # FreeSWITCH takes floor from floor-only where that is there.
        floor = floor_only if "floor-only" in element.attrib else reading.flag("floor")
        yield Image(
            x=x,
            y=y,
            scale=scale,
            hscale=scale if hscale is None or hscale == -1 else hscale,
            zoom=reading.flag("zoom"),
            border=None if carried == of_layout else carried,
            floor=floor and not file_only,
            floor_only=floor_only and not file_only,
            file_only=file_only,
            overlap=reading.flag("overlap"),
            reservation_id=element.get("reservation-id") or element.get("reservation_id") or "",
            role_id=reading.role(),
            audio_position=reading.position(),
        )


def _groups(holder: Element, notes: list[Note]) -> Iterator[Group]:
    for number, element in enumerate(_those(holder, "group", "<groups>", notes)):
        name = element.get("name", "")
        reading = Reading(element, f"group {name or f'number {number + 1}'}", notes)
        reading.strange(("name",))
        members = tuple((member.text or "").strip() for member in _those(element, "layout", f"group {name}", notes))
        if name and members:
            yield Group(name, members)
        else:
            reading.note("has no name or no layouts and is left out, as by FreeSWITCH")


def _those(parent: Element, tag: str, where: str, notes: list[Note]) -> list[Element]:
    """The children that FreeSWITCH reads; of all others a note."""
    others = sorted({child.tag for child in parent if child.tag != tag})
    notes += [
        Note(f"{where}: <{other}> is nothing that FreeSWITCH reads here, and is left out", parent) for other in others
    ]
    return parent.findall(tag)
