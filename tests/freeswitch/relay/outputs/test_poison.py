"""One bad thing among the recordings and streams of a node: the others go on, and it says what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.shared.commands.recordings import StartRecording
from functions.shared.conference_state import RecordingState
from functions.shared.output_jobs import RecordingJob, RecordingRow
from functions.shared.tables.conferences import ConferencesItem
from functions.shared.tables.outputs import find_output, write_output
from tests.freeswitch.relay.outputs.scene import Scene, scene
from tests.freeswitch.relay.stage import until


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None) -> Iterator[Scene]:
    with scene(tmp_path, monkeypatch) as here:
        yield here


def test_a_row_that_cannot_be_read_keeps_no_recording_from_starting(play: Scene) -> None:
    write_output(
        RecordingRow(
            conference="internal",
            conference_uuid="an-earlier-meeting",
            state=RecordingState(id="r0", state="processing"),
            job=RecordingJob(node="fs1", domain="example.com"),
        )
    )
    item = ConferencesItem.get("internal", "recording#r0")
    item.body = '{"id": "r0", "state": "singing", "name": "weekly"}'
    item.save()
    # As a relay that has just started.
    play.stage.relay.outputs._loaded = False

    started = play.stage.done(StartRecording(recording="r1"))

    assert started.state == "confirmed"
    until(lambda: ConferencesItem.get("internal", "recording#r0").live_node is None)
    aside = find_output("internal", "recording", "r0")
    assert aside is not None
    assert (aside.state.state, aside.state.reason, aside.state.name) == ("failed", "unreadable", "weekly")
