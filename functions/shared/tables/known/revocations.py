"""Revocations as the API knows them: a domain's are remembered for half a minute, so that they cost next to nothing."""

import time

from functions.shared.tables.revocations import Revocations, find_revocations

# So long may a revoked token still be taken by a process that has asked a moment before.
KNOWN_SECONDS = 30.0

_known: dict[str, tuple[float, Revocations]] = {}


def known_revocations(domain: str) -> Revocations:
    """What is revoked in a domain, as it was at most 30 seconds ago.

    Raises:
        TablesUnavailable: it was to be read again and could not be.
    """
    until, revocations = _known.get(domain, (0.0, Revocations()))
    if time.monotonic() < until:
        return revocations
    asked = time.monotonic()
    revocations = find_revocations(domain, time.time())
    _known[domain] = (asked + KNOWN_SECONDS, revocations)
    return revocations


def forget_revocations() -> None:
    """Drop what is remembered, so that the next reader asks the table."""
    _known.clear()
