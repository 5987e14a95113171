"""Calls to people: a user with the ways of forwarding a call, and a group."""

from collections.abc import Callable, Iterator, Sequence

from functions.shared.encoders import dial_strings
from functions.shared.encoders.between_nodes import NOTE_HEADER, OWN_HEADERS_ONLY
from functions.shared.lookups.calls import Call
from functions.shared.tables.provisioned.domain_items import Domain, Forwarding, Group, User
from functions.shared.tables.provisioned.routes import ToGroup, ToUser

Action = tuple[str, str]  # application, data

# FreeSWITCH's words for why a user was not reached. A telephone that was switched off without logging out does not
# answer the request (RECOVERY_ON_TIMER_EXPIRE), or its proxy says that it is gone.
CAUSES = {
    "busy": ("USER_BUSY", "CALL_REJECTED"),
    "no_answer": ("NO_ANSWER", "NO_USER_RESPONSE", "ALLOTTED_TIMEOUT"),
    "not_registered": (
        "USER_NOT_REGISTERED", "SUBSCRIBER_ABSENT", "RECOVERY_ON_TIMER_EXPIRE", "NORMAL_TEMPORARY_FAILURE",
        "DESTINATION_OUT_OF_ORDER", "GATEWAY_DOWN", "NETWORK_OUT_OF_ORDER",
    ),
}  # fmt: skip
MOST_FORWARDS = 5
BRIDGED = (
    ("set", dial_strings.assignment("hangup_after_bridge", "true")),
    # Otherwise the caller is answered whatever the called answered, a 302 too (mod_sofia.c:456).
    ("set", dial_strings.assignment("sip_ignore_remote_cause", "true")),
)
GOES_ON = ("set", dial_strings.assignment("continue_on_fail", "true"))


# What rings users who are registered on other nodes, and may be used so many seconds later; nothing where nobody is.
LegsTo = Callable[[Sequence[str], int], Sequence[str]]


def user_actions(call: Call, target: ToUser, domain: Domain | None, user: User | None, legs_to: LegsTo) -> list[Action]:
    """Ring a user, or forward the call as the user wishes."""
    name = target.user or call.number
    known = user.id if user else name
    if user is not None and user.forward is not None and user.forward.always:
        reached = ""
    else:
        reached = _reached(name, known, target.domain, legs_to([known], 0))
    devices = (*_own_headers(reached), ("lua", dial_strings.contacts_script([known], target.domain)))
    if domain is None or user is None or user.forward is None:
        return [*devices, *BRIDGED, ("bridge", reached)]
    if user.forward.always:
        return [*on_behalf_of(call, domain, user), ("transfer", _transfer(user.forward.always, domain, user))]
    ways = dict(_ways(user.forward))
    if not ways:
        return [*devices, *BRIDGED, ("bridge", reached)]
    return [
        *on_behalf_of(call, domain, user),
        *BRIDGED,
        ("set", dial_strings.assignment("call_timeout", str(user.forward.seconds))),
        ("set", dial_strings.assignment("continue_on_fail", ",".join(ways))),
        *(("set", dial_strings.assignment(f"forward_{cause}", number)) for cause, number in ways.items()),
        *devices,
        ("bridge", reached),
        # Only after one of these causes does the dialplan go on.
        ("transfer", _transfer(dial_strings.FORWARD_BY_CAUSE, domain, user)),
    ]


def _reached(name: str, user: str, domain: str, legs: Sequence[str]) -> str:
    """Data of `bridge`: a user's devices here, and on other nodes if there are any."""
    return dial_strings.bridge_to_all([user], domain, legs) if legs else dial_strings.bridge_to_user(name, domain)


def _own_headers(*bridges: str) -> list[Action]:
    """A caller's headers go to no other node."""
    return [("set", OWN_HEADERS_ONLY)] if any(NOTE_HEADER in data for data in bridges) else []


def on_behalf_of(call: Call, domain: Domain, user: User) -> list[Action]:
    """What the next look-up must know: a forwarded call is the forwarder's, with the forwarder's number for outside."""
    settings = {
        "forwarded_by": f"{user.id}@{domain.name}",
        "forwards": str(call.forwards + 1),
        "outbound_caller_id_name": user.outbound_caller_name or domain.outbound_caller_name,
        "outbound_caller_id_number": user.outbound_caller_number or domain.outbound_caller_number,
        "outbound_anonymous": "true" if user.is_anonymous(domain) else "",
    }
    return [("set", dial_strings.assignment(name, value)) for name, value in settings.items()]


def group_actions(target: ToGroup, group: Group, legs_to: LegsTo) -> list[Action]:
    """Ring the members of a group, all at once or one after the other."""
    timeout = ("set", dial_strings.assignment("call_timeout", str(target.timeout)))
    devices = ("lua", dial_strings.contacts_script(group.members, target.domain))
    if target.strategy == "all":
        together = dial_strings.bridge_to_all(group.members, target.domain, legs_to(group.members, 0))
        return [*_own_headers(together), devices, timeout, *BRIDGED, ("bridge", together)]
    bridges = [
        _reached(member, member, target.domain, legs_to([member], place * target.timeout))
        for place, member in enumerate(group.members)
    ]
    *before, last = [("bridge", bridge) for bridge in bridges]
    # The last one's cause is what the caller hears of.
    end = ("set", dial_strings.assignment("continue_on_fail", "false"))
    ends = [*([GOES_ON] if before else []), *before, *([end] if before else []), last]
    return [*_own_headers(*bridges), devices, timeout, *BRIDGED, *ends]


def reached_actions(users: Sequence[str], domain: str) -> list[Action]:
    """Ring users of ours for another node, which has asked: their devices here, and nobody else."""
    devices = ("lua", dial_strings.contacts_script(users, domain))
    return [("set", OWN_HEADERS_ONLY), devices, *BRIDGED, ("bridge", dial_strings.bridge_to_all(users, domain))]


def _ways(forward: Forwarding) -> Iterator[tuple[str, str]]:
    ways = {"busy": forward.busy, "no_answer": forward.no_answer, "not_registered": forward.not_registered}
    for reason, number in ways.items():
        if number:
            for cause in CAUSES[reason]:
                yield cause, dial_strings.word("forward", number)


def _transfer(number: str, domain: Domain, user: User) -> str:
    return dial_strings.transfer(number, user.context or domain.context)
