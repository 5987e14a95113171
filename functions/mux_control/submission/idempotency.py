"""`Idempotency-Key`: the same key and request give the same command for 24 hours, another request is refused."""

import hashlib
import re
import secrets

import msgspec
from starlette.requests import Request

from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.outcomes import CommandRow

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


def command_id(grant: Grant, key: str | None) -> str:
    """A command's id: a hash of who asks and their key, or random without a key."""
    if key is None:
        return secrets.token_hex(16)
    return _hash([grant.domain, grant.sub, key])[:32]


def fingerprint(request: Request, body: object) -> str:
    """A hash of what is asked for, whatever the order of the body's fields."""
    return _hash([request.method, request.url.path, request.url.query, body])


def check_same_request(row: CommandRow, wanted: str) -> None:
    """Raise 422 where the key stands for another request."""
    if row.fingerprint != wanted:
        detail = f"this Idempotency-Key made the command {row.id} from another method, path or body; use a new key"
        raise Problem("idempotency_key_reused", detail)


def _hash(parts: list[object]) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()
