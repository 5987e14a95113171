"""Stills in the conferences table, under a name of their own: reading a conference must not read its pictures too."""

import math

import msgspec
from pynamodb.exceptions import PutError

from functions.shared.outputs.stills import StillRow
from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.reading import decoded

# No conference's name has an @.
PARTITION = "{conference}@stills"
STILL, TURN = "still#", "#turn"
FORGET_SECONDS = 3600.0


def find_still(conference: str, still: str, *, now: float) -> StillRow | None:
    """Read a still; one whose time is over is gone, though DynamoDB forgets it later."""
    with answering():
        try:
            item = ConferencesItem.get(partition(conference), STILL + still, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return None
    return kept_still(item, now=now)


def kept_still(item: ConferencesItem, *, now: float) -> StillRow | None:
    """The still in a row, while its time is not over."""
    row = decoded(item.body, StillRow, f"the still {item.key!r} of {item.conference!r}")
    return row if row.expires > now else None


def write_still(row: StillRow) -> bool:
    """Write the row, which is forgotten when the picture is; False where its id is that of another meeting's still."""
    item = ConferencesItem(
        partition(row.state.conference),
        STILL + row.id,
        body=msgspec.json.encode(row).decode(),
        uuid=row.conference_uuid,
        expires=int(row.expires),
    )
    free = ConferencesItem.uuid.does_not_exist() | (ConferencesItem.uuid == row.conference_uuid)
    with answering():
        try:
            item.save(condition=free)
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def take_turn(conference: str, still: str, *, now: float, seconds: float) -> float:
    """Claim the next still of a conference; 0 for yes, otherwise the seconds until one may be asked for again.

    Whoever asks twice for the same still, under one key or because an answer was lost, has its turn already.
    """
    free_at = now + seconds
    item = ConferencesItem(
        partition(conference), TURN, body=_fixed(free_at), uuid=still, expires=math.ceil(free_at + FORGET_SECONDS)
    )
    mine = ConferencesItem.uuid == still
    free = ConferencesItem.body.does_not_exist() | (ConferencesItem.body <= _fixed(now)) | mine
    with answering():
        try:
            item.save(condition=free)
        except PutError as error:
            if not condition_failed(error):
                raise
        else:
            return 0.0
        try:
            there = ConferencesItem.get(partition(conference), TURN, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return 1.0
    return max(1.0, float(there.body) - now)


def _fixed(seconds: float) -> str:
    """A time as text that sorts as times do."""
    return f"{seconds:017.3f}"


def partition(conference: str) -> str:
    """Where a conference's stills are."""
    return PARTITION.format(conference=conference)
