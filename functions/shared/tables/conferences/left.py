"""Who has left a conference, for a day, under a name of their own: reading a conference must not read them too."""

from collections.abc import Iterable

import msgspec

from functions.shared.meetings.gone import Departed
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.rows import ENDED_SECONDS, MEMBER, ConferencesItem

# No conference's name has an @.
PARTITION = "{conference}@left"


def left_items(conference: str, departed: Iterable[Departed], *, now: float) -> list[ConferencesItem]:
    """The rows of those who have left; the last time counts of a call that came and went several times."""
    rows = {
        one.member.uuid: ConferencesItem(
            PARTITION.format(conference=conference),
            MEMBER + one.member.uuid,
            body=msgspec.json.encode(one.member).decode(),
            uuid=one.meeting,
            expires=int(now + ENDED_SECONDS),
        )
        for one in departed
    }
    return list(rows.values())


def write_left(conference: str, departed: Iterable[Departed], *, now: float) -> None:
    """Write who has left, 25 rows a call.

    Raises:
        TablesUnavailable: writing all of it again is safe.
    """
    write_in_batches(ConferencesItem, left_items(conference, departed, now=now), [])
