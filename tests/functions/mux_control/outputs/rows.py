"""Recordings and streams as the relay writes them."""

import msgspec

from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.state import OutputLife, RecordingState, StreamState
from tests.outputs import put


def recording(
    state: OutputLife,
    *,
    output_id: str = "r1",
    meeting: str = "meeting-internal",
    domain: str = "example.com",
    **job: str,
) -> RecordingRow:
    """Write a recording of `internal`."""
    row = RecordingRow(
        conference="internal",
        conference_uuid=meeting,
        state=RecordingState(id=output_id, state=state, name="weekly", format="mp4"),
        job=RecordingJob(node="fs1", domain=domain, **job),  # type: ignore[arg-type]  # the test names text fields only
    )
    put(row)
    return row


def stored(row: RecordingRow, where: str) -> RecordingRow:
    """The same recording with its file."""
    changed = msgspec.structs.replace(row, state=msgspec.structs.replace(row.state, stored=where))
    put(changed)
    return changed


def stream(state: OutputLife, *, output_id: str = "s1", meeting: str = "meeting-internal") -> StreamRow:
    """Write a stream of `internal`."""
    row = StreamRow(
        conference="internal",
        conference_uuid=meeting,
        state=StreamState(id=output_id, state=state, url="rtmp://a.example/live", key="…1234"),
        job=StreamJob(node="fs1", domain="example.com", url="rtmp://a.example/live", sealed_key="v1.abcd"),
    )
    put(row)
    return row
