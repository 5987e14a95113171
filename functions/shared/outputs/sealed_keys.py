"""Stream keys as they are stored: each for its own stream only."""

from collections.abc import Sequence
from typing import Final

from functions.shared.sealing import CannotOpen, CannotSeal, Seal

__all__ = ["CannotOpen", "CannotSeal", "open_key", "seal_key"]

_SEAL: Final = Seal(label="stream key", owner="stream", variable="STREAM_KEY_SECRET")


def seal_key(key: str, *, stream: str, secrets: Sequence[str]) -> str:
    """Seal a key with the first secret.

    Raises:
        CannotSeal: there is no secret of 32 characters or more.
    """
    return _SEAL.seal(key, name=stream, secrets=secrets)


def open_key(sealed: str, *, stream: str, secrets: Sequence[str]) -> str:
    """Open what one of the secrets sealed for this stream.

    Raises:
        CannotOpen: none of them did.
    """
    return _SEAL.open(sealed, name=stream, secrets=secrets)
