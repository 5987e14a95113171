"""Links into a room: made, listed, revoked by an administrator of the domain or a host of the room."""

import math
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import listed, not_found, rooms_page
from functions.rooms.entries.standing import entering_by, refuse_kept_out, view_of
from functions.rooms.room_rows import find_room_of
from functions.rooms.wishes import Wish, changing, commit, converted, pin_keys, refuse
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.entries.secrets_of_entries import ID, entry_id, password, user_of
from functions.shared.entries.shapes import MOST_USES, EntryWish
from functions.shared.grammars.moments import trouble_with_moment
from functions.shared.live.ending import wake_at_revocation
from functions.shared.provisioning.difference import Change, items
from functions.shared.provisioning.documents import a1_hash
from functions.shared.provisioning.findings import Finding, displayed, slot
from functions.shared.settings import ApiSettings, EntrySettings, read
from functions.shared.tables.entries import Entry, EntryTerms, find_entry, new_entry_row, page_of_entries, revoke
from functions.shared.tables.provisioned.documents import Written, encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.rooms import Room
from functions.shared.tables.provisioned.users import UsersItem, user_key
from functions.shared.tables.revocations import new_revocation

DEFAULT_SECONDS = 7 * 24 * 3600
LONGEST_SECONDS = 366 * 24 * 3600

MAKES_NONE = "this installation makes no links: it needs CALL_PAGE_URL, SIP_WEBSOCKET_URL and ENTRY_TOKEN_SECRET"

settings = read(EntrySettings)
token_secrets = read(ApiSettings).entry_secrets


async def list_entries(request: Request, grant: Grant) -> Response:
    room = _room(grant, str(request.path_params["room"]))
    limit, after = rooms_page(request, grant)
    if after is not None and "#" not in after:
        raise invalid_field("cursor", "is not a cursor of this list", expected="the `next` of the page before")
    entries, more = page_of_entries(room.name, after, limit)
    now = time.time()
    return listed(
        [view_of(entry, room, now) for entry in entries if entry.terms.domain == grant.domain], more, grant, request
    )


@changing
def create_entry(wish: Wish) -> Response:
    room = _room(wish.grant, wish.named("room"))
    if not (settings.call_page and settings.sip_server and token_secrets):
        raise Problem("wrong_state", MAKES_NONE)
    terms = _terms(wish, room)
    entry, user = Entry(terms=terms), user_of(terms.id)
    proof = a1_hash(user, wish.domain, password(pin_keys[0], wish.domain, terms.id))
    document = User(id=user, a1_hash=proof, name=terms.name, entry=entering_by(terms))
    written = Written().next(wish.now, by_api=True)
    added = Change("add", UsersItem, wish.domain, user_key(user), after=encode(document), written=written)
    return commit(wish, [added], lambda: view_of(entry, room, wish.now), status=201, also=[new_entry_row(terms)])


@changing
def revoke_entry(wish: Wish) -> Response:
    room = _room(wish.grant, wish.named("room"))
    name = wish.named("entry")
    entry = find_entry(name) if ID.fullmatch(name) else None
    if entry is None or entry.terms.domain != wish.domain or entry.terms.room != room.name:
        raise not_found("entry", name)
    if entry.revoked:
        # Whoever did it may have been stopped before the connections were to end.
        wake_at_revocation(wish.domain, user_of(name))
        return Response(status_code=204)
    key = (UsersItem, wish.domain, user_key(user_of(name)))
    removed = [Change("remove", *key, before=item.text()) for item in items([key]).values()]
    # A token counts its seconds whole: what was issued in this very second is refused as well.
    before = math.ceil(wish.now) + 1
    dead = new_revocation(wish.domain, user_of(name), before=before, until=max(entry.terms.until, before) + 1)
    answer = commit(wish, removed, None, also=[revoke(entry.terms, now=wish.now), dead])
    wake_at_revocation(wish.domain, user_of(name))
    return answer


def _room(grant: Grant, name: str) -> Room:
    """The room that the token's holder may make links into.

    Raises:
        Problem: 404 where there is none for this token; 403 for who came by a link, for links make no links, and for
            whom a host keeps out of the room's meeting.
    """
    found = find_room_of(grant.domain, name)
    if found is None or not grant.covers(found.room.conference):
        raise not_found("room", name)
    if grant.by_entry:
        raise Problem("missing_ability", "whoever came by a link makes, sees and revokes none")
    refuse_kept_out(grant, found.room)
    return found.room


def _terms(wish: Wish, room: Room) -> EntryTerms:
    entry, conversion = converted(wish.raw, EntryWish)
    # `from` is a word of Python, so no class has it as a field that mypy knows.
    said: Any = entry
    begins, ends = getattr(said, "from"), said.until
    refuse(conversion, _findings(said, begins, ends, wish.now), wish.raw)
    code = wish.maker.code("code")
    wish.maker.url(code)
    return EntryTerms(
        id=entry_id(code),
        domain=wish.domain,
        room=room.name,
        name=said.name,
        moderator=said.role == "moderator",
        slot=said.slot,
        not_before=int(begins.timestamp()) if begins else 0,
        until=int(ends.timestamp()) if ends else int(wish.now) + DEFAULT_SECONDS,
        uses=said.uses,
        made=int(wish.now * 1000),
    )


def _findings(said: Any, begins: datetime | None, ends: datetime | None, now: float) -> Iterator[Finding]:
    yield from displayed(said, "name")
    yield from slot(said.slot)
    if not 1 <= said.uses <= MOST_USES:
        yield ["uses"], f"must be 1 to {MOST_USES}"
    moments = {"from": begins, "until": ends}
    troubles = {field: trouble_with_moment(moment) for field, moment in moments.items() if moment is not None}
    found = {field: trouble for field, trouble in troubles.items() if trouble}
    for field, trouble in found.items():
        yield [field], trouble
    if found:
        return
    until = now + DEFAULT_SECONDS if ends is None else ends.timestamp()
    if until <= now:
        yield ["until"], "is over already"
    elif until > now + LONGEST_SECONDS:
        yield ["until"], f"must be within {LONGEST_SECONDS // (24 * 3600)} days"
    elif begins is not None and begins.timestamp() >= until:
        yield ["until" if ends else "from"], "must leave time between from and until: nobody could ever come in"
