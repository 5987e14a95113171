"""What becomes of a line of the configuration that is not simply taken over: a line of its own, and no secret in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# `note`: it is there in another form, or means more or less here. `left out`: nothing here says it.
# `error`: it must be put right first.
Level = Literal["note", "left out", "error"]

_SECRET_NAME = re.compile(
    r"pass|pwd|secret|(^|[-_])pin($|[-_](?!sound|retries))|a1-?hash|token|credential|auth(?!-?(acl|calls|user))",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(r"((?:pass\w*|pwd|secret|pin|token|key)\s*[=:]\s*)[^\s,;}'\"]+", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(//[^/:@\s]+:)[^/@\s]+@")
# `conference 3000@default+1234`: behind the plus stands a PIN, or flags.
_PIN_BEHIND = re.compile(r"^([^\s+/=]+)\+(?!flags\{)[^+\s]+")
HIDDEN = "…"
LONGEST = 120


class CannotImport(ValueError):
    """Nothing of it can be read; the text says where and why."""


@dataclass(frozen=True)
class Place:
    """A line of a file; `file` as seen from the folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Told:
    """One line of the report."""

    place: Place
    level: Level
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}: {self.level}: {self.what}: {self.why}"


@dataclass
class Report:
    """All lines, each once, in the order in which they were found."""

    _told: dict[Told, None] = field(default_factory=dict)

    def note(self, place: Place, what: str, why: str) -> None:
        self._told[Told(place, "note", what, why)] = None

    def left_out(self, place: Place, what: str, why: str) -> None:
        self._told[Told(place, "left out", what, why)] = None

    def error(self, place: Place, what: str, why: str) -> None:
        self._told[Told(place, "error", what, why)] = None

    def lines(self) -> list[Told]:
        """By file, in the order of the files' first lines here, and by line."""
        order = {name: index for index, name in enumerate(dict.fromkeys(told.place.file for told in self._told))}
        return sorted(self._told, key=lambda told: (order[told.place.file], told.place.line))

    def count(self, level: Level) -> int:
        return sum(told.level == level for told in self._told)


def is_secret(name: str) -> bool:
    """Tell whether what has this name may be a secret."""
    return _SECRET_NAME.search(name) is not None


def masked(text: str) -> str:
    """The text without what may be a secret in it, at most LONGEST characters."""
    text = " ".join(text.split())
    text = _PIN_BEHIND.sub(rf"\1+{HIDDEN}", _IN_ADDRESS.sub(rf"\1{HIDDEN}@", _SECRET_VALUE.sub(rf"\1{HIDDEN}", text)))
    return text if len(text) <= LONGEST else text[:LONGEST] + HIDDEN


def shown(tag: str, attributes: Mapping[str, str]) -> str:
    """An element as a line shows it."""
    hidden = any(
        is_secret(attributes.get(name, "")) for name in ("name", "data") if "=" not in attributes.get(name, "")
    )
    written = [
        f' {name}="{HIDDEN if (hidden and name == "value") or is_secret(name) else masked(value)}"'
        for name, value in attributes.items()
    ]
    return f"<{tag}{''.join(written)}>"
