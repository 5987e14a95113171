"""What a room and its dial-in may not say."""

import re
from collections.abc import Iterator

from functions.shared.dial_strings import DOMAIN, UnsafeWord, conference_name
from infra.provisioning.file_format import DialInEntry, RoomEntry
from infra.provisioning.findings import Finding, at, flags, slot, user_at_domain, words
from infra.provisioning.source import Step


def check_room(room: RoomEntry, *, short_pins: bool) -> Iterator[Finding]:
    for field, value in (("name", room.name), ("conference", room.conference or room.name)):
        try:
            conference_name(value)
        except UnsafeWord as error:
            yield [field], str(error).partition("; ")[2]
    if not DOMAIN.fullmatch(room.domain):
        yield ["domain"], "must be a host name"
    yield from words(room, "profile")
    yield from flags(room.flags)
    for user, seat in room.seats.items():
        yield from user_at_domain(["seats", user], user)
        yield from at(["seats", user], slot(seat.slot))
    if room.dial_in:
        yield from at(["dial_in"], check_dial_in(room.dial_in, least=4 if short_pins else 6))


def check_dial_in(dial_in: DialInEntry, *, least: int) -> Iterator[Finding]:
    if not re.fullmatch("[0-9]{6,9}", dial_in.id):
        yield ["id"], "must be 6 to 9 digits"
    pins: list[tuple[list[Step], str]] = [(["pin"], dial_in.pin), (["moderator_pin"], dial_in.moderator_pin)]
    pins = [(place, pin) for place, pin in pins if pin]
    pins += [(["invitees", index, "pin"], invitee.pin) for index, invitee in enumerate(dial_in.invitees)]
    if not pins:
        yield ["id"], "needs a pin, a moderator_pin or invitees: an id alone opens nothing"
    seen: set[str] = set()
    for place, pin in pins:
        if not re.fullmatch(f"[0-9]{{{least},12}}", pin):
            yield (
                place,
                f"must be {least} to 12 digits" + ("" if least == 4 else " (allow_short_pins: true for a demo)"),
            )
        if pin in seen:
            yield place, "is the PIN of somebody else in this room"
        seen.add(pin)
    for index, invitee in enumerate(dial_in.invitees):
        yield from at(["invitees", index], slot(invitee.slot))
    for field in ("not_before", "not_after"):
        moment = getattr(dial_in, field)
        if moment is not None and moment.tzinfo is None:
            yield [field], "needs a time zone, as in 2026-12-01T09:00:00+01:00"
