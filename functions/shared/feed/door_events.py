"""What happens in a waiting conference, told in the conference for which people wait; each once, whoever tells it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec

from functions.shared.feed.events import (
    Event,
    Happening,
    MemberJoined,
    MemberLeft,
    WaitingAdmitted,
    WaitingJoined,
    WaitingLeft,
    WaitingRefused,
    happening_of,
    plain,
    type_of,
)
from functions.shared.rooms.waiting import awaited
from functions.shared.state import ConferenceState, MemberState

# What FreeSWITCH's events say of who was moved on, and of who was sent away, in the words of the causes of departures.
MOVED, SENT_AWAY = "transferred", "kicked"


@dataclass(frozen=True)
class Decided:
    """Who let somebody in or refused them, and how; see the event `waiting.admitted`."""

    how: Literal["by_hand", "by_key", "with_moderator"]
    by: str | None = None


def told_at_the_door(
    event: Event, there: ConferenceState | None, decided: Callable[[str], Decided | None] = lambda _call: None
) -> Event | None:
    """The same in the words of the conference that people wait for; None for what nobody needs to know.

    Args:
        decided: what was decided of a call last.
        there: that conference as far as it is known: where nobody heard why somebody left, they may be in it.
    """
    try:
        happening = happening_of(event)
        said = _said(happening, there, decided) if happening is not None else None
    except msgspec.ValidationError:
        return None
    if said is None:
        return None
    return Event(
        conference=awaited(event.conference),
        # Made of the other's, so that it is told once.
        id=f"{event.id}.door",
        type=type_of(said),
        at=event.at,
        meeting=event.meeting if there is None else there.uuid,
        data=plain(said),
    )


def _said(
    happening: Happening, there: ConferenceState | None, decided: Callable[[str], Decided | None]
) -> Happening | None:
    if isinstance(happening, MemberJoined):
        member = msgspec.convert(happening.member, MemberState)
        return WaitingJoined(
            uuid=member.uuid,
            user=member.user,
            invitee=member.invitee,
            name=member.name,
            video=member.video,
            since=member.joined_at,
        )
    if not isinstance(happening, MemberLeft):
        return None
    of_whom = {"uuid": happening.uuid, "user": happening.user, "name": happening.name, "seconds": happening.seconds}
    is_there = there is not None and there.member(happening.uuid) is not None
    if happening.cause == MOVED or (happening.cause is None and is_there):
        return msgspec.convert(of_whom | _decided(decided(happening.uuid), "by", "how"), WaitingAdmitted)
    if happening.cause == SENT_AWAY:
        return msgspec.convert(of_whom | _decided(decided(happening.uuid), "by"), WaitingRefused)
    return msgspec.convert({**of_whom, "cause": happening.cause}, WaitingLeft)


def _decided(decided: Decided | None, *fields: str) -> dict[str, object]:
    return {} if decided is None else {field: getattr(decided, field) for field in fields}
