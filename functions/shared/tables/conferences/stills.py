"""Stills in the conferences table, under a name of their own: reading a conference must not read its pictures too."""

import math
from dataclasses import dataclass

import msgspec
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.outputs.stills import StillRow
from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.reading import decoded, readable

# No conference's name has an @.
PARTITION = "{conference}@stills"
STILL, TURN = "still#", "#turn"
# In the index by node, beside the node's conferences.
OPEN = "stills@{node}"
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
    """Write the row, which is forgotten when the picture is; False where its id is that of another meeting's still.

    While it is being stored it is open: whoever looks for what was lost finds it.
    """
    is_open = row.state.state == "processing"
    item = ConferencesItem(
        partition(row.state.conference),
        STILL + row.id,
        body=_text(row),
        uuid=row.conference_uuid,
        live_node=OPEN.format(node=row.node) if is_open else None,
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


@dataclass(frozen=True)
class OpenStill:
    """A still that is not stored, or of which that is not told; as its row was read."""

    row: StillRow
    # The text itself.
    body: str


def open_stills(node: str, *, most: int) -> list[OpenStill]:
    """Read a node's open stills, at most so many; right after a write the newest may be missing.

    Every relay may write rows: one that says that it is another node's or conference's is left out.

    Raises:
        TablesUnavailable: no answer in time.
    """
    with answering():
        found = ConferencesItem.by_node.query(OPEN.format(node=node), limit=most)
        rows = list(readable(found, _open_still))
    return [one for one, place in rows if one.row.node == node and place == partition(one.row.state.conference)]


def fail_still(found: OpenStill, failed: StillRow) -> OpenStill | None:
    """Let the row say so; it is open until that is told. None where somebody has written it meanwhile."""
    body = _text(failed)
    same = ConferencesItem.body == found.body
    return OpenStill(failed, body) if _updated(failed, [ConferencesItem.body.set(body)], same) else None


def still_is_told(found: OpenStill) -> None:
    """How it ended is told: nobody has to look for it any more, unless it was written since."""
    _updated(found.row, [ConferencesItem.live_node.remove()], ConferencesItem.body == found.body)


def _updated(row: StillRow, changes: list[Action], condition: Condition) -> bool:
    with answering():
        try:
            ConferencesItem(partition(row.state.conference), STILL + row.id).update(
                actions=changes, condition=condition
            )
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _open_still(item: ConferencesItem) -> tuple[OpenStill, str]:
    row = decoded(item.body, StillRow, f"the still {item.key!r} of {item.conference!r}")
    return OpenStill(row, item.body), item.conference


def _text(row: StillRow) -> str:
    return msgspec.json.encode(row).decode()


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
