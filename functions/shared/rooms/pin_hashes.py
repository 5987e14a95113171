"""How PINs are kept: a keyed hash, salted by room, so that neither the table alone nor the key alone gives one away.

A hash begins with its key's id, so that one key can follow another while the PINs stay what they are.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

SEPARATOR = ":"


def new_salt() -> str:
    return secrets.token_hex(16)


def key_id(key: str) -> str:
    """Name a key; who sees the name learns nothing of the key."""
    return hmac.new(key.encode(), b"key id", hashlib.sha256).hexdigest()[:8]


def pin_hash(key: str, salt: str, pin: str) -> str:
    """Return the key's id and the HMAC-SHA256 of a salted PIN, in hex."""
    return key_id(key) + SEPARATOR + _digest(key, salt, pin)


def key_id_of(hashed: str) -> str:
    """Return the id of the key that made a hash; empty for one from the time before hashes told it."""
    return hashed.partition(SEPARATOR)[0] if SEPARATOR in hashed else ""


def all_hashes(keys: Sequence[str], salt: str, pin: str) -> list[str]:
    """Return every hash that a PIN may be kept as: with each key, with the key's id and without."""
    return [text for key in keys for text in (pin_hash(key, salt, pin), _digest(key, salt, pin))]


def _digest(key: str, salt: str, pin: str) -> str:
    return hmac.new(key.encode(), f"{salt}:{pin}".encode(), hashlib.sha256).hexdigest()
