"""A meeting that is over, and everybody's stay in it; times are RFC 3339 in UTC, null where nobody saw it."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from functions.shared.meetings.gone import Departed, Ended


class MeetingOutput(msgspec.Struct, frozen=True, kw_only=True):
    """A recording or a stream that there was when the meeting ended; what became of it is asked for by its id."""

    kind: Literal["recording", "stream"]
    id: str
    name: str | None = None
    started_at: str | None = None


class Stay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody came and went; who comes again has another stay. `cause` is FreeSWITCH's in capitals, or what sent them
    away. Of who was erased only the times are left.
    """

    # Of the call.
    uuid: str
    user: str | None = None
    invitee: str | None = None
    name: str | None = None
    moderator: bool | None = None
    joined_at: str | None = None
    left_at: str | None = None
    cause: str | None = None
    erased: bool = False


class Meeting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One that has ended; what is counted is None until the sweep has counted it."""

    uuid: str
    conference: str
    domain: str
    node: str
    started_at: str | None = None
    ended_at: str
    # Why, where nobody saw its end.
    reason: str | None = None
    outputs: tuple[MeetingOutput, ...] = ()
    # The most that were there at once; stays; and who of them had a moderator's rights, by their calls.
    peak: int | None = None
    stays: int | None = None
    moderators: tuple[str, ...] = ()


def stay_of(departed: Departed) -> Stay:
    """What is kept of somebody who has left."""
    member = departed.member
    return Stay(
        uuid=member.uuid,
        user=member.user,
        invitee=member.invitee,
        name=member.name,
        moderator=member.moderator,
        joined_at=member.joined_at,
        left_at=member.left_at,
        cause=member.cause,
    )


def meeting_of(ended: Ended) -> Meeting | None:
    """What is kept of a meeting, not counted yet; None of one that belongs to no domain: nobody might see it."""
    state = ended.state
    if not state.domain:
        return None
    recordings = (
        MeetingOutput(kind="recording", id=one.id, name=one.name, started_at=one.started_at) for one in state.recordings
    )
    streams = (
        MeetingOutput(kind="stream", id=one.id, name=one.name, started_at=one.started_at) for one in state.streams
    )
    return Meeting(
        uuid=state.uuid,
        conference=state.name,
        domain=state.domain,
        node=state.node,
        started_at=state.here_since,
        ended_at=ended.at,
        reason=ended.reason,
        outputs=(*recordings, *streams),
    )


def counted(meeting: Meeting, stays: Iterable[Stay]) -> Meeting:
    """The meeting with what is counted of its stays."""
    there = list(stays)
    return msgspec.structs.replace(
        meeting,
        peak=peak_of(there, meeting.started_at),
        stays=len(there),
        moderators=tuple(sorted({one.uuid for one in there if one.moderator})),
    )


def peak_of(stays: Iterable[Stay], began: str | None) -> int:
    """The most that were there at once; who comes as another goes has come later."""
    # One who was there before anybody looked was there from the beginning.
    moments = [(one.joined_at or began or "", 1) for one in stays] + [(one.left_at or "￿", -1) for one in stays]
    most = here = 0
    for _, step in sorted(moments):
        here += step
        most = max(most, here)
    return most
