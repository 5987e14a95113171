"""Rows of recordings and streams, put into the table as a test wants them."""

from functions.shared.outputs.jobs import OutputRow, RecordingRow
from functions.shared.tables.conferences.outputs import find_output, write_output


def put(row: OutputRow) -> None:
    """Write a row over whatever stands there."""
    if isinstance(row, RecordingRow):
        there: OutputRow | None = find_output(row.conference, "recording", row.id)
    else:
        there = find_output(row.conference, "stream", row.id)
    assert write_output(row, over=there.version if there else 0)
