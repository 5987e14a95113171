"""Who has left a meeting, and that it is over."""

from dataclasses import dataclass

from functions.shared.state import ConferenceState, LeftMember


@dataclass(frozen=True)
class Departed:
    """Somebody has left; `meeting` is its uuid."""

    meeting: str
    member: LeftMember


@dataclass(frozen=True)
class Ended:
    """A meeting is over: as it was when the last one had left, when (RFC 3339 in UTC), and why, if nobody saw it."""

    state: ConferenceState
    at: str
    reason: str | None
