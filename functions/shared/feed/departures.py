"""Who has left and which meetings have ended, by what the feed tells, with all that was known of them then."""

from collections.abc import Iterable, Iterator

from functions.shared.feed.events import Event
from functions.shared.feed.folding import apply
from functions.shared.meetings.gone import Departed, Ended
from functions.shared.state import ConferenceState, LeftMember


def departures(state: ConferenceState | None, events: Iterable[Event]) -> Iterator[Departed]:
    """Everybody whom these events tell as gone, as they were just before.

    Args:
        state: before the events.
    """
    for one in events:
        if one.type == "member.left" and state is not None and (member := state.member(str(one.data.get("uuid")))):
            left = LeftMember.of(member, left_at=one.at, cause=_text(one.data.get("cause")))
            yield Departed(state.uuid, left)
        state = apply(state, one)


def endings(state: ConferenceState | None, events: Iterable[Event]) -> Iterator[Ended]:
    """Every meeting whose end these events tell."""
    for one in events:
        if one.type == "conference.ended" and state is not None and state.uuid == one.meeting:
            yield Ended(state, one.at, _text(one.data.get("reason")))
        state = apply(state, one)


def _text(value: object) -> str | None:
    return str(value) if value else None
