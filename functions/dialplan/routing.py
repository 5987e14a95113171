"""The rules of the dialplan: which route a call takes, and why not the others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import re2

from functions.dialplan.opening_hours import closed_because
from functions.shared.grammars.numbers import Numbering, canonical, cleaned
from functions.shared.lookups.calls import Call
from functions.shared.tables.provisioned.routes import Conditions, Route, ToGateway, ToRoom


@dataclass(frozen=True)
class Considered:
    """A route that was looked at; `refusal` is None for the one that was taken."""

    route: Route
    refusal: str | None


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
