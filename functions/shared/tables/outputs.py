"""Recordings and streams in the conferences table: rows of a conference that outlive its meeting."""

from typing import Literal, cast, overload

import msgspec

from functions.shared.conference_state import RecordingState, StreamState
from functions.shared.output_jobs import Noun, OutputRow, RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.tables.base import TablesUnavailable, answering
from functions.shared.tables.conferences import RECORDING, STREAM, ConferencesItem

# In the index by node, beside the node's conferences.
OPEN = "outputs@{node}"
PREFIXES = {"recording": RECORDING, "stream": STREAM}


@overload
def find_output(conference: str, noun: Literal["recording"], output_id: str) -> RecordingRow | None: ...
@overload
def find_output(conference: str, noun: Literal["stream"], output_id: str) -> StreamRow | None: ...
def find_output(conference: str, noun: Noun, output_id: str) -> OutputRow | None:
    """Read one recording or stream, of whichever meeting."""
    with answering():
        try:
            item = ConferencesItem.get(conference, PREFIXES[noun] + output_id, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return None
    return _row(item)


@overload
def outputs_of(conference: str, noun: Literal["recording"]) -> list[RecordingRow]: ...
@overload
def outputs_of(conference: str, noun: Literal["stream"]) -> list[StreamRow]: ...
def outputs_of(conference: str, noun: Noun) -> list[RecordingRow] | list[StreamRow]:
    """Read all recordings or streams under a conference's name, those of earlier meetings too."""
    begins = ConferencesItem.key.startswith(PREFIXES[noun])
    with answering():
        items = list(ConferencesItem.query(conference, begins, consistent_read=True))
    return cast(list[RecordingRow] | list[StreamRow], [_row(item) for item in items])


def open_outputs(node: str) -> list[OutputRow]:
    """Read what a node's relay has still to do something about; right after a write the newest may be missing."""
    with answering():
        return [_row(item) for item in ConferencesItem.by_node.query(OPEN.format(node=node))]


def write_output(row: OutputRow, *, expires: float | None = None) -> None:
    """Write the row; `expires` (seconds since 1970) is when it may be forgotten."""
    noun: Noun = "recording" if isinstance(row, RecordingRow) else "stream"
    item = ConferencesItem(
        row.conference,
        PREFIXES[noun] + row.id,
        body=msgspec.json.encode(row.state).decode(),
        uuid=row.conference_uuid,
        job=msgspec.json.encode(row.job).decode(),
        live_node=OPEN.format(node=row.job.node) if row.is_open else None,
        expires=None if expires is None else int(expires),
    )
    with answering():
        item.save()


def forget_output(row: OutputRow) -> None:
    """Delete the row."""
    noun: Noun = "recording" if isinstance(row, RecordingRow) else "stream"
    with answering():
        ConferencesItem(row.conference, PREFIXES[noun] + row.id).delete()


def _row(item: ConferencesItem) -> OutputRow:
    try:
        if item.key.startswith(RECORDING):
            return RecordingRow(
                conference=item.conference,
                conference_uuid=item.uuid,
                state=msgspec.json.decode(item.body, type=RecordingState),
                job=msgspec.json.decode(item.job or "", type=RecordingJob),
            )
        return StreamRow(
            conference=item.conference,
            conference_uuid=item.uuid,
            state=msgspec.json.decode(item.body, type=StreamState),
            job=msgspec.json.decode(item.job or "", type=StreamJob),
        )
    except msgspec.DecodeError as error:
        raise TablesUnavailable(f"item {item.conference!r} {item.key!r} is no output: {error}") from error
