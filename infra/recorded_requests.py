"""A request of FreeSWITCH as it is kept in a file: one JSON object a line, without what is secret in it."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote_plus

import msgspec

from functions.shared.commands import redact

HIDDEN: Final = "(hidden)"
# Names of fields, as mod_xml_curl, the dial-in script and channel variables have them. The nonces are no secrets, but
# with the response they are what a password can be guessed from.
_SECRET: Final = re.compile(
    r"(?i)pass(word|wd|phrase)|secret|a1.?hash|authorization|(^|[_-])(pin|ticket|token|digits|otp|response|c?nonce|crypto)"
    r"([_-]|$)|_key$|fingerprint|ice_pwd|dtmf_(?!type)"
)
_SESSION_KEYS: Final = re.compile(r"a=(crypto|ice-pwd|fingerprint):")


class RecordedRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`body` is the form as it came, but for the values of secret fields; `at` is when it came (RFC 3339)."""

    body: str
    path: str = ""
    at: str = ""
    # What the functions answered, and after how many milliseconds; 0 if they did not.
    status: int = 0
    milliseconds: int = 0


def without_secrets(body: str) -> str:
    """Hide values of a form; its order and encoding stay, for of a name that comes twice the place decides."""
    return "&".join(_shown(pair) for pair in body.split("&"))


def _shown(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if value and _SECRET.search(unquote_plus(name)):
        return f"{name}={HIDDEN}"
    plain = unquote_plus(value)
    # An application's data, the address of a stream, a session's keys, in whatever variable they stand.
    hides = redact(plain) != plain or _SESSION_KEYS.search(plain)
    return f"{name}={HIDDEN}" if hides else f"{name}{equals}{value}"


def keep(file: Path, request: RecordedRequest) -> None:
    """Append to a file that only its user can read."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as lines:
        # One write: lines of requests that end together do not mix.
        lines.write(msgspec.json.encode(request) + b"\n")


def read_kept(file: Path, line: int) -> RecordedRequest:
    """Read a line, counted from 1, or from the end with -1.

    Raises:
        IndexError: there is no such line.
        msgspec.DecodeError: it is no request.
    """
    lines = file.read_bytes().splitlines()
    return msgspec.json.decode(lines[line - 1 if line > 0 else line], type=RecordedRequest)
