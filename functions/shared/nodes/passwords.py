"""What a node proves itself with: 32 random bytes as text, of which the tables hold SHA-256 only."""

import secrets
from hashlib import sha256


def made() -> str:
    """Make a password: 43 characters of A-Z a-z 0-9 _ and -."""
    return secrets.token_urlsafe(32)


def hashed(password: str) -> str:
    """Return what is kept of a password: so many random bytes need neither salt nor rounds."""
    return sha256(password.encode()).hexdigest()
