"""The public keys of API_JWKS_URL, fetched rarely: at most once a minute, whatever tokens come."""

import time
from collections.abc import Callable, Sequence
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
import msgspec

from functions.shared.api.sound_keys import ALGORITHMS, UnsoundKey, sound_key
from functions.shared.settings import SettingError
from functions.shared.telemetry.observations import logger
from functions.shared.version import USER_AGENT

FETCH_SECONDS = 3.0
# Keys are good for an hour; an unknown key id asks again, but never within a minute of the last time.
FRESH_SECONDS = 3600.0
RETRY_SECONDS = 60.0
MAX_BYTES = 256 * 1024


class KeysUnavailable(Exception):
    """The key set cannot be fetched or read, and none is at hand."""


class PublicKeys:
    """Finds the key that a token names."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}):
            raise SettingError(f"API_JWKS_URL is {url!r}; it must begin with https://")
        self._url = url
        self._clock = clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None

    def candidates(self, token: str) -> tuple[Sequence[jwt.PyJWK], Sequence[str]]:
        """Return the one key to try and the algorithms allowed; raises as `key_of` does."""
        return (self.key_of(token),), ALGORITHMS

    def key_of(self, token: str) -> jwt.PyJWK:
        """Return the key named by the token's header.

        Raises:
            KeysUnavailable: no keys at hand and none to be had.
            jwt.PyJWTError: not a token, or no such key.
        """
        header = jwt.get_unverified_header(token)
        key_id = header.get("kid", "")
        if not isinstance(key_id, str):
            raise jwt.InvalidTokenError("the key id is not a string")
        if key_id not in self._keys or self._is_stale():
            self._refresh()
        key = self._keys.get(key_id)
        if key is None:
            raise jwt.InvalidTokenError("no such key")
        # The key decides the algorithm, not the token.
        if header.get("alg") != key.algorithm_name:
            raise jwt.InvalidAlgorithmError("the token's algorithm is not its key's")
        return key

    def _is_stale(self) -> bool:
        return self._fetched_at is None or self._clock() - self._fetched_at > FRESH_SECONDS

    def _refresh(self) -> None:
        now = self._clock()
        if self._tried_at is not None and now - self._tried_at < RETRY_SECONDS:
            if not self._keys:
                raise KeysUnavailable(f"{self._url} did not answer a moment ago")
            return
        self._tried_at = now
        try:
            self._keys = _fetch(self._url)
            self._fetched_at = now
        except (OSError, HTTPException, msgspec.DecodeError, msgspec.ValidationError) as error:
            # Old keys are better than none: they are as public as before.
            if not self._keys:
                raise KeysUnavailable(f"{self._url}: {error}") from error


class _KeySet(msgspec.Struct):
    keys: list[dict[str, object]]


class _OnlyToHttps(HTTPRedirectHandler):
    """Follows no redirect to plain HTTP: whoever sits in between could give us keys of their own."""

    def redirect_request(  # noqa: PLR0917  # urllib's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        secure = urlsplit(newurl).scheme == "https"
        return super().redirect_request(req, fp, code, msg, headers, newurl) if secure else None


_opener = build_opener(_OnlyToHttps)


def _fetch(url: str) -> dict[str, jwt.PyJWK]:
    request = Request(url, headers={"Accept": "application/json", "User-Agent": USER_AGENT})  # noqa: S310  # the scheme is checked above
    try:
        with _opener.open(request, timeout=FETCH_SECONDS) as answer:
            entries = msgspec.json.decode(answer.read(MAX_BYTES), type=_KeySet).keys
    except HTTPError as refusal:
        refusal.close()
        raise
    keys: dict[str, jwt.PyJWK] = {}
    for entry in entries:
        try:
            keys[str(entry.get("kid", ""))] = sound_key(entry)
        except UnsoundKey as reason:
            left_out = {"kid": str(entry.get("kid", ""))[:64], "reason": str(reason)}
            logger.warning("a key of API_JWKS_URL is left out", extra=left_out)
    return keys
