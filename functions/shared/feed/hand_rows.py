"""Hands in the rows of their conference, as events of the feed move them."""

from collections.abc import Iterable

from functions.shared.feed.events import Event
from functions.shared.tables.conferences.hand_rows import write_hand
from functions.shared.tables.conferences.hands import Hand

MOVING = frozenset({"hand.raised", "hand.lowered"})


def write_hands(events: Iterable[Event], *, now: float) -> None:
    """Write what these events made of hands; to do it twice, or after later events, changes nothing.

    Raises:
        TablesUnavailable: some are not written; to write all of them again is right.
    """
    for one in events:
        if one.type in MOVING:
            hand = {name: one.data.get(name) for name in ("uuid", "subject", "name", "raised_at")}
            known = {name: str(value) for name, value in hand.items() if value is not None}
            write_hand(one.conference, one.meeting, Hand(**known), seq=one.seq, now=now)
