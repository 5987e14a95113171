"""Stream keys as they are stored: sealed with AES-GCM, each for its own stream only."""

import base64
import hashlib
import os
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = "v1."
NONCE_BYTES: Final = 12
LEAST_SECRET: Final = 32


class CannotSeal(ValueError):
    """There is no secret to seal with, or it is too short."""


class CannotOpen(ValueError):
    """Sealed with another secret, for another stream, or damaged."""


def seal_key(key: str, *, stream: str, secrets: Sequence[str]) -> str:
    """Seal a key with the first secret.

    Raises:
        CannotSeal: there is no secret of 32 characters or more.
    """
    if not secrets or len(secrets[0]) < LEAST_SECRET:
        raise CannotSeal(f"STREAM_KEY_SECRET needs {LEAST_SECRET} characters or more")
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + _cipher(secrets[0]).encrypt(nonce, key.encode(), _belongs_to(stream))
    return VERSION + base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def open_key(sealed: str, *, stream: str, secrets: Sequence[str]) -> str:
    """Open what one of the secrets sealed for this stream.

    Raises:
        CannotOpen: none of them did.
    """
    text = sealed.removeprefix(VERSION)
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise CannotOpen("the sealed key is damaged") from error
    for secret in secrets:
        try:
            return _cipher(secret).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], _belongs_to(stream)).decode()
        except (InvalidTag, ValueError):
            # Perhaps the secret before the last rotation.
            continue
    raise CannotOpen("no secret in STREAM_KEY_SECRET opens the key of this stream")


def _cipher(secret: str) -> AESGCM:
    # The secret is random text of 32 characters or more, so a plain hash makes a key of the right length.
    return AESGCM(hashlib.sha256(b"stream key\0" + secret.encode()).digest())


def _belongs_to(stream: str) -> bytes:
    return b"stream " + stream.encode()
