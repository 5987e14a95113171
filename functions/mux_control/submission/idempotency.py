"""`Idempotency-Key`: the same key and request give the same command for 24 hours, another request is refused."""

import secrets
from collections.abc import Sequence

from starlette.requests import Request

from functions.shared.api.idempotency_keys import fingerprints, hash_of, is_one_of
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.settings import StreamSettings, read

# A stream's key is the only secret that a request may hold; where these are not set, none that holds one is taken.
_keys = read(StreamSettings).key_secrets or ("",)


def command_id(grant: Grant, key: str | None) -> str:
    """What comes behind the node's name in an id: a hash of who asks and their key, or random without a key."""
    if key is None:
        return secrets.token_hex(16)
    return hash_of([grant.domain, grant.sub, key])[:32]


def marks_of(request: Request, raw: object) -> tuple[str, ...]:
    """The fingerprints of a request: the first one is kept, each is good."""
    return fingerprints(request, raw, _keys)


def check_same_request(row: CommandRow, marks: Sequence[str]) -> None:
    """Raise 422 where the key stands for another request."""
    if not is_one_of(row.fingerprint, marks):
        detail = f"this Idempotency-Key made the command {row.id} from another method, path or body; use a new key"
        raise Problem("idempotency_key_reused", detail)
