"""Stream keys as they are stored: each for its own stream only, or for the rule of one conference."""

from collections.abc import Sequence
from typing import Final

from functions.shared.sealing import CannotOpen, CannotSeal, Seal

__all__ = ["CannotOpen", "CannotSeal", "open_key", "open_rule_key", "seal_key", "seal_rule_key"]

_SEAL: Final = Seal(label="stream key", owner="stream", variable="STREAM_KEY_SECRET")
_OF_RULE: Final = Seal(label="stream key of a rule", owner="conference", variable="STREAM_KEY_SECRET")


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


def seal_rule_key(key: str, *, domain: str, conference: str, secrets: Sequence[str]) -> str:
    """Seal the key of a room's rule with the first secret.

    Raises:
        CannotSeal: there is no secret of 32 characters or more.
    """
    return _OF_RULE.seal(key, name=f"{domain} {conference}", secrets=secrets)


def open_rule_key(sealed: str, *, domain: str, conference: str, secrets: Sequence[str]) -> str:
    """Open what one of the secrets sealed for the rule of this domain's conference.

    Raises:
        CannotOpen: none of them did.
    """
    return _OF_RULE.open(sealed, name=f"{domain} {conference}", secrets=secrets)
