"""People with a PIN of their own, in the row of what the room's id opens."""

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import Fields, answer_with, not_found
from functions.rooms.room_checks import is_of_others
from functions.rooms.room_rows import find_room_of
from functions.rooms.wishes import Wish, changing, commit, converted, merged, pin_keys, refuse, require_seen
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.encoders.dial_strings import SLOT
from functions.shared.provisioning.checks.rooms import check_dial_in
from functions.shared.provisioning.difference import changes_to
from functions.shared.provisioning.entries import DialInEntry, InviteeEntry
from functions.shared.provisioning.rows import Row
from functions.shared.rooms.pin_hashes import pin_hash
from functions.shared.tables.provisioned.documents import Stored, Written, read_documents
from functions.shared.tables.provisioned.rooms import ROOM_KEY, DialIn, Invitee, RoomsItem, dial_in_key

# A row has 400 kB at most, and whoever enters a PIN waits while it is compared with each.
MOST_INVITEES = 500
# What a file made has no id of its own: its place is its id.
OF_A_FILE = "file-"
FIELDS = ("name", "slot", "moderator")


async def list_invitees(request: Request, grant: Grant) -> Response:
    _, stored = _find(grant.domain, str(request.path_params["room"]))
    shown = [_view(one, name, stored.written) for name, one in _by_id(stored.document).items()] if stored else []
    return answer_with({"items": shown, "next": None})


async def get_invitee(request: Request, grant: Grant) -> Response:
    _, stored = _find(grant.domain, str(request.path_params["room"]))
    name = str(request.path_params["invitee"])
    invitee = _by_id(stored.document).get(name) if stored is not None else None
    if stored is None or invitee is None:
        raise not_found("invitee", name)
    return answer_with(_view(invitee, name, stored.written))


@changing
def put_invitee(wish: Wish) -> Response:
    return _write(wish, wish.raw, must_be_there=False)


@changing
def patch_invitee(wish: Wish) -> Response:
    return _write(wish, wish.raw, must_be_there=True)


@changing
def delete_invitee(wish: Wish) -> Response:
    dial_in_id, stored = _find(wish.domain, wish.named("room"))
    name = wish.named("invitee")
    if stored is None or name not in _by_id(stored.document):
        raise not_found("invitee", name)
    require_seen(wish, stored.written.revision)
    left = tuple(one for known, one in _by_id(stored.document).items() if known != name)
    opened = replace(stored.document, invitees=left)
    if not (opened.participant_hash or opened.moderator_hash or left):
        raise Problem("wrong_state", "it is the room's last PIN: an id alone opens nothing; take its dial_in away")
    return commit(wish, changes_to([_row(dial_in_id, opened)], now=wish.now), None)


def _write(wish: Wish, plain: Fields, *, must_be_there: bool) -> Response:
    dial_in_id, stored = _find(wish.domain, wish.named("room"))
    if stored is None:
        raise Problem("wrong_state", "telephones cannot enter this room: it has no dial_in")
    name, known = wish.named("invitee"), _by_id(stored.document)
    before = known.get(name)
    if must_be_there and before is None:
        raise not_found("invitee", name)
    require_seen(wish, stored.written.revision if before is not None else None)
    if before is None and (not SLOT.fullmatch(name) or name.startswith(OF_A_FILE)):
        expected = f"1 to 64 of 0-9 A-Z a-z _ . -, and not {OF_A_FILE} at the beginning"
        raise invalid_field("invitee", "is no id for one", value=name, expected=expected)
    if before is None and len(known) >= MOST_INVITEES:
        raise Problem("wrong_state", f"the room has {MOST_INVITEES} invitees already")
    if must_be_there and before is not None:
        plain = merged({field: getattr(before, field) for field in FIELDS}, plain)
    keeps = before is not None and "pin" not in wish.raw
    pin = "" if keeps else wish.maker.pin("pin") if wish.raw.get("pin") is None else wish.raw["pin"]
    shaped = {**plain, "pin": pin}
    entry, conversion = converted(shaped, InviteeEntry)
    found = check_dial_in(DialInEntry(id=dial_in_id, pin="", invitees=(entry,)), least=6, opened=True)
    findings = [(place[2:], advice) for place, advice in found if place[:1] == ["invitees"]]
    findings = [one for one in findings if not (keeps and one[0] == ["pin"])]
    others = [one.pin_hash for other, one in known.items() if other != name]
    others += [hashed for hashed in (stored.document.participant_hash, stored.document.moderator_hash) if hashed]
    if entry.pin and is_of_others(entry.pin, stored.document.salt, others):
        findings.append((["pin"], "is the PIN of somebody else in this room"))
    refuse(conversion, findings, shaped)
    invitee = Invitee(
        id=name if before is None else before.id,
        pin_hash=before.pin_hash if before and keeps else pin_hash(pin_keys[0], stored.document.salt, entry.pin),
        name=entry.name,
        slot=entry.slot,
        moderator=entry.moderator,
    )
    known[name] = invitee
    changes = changes_to([_row(dial_in_id, replace(stored.document, invitees=tuple(known.values())))], now=wish.now)
    written = changes[0].written if changes else stored.written
    return commit(wish, changes, lambda: _view(invitee, name, written), status=200 if before else 201)


def _find(domain: str, room: str) -> tuple[str, Stored[DialIn] | None]:
    """What a room's id opens, as it is stored; None where telephones cannot enter it."""
    found = find_room_of(domain, room)
    if found is None:
        raise not_found("room", room)
    key = dial_in_key(found.room.dial_in)
    return found.room.dial_in, read_documents(RoomsItem, key, [ROOM_KEY]).stored(ROOM_KEY, DialIn)


def _by_id(opened: DialIn) -> dict[str, Invitee]:
    return {one.id or f"{OF_A_FILE}{place}": one for place, one in enumerate(opened.invitees, 1)}


def _row(dial_in_id: str, opened: DialIn) -> Row:
    return Row(RoomsItem, dial_in_key(dial_in_id), ROOM_KEY, opened, by_api=None)


def _view(invitee: Invitee, name: str, written: Written) -> Fields:
    told = {field: getattr(invitee, field) for field in FIELDS}
    return {"id": name, **told, "revision": written.revision, "made_by": "api" if invitee.id else "file"}
