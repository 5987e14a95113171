"""A webhook: where events of a domain are sent, which ones, and with which secrets they are signed."""

import secrets as randomness
from base64 import b64encode
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from functions.shared.sealing import Seal

# Each event of a domain may be sent to so many.
MOST_HOOKS: Final = 20
# 24 to 64 bytes: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
SECRET_BYTES: Final = 32
SECRET_PREFIX: Final = "whsec_"  # noqa: S105  # what all of them begin with
# What tells that something may be missing passes every filter.
ALWAYS_TOLD: Final = "gap"

_SEAL: Final = Seal(label="webhook secret", owner="webhook", variable="WEBHOOK_KEY_SECRET")

Reason = Literal["gone", "failing"]


class StoredSecret(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A secret, sealed; `until` is when the one before the newest ends. Times are seconds since 1970."""

    sealed: str
    made_at: float
    until: float | None = None
    # A hash of the Idempotency-Key with which it was asked for: the same request gets the same answer.
    asked_by: str = ""


class Disabled(msgspec.Struct, frozen=True, kw_only=True):
    """Why it was switched off without being asked: the receiver said 410, or failed for a day."""

    reason: Reason
    at: float
    detail: str = ""


class Hook(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A webhook as it is stored. Times are seconds since 1970.

    Attributes:
        id: its own, which none of the same name before or after it has.
        secrets: the newest first; all that have not ended sign.
        since: of conferences that it was not told of yet, what happened from then on is told.
        resumed_at: when it was switched on last.
    """

    id: str
    name: str
    domain: str
    url: str
    events: tuple[str, ...]
    conferences: tuple[str, ...]
    enabled: bool = True
    disabled: Disabled | None = None
    secrets: tuple[StoredSecret, ...] = ()
    revision: int = 1
    created_at: float = 0.0
    changed_at: float = 0.0
    since: float = 0.0
    resumed_at: float = 0.0

    def covers(self, conference: str) -> bool:
        """Whether it is told of this conference."""
        return "*" in self.conferences or conference in self.conferences

    def wants(self, kind: str) -> bool:
        """Whether it is told of events of this type."""
        return kind == ALWAYS_TOLD or any(matches(pattern, kind) for pattern in self.events)

    def signing(self, *, secrets: Sequence[str], now: float) -> list[str]:
        """The secrets that sign now, opened.

        Raises:
            CannotOpen: the installation's secret is another one by now.
        """
        good = [one for one in self.secrets if one.until is None or one.until > now]
        return [_SEAL.open(one.sealed, name=self.id, secrets=secrets) for one in good]


def matches(pattern: str, kind: str) -> bool:
    """Whether a pattern of a filter takes a type: `*`, `member.*`, `member.joined`."""
    return pattern in ("*", kind) or (pattern.endswith(".*") and kind.startswith(pattern[:-1]))


def new_secret() -> str:
    """A secret as Standard Webhooks write it."""
    return SECRET_PREFIX + b64encode(randomness.token_bytes(SECRET_BYTES)).decode()


def seal_secret(secret: str, *, hook: str, secrets: Sequence[str]) -> str:
    """Seal a secret for the webhook of this id.

    Raises:
        CannotSeal: the installation has no secret to seal with.
    """
    return _SEAL.seal(secret, name=hook, secrets=secrets)


def open_secret(stored: StoredSecret, *, hook: str, secrets: Sequence[str]) -> str:
    """Open one secret of the webhook of this id.

    Raises:
        CannotOpen: the installation's secret is another one by now.
    """
    return _SEAL.open(stored.sealed, name=hook, secrets=secrets)
