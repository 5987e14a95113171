"""How PINs are kept: a keyed hash, salted by room, so that neither the table alone nor the key alone gives one away."""

import hashlib
import hmac
import secrets


def new_salt() -> str:
    return secrets.token_hex(16)


def pin_hash(key: str, salt: str, pin: str) -> str:
    """Return the HMAC-SHA256 of a salted PIN, in hex."""
    return hmac.new(key.encode(), f"{salt}:{pin}".encode(), hashlib.sha256).hexdigest()
