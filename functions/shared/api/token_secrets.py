"""The secrets of API_TOKEN_SECRET: the first signs, every one of them checks, so that one can follow another."""

import hashlib
import hmac
from collections.abc import Sequence

import jwt

from functions.shared.settings import SettingError

MIN_SECRET_BYTES = 32
ALGORITHMS = ("HS256",)


def secret_id(secret: str) -> str:
    """Name a secret in the `kid` of a token; it tells no more of the secret than a signature does."""
    return hmac.new(secret.encode(), b"key id", hashlib.sha256).hexdigest()[:16]


class TokenSecrets:
    """Finds the secrets that a token may be signed with.

    Raises:
        SettingError: there is none, or one is too short.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        lengths = [len(secret.encode()) for secret in secrets]
        if not lengths or min(lengths) < MIN_SECRET_BYTES:
            told = ", ".join(map(str, lengths)) or "0"
            raise SettingError(
                f"set API_JWKS_URL, or API_TOKEN_SECRET to {MIN_SECRET_BYTES} bytes or more; two, comma separated,"
                f" while rotating (it has {told})"
            )
        self._by_id = {secret_id(secret): secret for secret in secrets}

    def candidates(self, token: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return the secrets to try and the algorithms allowed: the one that `kid` names, without `kid` all.

        Raises:
            jwt.PyJWTError: not a token, or signed with a secret that is none of ours any more.
        """
        key_id = jwt.get_unverified_header(token).get("kid")
        if key_id is None:
            return tuple(self._by_id.values()), ALGORITHMS
        if key_id not in self._by_id:
            raise jwt.InvalidTokenError("no such secret")
        return (self._by_id[key_id],), ALGORITHMS
