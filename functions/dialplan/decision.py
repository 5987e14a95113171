"""One call's way from its routes to the actions, with everything that was considered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from functions.dialplan.actions import clear_variables, target_actions
from functions.dialplan.crossing import arrived, legs_to_users
from functions.dialplan.entering import Closed, Outcome, enter, enter_by_link, enter_by_pin
from functions.dialplan.leaving import gateway_actions
from functions.dialplan.moving import enter_moved
from functions.dialplan.ringing import MOST_FORWARDS, Action, LegsTo, group_actions, reached_actions, user_actions
from functions.dialplan.routing import Considered, consider, numbered
from functions.shared.encoders import xml_curl
from functions.shared.encoders.between_nodes import NODES, NOTE_HEADER
from functions.shared.encoders.dial_strings import UnsafeWord
from functions.shared.lookups.calls import Call
from functions.shared.lookups.keeping import KEPT, NEVER, Keeping
from functions.shared.tables.fleet.crossings import Note
from functions.shared.tables.fleet.registrations import Registered, find_registered
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.domain_items import ENTRY_PREFIX
from functions.shared.tables.provisioned.routes import (
    RoomNumber,
    Route,
    Routes,
    ToDialIn,
    ToGateway,
    ToGroup,
    ToHangUp,
    ToPrompt,
    ToRoom,
    ToUser,
    find_routes,
)
from functions.shared.tables.provisioned.users import find_called, find_gateways, find_group, find_user

NO_ROUTES = Routes(())
NOWHERE: Registered = {}
# Where such a call goes stands in the tables alone, whoever is where.
KEPT_TARGETS = (ToDialIn, ToGateway, ToGroup, ToHangUp, ToPrompt, ToUser)


@dataclass(frozen=True)
class Decision:
    """What happens to a call; without actions FreeSWITCH refuses it (NO_ROUTE_DESTINATION).

    With a refusal and actions the caller is told.
    """

    call: Call
    considered: tuple[Considered, ...]
    route: Route | None = None
    actions: tuple[Action, ...] = ()
    refusal: str | None = None

    @property
    def keeping(self) -> Keeping:
        """For how long a node may keep the answer: only what asking again would not change anything by.

        Never what is refused, what enters a room (it claims the conference, and a host may keep the caller out), nor
        what carries names of variables that came with this call.
        """
        taken = self.refusal is None and self.route is not None and isinstance(self.route.target, KEPT_TARGETS)
        # A note is spent by the first call.
        crosses = any(f"{NOTE_HEADER}=" in data for _, data in self.actions)
        return KEPT if taken and not crosses and not self.call.conference_variables else NEVER

    def context_element(self) -> str:
        """Write the asked context with one extension, or none."""
        extension = xml_curl.extension(self.route.name, self.actions) if self.route and self.actions else ""
        return xml_curl.context(self.call.context, extension)


def decide(call: Call, asker: Asker) -> Decision:
    """Route a call: at most two table calls, the routes and then the room, user, group or gateway.

    Whoever comes first into a room's conference claims it for this node: one more.
    A call from another node costs one more, which spends its note; one that is sent to another node costs two.
    Whoever is there by a link goes into its room, whatever number they dial: the user and the room are these two calls.

    Raises:
        TablesUnavailable: the tables did not answer.
    """
    if call.context == NODES:
        return decide_arrived(call, asker)
    for user in (call.user, call.forwarder):
        if user and not asker.serves(user.rpartition("@")[2]):
            return Decision(call, (), refusal=f"this node does not serve the domain of {user}")
    if is_by_entry(call):
        return enter_by_entry(call, asker)
    exact, own_room, patterns = find_routes(call.context, call.number, call.domain)
    exact, patterns = exact or NO_ROUTES, patterns or NO_ROUTES
    # Every number of the context has its own way of writing numbers; the patterns are always there.
    call = numbered(call, patterns.numbering)
    considered = consider(exact.routes, call, may_call_out=exact.may_call_out)
    if own_room is not None and (not considered or considered[-1].refusal is not None):
        considered += consider([room_route(own_room, call)], call, may_call_out=False)
    if not considered or considered[-1].refusal is not None:
        considered += consider(patterns.routes, call, may_call_out=patterns.may_call_out)
    if not considered or considered[-1].refusal is not None:
        return Decision(call, tuple(considered), refusal=f"no route takes {call.number} in {call.context}")
    route = considered[-1].route
    return decided(call, tuple(considered), route, partial(outcome_of, call, route, asker))


def decide_arrived(call: Call, asker: Asker) -> Decision:
    """Route a call from another node, which has vouched for it: into a room only, as the tables say now."""
    found = arrived(call, asker)
    if found is None:
        return Decision(call, (), refusal="no other node vouches for the call")
    known, note = found
    if note.reach and note.moved is None:
        return _reaches(call, note, asker)
    if note.moved is not None:
        target = ToRoom(room=note.moved.conference)
        route = Route(name="moved with its conference", number=known.number, target=target)
        decision = decided(known, (Considered(route, None),), route, partial(enter_moved, known, note.moved, asker))
    elif note.room:
        target = ToRoom(room=note.room, moderator=note.moderator, slot=note.slot, banner=note.invitee)
        route = Route(name="by a PIN at another node", number=known.number, target=target)
        decision = decided(known, (Considered(route, None),), route, partial(enter_by_pin, known, target, asker))
    else:
        decision = decide(known, asker)
    if decision.route is not None and not isinstance(decision.route.target, ToRoom):
        return Decision(call, decision.considered, decision.route, refusal="only into rooms a call comes across")
    # The context that was asked for stands in the answer.
    return replace(decision, call=replace(decision.call, context=call.context))


def _reaches(call: Call, note: Note, asker: Asker) -> Decision:
    """Ring users of a domain of ours for another node, here and nowhere else."""
    if not asker.serves(note.domain):
        return Decision(call, (), refusal=f"this node does not serve {note.domain}")
    route = Route(name="users who are registered here", number=note.number, target=ToUser(domain=note.domain))
    return decided(call, (Considered(route, None),), route, partial(_rung_here, call, note))


def _rung_here(call: Call, note: Note) -> Outcome:
    return [clear_variables(call), *reached_actions(note.reach, note.domain)]


def is_by_entry(call: Call) -> bool:
    """Whether it is the call of somebody who is there by a link; of such a call nothing else counts."""
    return call.user.startswith(ENTRY_PREFIX)


def enter_by_entry(call: Call, asker: Asker) -> Decision:
    """Let a call by a link into the link's room, or refuse it."""
    name, _, domain = call.user.rpartition("@")
    _, user = find_user(domain, name)
    entry = user.entry if user is not None and user.enabled else None
    if entry is None:
        return Decision(call, (), refusal=f"there is no entry {name} any more")
    target = ToRoom(room=entry.room, moderator=entry.moderator, slot=entry.slot)
    route = Route(name="by a link", number=call.number, target=target)
    return decided(call, (Considered(route, None),), route, partial(enter_by_link, call, entry, target, asker))


