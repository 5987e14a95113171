"""Recordings and streams in the conferences table: rows of a conference that outlive its meeting."""

from dataclasses import dataclass
from typing import Literal, cast, overload

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DeleteError, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.outputs.jobs import UNREADABLE, Noun, OutputRow, RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.state import RecordingState, StreamState
from functions.shared.tables.base import Unreadable, answering, condition_failed
from functions.shared.tables.conferences.rows import RECORDING, STREAM, ConferencesItem
from functions.shared.tables.reading import decoded, items_of, salvaged, tell

# In the index by node, beside the node's conferences.
OPEN = "outputs@{node}"
PREFIXES = {"recording": RECORDING, "stream": STREAM}


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
    return _shown(item)


@overload
def outputs_of(conference: str, noun: Literal["recording"]) -> list[RecordingRow]: ...
@overload
def outputs_of(conference: str, noun: Literal["stream"]) -> list[StreamRow]: ...
def outputs_of(conference: str, noun: Noun) -> list[RecordingRow] | list[StreamRow]:
    """Read all recordings or streams under a conference's name, those of earlier meetings too."""
    begins = ConferencesItem.key.startswith(PREFIXES[noun])
    with answering():
        items = list(items_of(ConferencesItem.query(conference, begins, consistent_read=True)))
    return cast(list[RecordingRow] | list[StreamRow], [_shown(item) for item in items])


def open_outputs(node: str) -> OpenOutputs:
    """Read what a node's relay has still to do something about; right after a write the newest may be missing."""
    found = OpenOutputs([], [])
    with answering():
        for item in items_of(ConferencesItem.by_node.query(OPEN.format(node=node))):
            try:
                found.rows.append(_row(item))
            except Unreadable as error:
                tell(error)
                found.unreadable.append(Damaged(_salvaged(item), item.body, item.job))
    return found


def set_aside(damaged: Damaged, *, expires: float | None = None) -> bool:
    """Let a row that cannot be read say so, and be open no more; what stood in it stays beside it.

    Returns:
        False if somebody has written the row meanwhile.
    """
    row = damaged.row
    item = ConferencesItem(row.conference, _key(row))
    same = _holds(ConferencesItem.body, damaged.body) & _holds(ConferencesItem.job, damaged.job)
    changes: list[Action] = [
        ConferencesItem.body.set(msgspec.json.encode(row.state).decode()),
        ConferencesItem.job.set(msgspec.json.encode(row.job).decode()),
        ConferencesItem.version.add(1),
        ConferencesItem.unread.set(msgspec.json.encode({"body": damaged.body, "job": damaged.job}).decode()),
    ]
    if not row.is_open:
        changes.append(ConferencesItem.live_node.remove())
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


def write_output(row: OutputRow, *, over: int, expires: float | None = None) -> bool:
    """Write the row over what was written as version `over` (0: nothing yet); its own is the next.

    Args:
        expires: when it may be forgotten, in seconds since 1970.

    Returns:
        False if somebody else has written or deleted it since.
    """
    item = ConferencesItem(
        row.conference,
        _key(row),
        body=msgspec.json.encode(row.state).decode(),
        uuid=row.conference_uuid,
        job=msgspec.json.encode(row.job).decode(),
        live_node=OPEN.format(node=row.job.node) if row.is_open else None,
        expires=None if expires is None else int(expires),
        version=over + 1,
    )
    with answering():
        try:
            item.save(condition=_is_version(over))
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def forget_output(row: OutputRow, *, over: int) -> bool:
    """Delete the row; False if somebody has written it since version `over`."""
    with answering():
        try:
            ConferencesItem(row.conference, _key(row)).delete(condition=_is_version(over))
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


def _key(row: OutputRow) -> str:
    return (RECORDING if isinstance(row, RecordingRow) else STREAM) + row.id


def _holds(attribute: UnicodeAttribute, text: str | None) -> Condition:
    return attribute.does_not_exist() if text is None else attribute == text


def _row(item: ConferencesItem) -> OutputRow:
    what = f"item {item.conference!r} {item.key!r}"
    if item.key.startswith(RECORDING):
        return RecordingRow(
            conference=item.conference,
            conference_uuid=item.uuid,
            state=decoded(item.body, RecordingState, what),
            job=decoded(item.job, RecordingJob, what),
            version=_version(item),
        )
    return StreamRow(
        conference=item.conference,
        conference_uuid=item.uuid,
        state=decoded(item.body, StreamState, what),
        job=decoded(item.job, StreamJob, what),
        version=_version(item),
    )


def _shown(item: ConferencesItem) -> OutputRow:
    try:
        return _row(item)
    except Unreadable as error:
        tell(error)
        return _salvaged(item)


def _salvaged(item: ConferencesItem) -> OutputRow:
    """The row as failed; without its domain nobody's token covers it."""
    least = salvaged(item.job, _Least)
    if item.key.startswith(RECORDING):
        return RecordingRow(
            conference=item.conference,
            conference_uuid=item.uuid,
            state=salvaged(
                item.body, RecordingState, id=item.key.removeprefix(RECORDING), state="failed", reason=UNREADABLE
            ),
            # Nothing is deleted on the word of such a row but what somebody wants gone.
            job=salvaged(item.job, RecordingJob, node=least.node, domain=least.domain, leftovers=()),
            version=_version(item),
        )
    return StreamRow(
        conference=item.conference,
        conference_uuid=item.uuid,
        state=salvaged(item.body, StreamState, id=item.key.removeprefix(STREAM), state="failed", reason=UNREADABLE),
        job=salvaged(item.job, StreamJob, node=least.node, domain=least.domain, url=least.url),
        version=_version(item),
    )


def _version(item: ConferencesItem) -> int:
    return int(item.version or 0)


class _Least(msgspec.Struct):
    node: str = ""
    domain: str = ""
    url: str = ""
