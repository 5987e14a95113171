"""A ticket for a slot: the caller's script waits, not the function, and then comes back with it.

It is signed and good for one guess only (id, PIN and call), so that to use it twice tells nothing new. Nothing is kept.
"""

import hashlib
import hmac
import math
from collections.abc import Sequence
from dataclasses import dataclass

# Clocks of two processes differ, and a script's wait is rounded.
EARLY_SECONDS = 0.5
# Whoever comes later takes a new slot.
GOOD_SECONDS = 60.0


@dataclass(frozen=True)
class Ticket:
    """When the guess's turn is, and the rows in which a slot was taken for it."""

    turn: float
    taken: tuple[str, ...]

    def is_over(self, now: float) -> bool:
        return now > self.turn + GOOD_SECONDS

    def seconds_left(self, now: float) -> float:
        """Return how long to wait yet; 0 when it is the ticket's turn."""
        left = self.turn - now
        return left if left > EARLY_SECONDS else 0.0


def written(ticket: Ticket, guess: Sequence[str], key: str) -> str:
    said = f"{ticket.turn:.3f} {' '.join(ticket.taken)}"
    return f"{said} {_signature(said, guess, key)}"


def read_ticket(text: str, guess: Sequence[str], keys: Sequence[str]) -> Ticket | None:
    """Return the ticket; None for one of another guess, or that we did not write."""
    said, _, signature = text.rpartition(" ")
    matches = [hmac.compare_digest(signature.encode(), _signature(said, guess, key).encode()) for key in keys]
    if not any(matches):
        return None
    turn, *taken = said.split()
    return Ticket(float(turn), tuple(taken))


def retry_after(seconds: float) -> float:
    """Round a wait up to a tenth, at least to a second, so that who waits it out comes in time."""
    return max(1.0, math.ceil(seconds * 10) / 10)


def _signature(said: str, guess: Sequence[str], key: str) -> str:
    # The digits are the caller's, the call's id is the switch's; none of them holds a line break that could shift one
    # into another, for each is preceded by its length.
    words = "".join(f"{len(word)}:{word}" for word in (said, *guess))
    return hmac.new(key.encode(), b"ticket " + words.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
