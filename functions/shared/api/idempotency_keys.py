"""`Idempotency-Key`: which request it stands for."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence

import msgspec
from starlette.requests import Request

from functions.shared.api.problems import invalid_field

KEY = re.compile(r"[\x21-\x7e]{1,255}")


def idempotency_key(request: Request) -> str | None:
    """Read the header; the draft standard puts it between double quotes, most clients do not."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    key = key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key
    if not KEY.fullmatch(key):
        raise invalid_field("Idempotency-Key", "is not a key", expected="1 to 255 printable ASCII characters, no space")
    return key


def fingerprints(request: Request, body: object, keys: Sequence[str]) -> tuple[str, ...]:
    """What is asked for, whatever the order of the body's fields: a hash with each key; the first one is kept.

    Keyed, because what is kept lies in a table, and of a plain hash a PIN of six digits is found by trying all.
    """
    asked = b"request " + msgspec.json.encode(
        [request.method, request.url.path, request.url.query, body], order="deterministic"
    )
    return tuple(hmac.digest(key.encode(), asked, "sha256").hex() for key in keys)


def is_one_of(kept: str, marks: Iterable[str]) -> bool:
    """Whether a fingerprint that was kept is one of this request's."""
    matches = [hmac.compare_digest(kept.encode(), mark.encode()) for mark in marks]
    return any(matches)


def hash_of(parts: list[object]) -> str:
    """A plain hash, for what is no secret."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()
