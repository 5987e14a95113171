"""How a call enters a room: what stands against it, whether its conference is on this node, and what is done then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from functions.dialplan.actions import (
    closed_actions,
    elsewhere_actions,
    kept_out_actions,
    room_actions,
    vouched,
    waiting_actions,
)
from functions.dialplan.crossing import crossed_over, waits_for_node
from functions.dialplan.ringing import Action
from functions.dialplan.watching import observer_actions
from functions.shared.claims.claiming import claim
from functions.shared.lookups.calls import Call
from functions.shared.rooms.windows import Window, closed_because
from functions.shared.standings.persons import Comer
from functions.shared.tables.claims import Place
from functions.shared.tables.conferences.kept_out import KeptOut, is_kept_out
from functions.shared.tables.doors import Door, find_door
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.domain_items import EnteringBy
from functions.shared.tables.provisioned.rooms import Room
from functions.shared.tables.provisioned.routes import Route, ToRoom
from functions.shared.telemetry.observations import count


@dataclass(frozen=True)
class Closed:
    """Who comes now is told so, and does not come in."""

    refusal: str
    actions: list[Action]


# What is done; what whoever comes is told; or why nothing is done.
Outcome = list[Action] | Closed | str


def enter(call: Call, route: Route, target: ToRoom, asker: Asker) -> Outcome:
    """Read the room, and say how the call enters it or why it does not."""
    door = find_door(target.room or call.number, asker.node)
    room = door.room
    if room is None or not asker.serves(room.domain):
        return f"there is no room {target.room or call.number}"
    if refusal := room_refusal(call, route, room):
        return refusal
    return _through(call, asker, door, room, windows=(room,), actions=lambda: room_actions(call, target, room))


def enter_by_link(call: Call, entry: EnteringBy, target: ToRoom, asker: Asker) -> Outcome:
    """Do the same for somebody who is there by a link: as the tables say now, not as the call has it."""
    name, _, domain = call.user.rpartition("@")
    door = find_door(entry.room, asker.node)
    room = door.room
    if room is None or room.domain != domain or room.made > entry.made:
        return f"the room {entry.room} of {name} is gone"

    def actions() -> list[Action] | str:
        if not entry.observes_until:
            return room_actions(call, target, room)
        return observer_actions(call, room, entry) if room.observers else f"room {room.name} lets nobody watch"

    return _through(call, asker, door, room, windows=(entry, room), actions=actions)


def enter_by_pin(call: Call, target: ToRoom, asker: Asker) -> Outcome:
    """Do the same for whoever has shown a PIN of the room at another node."""
    door = find_door(target.room, asker.node)
    room = door.room
    if room is None or not asker.serves(room.domain):
        return f"there is no room {target.room}"
    return _through(call, asker, door, room, windows=(room,), actions=lambda: room_actions(call, target, room))


def _through(
    call: Call,
    asker: Asker,
    door: Door,
    room: Room,
    *,
    windows: Sequence[Window],
    actions: Callable[[], list[Action] | str],
) -> Outcome:
    now = call.at.timestamp()
    closed = next((why for window in windows if (why := closed_because(window, now)) is not None), None)
    if closed is not None:
        return Closed(f"room {room.name} {closed}", closed_actions(call))
    if keeps_out(door.kept, room, call):
        return Closed(kept_out_of(room), kept_out_actions(call))
    found = actions()
    if isinstance(found, str):
        return found
    # Last: who does not come in claims nothing.
    claims = door.claims
    elsewhere = claim(Place.of_room(room), claims.of_room(room), asker.node, claims.asking_node, now)
    if elsewhere is not None:
        across = crossed_over(call, elsewhere, room.domain, asker)
        if across is None and waits_for_node(call):
            return waiting_actions(call)
        count("Elsewhere" if across is None else "Crossed")
        return Closed(str(elsewhere), elsewhere_actions(call)) if across is None else across
    return vouched(call, found) if call.crossed else found


def keeps_out(kept: KeptOut | None, room: Room, call: Call) -> bool:
    """Whether a host keeps out who calls: a user, or of others whoever shows that PIN or that number."""
    comer = Comer(user=call.user, invitee=call.invitee, number="" if call.user else call.shown)
    return is_kept_out(kept, room.conference, comer)


def kept_out_of(room: Room) -> str:
    return f"a host of {room.conference} keeps the caller out until the meeting ends"


def room_refusal(call: Call, route: Route, room: Room) -> str:
    """Say why a call may not enter the room of its route; nothing if it may."""
    if not room.open and not call.user:
        return f"room {room.name} is for authenticated callers"
    if not room.open and route.when.callers:
        return f"room {room.name} is not open to anybody, so a caller's number may not choose it"
    return ""
