"""The provisioning file that an import makes: written for its owner alone, and checked as `infra.provision` does it."""

import os
from pathlib import Path
from typing import Any

import yaml

from infra.provision import examined
from infra.provisioning.source import Problem, Source

_HEAD = "# Made from a FreeSWITCH configuration. It may hold passwords and PINs: keep it as you keep those.\n"


class IsThere(Exception):
    """There is such a file already, and it is not written over."""


def written(content: dict[str, Any]) -> str:
    """The text of the file, without empty lists."""
    whole = {key: value for key, value in content.items() if value}
    return _HEAD + yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=120)


def refuse_to_overwrite(path: Path) -> None:
    """Say so before anything is read.

    Raises:
        IsThere: there is such a file.
    """
    if path.exists():
        raise IsThere(f"{path} is there already, and it is not written over")


def save(path: Path, text: str) -> None:
    """Write a new file that only its owner can read.

    Raises:
        IsThere: there is one.
        OSError: it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise IsThere(f"{path} is there already, and it is not written over") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def problems_of(path: Path, text: str) -> list[Problem]:
    """Everything for which `infra.provision` would refuse the file; no secret is shown."""
    _, problems = examined(Source(str(path), text))
    return problems
