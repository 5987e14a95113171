"""What the work is done with: clocks, chance, the way out. Tests bring their own."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from functions.shared.settings import WebhookSettings, read
from functions.shared.webhooks.deliveries import Attempt
from functions.webhooks.sending import Sender


class Sending(Protocol):
    """Brings a body to a receiver."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """Send it, and tell what came of it."""


@dataclass(frozen=True, kw_only=True)
class Means:
    settings: WebhookSettings
    sender: Callable[[], AbstractContextManager[Sending]]
    # Seconds since 1970.
    clock: Callable[[], float] = time.time
    # From 0 to 1.
    chance: Callable[[], float] = random.random


def own_means() -> Means:
    """What a function has."""
    settings = read(WebhookSettings)
    return Means(settings=settings, sender=lambda: Sender(settings.allowed_targets))
