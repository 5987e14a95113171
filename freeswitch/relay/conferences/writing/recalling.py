"""What the rows know of a meeting and neither an event nor a snapshot tells: learnt of who wrote them before."""

import msgspec

from freeswitch.relay.conferences.rooms import Room
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.rows import StoredConference


def recall(room: Room, stored: StoredConference) -> None:
    """Count on from what stands in the rows of the name; of the same meeting, know what stands there."""
    room.revision = max(room.revision, stored.state.revision + 1)
    if stored.state.uuid != room.uuid:
        return
    # A snapshot does not show it; without it nobody's token would cover the conference.
    room.is_of(room.domain or stored.state.domain)
    if not stored.names_domains:
        room.name_as_before()
    # Nor this: nobody can ask for it, and it hardly ever changes.
    room.canvas = room.canvas or stored.state.canvas
    room.began_as = stored.state.began_as
    if stored.state.moved_at is not None:
        # FreeSWITCH knows only since when it is here.
        room.started_at, room.moved_at = stored.state.started_at, stored.state.moved_at
    _recall_people(room, stored.state)


def go_on(room: Room, stored: ConferenceState) -> None:
    """Know what hosts have made of whom in a meeting that another node had and that goes on here."""
    room.began_as, room.goes_on_from = stored.first_uuid, stored
    room.moved_at = room.moved_at or room.started_at
    room.started_at = stored.started_at or room.started_at
    room.had_host = any(member.is_host for member in stored.members)
    room.picture_by_hand_at = stored.picture_by_hand_at
    room.standings = {one.person: one for one in stored.standings} | room.standings


def _recall_people(room: Room, stored: ConferenceState) -> None:
    """What FreeSWITCH does not know: hosts, who is kept out, of whose place somebody has decided.

    And who was asked to be heard again and still is not.
    """
    if not room.recalled:
        room.had_host = any(member.is_host for member in stored.members)
        room.picture_by_hand_at = room.picture_by_hand_at or stored.picture_by_hand_at
        room.standings = {one.person: one for one in stored.standings} | room.standings
    for before in stored.members:
        member = room.members.get(before.uuid)
        if member is not None and member.settled is None and member.number == before.number:
            member = room.members[member.uuid] = msgspec.structs.replace(member, settled=before.settled)
        if before.asked_to_unmute_at is not None and member is not None and member.muted:
            asked = member.asked_to_unmute_at or before.asked_to_unmute_at
            room.members[member.uuid] = msgspec.structs.replace(member, asked_to_unmute_at=asked)
