"""Tokens that are good no more, in the domain of whoever asks."""

import math
import time
from datetime import datetime

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.telling import wake_for_observers
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry
from functions.shared.entries.shapes import Revocation, RevocationBody, RevocationList
from functions.shared.grammars.moments import rfc3339, trouble_with_moment
from functions.shared.grammars.names import trouble_with
from functions.shared.live.ending import wake_at_revocation
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.known.people import pseudonyms_of
from functions.shared.tables.revocations import (
    LONGEST_BYTES,
    SUBJECT,
    TOKEN,
    RevocationsItem,
    allow,
    revocations_of,
    revoke_subject,
    revoke_token,
)

LONGEST_NAME = 256
longest_seconds = read(ApiSettings).token_max_seconds


async def list_revocations(_: Request, grant: Grant) -> Response:
    items = tuple(_view(row) for row in revocations_of(grant.domain, time.time()))
    return Response(msgspec.json.encode(RevocationList(items=items)), media_type="application/json")


async def revoke_tokens(request: Request, grant: Grant) -> Response:
    raw, now = await read_json(request), time.time()
    body = read_body(raw, RevocationBody)
    noun, name = _one_of(body.jti, body.sub)
    entry = _entry(request, grant, noun, name, raw)
    if noun == "jti":
        if body.before is not None:
            raise invalid_field("before", "goes with sub", expected="nothing: one token is refused whenever issued")
        until = now + longest_seconds
        revoke_token(grant.domain, name, until=until, entry=entry)
        wake_at_revocation(grant.domain)
        view = Revocation(jti=name, until=rfc3339(until))
    else:
        # A token counts its seconds whole: what was issued in this very second is refused as well.
        before = math.ceil(now) if body.before is None else _moment(body.before, now)
        until = before + longest_seconds
        revoke_subject(grant.domain, name, before=before, until=until, entry=entry)
        wake_at_revocation(grant.domain, name)
        view = Revocation(sub=name, before=rfc3339(before), until=rfc3339(until))
    wake_for_observers(grant.domain)
    return Response(msgspec.json.encode(view), 201, media_type="application/json")


async def allow_tokens(request: Request, grant: Grant) -> Response:
    noun, name = _one_of(request.query_params.get("jti", ""), request.query_params.get("sub", ""))
    key = (TOKEN if noun == "jti" else SUBJECT) + name
    if not allow(grant.domain, key, _entry(request, grant, noun, name, {})):
        raise Problem("not_found", f"no revocation of this {noun} is there")
    return Response(status_code=204)


def _one_of(jti: str, sub: str) -> tuple[str, str]:
    if bool(jti) == bool(sub):
        raise invalid_field("jti", "is missing, or there is sub beside it", expected="either jti or sub")
    noun, name = ("jti", jti) if jti else ("sub", sub)
    if problem := _trouble(name):
        raise invalid_field(noun, problem, value=name[:64])
    return noun, name


def _trouble(name: str) -> str | None:
    if len(name) > LONGEST_NAME:
        return f"has more than {LONGEST_NAME} characters"
    if trouble := trouble_with(name):
        return trouble
    return f"has more than {LONGEST_BYTES} bytes" if len(name.encode()) > LONGEST_BYTES else None


def _moment(text: str, now: float) -> float:
    expected = "a moment with its time zone that is not to come, as in 2026-12-01T09:00:00+01:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    trouble = "is no such moment" if moment is None else trouble_with_moment(moment)
    if moment is None or trouble or moment.timestamp() > math.ceil(now):
        raise invalid_field("before", trouble or "is to come", value=text[:64], expected=expected)
    return moment.timestamp()


def _entry(request: Request, grant: Grant, noun: str, name: str, body: object) -> Entry:
    """Tokens are named in the audit, people by their pseudonym."""
    entry = entry_of(request, grant, "done", body)
    if noun == "jti":
        return structs.replace(entry, object=f"token {name}")
    return structs.replace(entry, object="tokens", about=pseudonyms_of(grant.domain, [name])[name])


def _view(row: RevocationsItem) -> Revocation:
    until = rfc3339(float(row.expires))
    if row.key.startswith(TOKEN):
        return Revocation(jti=row.key.removeprefix(TOKEN), until=until)
    return Revocation(sub=row.key.removeprefix(SUBJECT), before=rfc3339(float(row.before or 0)), until=until)
