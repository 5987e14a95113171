"""The account with which a node's doctor tries to register: nobody's, for a minute, known from a secret of both sides.

Its password is derived from what is kept of the one that the node proves itself with to the functions, and only that
node is told of it. It opens nothing but a registration.
"""

import hmac
import re
from collections.abc import Iterable
from hashlib import md5, sha256

LASTS_SECONDS = 60
ACCOUNT = re.compile(r"doctor\.([0-9]{10})\.([0-9a-f]{8})")


def account(credential: str, now: float) -> str:
    """Name the account; `credential` is SHA-256 of the node's password, of which the name tells which one it is."""
    return f"doctor.{int(now)}.{_hint(credential)}"


def password(credential: str, domain: str, user: str) -> str:
    return hmac.new(_key(credential), f"{user}@{domain}".encode(), sha256).hexdigest()


def a1_hash(credentials: Iterable[str], domain: str, user: str, now: float) -> str | None:
    """Return the hash of the account's password; None for what is no account, or not any more."""
    found = ACCOUNT.fullmatch(user)
    if found is None or abs(now - int(found[1])) > LASTS_SECONDS:
        return None
    known = {_hint(credential): credential for credential in credentials}
    if found[2] not in known:
        return None
    # Digest authentication of SIP (RFC 2617) hashes with MD5; it is not our choice.
    said = f"{user}:{domain}:{password(known[found[2]], domain, user)}"
    return md5(said.encode(), usedforsecurity=False).hexdigest()


def _key(credential: str) -> bytes:
    return sha256(credential.encode()).digest()


def _hint(credential: str) -> str:
    return sha256(b"which one: " + _key(credential)).hexdigest()[:8]
