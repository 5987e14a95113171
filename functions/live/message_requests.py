"""Messages over HTTP."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.live import chat
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.paging import Cursors
from functions.shared.api.problems import Problem
from functions.shared.api.sight.presence import living_conference
from functions.shared.api.tokens import Grant
from functions.shared.live.operations import Message, MessageBody, Messages
from functions.shared.participation.people import Person
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.live.messages import StoredMessage, find_message, messages_of

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


async def list_messages(request: Request, grant: Grant) -> Response:
    page = _cursors.page(request, grant)
    conference = living_conference(str(request.path_params["conference"]), grant)
    # One more than asked for tells whether there is a next page.
    found = messages_of(conference.uuid, grant.domain, limit=page.limit + 1, before=page.after)
    shown = found[: page.limit]
    more = _cursors.make(shown[-1].key, request, grant) if len(found) > page.limit else None
    return _json(Messages(items=tuple(map(_view, shown)), next=more))


async def post_message(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    body = read_body(await read_json(request), MessageBody)
    return _json(_view(chat.write(conference, person_of(grant), body.text, body.id)))


async def delete_message(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    name = str(request.path_params["message"])
    message = find_message(conference.uuid, name, grant.domain)
    if message is None:
        raise Problem("message_not_found", f"the meeting has no message {name[:64]!r}")
    chat.delete(message, lambda: new_entry(entry_of(request, grant, "done")))
    return Response(status_code=204)


def person_of(grant: Grant) -> Person:
    return Person(grant.sub, grant.domain, grant.can, grant.name)


def _view(message: StoredMessage) -> Message:
    return msgspec.convert(message, Message, from_attributes=True)


def _json(answer: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(answer), media_type="application/json")
