"""A run's secrets that outlive it: links, tokens and PINs of earlier runs go on working."""

import os
from pathlib import Path
from typing import Any

import msgspec

from functions.shared.settings import LocalStackSettings
from infra.local.credentials import Credentials, make_credentials

FILE = "secrets.json"
VERSION = 1
# What the terminal may say; it counts, and is what is kept from then on.
SAID = ("xml_curl_passwords", "pin_hash_key", "token_secret", "esl_password")


class Unreadable(Exception):
    """The file is not one of ours; the text says what is wrong with it, and nothing of what it holds."""


class _Kept(msgspec.Struct):
    version: int
    # A secret that a later version adds is made when that version comes.
    credentials: dict[str, Any]


def kept_credentials(settings: LocalStackSettings, folder: Path) -> Credentials:
    """Read them, make those that are missing, and keep them.

    Raises:
        Unreadable: as above; nothing was written.
    """
    file = folder / FILE
    before = check(file)
    said = {name for name in SAID if getattr(settings, name)}
    made = msgspec.to_builtins(make_credentials(settings))
    credentials = _credentials(file, {**made, **{name: value for name, value in before.items() if name not in said}})
    _write(file, _Kept(VERSION, msgspec.to_builtins(credentials)))
    return credentials


def check(file: Path) -> dict[str, Any]:
    """Give what the file holds, by its names; nothing where there is no file.

    Raises:
        Unreadable: it is damaged, or of another version.
    """
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept)
    except FileNotFoundError:
        return {}
    except msgspec.DecodeError as error:
        raise Unreadable(f"{file} is damaged: {error}") from error
    if kept.version != VERSION:
        raise Unreadable(f"{file} is of version {kept.version}, and this program reads version {VERSION}")
    return kept.credentials


def _credentials(file: Path, values: dict[str, Any]) -> Credentials:
    try:
        return msgspec.convert(values, Credentials)
    except msgspec.ValidationError as error:
        raise Unreadable(f"{file} is damaged: {error}") from error


def _write(file: Path, kept: _Kept) -> None:
    """Old or new, never half; for this user only."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(msgspec.json.encode(kept))
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
