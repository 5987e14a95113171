"""What the changelog says: what was not released becomes a version's section."""

import re
from datetime import date
from typing import Final

from infra.release.version_places import NotWritten

UNRELEASED: Final = "## [Unreleased]\n"
_NEXT: Final = re.compile(r"^## \[", re.MULTILINE)
_HEADING: Final = re.compile(r"^### ", re.MULTILINE)
_LINE: Final = re.compile(r"^- ", re.MULTILINE)


def released(text: str, version: str, day: date) -> str:
    """Give "Unreleased" its number and day, and begin a new, empty one above it.

    Raises:
        NotWritten: there is no such heading, nothing under it, or the version is there already.
    """
    if f"## [{version}]" in text:
        raise NotWritten(f"CHANGELOG.md has a section {version} already")
    before, heading, rest = text.partition(UNRELEASED)
    if not heading:
        raise NotWritten(f"CHANGELOG.md has no heading {UNRELEASED.strip()!r}")
    if not _LINE.search(_until_the_next(rest)):
        raise NotWritten("CHANGELOG.md says nothing under Unreleased: there is nothing to release")
    return f"{before}{UNRELEASED}\n## [{version}] - {day.isoformat()}\n\n{_without_preface(rest)}"


def section(text: str, version: str) -> str:
    """What the changelog says of a version, without its heading."""
    rest = text.partition(f"## [{version}]")[2].partition("\n")[2]
    return _until_the_next(rest).strip() + "\n"


def _without_preface(rest: str) -> str:
    """What stands before the first heading speaks of what is not released, unless it is a list of changes."""
    heading = _HEADING.search(_until_the_next(rest))
    if heading is None or _LINE.search(rest[: heading.start()]):
        return rest.lstrip("\n")
    return rest[heading.start() :]


def _until_the_next(rest: str) -> str:
    found = _NEXT.search(rest)
    return rest[: found.start()] if found else rest
