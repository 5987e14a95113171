"""Who a PIN lets in."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from functions.shared.pin_hashes import all_hashes
from functions.shared.room_windows import closed_because
from functions.shared.tables.provisioned.rooms import DialIn
from functions.shared.tables.provisioned.routes import flags_for

# Stands in for a conference id that does not exist, so that it takes as long as one that does.
NOWHERE = DialIn(room="", conference="", profile="", salt="0" * 32, participant_hash="0" * 64, moderator_hash="0" * 64)


@dataclass(frozen=True)
class Entry:
    """What a right PIN opens, and as whom."""

    conference: str
    profile: str
    role: Literal["participant", "moderator"]
    name: str | None = None
    slot: str | None = None
    flags: tuple[str, ...] = ()
    # The PIN is right, but nobody may come in now.
    closed: bool = False


def entry_of(dial_in: DialIn | None, pin: str, keys: Sequence[str], now: float) -> Entry | None:
    """Say what a PIN opens, `closed` in a wrong hour; None for a wrong id and a wrong PIN alike."""
    place = dial_in or NOWHERE
    hashed = all_hashes(keys, place.salt, pin)
    entries = [
        Entry(place.conference, place.profile, "moderator"),
        Entry(place.conference, place.profile, "participant"),
    ]
    hashes = [place.moderator_hash, place.participant_hash]
    for invitee in place.invitees:
        role: Literal["participant", "moderator"] = "moderator" if invitee.moderator else "participant"
        entries.append(Entry(place.conference, place.profile, role, invitee.name or None, invitee.slot or None))
        hashes.append(invitee.pin_hash)
    # Every hash is compared, so that the time does not tell which one was right.
    matches = [[hmac.compare_digest(each, wanted) for each in hashed] for wanted in hashes]
    right = next((entry for entry, matched in zip(entries, matches, strict=True) if any(matched)), None)
    if right is None or dial_in is None:
        return None
    flags = flags_for(dial_in.flags, moderator=right.role == "moderator")
    return replace(right, flags=flags, closed=closed_because(dial_in, now) is not None)
