"""An item as the row of a recording or a stream; of one that cannot be read, what can be shown."""

import msgspec

from functions.shared.outputs.jobs import UNREADABLE, OutputRow, RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.state import RecordingState, StreamState
from functions.shared.tables.base import Unreadable
from functions.shared.tables.conferences.rows import RECORDING, STREAM, ConferencesItem
from functions.shared.tables.reading import decoded, salvaged, tell

PREFIXES = {"recording": RECORDING, "stream": STREAM}


def key_of(row: OutputRow) -> str:
    return (RECORDING if isinstance(row, RecordingRow) else STREAM) + row.id


def row_of(item: ConferencesItem) -> OutputRow:
    what = f"item {item.conference!r} {item.key!r}"
    if item.key.startswith(RECORDING):
        return RecordingRow(
            conference=item.conference,
            conference_uuid=item.uuid,
            state=decoded(item.body, RecordingState, what),
            job=decoded(item.job, RecordingJob, what),
            version=_version(item),
            told_after=_told_after(item),
        )
    return StreamRow(
        conference=item.conference,
        conference_uuid=item.uuid,
        state=decoded(item.body, StreamState, what),
        job=decoded(item.job, StreamJob, what),
        version=_version(item),
        told_after=_told_after(item),
    )


def shown(item: ConferencesItem) -> OutputRow:
    try:
        return row_of(item)
    except Unreadable as error:
        tell(error)
        return salvaged_row(item)


def salvaged_row(item: ConferencesItem) -> OutputRow:
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
            told_after=_told_after(item),
        )
    return StreamRow(
        conference=item.conference,
        conference_uuid=item.uuid,
        state=salvaged(item.body, StreamState, id=item.key.removeprefix(STREAM), state="failed", reason=UNREADABLE),
        job=salvaged(item.job, StreamJob, node=least.node, domain=least.domain, url=least.url),
        version=_version(item),
        told_after=_told_after(item),
    )


def _version(item: ConferencesItem) -> int:
    return int(item.version or 0)


def _told_after(item: ConferencesItem) -> int | None:
    return None if item.told is None else int(item.told)


class _Least(msgspec.Struct):
    node: str = ""
    domain: str = ""
    url: str = ""
