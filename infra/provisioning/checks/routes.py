"""What a route may not say."""

import re
from collections.abc import Iterator

import re2

from functions.shared.encoders.dial_strings import CAUSES, DOMAIN, WORD
from functions.shared.grammars.media import PROMPTS
from functions.shared.provisioning.findings import WORD_ADVICE, Finding, at, flags, slot, user_at_domain, words
from functions.shared.tables.provisioned.routes import (
    Conditions,
    Route,
    ToGateway,
    ToGroup,
    ToHangUp,
    ToPrompt,
    ToRoom,
    ToUser,
)
from infra.provisioning.checks.calendars import check_hours
from infra.provisioning.file_format import ContextEntry
from infra.provisioning.holidays import Holidays


def check_route(route: Route, holidays: Holidays) -> Iterator[Finding]:
    yield from words(route, "name")
    if bool(route.number) == bool(route.pattern):
        yield ["name"], "needs either number or pattern"
    if route.number and not WORD.fullmatch(route.number):
        yield ["number"], WORD_ADVICE
    if route.pattern:
        try:
            re2.compile(route.pattern)
        except re2.error as error:
            yield ["pattern"], f"is not a regular expression of RE2: {error}"
    yield from at(["target"], _target(route))
    yield from at(["when"], _conditions(route.when, holidays, to_room=isinstance(route.target, ToRoom)))


def check_numbering(context: ContextEntry) -> Iterator[Finding]:
    if context.country and not re.fullmatch("[1-9][0-9]{0,2}", context.country):
        yield ["country"], "must be the digits of a country code without + and 00, such as 49"
    for field in ("international", "national"):
        if not re.fullmatch("[0-9]{0,4}", getattr(context, field)):
            yield [field], "must be what is dialled first, 4 digits at most, such as 00 and 0"
    if not context.international:
        yield ["international"], "must not be empty: every number would be one abroad"


def _target(route: Route) -> Iterator[Finding]:
    match route.target:
        case ToRoom():
            yield from words(route.target, "room")
            yield from slot(route.target.slot)
            yield from flags(route.target.flags)
        case ToUser() | ToGroup():
            yield from _people(route.target)
        case ToGateway():
            yield from words(route.target, "prefix")
            if route.target.domain and not DOMAIN.fullmatch(route.target.domain):
                yield ["domain"], "must be a host name"
            if not 0 <= route.target.strip <= 20:
                yield ["strip"], "must be 0 to 20 digits"
        case ToPrompt() if route.target.prompt not in PROMPTS:
            yield ["prompt"], f"must be one of {', '.join(sorted(PROMPTS))}"
        case ToHangUp() if route.target.cause not in CAUSES:
            yield ["cause"], f"must be one of {', '.join(sorted(CAUSES))}"


def _people(target: ToUser | ToGroup) -> Iterator[Finding]:
    if not DOMAIN.fullmatch(target.domain):
        yield ["domain"], "must be a host name"
    if isinstance(target, ToUser):
        yield from words(target, "user")
    else:
        yield from words(target, "group")
        if not 5 <= target.timeout <= 300:
            yield ["timeout"], "must be 5 to 300 seconds"


def _conditions(when: Conditions, holidays: Holidays, *, to_room: bool) -> Iterator[Finding]:
    for index, domain in enumerate(when.domains):
        if not DOMAIN.fullmatch(domain):
            yield ["domains", index], "must be a host name"
    for index, user in enumerate(when.users):
        yield from user_at_domain(["users", index], user)
    if when.callers and not to_room:
        yield ["callers"], "a caller's number is the caller's word: it may only choose among rooms that are open"
    for index, hours in enumerate(when.hours):
        yield from at(["hours", index], check_hours(hours, holidays))
