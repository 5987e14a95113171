"""What an event makes of a state: pure, and patient with events that it has seen, cannot read or does not know."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from functions.shared.feed.events import (
    ConferenceChanged,
    ConferenceEnded,
    ConferenceStarted,
    Event,
    FloorChanged,
    HandLowered,
    HandRaised,
    Happening,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    MemberTalking,
    RecordingChanged,
    StreamChanged,
    happening_of,
)
from functions.shared.state import ConferenceState, MemberState, OutputState, PageHand, RecordingState, StreamState

Output = TypeVar("Output", bound=OutputState)


def apply(state: ConferenceState | None, event: Event) -> ConferenceState | None:
    """The state after the event; to apply one again, or a later one over its consequences, changes nothing.

    An event of a type that this version does not know, or of another meeting, leaves the state as it is.
    """
    try:
        happening = happening_of(event)
        if isinstance(happening, ConferenceStarted):
            return _begun(msgspec.convert(happening.conference, ConferenceState), state, event)
        if state is None or event.meeting != state.uuid or happening is None:
            return state
        if isinstance(happening, ConferenceEnded):
            return None
        change = _CHANGES.get(type(happening))
        return state if change is None else _counted(change(state, happening), event)
    except msgspec.ValidationError:
        return state


def fold(state: ConferenceState | None, events: Iterable[Event]) -> ConferenceState | None:
    """The state after these events."""
    for one in events:
        state = apply(state, one)
    return state


def in_order(state: ConferenceState) -> ConferenceState:
    """The same state, its parts in the order in which everybody shows them."""
    return msgspec.structs.replace(
        state,
        members=tuple(sorted(state.members, key=lambda member: (member.number or 0, member.uuid))),
        recordings=tuple(sorted(state.recordings, key=lambda one: one.id)),
        streams=tuple(sorted(state.streams, key=lambda one: one.id)),
        hands=tuple(sorted(state.hands, key=lambda one: (one.raised_at, one.subject))),
    )


def _begun(fresh: ConferenceState, state: ConferenceState | None, event: Event) -> ConferenceState:
    if state is not None and state.uuid == fresh.uuid:
        # Seen before: who is there is not told again.
        fresh = msgspec.structs.replace(
            fresh,
            members=state.members,
            recordings=state.recordings,
            streams=state.streams,
            hands=state.hands,
        )
    return _counted(fresh, event)


def _counted(state: ConferenceState, event: Event) -> ConferenceState:
    revision = state.revision if event.revision is None else event.revision
    return in_order(msgspec.structs.replace(state, revision=revision, member_count=len(state.members)))


def _changed(state: ConferenceState, happening: ConferenceChanged) -> ConferenceState:
    return _with(state, happening.changed)


def _joined(state: ConferenceState, happening: MemberJoined) -> ConferenceState:
    member = msgspec.convert(happening.member, MemberState)
    others = tuple(one for one in state.members if one.uuid != member.uuid)
    return msgspec.structs.replace(state, members=(*others, member))


def _left(state: ConferenceState, happening: MemberLeft) -> ConferenceState:
    return msgspec.structs.replace(state, members=tuple(one for one in state.members if one.uuid != happening.uuid))


def _member_changed(state: ConferenceState, happening: MemberChanged) -> ConferenceState:
    return _of_members(
        state, lambda member: _with(member, happening.changed) if member.uuid == happening.uuid else member
    )


def _talking(state: ConferenceState, happening: MemberTalking) -> ConferenceState:
    return _member_changed(state, MemberChanged(uuid=happening.uuid, changed={"talking": happening.talking}))


def _floor(state: ConferenceState, happening: FloorChanged) -> ConferenceState:
    return _of_members(
        state, lambda member: msgspec.structs.replace(member, **{happening.floor: member.uuid == happening.uuid})
    )


def _raised(state: ConferenceState, happening: HandRaised) -> ConferenceState:
    if happening.subject is None:
        return _with_hand(state, happening.uuid, happening.raised_at)
    hand = PageHand(subject=happening.subject, name=happening.name, raised_at=happening.raised_at)
    others = tuple(one for one in state.hands if one.subject != hand.subject)
    return msgspec.structs.replace(state, hands=(*others, hand))


def _lowered(state: ConferenceState, happening: HandLowered) -> ConferenceState:
    if happening.subject is None:
        return _with_hand(state, happening.uuid, None)
    return msgspec.structs.replace(state, hands=tuple(one for one in state.hands if one.subject != happening.subject))


def _with_hand(state: ConferenceState, uuid: str | None, raised_at: str | None) -> ConferenceState:
    return _of_members(
        state,
        lambda member: msgspec.structs.replace(member, hand_raised_at=raised_at) if member.uuid == uuid else member,
    )


def _recording(state: ConferenceState, happening: RecordingChanged) -> ConferenceState:
    return msgspec.structs.replace(
        state, recordings=_of_outputs(state.recordings, happening.id, happening.recording, RecordingState)
    )


def _stream(state: ConferenceState, happening: StreamChanged) -> ConferenceState:
    return msgspec.structs.replace(
        state, streams=_of_outputs(state.streams, happening.id, happening.stream, StreamState)
    )


_CHANGES: dict[type[Happening], Callable[[ConferenceState, Any], ConferenceState]] = {
    ConferenceChanged: _changed,
    MemberJoined: _joined,
    MemberLeft: _left,
    MemberChanged: _member_changed,
    MemberTalking: _talking,
    FloorChanged: _floor,
    HandRaised: _raised,
    HandLowered: _lowered,
    RecordingChanged: _recording,
    StreamChanged: _stream,
}

Struct = TypeVar("Struct", bound=msgspec.Struct)


def _with(struct: Struct, changed: dict[str, object]) -> Struct:
    """With other values in these fields; fields of another version are left out."""
    known = {name: value for name, value in changed.items() if name in struct.__struct_fields__}
    return msgspec.convert({**msgspec.to_builtins(struct), **known}, type(struct))


def _of_members(state: ConferenceState, change: Callable[[MemberState], MemberState]) -> ConferenceState:
    return msgspec.structs.replace(state, members=tuple(change(member) for member in state.members))


def _of_outputs(
    before: tuple[Output, ...], output: str, now: dict[str, object] | None, kind: type[Output]
) -> tuple[Output, ...]:
    others = tuple(one for one in before if one.id != output)
    return others if now is None else (*others, msgspec.convert(now, kind))
