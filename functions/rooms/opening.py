"""How telephones enter a room: an id of our making, and PINs that are sent, kept, or made here and told once."""

from typing import Final

from functions.rooms.room_rows import DialInWish, FoundRoom
from functions.rooms.secrets_made import ID_DIGITS
from functions.rooms.wishes import Wish
from functions.shared.api.problems import invalid_field, unavailable
from functions.shared.tables.provisioned.rooms import find_dial_in

PINS: Final = ("pin", "moderator_pin")
ID_TRIES = 5


def dial_in_wish(wish: Wish, before: FoundRoom | None, asked: object) -> DialInWish:
    """Read it; what is of a wrong type in it is left for the checks."""
    if asked is None or not isinstance(asked, dict):
        return DialInWish(None) if asked is None else _no_object(asked)
    kept = before.dial_in if before is not None else None
    room_id = before.room.dial_in if before is not None else ""
    if asked.get("id", room_id) != room_id:
        right = f"{room_id}, as it is" if room_id else "nothing: the server makes it"
        raise invalid_field("dial_in.id", "cannot be chosen", expected=right)
    sent = wish.raw.get("dial_in")
    named = sent if isinstance(sent, dict) else {}
    held = {"pin": bool(kept and kept.participant_hash), "moderator_pin": bool(kept and kept.moderator_hash)}
    keeps = {name for name in PINS if name not in named and held[name]}
    plain = {name: value for name, value in asked.items() if name not in PINS}
    plain["id"] = room_id or _new_id(wish)
    for name in PINS:
        if name in named:
            plain[name] = wish.maker.pin(f"dial_in.{name}") if named[name] is None else named[name]
    opened = keeps or any(plain.get(name) for name in PINS) or (kept is not None and kept.invitees)
    if not opened and "pin" not in named:
        plain["pin"] = wish.maker.pin("dial_in.pin")
    return DialInWish(plain, kept, frozenset(keeps))


def _no_object(asked: object) -> DialInWish:
    raise invalid_field("dial_in", "is not an object", value=str(asked)[:80], expected="{…} or null")


def _new_id(wish: Wish) -> str:
    """An id that opens nothing yet: of a thousand million."""
    for turn in range(ID_TRIES):
        made = wish.maker.digits(f"dial_in.id {turn}", ID_DIGITS)
        if find_dial_in(made) is None:
            return made
    raise unavailable("no free id was found; ask again")
