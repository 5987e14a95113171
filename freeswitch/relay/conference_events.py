"""What every event means for the conferences: events in, state out, no network and no clock."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Literal

import msgspec

from freeswitch.relay.departures import Departure, Departures
from freeswitch.relay.hand_typed import Question, banner_text, hand_typed
from freeswitch.relay.rooms import Room, Rooms
from functions.shared.conference_state import MemberState, OutputState

Event = Mapping[str, str]

# Conference-Size runs ahead of add-member and behind del-member by milliseconds; longer means that we missed something.
ODD_SIZE_EVENTS = 5
ODD_SIZE_SECONDS = 2.0

_OPTION_BLOCKS = re.compile(r"^(?:\{[^}]*\})+")
_OUTPUT_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_LARGEST_INTEGER = 18


@dataclass(frozen=True, slots=True)
class Effect:
    """What one event changed and what must be asked because of it."""

    room: Room | None = None
    # `control` moves the revision and is written at once; `soft` (talking, floors) may wait.
    weight: Literal["none", "soft", "control"] = "none"
    created: bool = False
    ended: bool = False
    question: Question | None = None
    joined: str | None = None
    departure: Departure | None = None
    gap: str | None = None


NOTHING = Effect()


class ConferenceEvents:
    """Applies events to the rooms."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.departures = Departures()
        self._odd_sizes: dict[str, tuple[int, float]] = {}

    def apply(self, event: Event) -> Effect:
        """Take one event."""
        match event.get("Event-Name"):
            case "CUSTOM" if event.get("Event-Subclass") == "conference::maintenance":
                return self._maintenance(event)
            case "API" if event.get("API-Command") == "conference":
                return self._api(event.get("API-Command-Argument", ""))
            case "CHANNEL_HANGUP":
                cause = event.get("Hangup-Cause", "")
                return Effect(departure=self.departures.hung_up(event.get("Unique-ID", ""), cause))
        return NOTHING

    def forget_sizes(self) -> None:
        """After a snapshot all sizes are right."""
        self._odd_sizes.clear()

    def _maintenance(self, event: Event) -> Effect:
        uuid, name, action = event.get("Conference-Unique-ID"), event.get("Conference-Name"), event.get("Action", "")
        if not uuid or not name:
            return NOTHING
        room = self.rooms.get(uuid)
        if action == "conference-destroy":
            return self._destroy(room)
        created = room is None
        gap = None
        if room is None:
            room = self.rooms.open(name, uuid)
            if action == "conference-create":
                room.started_at, room.locked = event_time(event), False
            else:
                gap = f"{action} of a conference that was not known"
        room.domain = event.get("Conference-Domain") or room.domain
        weight, member_gap = self._act(room, action, event)
        if created or weight == "control":
            weight = "control"
            room.revision += 1
        return Effect(
            room=room,
            weight=weight,
            created=created,
            joined=event.get("Unique-ID") if action == "add-member" else None,
            departure=self._departure(room, action, event),
            gap=gap or member_gap or self._size_gap(room, event),
        )

    def _destroy(self, room: Room | None) -> Effect:
        if room is None:
            return NOTHING
        room.revision += 1
        self.rooms.close(room)
        self._odd_sizes.pop(room.uuid, None)
        return Effect(room=room, weight="control", ended=True)

    def _act(self, room: Room, action: str, event: Event) -> tuple[Literal["none", "soft", "control"], str | None]:
        if (special := _ACTIONS.get(action)) is not None:
            return special(room, event), None
        call = event.get("Unique-ID")
        if not call or "Member-ID" not in event or event.get("Member-Ghost") == "true":
            return "none", None
        if action == "del-member":
            return ("control" if room.members.pop(call, None) else "none"), None
        known = call in room.members
        if not known and action in ("kick-member", "hup-member", "transfer"):
            return "none", None
        hard = room.change_member(member_of(event, room.members.get(call)))
        missed = None if known or action == "add-member" else f"{action} of a member that was not known"
        return ("control" if hard else "soft"), missed

    def _departure(self, room: Room, action: str, event: Event) -> Departure | None:
        call = event.get("Unique-ID", "")
        if action in ("kick-member", "hup-member", "transfer"):
            self.departures.sent_away(call, action)
        if action == "del-member":
            return self.departures.left(room.name, call)
        return None

    def _size_gap(self, room: Room, event: Event) -> str | None:
        size = integer(event.get("Conference-Size"))
        if size is None or size == len(room.members):
            self._odd_sizes.pop(room.uuid, None)
            return None
        at = (integer(event.get("Event-Date-Timestamp")) or 0) / 1e6
        times, since = self._odd_sizes.get(room.uuid, (0, at))
        self._odd_sizes[room.uuid] = (times + 1, since)
        if times + 1 < ODD_SIZE_EVENTS or at - since < ODD_SIZE_SECONDS:
            return None
        del self._odd_sizes[room.uuid]
        return f"FreeSWITCH counts {size} members, {len(room.members)} are known"

    def _api(self, argument: str) -> Effect:
        typed = hand_typed(argument)
        room = self.rooms.named(typed.conference) if typed else None
        if typed is None or room is None:
            return NOTHING
        if typed.question:
            return Effect(room=room, question=typed.question)
        changed = False
        if typed.max_members is not None:
            changed, room.max_members = room.max_members != typed.max_members, typed.max_members
        if typed.banner_target:
            for member in targets(room, typed.banner_target):
                banner = banner_text(typed.words[1], member.banner)
                changed |= room.change_member(msgspec.structs.replace(member, banner=banner))
        if not changed:
            return NOTHING
        room.revision += 1
        return Effect(room=room, weight="control")


