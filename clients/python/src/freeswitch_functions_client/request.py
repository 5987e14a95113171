"""One request to the API as a value, and how its answer is read; who sends it is somebody else's."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, urlencode

import msgspec

from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.version import VERSION

Value = str | int | float | bool | None
Answer = TypeVar("Answer")
USER_AGENT = f"freeswitch-functions-client/{VERSION} (Python)"


def new_key() -> str:
    """Return an `Idempotency-Key` that nobody else has."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Request:
    """What is asked, and how often it may be.

    Attributes:
        path: as the API's description writes it, with a name in braces for each of `names`.
        query: what stands behind `?`; None is left out.
        wait: how many seconds the API may wait for the outcome before it answers.
        if_match: the revision that was seen (a number, or an ETag as it came): 412 if it has moved on.
        idempotency_key: the same key and request are done once in 24 hours; without one each call has its own.
        is_keyed: whether the API takes an `Idempotency-Key` here, so that it may be asked twice.
    """

    method: str
    path: str
    names: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Value] = field(default_factory=dict)
    body: msgspec.Struct | None = None
    wait: int | None = None
    if_match: int | str | None = None
    idempotency_key: str | None = None
    is_keyed: bool = False

    @property
    def target(self) -> str:
        """The path with its names and query: whatever a name contains stays one part of it."""
        where = re.sub(r"{(\w+)}", lambda found: quote(self.names[found[1]], safe=""), self.path)
        asked = {name: _text(value) for name, value in self.query.items() if value is not None}
        if not asked:
            return where
        return f"{where}?{urlencode(asked, quote_via=quote, safe='')}"

    @property
    def content(self) -> bytes | None:
        return None if self.body is None else msgspec.json.encode(self.body)

    @property
    def waits_seconds(self) -> int:
        """How long the API may take on purpose."""
        asked = self.query.get("wait")
        return max(self.wait or 0, asked if isinstance(asked, int) else 0)

    @property
    def may_be_repeated(self) -> bool:
        """Whether to do it twice is to do it once."""
        return self.is_keyed or self.method != "POST"

    def headers(self, key: str) -> dict[str, str]:
        """Return the headers but for the token.

        Args:
            key: the key of a call without its own; the same for each time that it is sent.
        """
        found = {"User-Agent": USER_AGENT}
        if self.body is not None:
            found["Content-Type"] = "application/json"
        if self.wait is not None:
            found["Prefer"] = f"wait={self.wait}"
        if self.if_match is not None:
            found["If-Match"] = f'"{self.if_match}"' if isinstance(self.if_match, int) else self.if_match
        if self.is_keyed:
            found["Idempotency-Key"] = self.idempotency_key or key
        return found


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(content: bytes, kind: type[Answer]) -> Answer:
    """Read an answer's JSON.

    Raises:
        Problem: with status 0; one that broke off, or is not of the API, is no answer.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError as error:
        raise Problem(0) from error
