"""The state of all conferences read at one moment: `json_list`, and `list` for what only that shows."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import msgspec

from freeswitch.relay.conferences.channel_questions import asked_for_ghost, deaf_after_hold
from freeswitch.relay.conferences.listing import (
    Listed,
    ListedConference,
    Seat,
    read_json_list,
    read_named_json_list,
    read_seats,
)
from freeswitch.relay.conferences.observers import is_observer, listed_observer
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.switch.event_values import output_id, rfc3339
from functions.shared.grammars.names import one_line
from functions.shared.state import MemberState, OutputState

# A conference's name as it may stand in a command; one that somebody made by hand with another name is not asked about.
_SAFE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Snapshot(NamedTuple):
    """The rooms that live, those that were known and are gone, and who was known in the living ones and is gone.

    Those that are gone stay known until somebody closes them: what is not believed in the end has ended nothing.
    """

    living: list[Room]
    gone: list[Room]
    left: list[tuple[Room, MemberState]]


def take_snapshot(rooms: Rooms, ask: Callable[[str], str], now: float) -> Snapshot:
    """Ask FreeSWITCH for everything; what the events told before is forgotten where a gap may have changed it.

    Raises:
        EslError: FreeSWITCH could not be asked.
        ValueError: it answered with something else.
    """
    before = {room.uuid: room.members for room in rooms}
    conferences = read_json_list(ask("conference json_list compact"))
    living = [_living(rooms, conference, ask, now) for conference in conferences]
    uuids = {room.uuid for room in living}
    gone = [room for room in rooms if room.uuid not in uuids]
    left = [
        (room, member)
        for room in living
        for call, member in before.get(room.uuid, {}).items()
        if call not in room.members or room.members[call].number != member.number
    ]
    return Snapshot(living, gone, left)


def _living(rooms: Rooms, conference: ListedConference, ask: Callable[[str], str], now: float) -> Room:
    room = rooms.open(conference.conference_name, conference.conference_uuid)
    room.revision += 1
    room.started_at = room.started_at or rfc3339(now - conference.run_time)
    room.locked, room.max_members = conference.locked, conference.max_members
    room.layout = room.layout_group = None
    everybody = conference.callers()
    seats = seats_of(conference.conference_name, everybody, ask)
    ghosts = ghosts_of(conference, seats, ask)
    room.observers = {
        one.uuid: listed_observer(one, room.observers.get(one.uuid), now) for one in ghosts if is_observer(one)
    }
    callers = [one for one in everybody if one not in ghosts]
    before = room.members
    room.members = {
        caller.uuid: _member(caller, seats.get(caller.uuid, Seat()), before.get(caller.uuid), ask, now)
        for caller in callers
    }
    room.numbers_shown = {caller.uuid: caller.caller_id_number for caller in everybody}
    room.recordings, room.streams = {}, {}
    for one in conference.members:
        if one.type == "recording_node" and one.record_path:
            output, is_stream = output_id(one.record_path)
            place = room.streams if is_stream else room.recordings
            place[output] = OutputState(id=output, state="live", paused=one.status == "paused")
    return room


def seats_of(name: str, callers: list[Listed], ask: Callable[[str], str]) -> dict[str, Seat]:
    return read_seats(callers, ask(f"conference {name} list")) if callers and _SAFE_NAME.fullmatch(name) else {}


def ghosts_of(conference: ListedConference, seats: Mapping[str, Seat], ask: Callable[[str], str]) -> list[Listed]:
    """Those of a conference who are no members; where another's name hides a row of `list`, the call is asked."""
    if not conference.ghost_count:
        return []
    said = ((one, seats.get(one.uuid, Seat()).ghost) for one in conference.callers())
    return [one for one, ghost in said if (asked_for_ghost(ask, one.uuid) if ghost is None else ghost)]


def refresh_seats(room: Room, ask: Callable[[str], str]) -> Literal["none", "soft", "control"]:
    """Read the seats of one conference again, after a command that tells nothing about how it ended."""
    listed = read_named_json_list(ask(f"conference {room.name} json_list"))
    conference = next((one for one in listed if one.conference_uuid == room.uuid), None)
    if conference is None:
        return "none"
    weight: Literal["none", "soft", "control"] = "none"
    for call, seat in seats_of(room.name, conference.callers(), ask).items():
        member = room.members.get(call)
        if member is None:
            continue
        changed = msgspec.structs.replace(member, slot=seat.slot, role=seat.role, video_floor=seat.video_floor)
        if changed != member:
            weight = "control" if room.change_member(changed) or weight == "control" else "soft"
    return weight


def _member(
    caller: Listed, seat: Seat, before: MemberState | None, ask: Callable[[str], str], now: float
) -> MemberState:
    flags = caller.flags
    muted, deaf = opposite(flags.can_speak), opposite(flags.can_hear)
    if flags.hold:
        # On hold both are shown as taken, whatever will be so afterwards.
        muted, deaf = before.muted if before else None, deaf_after_hold(ask, caller.uuid)
    return MemberState(
        uuid=caller.uuid,
        number=caller.id,
        user=before.user if before else None,
        invitee=before.invitee if before else None,
        name=one_line(caller.caller_id_name),
        muted=muted,
        video=flags.has_video,
        deaf=deaf,
        on_hold=flags.hold,
        talking=flags.talking,
        floor=flags.has_floor,
        video_floor=seat.video_floor,
        moderator=flags.is_moderator,
        slot=seat.slot,
        settled=before.settled if before and before.number == caller.id else None,
        role=seat.role,
        volume_in=caller.volume_in,
        volume_out=caller.volume_out,
        quality=before.quality if before else None,
        asked_to_unmute_at=before.asked_to_unmute_at if before and muted else None,
        joined_at=(before.joined_at if before else None) or rfc3339(now - caller.join_time),
    )


def opposite(value: bool | None) -> bool | None:
    return None if value is None else not value
