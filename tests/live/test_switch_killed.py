"""FreeSWITCH killed while it records and streams: changes are refused, what can be played is saved, both say why."""

import time
from pathlib import Path

import pytest

from tests.live import test_recordings as recordings
from tests.live import test_streams as streams
from tests.live.meeting import Meeting
from tests.live.processes import free_ports, wait_until
from tests.live.receivers import FFMPEG, Receiver

INTERNAL = "/v1/conferences/internal"


@pytest.mark.skipif(not FFMPEG, reason="ffmpeg is missing, which receives the stream")
def test_what_was_recorded_is_saved_and_the_stream_ends_with_its_conference(meeting: Meeting, tmp_path: Path) -> None:
    with Receiver(tmp_path, free_ports(1)[0]) as receiver:
        recording = recordings.start(meeting)
        stream = streams.begin(meeting, receiver.url)["id"]
        streams.becomes(meeting, stream, "live")
        recordings.let_pass(20)
        assert meeting.switch.program
        meeting.switch.program.kill()
        wait_until(lambda: meeting.view()["node_state"] == "switch_down", "the relay's word", within=10)
        began = time.monotonic()
        status, refusal = meeting.stack.ask("PATCH", INTERNAL, {"locked": True}, Prefer="wait=20")
        took = time.monotonic() - began
        # The same node again, for this test and those that follow.
        meeting.switch.start()
        shown = recordings.ended(meeting, recording)
        ended = streams.becomes(meeting, stream, "failed")
    film, noted = recordings.fetched(shown, tmp_path)
    pictures, sounds, _ = recordings.played(film)

    assert (shown["state"], shown["incomplete"], shown["sha256"]) == ("ready", True, noted)
    assert pictures > 0
    assert sounds > 0
    assert ended["reason"] == "conference_ended"
    # Nobody waited for a command that nobody could carry out.
    assert (status, refusal["code"]) == (503, "switch_down")
    assert took < 2
    wait_until(lambda: meeting.stack.ask("GET", INTERNAL)[0] == 410, "the conference is known to be over")
