"""Who did what in a domain: newest first, by conference, subject and time."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.audit.cells import table
from functions.mux_control.period import PERIOD, period
from functions.shared.api.auditing import before, entry_of
from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, Cursors
from functions.shared.api.problems import invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry, Result
from functions.shared.audit.private import Private, unseal
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.history.audit import Wanted, find_entries
from functions.shared.tables.history.people import Person, find_person, people_of

AUDIT = "/v1/audit"
# A page of some 500 kB.
MAX_LIMIT = 1000
CSV, JSON = "text/csv", "application/json"

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did, or how a command ended. `subject`, `token` and `address` are null once a person was erased;
    `pseudonym` stays. `about` is the user whom it was done to, `object` anything else.
    """

    id: str
    at: Moment
    operation: str
    result: Result
    subject: str | None
    pseudonym: str | None
    token: str | None
    address: str | None
    conference: str | None
    object: str | None
    about: str | None
    fields: tuple[str, ...]
    command: str | None
    kinds: tuple[str, ...]
    revision: int | None
    reason: str | None
    detail: str | None
    reply: str | None
    evidence: Evidence | None
    steps: tuple[Step, ...]
    request_id: str | None


class Audit(msgspec.Struct, frozen=True):
    """A page of entries; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[AuditEntry, ...]
    next: str | None


async def get_audit(request: Request, grant: Grant) -> Response:
    page, media = _cursors.page(request, grant, most=MAX_LIMIT), _media(request)
    since, until = map(_seconds, period(request))
    now = time.time()
    wanted = _wanted(request, grant, now)
    found, last = find_entries(grant.domain, wanted, since=since, until=until, page=(page.after, page.limit), now=now)
    people = people_of(grant.domain, {name for entry in found for name in (entry.pseudonym, entry.about) if name}, now)
    items = tuple(_view(entry, people) for entry in found)
    more = None if last is None else _cursors.make(last, request, grant)
    if media == JSON:
        return Response(msgspec.json.encode(Audit(items, more)), media_type=JSON)
    # A page is looked at; a table goes away with whoever fetched it.
    before(entry_of(request, grant, "done"))
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    if more is not None:
        query = urlencode([*((k, v) for k, v in request.query_params.items() if k != "cursor"), ("cursor", more)])
        headers["Link"] = f'<{AUDIT}?{query}>; rel="next"'
    return Response(table(AuditEntry, items), headers=headers, media_type=CSV)


def _wanted(request: Request, grant: Grant, now: float) -> Wanted:
    """Which entries are asked for; of a token for some conferences only what was done in those."""
    conference, subject = request.query_params.get("conference"), request.query_params.get("subject")
    if conference is not None:
        grant.require_conference(conference)
    covers: Callable[[str], bool] = (lambda _: True) if "*" in grant.conferences else grant.covers
    person = find_person(grant.domain, subject, now) if subject else None
    # Who was erased is found by the pseudonym.
    pseudonym = person.pseudonym if person is not None else subject

    def wanted(where: str, who: str) -> bool:
        here = covers(where) if conference is None else where == conference
        return here and (subject is None or who == pseudonym)

    return wanted


def _view(entry: Entry, people: Mapping[str, Person]) -> AuditEntry:
    person, about = people.get(entry.pseudonym), people.get(entry.about)
    private = Private()
    if person is not None and entry.private:
        private = unseal(entry.private, key=person.key, pseudonym=entry.pseudonym) or private
    return AuditEntry(
        id=entry.id,
        at=rfc3339(entry.at),
        operation=entry.operation,
        result=entry.result,
        subject=person.name if person is not None else None,
        pseudonym=entry.pseudonym or None,
        token=private.token or None,
        address=private.address or None,
        conference=entry.conference or None,
        object=entry.object or None,
        about=about.name if about is not None else entry.about or None,
        fields=entry.fields,
        command=entry.command or None,
        kinds=entry.kinds,
        revision=entry.revision,
        reason=entry.reason,
        detail=entry.detail,
        reply=entry.reply,
        evidence=entry.evidence,
        steps=entry.steps,
        request_id=entry.request or None,
    )


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _media(request: Request) -> str:
    """What is asked for by `format`, else by `Accept`: of the kinds that there are the one named first."""
    asked = request.query_params.get("format")
    if asked is not None:
        if asked not in ("json", "csv"):
            raise invalid_field("format", "is none that there is", value=asked[:64], expected="json or csv")
        return CSV if asked == "csv" else JSON
    accepted = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", JSON).split(",")]
    return next((CSV if one == CSV else JSON for one in accepted if one in (CSV, JSON, "*/*", "application/*")), JSON)


_QUERIES = (
    Query("conference", {"type": "string"}, "what was done in this conference"),
    Query("subject", {"type": "string"}, "what this subject did; also a pseudonym, as entries show it"),
    *PERIOD,
    Query("format", {"type": "string", "enum": ["json", "csv"]}, "`csv` as `Accept: text/csv`"),
    Query("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries a page"),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
)
OPERATIONS = (
    Operation(
        method="GET", path=AUDIT, name="get_audit", tag="audit", answer=Audit, read=get_audit,
        queries=_QUERIES, codes=("conference_not_found",), other_media=(CSV,),
        summary="Who did what, newest first: changes, downloads, erasures, refusals, and how commands ended (within a "
        "minute of it). A page may have fewer entries than asked for, none too, and `next` is null on the last one; as "
        "CSV, a `Link` with `rel=next` says so.",
    ),
)  # fmt: skip
