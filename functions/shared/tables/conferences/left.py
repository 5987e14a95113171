"""Who has left a conference, for a day, under a name of their own: reading a conference must not read them too."""

from collections.abc import Iterable

import msgspec

from functions.shared.state import LeftMember
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.rows import ENDED_SECONDS, MEMBER, ConferencesItem

# No conference's name has an @.
PARTITION = "{conference}@left"


def left_item(conference: str, meeting: str, member: LeftMember, *, now: float) -> ConferencesItem:
    """The row of somebody who has left; the last time counts of a call that came and went several times."""
    return ConferencesItem(
        PARTITION.format(conference=conference),
        MEMBER + member.uuid,
        body=msgspec.json.encode(member).decode(),
        uuid=meeting,
        expires=int(now + ENDED_SECONDS),
    )


def write_left(conference: str, meeting: str, members: Iterable[LeftMember], *, now: float) -> None:
    """Write who has left, 25 rows a call.

    Raises:
        TablesUnavailable: writing all of it again is safe.
    """
    write_in_batches(ConferencesItem, [left_item(conference, meeting, one, now=now) for one in members], [])
