"""`Idempotency-Key`: the same key and request give the same command for 24 hours, another request is refused."""

import secrets

from functions.shared.api.idempotency_keys import hash_of
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.command_life.outcomes import CommandRow


def command_id(grant: Grant, key: str | None) -> str:
    """What comes behind the node's name in an id: a hash of who asks and their key, or random without a key."""
    if key is None:
        return secrets.token_hex(16)
    return hash_of([grant.domain, grant.sub, key])[:32]


def check_same_request(row: CommandRow, wanted: str) -> None:
    """Raise 422 where the key stands for another request."""
    if row.fingerprint != wanted:
        detail = f"this Idempotency-Key made the command {row.id} from another method, path or body; use a new key"
        raise Problem("idempotency_key_reused", detail)
