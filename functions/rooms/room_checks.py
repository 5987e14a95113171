"""What provisioning finds of a room, and what a domain may not take that others have."""

import hmac
from collections.abc import Iterator

from functions.rooms.opening import PINS
from functions.rooms.room_rows import MAIN_DOMAIN, DialInWish, FoundRoom, key_of
from functions.rooms.wishes import pin_keys
from functions.shared.encoders.dial_strings import WORD
from functions.shared.provisioning.canonical import seated_twice
from functions.shared.provisioning.checks.rooms import check_room
from functions.shared.provisioning.checks.shared_names import shared_names, waiting_names
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.findings import Finding
from functions.shared.rooms.pin_hashes import all_hashes
from functions.shared.tables.provisioned.domain_items import Domain
from functions.shared.tables.provisioned.rooms import DialIn
from functions.shared.tables.provisioned.routes import find_routes
from functions.shared.tables.provisioned.users import find_user


def room_findings(
    entry: RoomEntry, before: FoundRoom | None, opening: DialInWish, settings: Domain
) -> Iterator[Finding]:
    """Find everything that is wrong with a room."""
    kept = opening.kept
    opened = bool(opening.keeps) or bool(kept and kept.invitees)
    named = list(check_room(entry, short_pins=False, opened_before=opened))
    yield from named
    yield from seated_twice(entry)
    yield from waiting_names(entry, MAIN_DOMAIN)
    yield from _own_names(entry, before)
    if kept is not None:
        yield from _pins_of_others(entry, kept, opening)
    if not any(place[:1] in (["name"], ["conference"]) for place, _ in named):
        for place, advice in shared_names([entry], MAIN_DOMAIN, {entry.domain: settings.context}):
            # Whose a name is that is taken is nobody's business but theirs.
            yield place[2:], "is taken already" if place[2] != "number" else advice
    if entry.number and WORD.fullmatch(entry.number):
        yield from _number(entry, settings)


def _own_names(entry: RoomEntry, before: FoundRoom | None) -> Iterator[Finding]:
    """A name of a conference is one on every node, whosoever it is: each domain has its own, by what they end in."""
    if entry.domain == MAIN_DOMAIN and "." in entry.name and before is None:
        yield ["name"], "may not hold a dot here: what follows it could be another domain's name"
    named = before.room.conference if before is not None else ""
    ours = "." not in entry.conference if entry.domain == MAIN_DOMAIN else entry.conference.endswith(f".{entry.domain}")
    if entry.conference not in ("", key_of(entry), named) and not ours:
        right = "have no dot" if entry.domain == MAIN_DOMAIN else f"end in .{entry.domain}"
        yield ["conference"], f"must {right}, so that it is no other domain's"


def _pins_of_others(entry: RoomEntry, kept: DialIn, opening: DialInWish) -> Iterator[Finding]:
    """PINs that somebody has already whose PIN stays."""
    held = {"pin": kept.participant_hash, "moderator_pin": kept.moderator_hash}
    stay = [held[name] for name in opening.keeps] + [invitee.pin_hash for invitee in kept.invitees]
    for name in PINS:
        pin = getattr(entry.dial_in, name, "")
        if pin and is_of_others(pin, kept.salt, stay):
            yield ["dial_in", name], "is the PIN of somebody else in this room"


def is_of_others(pin: str, salt: str, hashes: list[str]) -> bool:
    return any(hmac.compare_digest(one, other) for one in all_hashes(pin_keys, salt, pin) for other in hashes)


def _number(entry: RoomEntry, settings: Domain) -> Iterator[Finding]:
    """What the number reaches already."""
    exact, _, _ = find_routes(settings.context, entry.number)
    if exact is not None:
        yield ["number"], f"is a route's already, in the context {settings.context}"
    _, user = find_user(entry.domain, entry.number)
    if user is not None:
        yield ["number"], f"is the user {user.id} already"
