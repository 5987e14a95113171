"""What every event means for the conferences: events in, state out, no network and no clock."""

from collections.abc import Iterable

import msgspec

from freeswitch.relay.conferences.events.api_events import conference_command, ear_after_hold
from freeswitch.relay.conferences.events.departures import Bygones, Departure, Departures
from freeswitch.relay.conferences.events.effects import NOTHING, Effect
from freeswitch.relay.conferences.events.member_events import ACTIONS, Weight, member_of
from freeswitch.relay.conferences.events.sizes import Sizes
from freeswitch.relay.conferences.observers import is_ghost, watched
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.quality.lights import Qualities
from freeswitch.relay.quality.reports import report_of
from freeswitch.relay.switch.event_values import REPORTS, Event, event_time
from functions.shared.commands.naming import RENAMED
from functions.shared.encoders.between_nodes import MOVES_TO
from functions.shared.encoders.dial_strings import as_domain
from functions.shared.layouts.conference_profile import RAISE_HAND
from functions.shared.state import MemberState

TOLD_BY_CONFERENCES = frozenset({"conference::maintenance", RENAMED})
# What tells of somebody who may have left by then.
OF_WHO_MAY_BE_GONE = frozenset({"kick-member", "hup-member", "transfer", "renamed"})


class ConferenceEvents:
    """Applies events to the rooms.

    Only `conference-create` makes a meeting and only `add-member` a member, or else a snapshot. Whoever another event
    tells of, and who is not known, may be gone by now: the event may be older than the snapshot. So nothing is made up
    from it, and a snapshot says who is there.
    """

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.departures = Departures()
        self._sizes = Sizes()
        self._bygones = Bygones()
        self._qualities = Qualities()

    def apply(self, event: Event) -> Effect:
        """Take one event."""
        match event.get("Event-Name"):
            case "CUSTOM" if event.get("Event-Subclass") in TOLD_BY_CONFERENCES:
                return self._maintenance(event)
            case "API" if event.get("API-Command") == "conference":
                return conference_command(self.rooms, event.get("API-Command-Argument", ""))
            case "API" if event.get("API-Command") == "uuid_setvar":
                return self._variable_set(event.get("API-Command-Argument", ""))
            case name if name in REPORTS:
                return self._reported(event)
            case "CHANNEL_HANGUP":
                cause = event.get("Hangup-Cause", "")
                return Effect(departure=self.departures.hung_up(event.get("Unique-ID", ""), cause))
        return NOTHING

    def read_afresh(self, gone: Iterable[Room], left: Iterable[tuple[Room, MemberState]]) -> None:
        """After a snapshot all sizes are right, and what it did not show any more is over.

        mod_conference: a conference is listed before its conference-create and until before its conference-destroy, a
        member before add-member and until before del-member.
        """
        self._sizes.forget_all()
        for room in gone:
            self._bygones.is_over(room.uuid)
        for room, member in left:
            self._bygones.has_left(room.uuid, str(member.number))
        self._qualities.keep({call for room in self.rooms for call in room.members})

    def _maintenance(self, event: Event) -> Effect:
        uuid, name, action = event.get("Conference-Unique-ID"), event.get("Conference-Name"), event.get("Action", "")
        if not uuid or not name or self._bygones.over(uuid):
            return NOTHING
        room = self.rooms.get(uuid)
        if action == "conference-destroy":
            self._bygones.is_over(uuid)
            return self._destroy(room)
        created = room is None
        if room is None:
            if action != "conference-create":
                return Effect(gap=f"{action} of a conference that was not known")
            room = self.rooms.open(name, uuid)
            room.started_at, room.locked = event_time(event), False
        room.is_of(as_domain(event.get("Conference-Domain", "")))
        before, observers = len(room.members), set(room.observers)
        weight, gap = self._act(room, action, event)
        call = event.get("Unique-ID")
        left = call if action == "del-member" and len(room.members) < before else None
        departure = self._departure(room, action, event)
        if created or weight == "control":
            weight = "control"
            room.revision += 1
        return Effect(
            room=room,
            weight=weight,
            joined=call if action == "add-member" and call in room.members else None,
            departure=departure,
            watching=observers != set(room.observers),
            left=left,
            # Whose call goes on has left by themselves: there is neither a hang-up nor a command.
            cause=departure.cause if departure else event.get("Hangup-Cause", "left"),
            hand=call if action == "dtmf" and event.get("Data") == RAISE_HAND else None,
            gap=gap or self._sizes.gap(room, event),
        )

    def _remove(self, room: Room, call: str, number: str) -> Weight:
        self._bygones.has_left(room.uuid, number)
        there = room.members.get(call)
        if there is None or (there.number is not None and str(there.number) != number):
            # Gone already, or back since.
            return "none"
        del room.members[call]
        room.numbers_shown.pop(call, None)
        self._qualities.forget(call)
        return "control"

    def _destroy(self, room: Room | None) -> Effect:
        if room is None:
            return NOTHING
        room.revision += 1
        self.rooms.close(room)
        self._sizes.forget(room.uuid)
        return Effect(room=room, weight="control", ended=True)

    def _act(self, room: Room, action: str, event: Event) -> tuple[Weight, str | None]:
        if (special := ACTIONS.get(action)) is not None:
            return special(room, event), None
        call = event.get("Unique-ID")
        if not call or "Member-ID" not in event:
            return "none", None
        if is_ghost(event):
            return watched(room, call, event), None
        if action == "del-member":
            return self._remove(room, call, event["Member-ID"]), None
        if self._bygones.left(room.uuid, event["Member-ID"]):
            return "none", None
        if action == "add-member":
            room.numbers_shown[call] = event.get("Caller-Caller-ID-Number", "")
        if call not in room.members and action != "add-member":
            return "none", None if action in OF_WHO_MAY_BE_GONE else f"{action} of a member that was not known"
        return ("control" if room.change_member(member_of(event, room.members.get(call))) else "soft"), None

    def _departure(self, room: Room, action: str, event: Event) -> Departure | None:
        call = event.get("Unique-ID", "")
        if action in ("kick-member", "hup-member", "transfer"):
            self.departures.sent_away(call, action)
        if action == "del-member":
            return self.departures.left(room.name, call)
        return None

    def _variable_set(self, argument: str) -> Effect:
        call, _, said = argument.partition(" ")
        if said.partition(" ")[0] == MOVES_TO:
            # It is taken out of its conference next, and to another node.
            self.departures.sent_away(call, MOVES_TO)
        return ear_after_hold(self.rooms, argument)

    def _reported(self, event: Event) -> Effect:
        """How a member is heard and sees; of calls that are in no conference nobody asks."""
        report = report_of(event)
        room = next((room for room in self.rooms if report is not None and report.call in room.members), None)
        if report is None or room is None:
            return NOTHING
        member, quality = room.members[report.call], self._qualities.take(report)
        if member.quality == quality:
            return NOTHING
        room.change_member(msgspec.structs.replace(member, quality=quality))
        return Effect(room=room, weight="soft")
