"""Webhooks as those know them who only wake them: a domain's are remembered for some seconds."""

import time

from functions.shared.tables.webhooks.hooks import hooks_of
from functions.shared.webhooks.hooks import Hook

# So long may one that was just made miss its wake; the clock finds what it missed.
KNOWN_SECONDS = 5.0
MOST_DOMAINS = 4096

_known: dict[str, tuple[float, tuple[Hook, ...]]] = {}


def known_hooks(domain: str) -> tuple[Hook, ...]:
    """The domain's webhooks as they were at most five seconds ago.

    Raises:
        TablesUnavailable: they were to be read again and could not be.
    """
    until, hooks = _known.get(domain, (0.0, ()))
    if time.monotonic() < until:
        return hooks
    asked = time.monotonic()
    hooks = tuple(found.hook for found in hooks_of(domain))
    if len(_known) >= MOST_DOMAINS:
        _known.clear()
    _known[domain] = (asked + KNOWN_SECONDS, hooks)
    return hooks


def forget_hooks() -> None:
    """Drop what is remembered, so that the next reader asks the table."""
    _known.clear()
