"""What a command changes of which nothing but FreeSWITCH's API event tells, whoever has given it."""

import msgspec

from freeswitch.relay.conferences.events.effects import NOTHING, Effect
from freeswitch.relay.conferences.events.hand_typed import HandTyped, banner_text, hand_typed
from freeswitch.relay.conferences.events.member_events import targets
from freeswitch.relay.conferences.rooms import Room, Rooms
from functions.shared.encoders.dial_strings import DEAF_AFTER_HOLD


def conference_command(rooms: Rooms, argument: str) -> Effect:
    """Take `conference NAME …`, which may leave a question open."""
    typed = hand_typed(argument)
    room = rooms.named(typed.conference) if typed else None
    if typed is None or room is None:
        return NOTHING
    if typed.question:
        return Effect(room=room, question=typed.question)
    if not _changes(room, typed):
        return NOTHING
    room.revision += 1
    return Effect(room=room, weight="control")


def _changes(room: Room, typed: HandTyped) -> bool:
    changed = False
    if typed.max_members is not None:
        changed, room.max_members = room.max_members != typed.max_members, typed.max_members
    if typed.canvas is not None:
        changed, room.canvas = room.canvas != typed.canvas, typed.canvas
    if typed.banner_target:
        for member in targets(room, typed.banner_target):
            banner = banner_text(typed.words[1], member.banner)
            changed |= room.change_member(msgspec.structs.replace(member, banner=banner))
    return changed


def ear_after_hold(rooms: Rooms, argument: str) -> Effect:
    """Take `uuid_setvar CALL NAME VALUE`: it says what somebody who is on hold will hear afterwards."""
    call, name, value = (*argument.split(" "), "", "", "")[:3]
    room = next((room for room in rooms if call in room.members), None)
    if name != DEAF_AFTER_HOLD or room is None or not room.members[call].on_hold:
        return NOTHING
    if not room.change_member(msgspec.structs.replace(room.members[call], deaf=value == "true")):
        return NOTHING
    room.revision += 1
    return Effect(room=room, weight="control")