def room_route(number: RoomNumber, call: Call) -> Route:
    """The route of a room that has a number of its own."""
    return Route(name=f"room {number.room}", number=call.number, target=ToRoom(room=number.room))


def decided(call: Call, considered: tuple[Considered, ...], route: Route, find: Callable[[], Outcome]) -> Decision:
    """Say what is done by the route that was taken, or what stands against it."""
    try:
        outcome = find()
    except UnsafeWord as error:
        outcome = str(error)
    if isinstance(outcome, str):
        return Decision(call, considered, route, refusal=outcome)
    if isinstance(outcome, Closed):
        return Decision(call, considered, route, tuple(outcome.actions), refusal=outcome.refusal)
    return Decision(call, considered, route, tuple(outcome))


def _ring_user(call: Call, target: ToUser, asker: Asker) -> Outcome:
    name, registered = target.user or call.number, NOWHERE
    if asker.address:
        domain, user, registered = find_called(target.domain, name)
    else:
        domain, user = find_user(target.domain, name)
    legs_to = _legs_to(call, target.domain, registered, asker)
    return [clear_variables(call), *user_actions(call, target, domain, user, legs_to)]


def _legs_to(call: Call, domain: str, registered: Registered, asker: Asker) -> LegsTo:
    def legs_to(users: Sequence[str], later: int) -> Sequence[str]:
        return legs_to_users(call, users, domain, registered, asker, later=later)

    return legs_to


def outcome_of(call: Call, route: Route, asker: Asker) -> Outcome:
    """Read whom the target names and say what is done, or why nothing is.

    Raises:
        UnsafeWord: something of the route or the call may not stand in a dial string.
    """
    if isinstance(route.target, ToUser | ToGroup | ToGateway) and not asker.serves(route.target.domain):
        return f"this node does not serve {route.target.domain or 'no domain'}"
    match route.target:
        case ToRoom() as target:
            return enter(call, route, target, asker)
        case ToUser() as target:
            if call.forwards >= MOST_FORWARDS:
                return f"the call was forwarded {call.forwards} times"
            return _ring_user(call, target, asker)
        case ToGroup() as target:
            _, group = find_group(target.domain, target.group)
            if group is None or not group.members:
                return f"there is nobody in the group {target.group} of {target.domain}"
            # Where no other node can be rung, nothing more is read.
            members = [f"{member}@{target.domain}" for member in group.members]
            registered = find_registered(members) if asker.address else {}
            legs_to = _legs_to(call, target.domain, registered, asker)
            return [clear_variables(call), *group_actions(target, group, legs_to)]
        case ToGateway() as target:
            domain, gateways = find_gateways(target.domain)
            gateway = next((one for one in gateways if one.name == target.gateway), None)
            if domain is None or gateway is None:
                return f"there is no gateway {target.gateway} of {target.domain or 'no domain'}"
            return [clear_variables(call), *gateway_actions(call, target, domain, gateway)]
        case _ as target:
            return target_actions(call, target)
