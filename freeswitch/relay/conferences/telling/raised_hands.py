"""The telephone's key that raises a hand, and what was told of hands until the rows have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.hand_rows import MOVING
from functions.shared.state import ConferenceState

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
        moved = msgspec.structs.replace(member, hand_raised_at=self.at if member.hand_raised_at is None else None)
        members = tuple(moved if one.uuid == self.call else one for one in state.members)
        return msgspec.structs.replace(state, members=members)


class RaisedHands:
    """Of one conference."""

    def __init__(self) -> None:
        self.pressed: list[Pressed] = []
        # What was told of hands by whomever, until it is in the rows.
        self.moved: list[Event] = []

    def press(self, meeting: str, call: str, *, at: str) -> None:
        """A key that raises a hand, or lowers it: which of the two, the feed says when it is told."""
        if len(self.pressed) < MOST_WAITING:
            self.pressed.append(Pressed(meeting, call, at))

    def take(self) -> list[Pressed]:
        """What was pressed since it was asked last."""
        pressed, self.pressed = self.pressed, []
        return pressed

    def remember(self, events: Sequence[Event]) -> None:
        """Keep what moved a hand."""
        self.moved += [one for one in events if one.type in MOVING]
        # Only the last movement of a hand counts, and whoever moved it has most likely written it.
        del self.moved[:-MOST_WAITING]
