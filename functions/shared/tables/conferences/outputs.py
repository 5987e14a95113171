"""Recordings and streams in the conferences table: rows of a conference that outlive its meeting."""

from dataclasses import dataclass
from typing import Literal, overload

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DeleteError, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.outputs.jobs import Noun, OutputRow, RecordingRow, StreamRow
from functions.shared.tables.base import Unreadable, answering, condition_failed
from functions.shared.tables.conferences.output_rows import PREFIXES, key_of, row_of, salvaged_row, shown
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.reading import items_of, tell

# In the index by node, beside the node's conferences.
OPEN = "outputs@{node}"


@dataclass(frozen=True)
class OpenOutputs:
    """What a node's relay has still to do something about, and what it can do nothing about."""

    rows: list[OutputRow]
    unreadable: list["Damaged"]


@dataclass(frozen=True)
class Damaged:
    """A row that cannot be read: what can be shown of it, and the texts that stand in it."""

    row: OutputRow
    body: str | None
    job: str | None


@overload
def find_output(conference: str, noun: Literal["recording"], output_id: str) -> RecordingRow | None: ...
@overload
def find_output(conference: str, noun: Literal["stream"], output_id: str) -> StreamRow | None: ...
def find_output(conference: str, noun: Noun, output_id: str) -> OutputRow | None:
    """Read one recording or stream, of whichever meeting; one that cannot be read is shown as failed."""
    with answering():
        try:
            item = ConferencesItem.get(conference, PREFIXES[noun] + output_id, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return None
    return shown(item)


def open_outputs(node: str) -> OpenOutputs:
    """Read what a node's relay has still to do something about; right after a write the newest may be missing."""
    found = OpenOutputs([], [])
    with answering():
        for item in items_of(ConferencesItem.by_node.query(OPEN.format(node=node))):
            try:
                found.rows.append(row_of(item))
            except Unreadable as error:
                tell(error)
                found.unreadable.append(Damaged(salvaged_row(item), item.body, item.job))
    return found


def set_aside(damaged: Damaged, *, told_after: int, expires: float | None = None) -> bool:
    """Let a row that cannot be read say so; what stood in it stays beside it, and it is open until that is told.

    Returns:
        False if somebody has written the row meanwhile.
    """
    row = damaged.row
    item = ConferencesItem(row.conference, key_of(row))
    same = _holds(ConferencesItem.body, damaged.body) & _holds(ConferencesItem.job, damaged.job)
    changes: list[Action] = [
        ConferencesItem.body.set(msgspec.json.encode(row.state).decode()),
        ConferencesItem.job.set(msgspec.json.encode(row.job).decode()),
        ConferencesItem.version.add(1),
        ConferencesItem.unread.set(msgspec.json.encode({"body": damaged.body, "job": damaged.job}).decode()),
        ConferencesItem.told.set(told_after),
    ]
    if expires is not None:
        changes.append(ConferencesItem.expires.set(int(expires)))
    with answering():
        try:
            item.update(actions=changes, condition=same)
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def write_output(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
    """Write the row over what was written as version `over` (0: nothing yet); its own is the next.

    Args:
        expires: when it may be forgotten, in seconds since 1970.
        untold: its relay is to find it as an open one until it is told, see `is_told`.

    Returns:
        False if somebody else has written or deleted it since.
    """
    item = ConferencesItem(
        row.conference,
        key_of(row),
        body=msgspec.json.encode(row.state).decode(),
        uuid=row.conference_uuid,
        job=msgspec.json.encode(row.job).decode(),
        live_node=OPEN.format(node=row.job.node) if row.is_open or untold else None,
        expires=None if expires is None else int(expires),
        version=over + 1,
        told=row.told_after,
    )
    with answering():
        try:
            item.save(condition=_is_version(over))
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def is_told(row: OutputRow) -> None:
    """The end of an output is told: its relay has nothing to do about it any more, unless it was written since."""
    item, same = ConferencesItem(row.conference, key_of(row)), _is_version(row.version)
    with answering():
        try:
            item.update(actions=[ConferencesItem.live_node.remove()], condition=same)
        except UpdateError as error:
            if not condition_failed(error):
                raise


def forget_output(row: OutputRow, *, over: int) -> bool:
    """Delete the row; False if somebody has written it since version `over`."""
    with answering():
        try:
            ConferencesItem(row.conference, key_of(row)).delete(condition=_is_version(over))
        except DeleteError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _is_version(version: int) -> Condition:
    if version == 0:
        # Also of a row that an earlier release wrote, which counted nothing.
        return ConferencesItem.version.does_not_exist()
    return ConferencesItem.version == version


def _holds(attribute: UnicodeAttribute, text: str | None) -> Condition:
    return attribute.does_not_exist() if text is None else attribute == text
