"""Every file that says the version, and how it is changed in all of them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# Three numbers (https://semver.org); what is tried before a release has none of its own.
SEMANTIC: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")

# By the file: what stands around the version there, and how often.
PLACES: Final[Mapping[str, tuple[str, int]]] = {
    "functions/shared/version.py": ('\nVERSION = "{}"\n', 1),
    "freeswitch/Dockerfile": ('\nLABEL org.opencontainers.image.version="{}"\n', 1),
    "freeswitch/relay/Dockerfile": ('\nLABEL org.opencontainers.image.version="{}"\n', 1),
    "freeswitch/scripts/dial_in/back_end.lua": ('"freeswitch-functions/{} dial-in"', 1),
    "clients/python/pyproject.toml": ('\nname = "freeswitch-functions-client"\nversion = "{}"\n', 1),
    "clients/python/src/freeswitch_functions_client/version.py": ('\nVERSION = "{}"\n', 1),
    "clients/typescript/package.json": ('"name": "freeswitch-functions-client",\n  "version": "{}",\n', 1),
    # Of the package, and of its place in the lock; packages that it needs have versions of their own.
    "clients/typescript/package-lock.json": ('"name": "freeswitch-functions-client",\n{indent}"version": "{}",\n', 2),
}


class NotWritten(Exception):
    """A version cannot be written; the text says why."""


def parsed(version: str) -> tuple[int, int, int]:
    """The parts of a version.

    Raises:
        NotWritten: it is none.
    """
    found = SEMANTIC.fullmatch(version)
    if found is None:
        raise NotWritten(f"VERSION={version!r} is no version; write three numbers, such as 1.2.3")
    return int(found[1]), int(found[2]), int(found[3])


def changed(root: Path, old: str, new: str) -> dict[str, str]:
    """Every file with the version, as it will be; nothing is written.

    Raises:
        NotWritten: a file does not say the old version where it should: with every one that does not.
    """
    texts: dict[str, str] = {}
    problems: list[str] = []
    for name, (around, times) in PLACES.items():
        pattern = _pattern(around, old)
        text = (root / name).read_text(encoding="utf-8")
        texts[name], found = pattern.subn(lambda match: match[1] + new + match[2], text)
        if found != times:
            problems.append(f"{name} says {old} {found} times where it should {times} times")
    if problems:
        raise NotWritten("\n".join(problems))
    return texts


def _pattern(around: str, version: str) -> re.Pattern[str]:
    before, after = (re.escape(part).replace(re.escape("{indent}"), r"\s+") for part in around.split("{}"))
    return re.compile(f"({before}){re.escape(version)}({after})")
