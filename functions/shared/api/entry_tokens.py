"""Tokens that links give: signed with a key of their own, for one conference and little of what can be done there."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Final

import jwt

from functions.shared.api.token_secrets import secret_id

ISSUER: Final = "freeswitch-functions/entries"
ALGORITHM: Final = "HS256"
# Whoever is longer in a meeting comes again with the browser's secret.
LONGEST_SECONDS: Final = 12 * 3600
# Whatever a token of this kind says beyond these counts for nothing.
MAY: Final = frozenset({"view", "chat", "host"})
OF_ROLE: Final[Mapping[str, tuple[str, ...]]] = {
    "participant": ("view", "chat"),
    "moderator": ("view", "chat", "host"),
}


def _key(secret: str) -> bytes:
    """Not the secret itself: it would sign other tokens, were it the same as another secret by mistake."""
    return hmac.digest(secret.encode(), b"tokens of entries", hashlib.sha256)


def _key_id(secret: str) -> str:
    return f"entry-{secret_id(secret)}"


class EntryTokens:
    """Signs and reads them; the first secret signs, every one reads."""

    def __init__(self, entry_secrets: Sequence[str]) -> None:
        self._keys = {_key_id(secret): _key(secret) for secret in entry_secrets}

    def are_of(self, token: str) -> bool:
        """Whether a token says that one of our keys signed it.

        Raises:
            jwt.PyJWTError: it is no token.
        """
        return bool(self._keys) and jwt.get_unverified_header(token).get("kid") in self._keys

    def claims(self, token: str, *, leeway: float) -> dict[str, object]:
        """What it says, if that key did sign it.

        Raises:
            jwt.PyJWTError: it did not, or it is over, or it says too much or too little.
        """
        claims: dict[str, object] = jwt.decode(
            token,
            self._keys[str(jwt.get_unverified_header(token)["kid"])],
            algorithms=[ALGORITHM],
            issuer=ISSUER,
            leeway=leeway,
            options={"require": ["exp", "iat", "jti", "sub", "iss"], "verify_aud": False},
        )
        conferences, can = claims.get("conferences"), claims.get("can")
        if (
            not isinstance(conferences, list)
            or len(conferences) != 1
            or "*" in conferences
            or not isinstance(can, list)
        ):
            raise jwt.InvalidTokenError("a link leads into one conference")
        return {**claims, "can": [one for one in can if one in MAY]}


def sign(
    secret: str,
    subject: str,
    *,
    domain: str,
    conference: str,
    role: str,
    name: str,
    now: float,
    ends: float,
) -> str:
    """Sign a token for whoever has come in by a link; times are seconds since 1970.

    Args:
        secret: the first of ENTRY_TOKEN_SECRET.
        ends: when the link ends; the token may end earlier.
    """
    claims: dict[str, object] = {
        "iss": ISSUER,
        "sub": subject,
        "jti": secrets.token_hex(12),
        "iat": int(now),
        "exp": int(min(ends, now + LONGEST_SECONDS)),
        "domain": domain,
        "conferences": [conference],
        "can": list(OF_ROLE[role]),
        **({"name": name} if name else {}),
    }
    return jwt.encode(claims, _key(secret), algorithm=ALGORITHM, headers={"kid": _key_id(secret)})
