"""Meetings as they are shown."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from functions.shared.grammars.fields import UserTold
from functions.shared.grammars.moments import Moment, seconds_between
from functions.shared.live.operations import Message
from functions.shared.meetings.meeting import Meeting, MeetingOutput, Stay
from functions.shared.state import OutputLife
from functions.shared.tables.live.messages import StoredMessage


class MeetingSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting that is over. `reason` says why, where nobody saw its end; `peak` is the most that were there at once,
    `stays` how often somebody came. Both are null until they are counted, within a minute of the end.
    """

    uuid: str
    conference: str
    node: str
    begin: Moment | None = msgspec.field(name="from")
    to: Moment
    seconds: float | None
    reason: str | None
    peak: int | None
    stays: int | None


class Meetings(msgspec.Struct, frozen=True):
    """A page of meetings; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[MeetingSummary, ...]
    next: str | None


class MeetingStay(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's time in the meeting; who came again has another. `cause` is FreeSWITCH's in capitals, or what sent
    them away. Of who was `erased` only the times are left.
    """

    uuid: str
    user: UserTold | None
    invitee: str | None
    name: str | None
    moderator: bool | None
    joined_at: Moment | None
    left_at: Moment | None
    seconds: float | None
    cause: str | None
    erased: bool


class MeetingOutputView(msgspec.Struct, frozen=True, kw_only=True):
    """A recording or a stream that there was at the end; `state` is null where it is there no more."""

    kind: Literal["recording", "stream"]
    id: str
    name: str | None
    started_at: Moment | None
    state: OutputLife | None


class MeetingView(MeetingSummary, frozen=True, kw_only=True):
    """A meeting with who came and went, by when they came, a page of them; `next` is the cursor of the next page. And
    with its first messages, oldest first; `next_messages` is the cursor of the messages after them.
    """

    # The calls of those who had a moderator's rights when they left.
    moderators: tuple[str, ...]
    outputs: tuple[MeetingOutputView, ...]
    members: tuple[MeetingStay, ...]
    next: str | None
    messages: tuple[Message, ...]
    next_messages: str | None


class MeetingMessages(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a meeting's messages, oldest first; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[Message, ...]
    next: str | None


def summary(meeting: Meeting) -> MeetingSummary:
    return MeetingSummary(
        uuid=meeting.uuid,
        conference=meeting.conference,
        node=meeting.node,
        begin=meeting.started_at,
        to=meeting.ended_at,
        seconds=seconds_between(meeting.started_at, meeting.ended_at),
        reason=meeting.reason,
        peak=meeting.peak,
        stays=meeting.stays,
    )


def whole(
    meeting: Meeting,
    stays: Iterable[Stay],
    states: dict[tuple[str, str], OutputLife],
    following: str | None,
    written: MeetingMessages,
) -> MeetingView:
    """Args:
    states: of the outputs that there are still, by kind and id.
    following: the cursor of the next page of stays.
    """
    return MeetingView(
        **msgspec.structs.asdict(summary(meeting)),
        moderators=meeting.moderators,
        outputs=tuple(_output(one, states) for one in meeting.outputs),
        members=tuple(map(stay_view, stays)),
        next=following,
        messages=written.items,
        next_messages=written.next,
    )


def message_view(message: StoredMessage) -> Message:
    return msgspec.convert(message, Message, from_attributes=True)


def stay_view(stay: Stay) -> MeetingStay:
    return MeetingStay(**msgspec.structs.asdict(stay), seconds=seconds_between(stay.joined_at, stay.left_at))


def _output(output: MeetingOutput, states: dict[tuple[str, str], OutputLife]) -> MeetingOutputView:
    return MeetingOutputView(**msgspec.structs.asdict(output), state=states.get((output.kind, output.id)))
