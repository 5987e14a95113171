"""Entries of the audit for requests: who, from where, with which token, what.

A change and its entry are written together, or the entry comes first: what the audit cannot take is not done (503). Of
what was refused nothing is done anyway, so there a failure is only logged and counted.
"""

import time
from collections.abc import Mapping

from msgspec import structs
from starlette.requests import Request

from functions.shared.api.front import viewer_address
from functions.shared.api.problems import Problem, request_id_of, unavailable
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry, Result, kept_until
from functions.shared.audit.private import Private
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.audit import append
from functions.shared.tables.known.people import who_is
from functions.shared.telemetry.observations import count, logger

# A page that has lost its rights asks on and on: one refusal of each kind in so many seconds, in each process.
REFUSAL_SECONDS = 60.0
MOST_REFUSALS = 10_000
MOST_FIELDS = 40
# Who may be forgotten later is named by a pseudonym (`about`) only.
PEOPLE = frozenset({"user", "invitee"})

_OPERATION = "operation"
_refused: dict[tuple[str, ...], float] = {}


def name_operation(request: Request, name: str) -> None:
    """Note which operation of the description the request is."""
    request.scope[_OPERATION] = name


def entry_of(request: Request, grant: Grant, result: Result, body: object = None) -> Entry:
    """Begin an entry about a request; of a body only the fields' names are told.

    Raises:
        TablesUnavailable: who it is cannot be told now.
    """
    now = time.time()
    who = who_is(grant.domain, grant.sub, Private(token=grant.jti, address=viewer_address(request)))
    return Entry(
        domain=grant.domain,
        at=now,
        operation=str(request.scope.get(_OPERATION, "")),
        result=result,
        pseudonym=who.pseudonym,
        private=who.private,
        conference=str(request.path_params.get("conference", "")),
        object=_object(request.path_params),
        fields=_fields(body),
        request=request_id_of(request),
        expires=kept_until(now, who.days),
    )


def before(entry: Entry) -> None:
    """Write the entry of something that cannot be written together with it.

    Raises:
        Problem: 503; whatever was to be done must not be done.
    """
    try:
        append(entry)
    except TablesUnavailable as error:
        count("AuditFailed")
        raise unavailable("the audit cannot be written, so nothing was done; ask again") from error


def after(entry: Entry, result: Result, reason: str | None = None) -> None:
    """Write how something ended of which the audit knows that it began; a failure is logged and counted."""
    try:
        append(structs.replace(entry, id=f"{entry.id}.end", at=time.time(), result=result, reason=reason))
    except TablesUnavailable as error:
        _lost(entry.operation, error)


def refused(request: Request, grant: Grant, problem: Problem) -> None:
    """Note what a good token may not do, or that a token is good no more; not each time that it is tried."""
    operation = str(request.scope.get(_OPERATION, ""))
    what = (grant.domain, grant.sub, grant.jti, operation, problem.code)
    now = time.monotonic()
    if _refused.get(what, float("-inf")) + REFUSAL_SECONDS > now:
        return
    if len(_refused) >= MOST_REFUSALS:
        _refused.clear()
    _refused[what] = now
    try:
        append(structs.replace(entry_of(request, grant, "refused"), reason=problem.reason or problem.code))
    except TablesUnavailable as error:
        _lost(operation, error)


def forget_refusals() -> None:
    """Drop what is remembered, so that the next refusal is noted."""
    _refused.clear()


def _lost(operation: str, error: TablesUnavailable) -> None:
    count("AuditFailed")
    logger.error("an entry of the audit could not be written", extra={"operation": operation, "reason": str(error)})


def _object(path: Mapping[str, object]) -> str:
    """What the path names below a conference, or without one: `recording 5f1c…`."""
    named = {noun: "" if noun in PEOPLE else f" {name}" for noun, name in path.items() if noun != "conference"}
    return ", ".join(noun + name for noun, name in named.items())


def _fields(body: object) -> tuple[str, ...]:
    return tuple(sorted(str(name) for name in body)[:MOST_FIELDS]) if isinstance(body, dict) else ()
