"""What an event makes of a state: pure, and patient with events that it has seen, cannot read or does not know.

A state is the conference as the API's JSON has it, so that what this version does not know of it stays in it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeGuard

from freeswitch_functions_client.schemas import Event

State = Mapping[str, object]
Item = Mapping[str, object]
Change = Callable[[State, Item], State | None]


def apply(state: State | None, event: Event) -> State | None:
    """Return the state after the event; to apply one again, or a later one over its consequences, changes nothing.

    An event of a type that this version does not know, or of another meeting, leaves the state as it is. What else
    stands in a state (such as `node_state`) stays there.
    """
    data: object = event.data
    if not _is_item(data):
        return state
    if event.type == "conference.started":
        return _begun(state, event, data.get("conference"))
    if state is None or event.meeting != state.get("uuid"):
        return state
    if event.type == "conference.ended":
        return None
    change = _CHANGES.get(event.type)
    changed = change(state, data) if change else None
    return state if changed is None else _counted(changed, event)


def fold(state: State | None, events: Iterable[Event]) -> State | None:
    """Return the state after these events."""
    for event in events:
        state = apply(state, event)
    return state


def _begun(state: State | None, event: Event, conference: object) -> State | None:
    if not (_has(conference, "uuid") and _has(conference, "name") and _has(conference, "node")):
        return state
    # Seen before: who is there is not told again.
    seen: State = state if state is not None and state.get("uuid") == conference["uuid"] else {}
    lists = {name: seen.get(name, []) for name in ("members", "recordings", "streams", "hands")}
    return _counted({**seen, **conference, **lists}, event)


# None: the event cannot be read.


def _changed(state: State, data: Item) -> State | None:
    changed = data.get("changed")
    return _with(state, changed) if _is_item(changed) else None


def _joined(state: State, data: Item) -> State | None:
    member = data.get("member")
    return _put(state, "members", "uuid", member) if _has(member, "uuid") else None


def _left(state: State, data: Item) -> State | None:
    return _without(state, "members", "uuid", data["uuid"]) if _has(data, "uuid") else None


def _member_changed(state: State, data: Item) -> State | None:
    changed = data.get("changed")
    return _of_member(state, data["uuid"], changed) if _has(data, "uuid") and _is_item(changed) else None


def _talking(state: State, data: Item) -> State | None:
    talking = data.get("talking")
    if not (_has(data, "uuid") and isinstance(talking, bool)):
        return None
    return _of_member(state, data["uuid"], {"talking": talking})


def _floor(state: State, data: Item) -> State | None:
    floor, uuid = data.get("floor"), data.get("uuid", 0)
    if floor not in ("floor", "video_floor") or not isinstance(uuid, str | None):
        return None
    return {**state, "members": [{**one, str(floor): one.get("uuid") == uuid} for one in _list(state, "members")]}


def _recording(state: State, data: Item) -> State | None:
    return _output(state, "recordings", data, "recording")


def _stream(state: State, data: Item) -> State | None:
    return _output(state, "streams", data, "stream")


def _raised(state: State, data: Item) -> State | None:
    """A member's hand, or that of somebody who is in a page only."""
    if not _has(data, "raised_at"):
        return None
    if _has(data, "subject"):
        hand = {name: data.get(name) for name in ("subject", "name", "raised_at")}
        return _put(state, "hands", "subject", hand)
    return _of_member(state, data["uuid"], {"hand_raised_at": data["raised_at"]}) if _has(data, "uuid") else state


def _lowered(state: State, data: Item) -> State | None:
    if _has(data, "subject"):
        return _without(state, "hands", "subject", data["subject"])
    return _of_member(state, data["uuid"], {"hand_raised_at": None}) if _has(data, "uuid") else state


_CHANGES: dict[str, Change] = {
    "conference.changed": _changed,
    "member.joined": _joined,
    "member.left": _left,
    "member.changed": _member_changed,
    "member.talking": _talking,
    "floor.changed": _floor,
    "recording.changed": _recording,
    "stream.changed": _stream,
    "hand.raised": _raised,
    "hand.lowered": _lowered,
}


def _output(state: State, name: str, data: Item, field: str) -> State | None:
    if not (_has(data, "id") and field in data):
        return None
    now = data[field]
    others = _without(state, name, "id", data["id"])
    if now is None:
        return others
    return _put(others, name, "id", now) if _has(now, "id") else None


def _put(state: State, name: str, key: str, item: Item) -> State:
    return {**state, name: [*_list(_without(state, name, key, item[key]), name), item]}


def _without(state: State, name: str, key: str, value: object) -> State:
    return {**state, name: [one for one in _list(state, name) if one.get(key) != value]}


def _of_member(state: State, uuid: object, changed: Item) -> State:
    members = [_with(one, changed) if one.get("uuid") == uuid else one for one in _list(state, "members")]
    return {**state, "members": members}


def _with(item: Item, changed: Item) -> Item:
    """With other values in these fields; fields that it does not have are of another version and are left out."""
    return {**item, **{name: value for name, value in changed.items() if name in item}}


def _counted(state: State, event: Event) -> State:
    members = _list(state, "members")
    return {
        **state,
        "revision": state.get("revision") if event.revision is None else event.revision,
        "member_count": len(members),
        # In the order in which everybody shows them.
        "members": sorted(members, key=lambda one: (_number(one), str(one.get("uuid")))),
        "recordings": sorted(_list(state, "recordings"), key=lambda one: str(one.get("id"))),
        "streams": sorted(_list(state, "streams"), key=lambda one: str(one.get("id"))),
        "hands": sorted(_list(state, "hands"), key=lambda one: (str(one.get("raised_at")), str(one.get("subject")))),
    }


def _number(member: Item) -> int:
    number = member.get("number")
    return number if isinstance(number, int) else 0


def _list(state: State, name: str) -> list[Item]:
    found = state.get(name)
    return [one for one in found if _is_item(one)] if isinstance(found, list | tuple) else []


def _is_item(value: object) -> TypeGuard[Item]:
    return isinstance(value, Mapping)


def _has(value: object, key: str) -> TypeGuard[Item]:
    return _is_item(value) and isinstance(value.get(key), str)
