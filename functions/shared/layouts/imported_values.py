"""Attributes of a layouts file as FreeSWITCH reads them, with a note where that is not what is written."""

import re
from collections.abc import Iterable
from typing import Self
from xml.etree.ElementTree import Element

from functions.shared.grammars.media import IMAGES, TRANSITION

MOST_BORDER = 50
# C's atoi: blanks, a sign, digits, and whatever follows is not looked at.
_ATOI = re.compile(r"\s*([+-]?[0-9]{1,9})")
_TRUE = frozenset({"yes", "on", "true", "t", "enabled", "active", "allow"})
_FALSE = frozenset({"no", "off", "false", "f", "disabled", "inactive", "disallow", ""})
_POSITION = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)" + r"\s*:\s*(-?[0-9]+(?:\.[0-9]+)?)" * 2 + r"\s*")


class Note(str):
    """A line about an element."""

    __slots__ = ("element",)
    element: Element

    def __new__(cls, text: str, element: Element) -> Self:
        note = super().__new__(cls, text)
        note.element = element
        return note


class Reading:
    """One element, what it is called in a note, and the notes."""

    def __init__(self, element: Element, where: str, notes: list[Note]) -> None:
        self._element, self._where, self._notes = element, where, notes

    def note(self, words: str) -> None:
        self._notes.append(Note(f"{self._where}: {words}", self._element))

    def strange(self, known: Iterable[str]) -> None:
        for name in sorted(set(self._element.attrib) - set(known)):
            self.note(f"{name} is nothing that FreeSWITCH reads here, and is left out")

    def whole(self, name: str) -> int | None:
        """A whole number; None where there is none."""
        written = self._element.get(name)
        if written is None:
            return None
        found = _ATOI.match(written)
        value = int(found[1]) if found else 0
        if written != str(value):
            self.note(f"{name} {written[:40]!r} is read as {value}, as by FreeSWITCH")
        return value

    def border(self, carried: int | None) -> int | None:
        value = self.whole("border")
        if value is None:
            return carried
        if not 0 <= value <= MOST_BORDER:
            value = min(max(value, 0), MOST_BORDER)
            self.note(f"border is taken as {value}, as by FreeSWITCH")
        return value

    def flag(self, name: str) -> bool:
        written = self._element.get(name, "").lower()
        number = _ATOI.fullmatch(written)
        if not number and written not in _TRUE | _FALSE:
            self.note(f"{name} {written[:40]!r} is read as no, as by FreeSWITCH")
        return written in _TRUE or bool(number and int(number[1]))

    def role(self) -> str:
        if "role_id" in self._element.attrib and "role-id" not in self._element.attrib:
            self.note("role_id is taken for role-id, which FreeSWITCH reads")
        return self._element.get("role-id") or self._element.get("role_id") or ""

    def position(self) -> str:
        written = self._element.get("audio-position", "")
        if not written or written.lower() == "auto":
            return written.lower()
        found = _POSITION.fullmatch(written)
        if found is None:
            self.note(f"audio-position {written[:40]!r} is no x:y:z and is left out")
            return ""
        return ":".join(found.groups())

    def film(self, name: str) -> str:
        """A path on somebody's node becomes the name of a file among the images of ours."""
        written = self._element.get(name, "")
        file = written.rpartition("/")[2]
        if not written:
            return ""
        if not TRANSITION.fullmatch(file):
            self.note(f"{name} {written[:80]!r} is left out: it must be a film such as wipe.mp4")
            return ""
        self.note(f"{name} {written[:80]!r} becomes {file}: put that file into the folder of images of every node")
        return file

    def picture(self, name: str) -> str:
        """A path on somebody's node becomes the name of a picture here; the linter refuses what is none."""
        written = self._element.get(name, "")
        shown = written.rpartition("/")[2].removesuffix(".png")
        if shown in IMAGES and written != shown:
            self.note(f"{name} {written[:80]!r} becomes {shown}")
        return shown
