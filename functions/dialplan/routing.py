"""The rules of the dialplan: which route a call takes, and why not the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import re2

from functions.dialplan.opening_hours import closed_because
from functions.shared.encoders.dial_strings import DOMAIN, WORD, as_domain
from functions.shared.grammars.numbers import Numbering, canonical, cleaned
from functions.shared.tables.provisioned.routes import Conditions, Route, ToGateway, ToRoom

# In the header X-Share: the call shows a screen. The place for it in a layout has this role.
SCREEN = "screen"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call as FreeSWITCH vouches for it; `user` is user@domain if it authenticated the caller."""

    context: str
    # In the one form in which numbers are compared; `dialled` is what the caller sent.
    number: str
    at: datetime
    dialled: str = ""
    user: str = ""
    profile: str = ""
    caller: str = ""
    # The number that the caller shows, as it came.
    shown: str = ""
    # What the directory calls an authenticated caller: a telephone may send no name, or any.
    name: str = ""
    # What the directory says of the authenticated caller for calls that leave.
    outbound_name: str = ""
    outbound_number: str = ""
    anonymous: bool = False
    # Who has forwarded it, as user@domain, and how often: such a call is the forwarder's, but in rooms.
    forwarder: str = ""
    forwards: int = 0
    conference_variables: tuple[str, ...] = ()
    browser: bool = False
    # It shows a screen and nobody: a second call of somebody who is known.
    screen: bool = False
    # Whose rooms it may dial by their own numbers: the authenticated user's domain; of others the one that they asked
    # for, where only open rooms let them in.
    domain: str = ""


@dataclass(frozen=True)
class Considered:
    """A route that was looked at; `refusal` is None for the one that was taken."""

    route: Route
    refusal: str | None


def call_of(fields: Mapping[str, str], at: datetime) -> Call:
    """Read the call from a dialplan request.

    The `Hunt-` fields are the profile that is being routed; `Caller-` may be the one before a transfer (see
    docs/freeswitch.md, "Dialplan").
    """
    # Of a tel: address FreeSWITCH keeps the number only; its parameters are those of the request.
    dialled, params = fields.get("Hunt-Destination-Number", ""), fields.get("variable_sip_req_params", "")
    authorized = fields.get("variable_sip_authorized") == "true"
    forwarder, forwards = fields.get("variable_forwarded_by", ""), fields.get("variable_forwards", "")
    ours = authorized or bool(forwarder)
    user, domain = fields.get("variable_user_name", ""), as_domain(fields.get("variable_domain_name", ""))
    # A user without a name has its id there.
    name = fields.get("variable_effective_caller_id_name", "") if authorized else ""
    # mod_conference merges `confvar_*` of the channel into every event of the conference: whatever came is taken out.
    strays = (name.removeprefix("variable_") for name in fields if name.startswith("variable_confvar_"))
    return Call(
        context=fields.get("Hunt-Context", ""),
        number=cleaned(f"{dialled};{params}" if "phone-context" in params else dialled),
        at=at,
        dialled=dialled,
        user=f"{user}@{domain}" if authorized and user and domain else "",
        profile=fields.get("variable_sofia_profile_name", ""),
        caller=fields.get("Hunt-Caller-ID-Number", ""),
        shown=fields.get("Hunt-Caller-ID-Number", ""),
        name=name if name != user else "",
        outbound_name=fields.get("variable_outbound_caller_id_name", "") if ours else "",
        outbound_number=fields.get("variable_outbound_caller_id_number", "") if ours else "",
        forwarder=forwarder,
        forwards=int(forwards) if forwards.isdecimal() else 0,
        anonymous=ours and fields.get("variable_outbound_anonymous") == "true",
        conference_variables=tuple(name for name in strays if WORD.fullmatch(name)),
        browser=fields.get("variable_sip_via_protocol") in {"ws", "wss"},
        screen=bool(user and authorized) and fields.get("variable_sip_h_X-Share") == SCREEN,
        domain=_own_domain(authorized, domain, as_domain(fields.get("variable_sip_req_host", ""))),
    )


def _own_domain(authorized: bool, domain: str, asked: str) -> str:
    found = domain if authorized else asked
    return found if DOMAIN.fullmatch(found) else ""


def numbered(call: Call, numbering: Numbering) -> Call:
    """Return the call with its numbers as the context's callers mean them."""
    if not numbering.country:
        return call
    number, caller = canonical(call.number, numbering), canonical(cleaned(call.caller), numbering)
    return call if (number, caller) == (call.number, call.caller) else replace(call, number=number, caller=caller)


def consider(routes: Iterable[Route], call: Call, *, may_call_out: bool) -> list[Considered]:
    """Look at routes in their order up to and with the first that takes the call."""
    considered = []
    for route in routes:
        refusal = refusal_of(route, call, may_call_out=may_call_out)
        considered.append(Considered(route, refusal))
        if refusal is None:
            break
    return considered


def refusal_of(route: Route, call: Call, *, may_call_out: bool) -> str | None:
    """Say why a route does not take a call; None if it does."""
    if route.number and route.number != call.number:
        return f"the number is {route.number}"
    if route.pattern and not pattern(route.pattern).fullmatch(call.number):
        return f"the pattern {route.pattern} does not match the whole number"
    if isinstance(route.target, ToGateway) and not may_call_out:
        return f"the context {call.context} may not call out"
    if isinstance(route.target, ToGateway) and len(call.number) <= route.target.strip:
        return f"nothing is left of the number without its first {route.target.strip} digits"
    if isinstance(route.target, ToGateway) and (refusal := stranger_refusal(route.target, call)):
        return refusal
    return condition_refusal(route.when, call, open_to_all=isinstance(route.target, ToRoom))


def stranger_refusal(target: ToGateway, call: Call) -> str:
    """Say why a call may not use a gateway that costs its owner money; nothing if it may."""
    user = call.forwarder or call.user
    if target.open:
        return ""
    if not user:
        return f"the gateway {target.gateway} is for authenticated callers, and the route is not open"
    if user.rpartition("@")[2] != target.domain:
        return f"the gateway {target.gateway} is of {target.domain or 'no domain'}, and the caller is {user}"
    return ""


def condition_refusal(when: Conditions, call: Call, *, open_to_all: bool) -> str | None:
    """Say which condition a call does not meet; None if it meets all."""
    # Into a room goes who calls, with the rights of nobody else.
    user = call.user if open_to_all or not call.forwarder else call.forwarder
    who = user or "a caller who is not authenticated"
    if when.users and user not in when.users:
        return f"for {', '.join(when.users)} only, not for {who}"
    if when.domains and user.rpartition("@")[2] not in when.domains:
        return f"for users of {', '.join(when.domains)} only, not for {who}"
    if when.profiles and call.profile not in when.profiles:
        return f"for the SIP profile {', '.join(when.profiles)} only, not {call.profile or 'an unknown one'}"
    # The caller's number is whatever the caller wrote: never more than a choice among open rooms.
    if when.callers and (not open_to_all or call.caller not in when.callers):
        return f"for caller numbers {', '.join(when.callers)} only"
    closed = [closed_because(hours, call.at) for hours in when.hours]
    if all(closed) and closed:
        return "outside its opening hours: " + "; ".join(reason for reason in closed if reason)
    return None


@lru_cache(maxsize=1024)
def pattern(text: str) -> "re2._Regexp[str]":
    """Compile a pattern; RE2 matches in linear time, whatever was provisioned."""
    return re2.compile(text)
