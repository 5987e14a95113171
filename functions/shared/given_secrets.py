"""The secrets that this process was given; settings fill the list, and every log keeps them out (`telemetry`)."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

SHORTEST_SECRET: Final = 8
_GIVEN: Final = set[str]()
# They become more, and none goes.
GIVEN: Final[AbstractSet[str]] = _GIVEN


def keep_out(secrets: Iterable[str]) -> None:
    """Let no log of this process have these; what is so short that it may be a word stays readable."""
    _GIVEN.update(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)
