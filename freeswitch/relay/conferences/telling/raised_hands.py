"""The telephone's key that raises a hand, and what was told of hands until the rows have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.hand_rows import MOVING
from functions.shared.state import ConferenceState, MemberState, PageHand

# Of one conference, while the tables are away.
MOST_WAITING: Final = 1000


@dataclass(frozen=True)
class Pressed:
    """A member has pressed the key, then (RFC 3339)."""

    meeting: str
    call: str
    at: str

    def moved(self, state: ConferenceState) -> ConferenceState | None:
        """The conference with that hand raised, or lowered where it was up; None if they have left."""
        member = state.member(self.call)
        if state.uuid != self.meeting or member is None:
            return None
        return _with_hand(state, member, self.at if member.hand_raised_at is None else None)


def _with_hand(state: ConferenceState, member: MemberState, raised_at: str | None) -> ConferenceState:
    """The conference with a member's hand raised since then; None: lowered."""
    changed = msgspec.structs.replace(member, hand_raised_at=raised_at)
    members = tuple(changed if one.uuid == member.uuid else one for one in state.members)
    return msgspec.structs.replace(state, members=members)


@dataclass(frozen=True)
class StaysUp:
    """A member whose hand was up where the meeting was before it was moved here; told then (RFC 3339)."""

    meeting: str
    call: str
    raised_at: str
    at: str

    def moved(self, state: ConferenceState) -> ConferenceState | None:
        """The conference with that hand up; None if they have left, or it is up."""
        member = state.member(self.call)
        if state.uuid != self.meeting or member is None or member.hand_raised_at is not None:
            return None
        return _with_hand(state, member, self.raised_at)


@dataclass(frozen=True)
class PageStaysUp:
    """The same of somebody who is in a page only."""

    meeting: str
    hand: PageHand
    at: str

    def moved(self, state: ConferenceState) -> ConferenceState | None:
        """The conference with that hand up; None if it is."""
        if state.uuid != self.meeting or any(one.subject == self.hand.subject for one in state.hands):
            return None
        return msgspec.structs.replace(state, hands=(*state.hands, self.hand))


class RaisedHands:
    """Of one conference."""

    def __init__(self) -> None:
        self.pressed: list[Pressed | StaysUp | PageStaysUp] = []
        # What was told of hands by whomever, until it is in the rows.
        self.moved: list[Event] = []

    def press(self, meeting: str, call: str, *, at: str) -> None:
        """A key that raises a hand, or lowers it: which of the two, the feed says when it is told."""
        self.go_on(Pressed(meeting, call, at))

    def go_on(self, hand: Pressed | StaysUp | PageStaysUp) -> None:
        """A hand that stays up in a meeting that was moved here, or a key that was pressed."""
        if len(self.pressed) < MOST_WAITING:
            self.pressed.append(hand)

    def take(self) -> list[Pressed | StaysUp | PageStaysUp]:
        """What was pressed since it was asked last."""
        pressed, self.pressed = self.pressed, []
        return pressed

    def remember(self, events: Sequence[Event]) -> None:
        """Keep what moved a hand."""
        self.moved += [one for one in events if one.type in MOVING]
        # Only the last movement of a hand counts, and whoever moved it has most likely written it.
        del self.moved[:-MOST_WAITING]
