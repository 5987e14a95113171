"""Rooms of the domain: GET, PUT, PATCH, DELETE."""

from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import Fields, answer_with, listed, not_found, plain_of, prefix_of, rooms_page
from functions.rooms.opening import dial_in_wish
from functions.rooms.room_checks import room_findings
from functions.rooms.room_rows import FoundRoom, find_room_of, items_of_room, key_of, rows_of, view_of
from functions.rooms.wishes import Wish, changing, commit, converted, merged, refuse, require_seen
from functions.shared.api.tokens import Grant
from functions.shared.grammars.moments import rfc3339
from functions.shared.provisioning.canonical import canonical_room
from functions.shared.provisioning.difference import Change, changes_to
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.outgrown import Key
from functions.shared.tables.provisioned.documents import written_in
from functions.shared.tables.provisioned.rendered import LAYOUTS_KEY, RenderedItem
from functions.shared.tables.provisioned.rooms import page_of_rooms, read_room
from functions.shared.tables.provisioned.users import find_domain

TIMES = ("not_before", "not_after")


async def list_rooms(request: Request, grant: Grant) -> Response:
    limit, after = rooms_page(request, grant)
    items, more = page_of_rooms(grant.domain, prefix_of(request), after, limit)
    shown = [view_of(FoundRoom(read_room(item), None, written_in(item.written))) for item in items]
    return listed(shown, more, grant, request)


async def get_room(request: Request, grant: Grant) -> Response:
    return answer_with(view_of(_find(grant.domain, str(request.path_params["room"]))))


@changing
def put_room(wish: Wish) -> Response:
    before = find_room_of(wish.domain, wish.named("room"))
    return _write(wish, before, wish.raw)


@changing
def patch_room(wish: Wish) -> Response:
    before = _find(wish.domain, wish.named("room"))
    return _write(wish, before, merged(_plain(before), wish.raw))


@changing
def delete_room(wish: Wish) -> Response:
    found = _find(wish.domain, wish.named("room"))
    require_seen(wish, found.written.revision)
    removed = [Change("remove", *key, before=item.text()) for key, item in items_of_room(found.room).items()]
    return commit(wish, removed, None)


def _write(wish: Wish, before: FoundRoom | None, plain: Fields) -> Response:
    """Put a room in the place of the one that is there."""
    settings = find_domain(wish.domain)
    if settings is None:
        raise not_found("domain", wish.domain)
    require_seen(wish, before.written.revision if before is not None else None)
    opening = dial_in_wish(wish, before, plain.get("dial_in"))
    raw = {**plain, "name": wish.named("room"), "domain": wish.domain, "dial_in": opening.plain}
    entry, conversion = converted(raw, RoomEntry)
    entry = canonical_room(entry)
    refuse(conversion, room_findings(entry, before, opening, settings), plain)
    by_api = before is None or before.written.by_api
    made = before.room.made if before is not None else int(wish.now * 1000)
    rows = rows_of(entry, settings.context, opening, by_api=by_api, made=made)
    changes = changes_to(rows, now=wish.now)
    there: set[Key] = {(row.kind, row.hash_key, row.key) for row in rows}
    if entry.picture.layouts:
        # No row of ours: rendered when they change.
        there.add((RenderedItem, key_of(entry), LAYOUTS_KEY))
    changes += [
        Change("remove", *key, before=item.text())
        for key, item in (items_of_room(before.room) if before is not None else {}).items()
        if key not in there and not any((one.kind, one.hash_key, one.key) == key for one in changes)
    ]
    kept = next((change.written for change in changes if change.key == "#" and change.hash_key == key_of(entry)), None)
    found = FoundRoom.of_rows(rows, kept or (before.written if before is not None else written_in(None)))
    return commit(wish, changes, lambda: view_of(found), status=200 if before is not None else 201)


def _plain(found: FoundRoom) -> Fields:
    """What a change is merged into: the room as it could be sent, without secrets."""
    room = found.room
    plain = plain_of(room, "name", "domain", "context", "dial_in", "made", *TIMES)
    plain |= {field: rfc3339(at) for field in TIMES if (at := getattr(room, field))}
    if found.dial_in is not None:
        own = {field: getattr(found.dial_in, field) for field in TIMES}
        times = {field: rfc3339(at) for field, at in own.items() if at and at != getattr(room, field)}
        plain["dial_in"] = {"id": room.dial_in, **times}
    return plain


def _find(domain: str, name: str) -> FoundRoom:
    found = find_room_of(domain, name)
    if found is None:
        raise not_found("room", name)
    return found
