"""Every file that says the version, and how it is changed in all of them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# Three numbers (https://semver.org); what is tried before a release has none of its own.
SEMANTIC: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")

# By the file: what stands around the version there, each once.
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "functions/shared/version.py": ('\nVERSION = "{}"\n',),
    "freeswitch/Dockerfile": ('\nLABEL org.opencontainers.image.version="{}"\n',),
    "freeswitch/relay/Dockerfile": ('\nLABEL org.opencontainers.image.version="{}"\n',),
    "compose.services.yaml": ("\n  image: freeswitch-node:{}\n",),
    "compose.yaml": ("\n    image: freeswitch-local-stack:{}\n",),
    "compose.fleet.yaml": ("\n    image: freeswitch-relay:{}\n", "\n    image: freeswitch-edge:{}\n"),
    "freeswitch/scripts/dial_in/back_end.lua": ('"freeswitch-functions/{} dial-in"',),
    "clients/python/pyproject.toml": ('\nname = "freeswitch-functions-client"\nversion = "{}"\n',),
    "clients/python/src/freeswitch_functions_client/version.py": ('\nVERSION = "{}"\n',),
    # Its own, and that of the client which it is made for.
    "clients/ffctl/pyproject.toml": (
        '\nname = "freeswitch-functions-ffctl"\nversion = "{}"\n',
        '"freeswitch-functions-client=={}"',
    ),
    "clients/typescript/package.json": ('"name": "freeswitch-functions-client",\n  "version": "{}",\n',),
    # Of the package, and of its place in the lock; packages that it needs have versions of their own.
    "clients/typescript/package-lock.json": (
        '\n  "name": "freeswitch-functions-client",\n  "version": "{}",\n',
        '\n      "name": "freeswitch-functions-client",\n      "version": "{}",\n',
    ),
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
    for name, places in PLACES.items():
        text = (root / name).read_text(encoding="utf-8")
        for place in places:
            before, after = place.split("{}")
            found = text.count(before + old + after)
            if found != 1:
                said = f"{before}{old}{after}".strip()
                problems.append(f"{name} says {said!r} {found} times where it should once")
            text = text.replace(before + old + after, before + new + after)
        texts[name] = text
    if problems:
        raise NotWritten("\n".join(problems))
    return texts
