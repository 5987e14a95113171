"""One call's way from its routes to the actions, with everything that was considered."""

from dataclasses import dataclass

from functions.dialplan.actions import Action, room_actions, target_actions
from functions.dialplan.routing import Call, Considered, consider, numbered
from functions.shared import xml_curl
from functions.shared.dial_strings import UnsafeWord
from functions.shared.tables.rooms import Room, find_room
from functions.shared.tables.routes import Route, Routes, ToRoom, find_routes

NO_ROUTES = Routes(())


@dataclass(frozen=True)
class Decision:
    """What happens to a call; without actions FreeSWITCH refuses it (NO_ROUTE_DESTINATION)."""

    call: Call
    considered: tuple[Considered, ...]
    route: Route | None = None
    actions: tuple[Action, ...] = ()
    refusal: str | None = None

    def context_element(self) -> str:
        """Write the asked context with one extension, or none."""
        extension = xml_curl.extension(self.route.name, self.actions) if self.route and self.actions else ""
        return xml_curl.context(self.call.context, extension)


def decide(call: Call) -> Decision:
    """Route a call: at most two table calls, the routes and then the room.

    Raises:
        TablesUnavailable: the tables did not answer.
    """
    exact, patterns = (routes or NO_ROUTES for routes in find_routes(call.context, call.number))
    # Every number of the context has its own way of writing numbers; the patterns are always there.
    call = numbered(call, patterns.numbering)
    considered = consider(exact.routes, call, may_call_out=exact.may_call_out)
    if not considered or considered[-1].refusal is not None:
        considered += consider(patterns.routes, call, may_call_out=patterns.may_call_out)
    if not considered or considered[-1].refusal is not None:
        return Decision(call, tuple(considered), refusal=f"no route takes {call.number} in {call.context}")
    route = considered[-1].route
    room = find_room(route.target.room or call.number) if isinstance(route.target, ToRoom) else None
    return act(call, tuple(considered), route, room)


def act(call: Call, considered: tuple[Considered, ...], route: Route, room: Room | None) -> Decision:
    """Turn the route that was taken into actions, or say what stands against it."""
    try:
        if not isinstance(route.target, ToRoom):
            return Decision(call, considered, route, tuple(target_actions(call, route.target)))
        refusal = room_refusal(call, route, route.target.room or call.number, room)
        if refusal or room is None:
            return Decision(call, considered, route, refusal=refusal)
        return Decision(call, considered, route, tuple(room_actions(call, route.target, room)))
    except UnsafeWord as error:
        return Decision(call, considered, route, refusal=str(error))


def room_refusal(call: Call, route: Route, name: str, room: Room | None) -> str | None:
    """Say why a call may not enter the room of its route; None if it may."""
    if room is None:
        return f"there is no room {name}"
    if not room.open and not call.user:
        return f"room {name} is for authenticated callers"
    if not room.open and route.when.callers:
        return f"room {name} is not open to anybody, so a caller's number may not choose it"
    return None
