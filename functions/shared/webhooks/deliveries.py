"""A delivery: one event for one webhook, and what became of each try."""

import hashlib
import re
from typing import Final, Literal

import msgspec

KEPT_SECONDS: Final = 30 * 24 * 3600
# Of an answer so many bytes are kept.
SHOWN_BYTES: Final = 500
# The last tries of one that is sent again and again.
MOST_ATTEMPTS: Final = 60
# Statuses below 500 that are the receiver's own trouble: too slow, too early, too many.
BUSY: Final = (408, 425, 429)

Kind = Literal["event", "test"]
# `waiting`: asked for, not tried yet. `retrying`: it is tried again. `failed`: it was asked for, tried once, not taken.
State = Literal["waiting", "delivered", "retrying", "failed"]


class Attempt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One try: what was answered, or why nothing was.

    Attributes:
        at: seconds since 1970.
        milliseconds: from the first look at the host's name to the end of the answer.
        status: of the answer; none where there was none.
        answer: its first bytes, as text.
        problem: what went wrong, in words; empty where nothing did.
        retry_after: seconds that the receiver asked for.
    """

    at: float
    milliseconds: int
    status: int | None = None
    answer: str = ""
    problem: str = ""
    retry_after: float | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver has it; a redirect is none of ours to follow."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_about_the_event(self) -> bool:
        """Whether the receiver is there and refused this event; otherwise others fare no better with it now."""
        return self.status is not None and 300 <= self.status < 500 and self.status not in BUSY

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == 410


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is sent: the event as JSON, and what a list shows of it."""

    # The event's id: `webhook-id` of every try.
    id: str
    type: str
    conference: str = ""
    seq: int = 0
    # RFC 3339.
    at: str
    body: str


class Delivery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message, and what became of it."""

    id: str
    kind: Kind = "event"
    state: State
    message: Message
    attempts: tuple[Attempt, ...] = ()
    # When it is tried again (seconds since 1970).
    next_at: float | None = None

    def after(self, attempt: Attempt, *, next_at: float | None = None, again: bool = True) -> "Delivery":
        """The same delivery after one more try.

        Args:
            again: whether it is tried again where it was not taken.
        """
        state: State = "delivered" if attempt.taken else "retrying" if again else "failed"
        return msgspec.structs.replace(
            self, state=state, attempts=(*self.attempts, attempt)[-MOST_ATTEMPTS:], next_at=next_at
        )


def delivery_id(message: Message) -> str:
    """The same for every try of a message; sorts as events do, by time and then by seq."""
    digits = re.sub(r"[^0-9]", "", message.at)[:17].ljust(17, "0")
    return f"{digits}-{message.seq:016d}-{hashlib.sha256(message.id.encode()).hexdigest()[:12]}"