def targets(room: Room, word: str) -> list[MemberState]:
    """The members that a command typed with this target meets; what needs channel variables is not known here."""
    if word == "all":
        return list(room.members.values())
    if word == "non_moderator":
        return [member for member in room.members.values() if not member.moderator]
    if word.startswith("uuid="):
        member = room.members.get(word.removeprefix("uuid="))
    else:
        digits = re.match(r"[0-9]{1,9}", word)
        member = room.numbered(int(digits[0])) if digits else None
    return [member] if member else []


def member_of(event: Event, before: MemberState | None) -> MemberState:
    """A member as an event with the member's headers shows it."""
    action = event.get("Action")
    base = before or MemberState(uuid=event["Unique-ID"])
    changes: dict[str, object] = {
        "number": integer(event.get("Member-ID")) or base.number,
        "name": event.get("Caller-Caller-ID-Name", base.name),
        "muted": flag(event, "Speak", base.muted, opposite=True),
        "deaf": flag(event, "Hear", base.deaf, opposite=True),
        "video_muted": flag(event, "See", base.video_muted, opposite=True),
        "on_hold": flag(event, "Hold", base.on_hold),
        "talking": flag(event, "Talking", base.talking),
        "floor": flag(event, "Floor", base.floor),
        "moderator": event["Member-Type"] == "moderator" if "Member-Type" in event else base.moderator,
    }
    if event.get("variable_sip_authorized") == "true":
        changes["user"] = event.get("variable_user_name") or base.user
    if action == "add-member":
        changes |= {"joined_at": event_time(event), "video_floor": False, "volume_in": 0, "volume_out": 0}
    elif action in ("start-talking", "stop-talking"):
        changes["talking"] = action == "start-talking"
    elif action in ("volume-in-member", "volume-out-member"):
        side = "volume_in" if action == "volume-in-member" else "volume_out"
        changes[side] = integer(event.get("Volume-Level"))
    if changes["muted"] or changes["on_hold"]:
        changes["talking"] = False
    return msgspec.structs.replace(base, **changes)


def _lock(room: Room, event: Event) -> Literal["none", "control"]:
    locked = event["Action"] == "lock"
    changed, room.locked = room.locked != locked, locked
    return "control" if changed else "none"


def _floor(room: Room, event: Event) -> Literal["soft"]:
    holder = integer(event.get("New-ID"))
    side = "floor" if event["Action"] == "floor-change" else "video_floor"
    for uuid, member in room.members.items():
        holds = member.number == holder and holder is not None
        if getattr(member, side) != holds:
            room.members[uuid] = msgspec.structs.replace(member, **{side: holds})
    return "soft"


def _recording(room: Room, event: Event) -> Literal["none", "control"]:
    output, is_stream = output_id(event.get("Path", ""))
    place = room.streams if is_stream else room.recordings
    match event["Action"]:
        case "start-recording" if "Error" in event:
            return "none"
        case "start-recording":
            place[output] = OutputState(id=output, state="live", paused=False, started_at=event_time(event))
        case "stop-recording":
            return "control" if place.pop(output, None) else "none"
        case action if output in place:
            place[output] = msgspec.structs.replace(place[output], paused=action == "pause-recording")
    return "control"


_ACTIONS: dict[str, Callable[[Room, Event], Literal["none", "soft", "control"]]] = {
    "conference-create": lambda _room, _event: "control",
    "lock": _lock,
    "unlock": _lock,
    "floor-change": _floor,
    "video-floor-change": _floor,
    "start-recording": _recording,
    "stop-recording": _recording,
    "pause-recording": _recording,
    "resume-recording": _recording,
    "rejected-join-only": lambda _room, _event: "none",
}


def output_id(path: str) -> tuple[str, bool]:
    """The id under which a recording or stream is shown, and whether it is a stream; never a path, never a key."""
    bare = _OPTION_BLOCKS.sub("", path)
    is_stream = "://" in bare
    stem = "" if is_stream else PurePosixPath(bare).stem
    if not _OUTPUT_ID.fullmatch(stem):
        stem = hashlib.sha256(bare.encode()).hexdigest()[:16]
    return stem, is_stream


def event_time(event: Event) -> str:
    """When FreeSWITCH made the event, as RFC 3339."""
    micros = integer(event.get("Event-Date-Timestamp")) or 0
    return rfc3339(min(micros / 1e6, 253402300799.0))


def rfc3339(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def integer(text: str | None) -> int | None:
    """A whole number as FreeSWITCH writes it, or None."""
    if text is None or len(text) > _LARGEST_INTEGER or not text.removeprefix("-").isdigit() or not text.isascii():
        return None
    return int(text)


def flag(event: Event, name: str, before: bool | None, *, opposite: bool = False) -> bool | None:
    return before if name not in event else (event[name] == "true") is not opposite
