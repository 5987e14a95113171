"""Recordings and streams in their table: rows that outlive their meeting."""

from collections.abc import Iterator

import msgspec
import pytest
from moto import mock_aws

from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.state import ConferenceState, RecordingState, StreamState
from functions.shared.tables.conferences.outputs import (
    OpenOutputs,
    find_output,
    forget_output,
    is_told,
    open_outputs,
    set_aside,
    write_output,
)
from functions.shared.tables.conferences.rows import ConferencesItem, conferences_of_node, find_conference
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.own_rows import own_outputs_of
from tests.outputs import put

RECORDING = RecordingRow(
    conference="internal",
    conference_uuid="meeting-1",
    state=RecordingState(id="r1", state="live", name="weekly"),
    job=RecordingJob(node="fs1", domain="example.com", part=2),
)
STREAM = StreamRow(
    conference="internal",
    conference_uuid="meeting-1",
    state=StreamState(id="s1", state="starting", url="rtmp://a.example/live", key="…1234"),
    job=StreamJob(node="fs1", domain="example.com", url="rtmp://a.example/live", sealed_key="v1.abc"),
)
MEETING = ConferenceState(name="internal", uuid="meeting-1", node="fs1", domain="example.com")


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        ConferencesItem.create_table(billing_mode="PAY_PER_REQUEST")
        write_rows(MEETING)
        put(RECORDING)
        put(STREAM)
        yield


def recordings_of(conference: str) -> list[RecordingRow]:
    return own_outputs_of(conference, "recording", "example.com")


def test_an_output_is_read_as_it_was_written() -> None:
    recording, stream = (msgspec.structs.replace(row, version=1) for row in (RECORDING, STREAM))

    assert find_output("internal", "recording", "r1") == recording
    assert find_output("internal", "stream", "s1") == stream
    assert find_output("internal", "stream", "r1") is None
    assert (recordings_of("internal"), own_outputs_of("internal", "stream", "example.com")) == ([recording], [stream])


def test_a_conference_shows_the_outputs_of_its_own_meeting() -> None:
    found = find_conference("internal")
    write_rows(msgspec.structs.replace(MEETING, uuid="meeting-2"), over=[MEETING.uuid])
    later = find_conference("internal")

    assert found is not None
    assert (found.state.recordings, found.state.streams) == ((RECORDING.state,), (STREAM.state,))
    assert later is not None
    assert (later.state.recordings, later.state.streams) == ((), ())
    assert [row.state for row in recordings_of("internal")] == [RECORDING.state]


def test_the_relay_finds_what_is_open_and_nothing_else() -> None:
    over = msgspec.structs.replace(RECORDING, state=RecordingState(id="r0", state="ready"))
    put(over)

    assert sorted(row.id for row in open_outputs("fs1").rows) == ["r1", "s1"]
    assert open_outputs("fs2") == OpenOutputs([], [])
    assert [state.name for state in conferences_of_node("fs1")] == ["internal"]


@pytest.mark.parametrize("change", [{"leftovers": ("a.mkv",)}, {"erase": True}])
def test_what_lies_on_the_disk_keeps_a_row_open(change: dict[str, object]) -> None:
    job = msgspec.structs.replace(RECORDING.job, **change)
    put(msgspec.structs.replace(RECORDING, state=RecordingState(id="r1", state="ready"), job=job))

    assert [row.id for row in open_outputs("fs1").rows].count("r1") == 1


def test_what_is_forgotten_is_gone() -> None:
    assert forget_output(RECORDING, over=1)

    assert find_output("internal", "recording", "r1") is None


def damage(output: str, *, body: str | None = None, job: str | None = None) -> None:
    """Let something else stand in a row than what any version writes."""
    item = ConferencesItem.get("internal", output)
    item.body, item.job = body or item.body, job or item.job
    item.save()


def test_a_row_that_cannot_be_read_is_shown_as_failed_with_what_can_be_read() -> None:
    damage("recording#r1", body='{"id": "r1", "state": "singing", "name": "weekly", "parts": 3}')
    damage("stream#s1", body="{")

    recording, stream = find_output("internal", "recording", "r1"), find_output("internal", "stream", "s1")

    assert recording is not None
    assert (recording.state.state, recording.state.reason) == ("failed", "unreadable")
    assert (recording.state.name, recording.state.parts, recording.job) == ("weekly", 3, RECORDING.job)
    assert stream is not None
    assert (stream.state.state, stream.state.reason, stream.job.domain) == ("failed", "unreadable", "example.com")


def test_a_row_that_cannot_be_read_hides_no_other() -> None:
    put(msgspec.structs.replace(RECORDING, state=RecordingState(id="r0", state="live")))
    damage("recording#r0", job="[]")

    found = open_outputs("fs1")

    # Whose it is cannot be read any more, either.
    assert [row.id for row in recordings_of("internal")] == ["r1"]
    assert sorted(row.id for row in found.rows) == ["r1", "s1"]
    assert [damaged.row.id for damaged in found.unreadable] == ["r0"]
    seen = find_conference("internal")
    assert seen is not None
    assert [one.id for one in seen.state.recordings] == ["r0", "r1"]


def test_one_that_is_set_aside_is_open_until_that_is_told_and_keeps_what_stood_in_it() -> None:
    damage("recording#r1", body="{")
    (damaged,) = open_outputs("fs1").unreadable

    assert set_aside(damaged, told_after=41, expires=7.0)

    assert [row.id for row in open_outputs("fs1").rows] == ["r1", "s1"]
    assert open_outputs("fs1").unreadable == []
    row = find_output("internal", "recording", "r1")
    assert row == msgspec.structs.replace(damaged.row, version=2, told_after=41)
    is_told(row)
    assert [row.id for row in open_outputs("fs1").rows] == ["s1"]
    item = ConferencesItem.get("internal", "recording#r1")
    assert item.expires == 7
    assert msgspec.json.decode(item.unread) == {"body": "{", "job": damaged.job}


def test_what_somebody_has_written_meanwhile_is_not_set_aside() -> None:
    damage("recording#r1", body="{")
    (damaged,) = open_outputs("fs1").unreadable
    put(RECORDING)

    assert not set_aside(damaged, told_after=41)

    row = find_output("internal", "recording", "r1")
    assert row is not None
    assert row.state == RECORDING.state


def test_a_row_is_written_over_the_version_that_was_read_and_over_no_other() -> None:
    stopping = msgspec.structs.replace(RECORDING, state=RecordingState(id="r1", state="stopping"))
    results = [write_output(stopping, over=version) for version in (0, 2, 1, 1)]

    row = find_output("internal", "recording", "r1")
    assert results == [False, False, True, False]
    assert row is not None
    assert (row.state.state, row.version) == ("stopping", 2)
    assert [forget_output(row, over=version) for version in (1, 2, 2)] == [False, True, False]


def test_a_row_of_an_earlier_release_is_written_over_too() -> None:
    ConferencesItem("internal", "recording#r1").update(actions=[ConferencesItem.version.remove()])
    row = find_output("internal", "recording", "r1")

    assert row is not None
    assert row.version == 0
    assert write_output(RECORDING, over=0)
