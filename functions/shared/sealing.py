"""Secrets of others as they are stored: sealed with AES-GCM, each for its own owner only."""

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = "v1."
NONCE_BYTES: Final = 12
LEAST_SECRET: Final = 32


class CannotSeal(ValueError):
    """There is no secret to seal with, or it is too short."""


class CannotOpen(ValueError):
    """Sealed with another secret, for another owner, or damaged."""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """How one kind of secret is sealed: what was sealed as another kind, or for another owner, does not open."""

    # What is sealed, and whose it is, in words.
    label: str
    owner: str
    # The setting that has the secrets to seal with.
    variable: str

    def seal(self, text: str, *, name: str, secrets: Sequence[str]) -> str:
        """Seal a text for the owner of this name, with the first secret.

        Raises:
            CannotSeal: there is no secret of 32 characters or more.
        """
        if not secrets or len(secrets[0]) < LEAST_SECRET:
            raise CannotSeal(f"{self.variable} needs {LEAST_SECRET} characters or more")
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._cipher(secrets[0]).encrypt(nonce, text.encode(), self._belongs_to(name))
        return VERSION + base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, sealed: str, *, name: str, secrets: Sequence[str]) -> str:
        """Open what one of the secrets sealed for this owner.

        Raises:
            CannotOpen: none of them did.
        """
        text = sealed.removeprefix(VERSION)
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except ValueError as error:
            raise CannotOpen(f"the sealed {self.label} is damaged") from error
        for secret in secrets:
            try:
                opened = self._cipher(secret).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], self._belongs_to(name))
                return opened.decode()
            except (InvalidTag, ValueError):
                # Perhaps the secret before the last rotation.
                continue
        raise CannotOpen(f"no secret in {self.variable} opens the {self.label} of this {self.owner}")

    def _cipher(self, secret: str) -> AESGCM:
        # The secret is random text of 32 characters or more, so a plain hash makes a key of the right length.
        return AESGCM(hashlib.sha256(self.label.encode() + b"\0" + secret.encode()).digest())

    def _belongs_to(self, name: str) -> bytes:
        return f"{self.owner} {name}".encode()
