"""What is different between two states of a conference, as events; nothing else makes events of a state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from uuid import uuid4

import msgspec

from functions.shared.feed.events import (
    ConferenceChanged,
    ConferenceEnded,
    ConferenceStarted,
    Event,
    FloorChanged,
    Gap,
    HandLowered,
    HandRaised,
    Happening,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    MemberTalking,
    plain,
    type_of,
)
from functions.shared.feed.output_events import Output, output_happening
from functions.shared.grammars.moments import seconds_between
from functions.shared.state import ConferenceState, MemberState, PageHand

# Told by events of their own, and by the event itself.
_OF_EVENTS: Final = frozenset({"members", "recordings", "streams", "hands", "member_count"})
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


def gap_of(state: ConferenceState, *, since: str | None, reason: str, at: str) -> Event:
    """Nobody listened from then (RFC 3339; None: since it began, as far as is known) till now."""
    return event_of(state, Gap(since=since or state.here_since, to=at, reason=reason), at)


def _beginning(new: ConferenceState) -> Iterator[Happening]:
    # No claim about who is there or what is recorded: events of their own follow.
    shown = _plain(new).items()
    yield ConferenceStarted(conference={name: value for name, value in shown if name not in _OF_EVENTS})
    yield from (MemberJoined(member=msgspec.to_builtins(member)) for member in new.members)
    yield from _page_hands((), new.hands)
    yield from _outputs((), new.recordings)
    yield from _outputs((), new.streams)


def _ending(old: ConferenceState, at: str, why: Why) -> Iterator[Happening]:
    for member in old.members:
        yield from _leaving(member, at, why)
    yield from _page_hands(old.hands, ())
    yield ConferenceEnded(reason=why.ended)


def _different(old: ConferenceState, new: ConferenceState, at: str, why: Why) -> Iterator[Happening]:
    before = {member.uuid: member for member in old.members}
    now = {member.uuid: member for member in new.members}
    for uuid, member in before.items():
        if uuid not in now:
            yield from _leaving(member, at, why)
    yield from (MemberJoined(member=msgspec.to_builtins(one)) for uuid, one in now.items() if uuid not in before)
    if changed := _changed(old, new, _OF_OTHERS):
        if "standings" in changed and new.began_as is not None:
            # Whoever reads who is kept out has to know of which meeting the people are made.
            changed["began_as"] = new.began_as
        yield ConferenceChanged(changed=changed)
    stayed = [(before[uuid], member) for uuid, member in now.items() if uuid in before]
    floors = [floor for floor in FLOORS if _passed_on(floor, stayed, new)]
    apart = {"talking", "hand_raised_at", *floors}
    for was, member in stayed:
        # What is not known any more is no talking and no silence.
        silent = apart if member.talking is not None else apart - {"talking"}
        if changed := _changed(was, member, silent):
            yield MemberChanged(uuid=member.uuid, changed=changed)
        if member.talking is not None and was.talking != member.talking:
            yield MemberTalking(uuid=member.uuid, talking=member.talking)
        if was.hand_raised_at != member.hand_raised_at:
            yield _hand(member)
    for floor in floors:
        yield FloorChanged(floor=floor, uuid=next((one.uuid for one in new.members if getattr(one, floor)), None))
    yield from _page_hands(old.hands, new.hands)
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
    return {name: _plain(getattr(new, name)) for name in names if getattr(old, name) != getattr(new, name)}


def _plain(value: object) -> Any:
    """As it is after its journey: `msgspec.to_builtins` leaves tuples."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _hand(member: MemberState) -> Happening:
    if member.hand_raised_at is None:
        return HandLowered(uuid=member.uuid)
    return HandRaised(uuid=member.uuid, raised_at=member.hand_raised_at)


def _page_hands(before: Sequence[PageHand], now: Sequence[PageHand]) -> Iterator[Happening]:
    known = {one.subject: one for one in before}
    there = {one.subject for one in now}
    yield from (HandLowered(subject=subject) for subject in known if subject not in there)
    yield from (
        HandRaised(subject=one.subject, name=one.name, raised_at=one.raised_at)
        for one in now
        if known.get(one.subject) != one
    )


def _leaving(member: MemberState, at: str, why: Why) -> Iterator[Happening]:
    """Whoever leaves takes the hand down."""
    if member.hand_raised_at is not None:
        yield HandLowered(uuid=member.uuid)
    yield _left(member, at, why)


def _left(member: MemberState, at: str, why: Why) -> MemberLeft:
    return MemberLeft(
        uuid=member.uuid,
        user=member.user,
        name=member.name,
        cause=why.causes.get(member.uuid),
        seconds=seconds_between(member.joined_at, at),
    )
