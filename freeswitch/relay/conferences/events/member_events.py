"""What events tell about members, floors, locks and recordings of a conference."""

import re
from collections.abc import Callable
from typing import Literal

import msgspec

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.switch.event_values import Event, event_time, flag, integer, output_id
from functions.shared.grammars.media import PLEASE_UNMUTE
from functions.shared.grammars.names import one_line
from functions.shared.standings.user_names import authenticated
from functions.shared.state import MemberState, OutputState

# `control` moves the revision and is written at once; `soft` (talking, floors) may wait.
Weight = Literal["none", "soft", "control"]


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
    """A member as an event with the member's headers shows it; the room says how a user is named in it."""
    action = event.get("Action")
    base = before or MemberState(uuid=event["Unique-ID"])
    on_hold = flag(event, "Hold", base.on_hold)
    changes: dict[str, object] = {
        "number": integer(event.get("Member-ID")) or base.number,
        "name": one_line(event["Caller-Caller-ID-Name"]) if "Caller-Caller-ID-Name" in event else base.name,
        "muted": flag(event, "Speak", base.muted, opposite=True),
        # Who is on hold hears music only; what they will hear afterwards a variable of the call tells.
        "deaf": base.deaf if on_hold else flag(event, "Hear", base.deaf, opposite=True),
        "video": flag(event, "Video", base.video),
        "video_muted": flag(event, "See", base.video_muted, opposite=True),
        "on_hold": on_hold,
        "talking": flag(event, "Talking", base.talking),
        "floor": flag(event, "Floor", base.floor),
        "moderator": event["Member-Type"] == "moderator" if "Member-Type" in event else base.moderator,
    }
    if event.get("variable_sip_authorized") == "true":
        known = authenticated(event.get("variable_user_name"), event.get("variable_domain_name"))
        changes["user"] = known or base.user
    if action == "add-member":
        changes |= {"joined_at": event_time(event), "video_floor": False, "volume_in": 0, "volume_out": 0}
    elif action in ("start-talking", "stop-talking"):
        changes["talking"] = action == "start-talking"
    elif action in ("volume-in-member", "volume-out-member"):
        side = "volume_in" if action == "volume-in-member" else "volume_out"
        changes[side] = integer(event.get("Volume-Level"))
    elif action == "play-file-member" and _asks_to_unmute(event):
        changes["asked_to_unmute_at"] = event_time(event)
    if not changes["muted"]:
        changes["asked_to_unmute_at"] = None
    if changes["muted"] or changes["on_hold"]:
        changes["talking"] = False
    return msgspec.structs.replace(base, **changes)


def _asks_to_unmute(event: Event) -> bool:
    return "Error" not in event and event.get("File", "").endswith(f"/{PLEASE_UNMUTE}.wav")


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


ACTIONS: dict[str, Callable[[Room, Event], Weight]] = {
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
