"""What is different between two states of a conference, as events; nothing else makes events of a state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import uuid4

import msgspec

from functions.shared.feed.events import (
    ConferenceChanged,
    ConferenceEnded,
    ConferenceStarted,
    Event,
    FloorChanged,
    Happening,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    MemberTalking,
    plain,
    type_of,
)
from functions.shared.feed.output_events import Output, output_happening
from functions.shared.state import ConferenceState, MemberState

# Told by events of their own, and by the event itself.
_OF_EVENTS: Final = frozenset({"members", "recordings", "streams", "member_count"})
_OF_OTHERS: Final = _OF_EVENTS | {"revision", "name", "uuid"}
FLOORS: Final[tuple[Literal["floor", "video_floor"], ...]] = ("floor", "video_floor")


@dataclass(frozen=True)
class Why:
    """What a state does not say: the causes of departures by uuid, and why a conference ended."""

    causes: Mapping[str, str] = field(default_factory=dict)
    ended: str | None = None


NOT_KNOWN: Final = Why()


def changes(old: ConferenceState | None, new: ConferenceState | None, *, at: str, why: Why = NOT_KNOWN) -> list[Event]:
    """The events that make the new state of the old one, in the order in which they are told.

    Leaves come before the end, joins after the beginning. None is a conference that is not.

    Args:
        at: when it was seen, RFC 3339 in UTC.
    """
    if old is not None and (new is None or old.uuid != new.uuid):
        ended = [event_of(old, one, at) for one in _ending(old, at, why)]
        return ended + (changes(None, new, at=at) if new is not None else [])
    if new is None:
        return []
    told = [event_of(new, one, at) for one in (_beginning(new) if old is None else _different(old, new, at, why))]
    if not told and old is not None and old.revision != new.revision:
        told.append(event_of(new, ConferenceChanged(changed={}), at))
    return told


def event_of(state: ConferenceState, happening: Happening, at: str) -> Event:
    """An event of this meeting, not appended yet."""
    return Event(
        conference=state.name,
        id=uuid4().hex,
        type=type_of(happening),
        at=at,
        meeting=state.uuid,
        revision=state.revision,
        data=plain(happening),
    )


def _beginning(new: ConferenceState) -> Iterator[Happening]:
    # No claim about who is there or what is recorded: events of their own follow.
    shown = msgspec.to_builtins(new).items()
    yield ConferenceStarted(conference={name: value for name, value in shown if name not in _OF_EVENTS})
    yield from (MemberJoined(member=msgspec.to_builtins(member)) for member in new.members)
    yield from _outputs((), new.recordings)
    yield from _outputs((), new.streams)


def _ending(old: ConferenceState, at: str, why: Why) -> Iterator[Happening]:
    yield from (_left(member, at, why) for member in old.members)
    yield ConferenceEnded(reason=why.ended)


def _different(old: ConferenceState, new: ConferenceState, at: str, why: Why) -> Iterator[Happening]:
    before = {member.uuid: member for member in old.members}
    now = {member.uuid: member for member in new.members}
    yield from (_left(member, at, why) for uuid, member in before.items() if uuid not in now)
    yield from (MemberJoined(member=msgspec.to_builtins(one)) for uuid, one in now.items() if uuid not in before)
    if changed := _changed(old, new, _OF_OTHERS):
        yield ConferenceChanged(changed=changed)
    stayed = [(before[uuid], member) for uuid, member in now.items() if uuid in before]
    floors = [floor for floor in FLOORS if _passed_on(floor, stayed, new)]
    apart = {"talking", *floors}
    for was, member in stayed:
        # What is not known any more is no talking and no silence.
        silent = apart if member.talking is not None else apart - {"talking"}
        if changed := _changed(was, member, silent):
            yield MemberChanged(uuid=member.uuid, changed=changed)
        if member.talking is not None and was.talking != member.talking:
            yield MemberTalking(uuid=member.uuid, talking=member.talking)
    for floor in floors:
        yield FloorChanged(floor=floor, uuid=next((one.uuid for one in new.members if getattr(one, floor)), None))
    yield from _outputs(old.recordings, new.recordings)
    yield from _outputs(old.streams, new.streams)


def _passed_on(floor: str, stayed: list[tuple[MemberState, MemberState]], new: ConferenceState) -> bool:
    """Whether a floor went from one to another, or to nobody: what else may be of it, a member's own event tells."""
    has = [getattr(member, floor) for member in new.members]
    moved = any(getattr(was, floor) != getattr(member, floor) for was, member in stayed)
    return moved and has.count(True) <= 1 and None not in has


def _outputs(before: Sequence[Output], now: Sequence[Output]) -> Iterator[Happening]:
    known = {one.id: one for one in before}
    yield from (output_happening(one) for one in now if known.get(one.id) != one)
    there = {one.id for one in now}
    yield from (output_happening(one, forgotten=True) for one in before if one.id not in there)


def _changed(old: msgspec.Struct, new: msgspec.Struct, without: frozenset[str] | set[str]) -> dict[str, object]:
    names = [name for name in new.__struct_fields__ if name not in without]
    return {name: msgspec.to_builtins(getattr(new, name)) for name in names if getattr(old, name) != getattr(new, name)}


def _left(member: MemberState, at: str, why: Why) -> MemberLeft:
    return MemberLeft(
        uuid=member.uuid,
        user=member.user,
        name=member.name,
        cause=why.causes.get(member.uuid),
        seconds=_seconds(member.joined_at, at),
    )


def _seconds(since: str | None, at: str) -> float | None:
    try:
        long = (datetime.fromisoformat(at) - datetime.fromisoformat(since or "")).total_seconds()
    except (ValueError, TypeError):
        return None
    # Two clocks: the switch's and the relay's.
    return max(0.0, round(long, 3))
