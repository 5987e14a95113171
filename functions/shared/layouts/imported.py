"""Reads an existing conference_layouts.conf.xml as FreeSWITCH does."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from functions.shared.layouts import Group, Image, Layout

MAX_LENGTH = 1_000_000


class CannotImport(ValueError):
    """The file is no layouts file; the text says why."""


def import_layouts(text: str) -> tuple[tuple[Layout, ...], tuple[Group, ...]]:
    """Return the layouts and groups of a file; of two with one name the later counts.

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
    layouts = {layout.name: layout for holder in root.iter("layouts") for layout in _layouts(holder)}
    if not layouts:
        raise CannotImport("there is no <layout> below <layouts>")
    return tuple(layouts.values()), tuple(_groups(root))


def _layouts(holder: Element) -> Iterator[Layout]:
    for element in holder.findall("layout"):
        name = element.get("name", "")
        if name:
            images = tuple(_images(element))
            yield Layout(name, images, _picture(element.get("bgimg", "")), _picture(element.get("fgimg", "")))


def _images(layout: Element) -> Iterator[Image]:
    border = _number(layout.get("border"))
    for element in layout.findall("image"):
        x, y, scale = (_number(element.get(name)) for name in ("x", "y", "scale"))
        # A border is carried over to the images after it.
        border = _number(element.get("border"), border)
        if x is None or y is None or scale is None:
            continue
        file_only, floor_only = _flag(element, "file-only"), _flag(element, "floor-only")
        yield Image(
            x=x,
            y=y,
            scale=scale,
            hscale=_number(element.get("hscale")) or scale,
            zoom=_flag(element, "zoom"),
            border=border,
            floor=_flag(element, "floor") and not file_only,
            floor_only=floor_only and not file_only,
            file_only=file_only,
            overlap=_flag(element, "overlap"),
            reservation_id=element.get("reservation_id") or element.get("reservation-id") or "",
            role_id=element.get("role-id") or element.get("role_id") or "",
        )


def _groups(root: Element) -> Iterator[Group]:
    for holder in root.iter("groups"):
        for element in holder.findall("group"):
            members = tuple((member.text or "").strip() for member in element.findall("layout"))
            if element.get("name") and members:
                yield Group(element.get("name", ""), members)


def _number(text: str | None, default: int | None = None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else default


def _flag(element: Element, name: str) -> bool:
    return (element.get(name) or "").lower() in ("true", "yes", "on", "enabled", "active", "allow", "1")


def _picture(path: str) -> str:
    """A path on somebody's node becomes the name of a picture here."""
    return path.rpartition("/")[2].removesuffix(".png")
