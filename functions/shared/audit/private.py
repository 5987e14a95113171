"""What of an entry tells of a person: sealed with a key of that person's own, so that losing the key forgets all of it.

AES-GCM; a key seals a few million texts at most, for which random nonces of 96 bits are enough.
"""

import base64
import os
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES: Final = 12
KEY_BITS: Final = 128


class Private(msgspec.Struct, frozen=True, omit_defaults=True):
    """The id of the token, and the address from which it came."""

    token: str = ""
    address: str = ""


def new_key() -> str:
    return base64.b64encode(AESGCM.generate_key(KEY_BITS)).decode()


def seal(private: Private, *, key: str, pseudonym: str) -> str:
    """Seal it for this person's entries only."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(base64.b64decode(key)).encrypt(nonce, msgspec.json.encode(private), pseudonym.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, key: str, pseudonym: str) -> Private | None:
    """Open it; None where it is damaged or was sealed with another key."""
    try:
        data = base64.b64decode(sealed)
        text = AESGCM(base64.b64decode(key)).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], pseudonym.encode())
        return msgspec.json.decode(text, type=Private)
    except (InvalidTag, ValueError):
        return None
