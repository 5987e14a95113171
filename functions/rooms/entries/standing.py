"""How an entry stands at a moment, and how it is shown."""

from msgspec.structs import replace

from functions.rooms.answers import Fields
from functions.shared.api.sight.standing import kept_out
from functions.shared.api.tokens import Grant
from functions.shared.entries.shapes import Role, State
from functions.shared.grammars.moments import rfc3339
from functions.shared.observers.right import is_kept_from
from functions.shared.rooms.windows import narrower
from functions.shared.tables.entries import Entry, EntryTerms
from functions.shared.tables.provisioned.domain_items import EnteringBy
from functions.shared.tables.provisioned.rooms import Room


def is_of(room: Room, terms: EntryTerms) -> bool:
    """Whether it is the room that the link was made for: another of the same name is not."""
    return room.domain == terms.domain and room.made <= terms.made


def refuse_kept_out(grant: Grant, room: Room) -> None:
    """Raise 403 for a token whose holder a host keeps out of the room's meeting: they bring in nobody, nor watch it."""
    if is_kept_from(room, grant.sub, grant.domain, grant.can):
        raise kept_out()


def entering_by(terms: EntryTerms) -> EnteringBy:
    """What the entry's user may do."""
    return EnteringBy(
        room=terms.room,
        moderator=terms.moderator,
        slot=terms.slot,
        not_before=terms.not_before,
        not_after=terms.until,
        made=terms.made,
    )


def within(room: Room, terms: EntryTerms) -> EnteringBy:
    """The same, within the room's own times."""
    mine = entering_by(terms)
    not_before, not_after = narrower(room, mine)
    return replace(mine, not_before=not_before, not_after=not_after)


def state_of(entry: Entry, room: Room, now: float) -> State:
    """Whether it works, and if not, why: what cannot be mended comes first."""
    if entry.revoked:
        return "revoked"
    times = within(room, entry.terms)
    if not is_of(room, entry.terms) or now >= times.not_after:
        return "over"
    if entry.used >= entry.terms.uses:
        return "used_up"
    return "early" if now < times.not_before else "open"


def role_of(terms: EntryTerms) -> Role:
    return "moderator" if terms.moderator else "participant"


def view_of(entry: Entry, room: Room, now: float) -> Fields:
    terms = entry.terms
    return {
        "id": terms.id,
        "name": terms.name,
        "role": role_of(terms),
        "slot": terms.slot,
        "from": rfc3339(terms.not_before) if terms.not_before else None,
        "until": rfc3339(terms.until),
        "uses": terms.uses,
        "used": entry.used,
        "state": state_of(entry, room, now),
        "made_at": rfc3339(terms.made / 1000),
    }
