"""Who a PIN lets in."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from functions.shared.rooms.pin_hashes import all_hashes
from functions.shared.rooms.waiting import FLAGS, Entrance, Who, entrance, waiting_for
from functions.shared.rooms.windows import closed_because
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
    # They wait to be let in: with these flags, and into which profile they come with a moderator.
    waits: bool = False
    waiting_flags: tuple[str, ...] = ()
    admitted_to: str = ""


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
    moderator = right.role == "moderator"
    flags = flags_for(dial_in.flags, moderator=moderator)
    known = replace(right, flags=flags, closed=closed_because(dial_in, now) is not None)
    return _entering(known, entrance(dial_in, Who(moderator=moderator)))


def unproven(dial_in: DialIn, now: float) -> Entry | None:
    """Who has shown no PIN waits for somebody to let them in by hand; None for a room without a lobby, or closed."""
    if dial_in.lobby == "off" or closed_because(dial_in, now):
        return None
    entry = Entry(dial_in.conference, dial_in.profile, "participant", flags=flags_for(dial_in.flags, moderator=False))
    return _entering(entry, replace(waiting_for(dial_in), admitted_to=""))


def _entering(entry: Entry, there: Entrance) -> Entry:
    if not there.waits:
        return entry
    return replace(
        entry,
        conference=there.conference,
        profile=there.profile,
        waits=True,
        waiting_flags=FLAGS,
        admitted_to=there.admitted_to,
    )
