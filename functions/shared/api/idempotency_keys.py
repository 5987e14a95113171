"""`Idempotency-Key`: which request it stands for."""

import hashlib
import re

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


def fingerprint(request: Request, body: object) -> str:
    """A hash of what is asked for, whatever the order of the body's fields."""
    return hash_of([request.method, request.url.path, request.url.query, body])


def hash_of(parts: list[object]) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()
