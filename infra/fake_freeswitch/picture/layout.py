"""Layouts: their cells, and which member FreeSWITCH puts into which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Cell:
    reservation_id: str = ""
    role_id: str = ""
    floor: bool = False
    floor_only: bool = False
    file_only: bool = False
    overlap: bool = False
    # On the grid of 360; all 0 where only the number of cells is known.
    x: int = 0
    y: int = 0
    scale: int = 0
    hscale: int = 0


Layout = tuple[Cell, ...]


class Seated(Protocol):
    """What of a member decides where it is shown."""

    id: int
    reservation_id: str
    role_id: str
    hold: bool

    @property
    def video(self) -> bool: ...


def layers_of(layout: Layout, members: Sequence[Seated], floor: int) -> dict[int, int]:
    """The cell of each member, counted from 1; who has none is missing. Newest members are placed first.

    Whoever has the video floor gets the floor's cell whoever was in it: FreeSWITCH looks at that with every picture.
    """
    taken: dict[int, int] = {}
    for member in sorted(members, key=lambda one: one.id != floor):
        if not member.video or member.hold:
            continue
        free = [number for number in range(1, len(layout) + 1) if number not in taken.values()]
        cell = _cell_for(layout, free, member, member.id == floor)
        if cell:
            taken[member.id] = cell
    return taken


def _cell_for(layout: Layout, free: list[int], member: Seated, has_floor: bool) -> int:
    floors = [number for number in free if layout[number - 1].floor]
    if has_floor and floors and not member.role_id:
        return floors[-1]
    if member.role_id:
        for number in free:
            if layout[number - 1].role_id == member.role_id:
                return number
    if member.reservation_id:
        # A reservation that this layout does not know leaves its holder out of the picture.
        return next((number for number in free if layout[number - 1].reservation_id == member.reservation_id), 0)
    return next((number for number in free if _open_to_all(layout[number - 1])), 0)


def _open_to_all(cell: Cell) -> bool:
    return not (cell.reservation_id or cell.floor_only or cell.file_only)


def layouts_from(section: Element) -> tuple[dict[str, Layout], dict[str, list[str]]]:
    """Read an answer with ``layouts`` and ``groups``; a wrong image is skipped, a wrong group member too."""
    layouts: dict[str, Layout] = {}
    groups: dict[str, list[str]] = {}
    for holder in section.iter("layouts"):
        for element in holder.findall("layout"):
            cells = tuple(_cell(image) for image in element.findall("image") if _placed(image))
            if element.get("name"):
                layouts[element.get("name", "")] = cells
    for element in section.iter("group"):
        names = [(member.text or "").strip() for member in element.findall("layout")]
        known = [name for name in names if name in layouts]
        if element.get("name") and known:
            groups[element.get("name", "")] = known
    return layouts, groups


def _placed(image: Element) -> bool:
    return all((image.get(name) or "").isdecimal() for name in ("x", "y", "scale"))


def _cell(image: Element) -> Cell:
    def flag(name: str) -> bool:
        return image.get(name, "").lower() in ("true", "yes", "on", "1")

    x, y, scale = (int(image.get(name, "0")) for name in ("x", "y", "scale"))
    return Cell(
        x=x,
        y=y,
        scale=scale,
        hscale=int(image.get("hscale") or 0) or scale,
        overlap=flag("overlap"),
        reservation_id=image.get("reservation_id", image.get("reservation-id", "")),
        role_id=image.get("role-id", ""),
        floor=(flag("floor") or flag("floor-only")) and not flag("file-only"),
        floor_only=flag("floor-only"),
        file_only=flag("file-only"),
    )
