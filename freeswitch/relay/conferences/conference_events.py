"""What every event means for the conferences: events in, state out, no network and no clock."""

from collections import OrderedDict
from dataclasses import dataclass

import msgspec

from freeswitch.relay.conferences.departures import Departure, Departures
from freeswitch.relay.conferences.hand_typed import Question, banner_text, hand_typed
from freeswitch.relay.conferences.member_events import ACTIONS, Weight, member_of, targets
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.switch.event_values import Event, event_time, integer
from functions.shared.commands.naming import RENAMED
from functions.shared.dial_strings import DEAF_AFTER_HOLD, as_domain

# Conference-Size runs ahead of add-member and behind del-member by milliseconds; longer means that we missed something.
ODD_SIZE_EVENTS = 5
ODD_SIZE_SECONDS = 2.0
# Meetings that are over, of whom nothing more is believed; the oldest are forgotten.
MOST_OVER = 1000


@dataclass(frozen=True, slots=True)
class Effect:
    """What one event changed and what must be asked because of it."""

    room: Room | None = None
    weight: Weight = "none"
    ended: bool = False
    question: Question | None = None
    joined: str | None = None
    departure: Departure | None = None
    # Whose call is not in the conference any more, and why, as far as that is known.
    left: str | None = None
    cause: str | None = None
    gap: str | None = None


NOTHING = Effect()
TOLD_BY_CONFERENCES = frozenset({"conference::maintenance", RENAMED})
# What tells of somebody who may have left by then.
OF_WHO_MAY_BE_GONE = frozenset({"kick-member", "hup-member", "transfer", "renamed"})


class ConferenceEvents:
    """Applies events to the rooms."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.departures = Departures()
        self._odd_sizes: dict[str, tuple[int, float]] = {}
        self._over: OrderedDict[str, None] = OrderedDict()

    def apply(self, event: Event) -> Effect:
        """Take one event."""
        match event.get("Event-Name"):
            case "CUSTOM" if event.get("Event-Subclass") in TOLD_BY_CONFERENCES:
                return self._maintenance(event)
            case "API" if event.get("API-Command") == "conference":
                return self._api(event.get("API-Command-Argument", ""))
            case "API" if event.get("API-Command") == "uuid_setvar":
                return self._ear_after_hold(event.get("API-Command-Argument", ""))
            case "CHANNEL_HANGUP":
                cause = event.get("Hangup-Cause", "")
                return Effect(departure=self.departures.hung_up(event.get("Unique-ID", ""), cause))
        return NOTHING

    def forget_sizes(self) -> None:
        """After a snapshot all sizes are right."""
        self._odd_sizes.clear()

    def _maintenance(self, event: Event) -> Effect:
        uuid, name, action = event.get("Conference-Unique-ID"), event.get("Conference-Name"), event.get("Action", "")
        if not uuid or not name or uuid in self._over:
            return NOTHING
        room = self.rooms.get(uuid)
        if action == "conference-destroy":
            self._is_over(uuid)
            return self._destroy(room)
        created = room is None
        gap = None
        if room is None:
            room = self.rooms.open(name, uuid)
            if action == "conference-create":
                room.started_at, room.locked = event_time(event), False
            else:
                gap = f"{action} of a conference that was not known"
        room.domain = as_domain(event.get("Conference-Domain", "")) or room.domain
        before = len(room.members)
        weight, member_gap = self._act(room, action, event)
        left = event.get("Unique-ID") if action == "del-member" and len(room.members) < before else None
        departure = self._departure(room, action, event)
        if created or weight == "control":
            weight = "control"
            room.revision += 1
        return Effect(
            room=room,
            weight=weight,
            joined=event.get("Unique-ID") if action == "add-member" else None,
            departure=departure,
            left=left,
            # Whose call goes on has left by themselves: there is neither a hang-up nor a command.
            cause=departure.cause if departure else event.get("Hangup-Cause", "left"),
            gap=gap or member_gap or self._size_gap(room, event),
        )

    def _is_over(self, uuid: str) -> None:
        """What comes late of a meeting, such as the end of a sound, must not make it live again."""
        self._over[uuid] = None
        if len(self._over) > MOST_OVER:
            self._over.popitem(last=False)

    def _destroy(self, room: Room | None) -> Effect:
        if room is None:
            return NOTHING
        room.revision += 1
        self.rooms.close(room)
        self._odd_sizes.pop(room.uuid, None)
        return Effect(room=room, weight="control", ended=True)

    def _act(self, room: Room, action: str, event: Event) -> tuple[Weight, str | None]:
        if (special := ACTIONS.get(action)) is not None:
            return special(room, event), None
        call = event.get("Unique-ID")
        if not call or "Member-ID" not in event or event.get("Member-Ghost") == "true":
            return "none", None
        if action == "del-member":
            return ("control" if room.members.pop(call, None) else "none"), None
        known = call in room.members
        if not known and action in OF_WHO_MAY_BE_GONE:
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

    def _ear_after_hold(self, argument: str) -> Effect:
        call, name, value = (*argument.split(" "), "", "", "")[:3]
        room = next((room for room in self.rooms if call in room.members), None)
        if name != DEAF_AFTER_HOLD or room is None or not room.members[call].on_hold:
            return NOTHING
        if not room.change_member(msgspec.structs.replace(room.members[call], deaf=value == "true")):
            return NOTHING
        room.revision += 1
        return Effect(room=room, weight="control")

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
        if typed.canvas is not None:
            changed, room.canvas = room.canvas != typed.canvas, typed.canvas
        if typed.banner_target:
            for member in targets(room, typed.banner_target):
                banner = banner_text(typed.words[1], member.banner)
                changed |= room.change_member(msgspec.structs.replace(member, banner=banner))
        if not changed:
            return NOTHING
        room.revision += 1
        return Effect(room=room, weight="control")
