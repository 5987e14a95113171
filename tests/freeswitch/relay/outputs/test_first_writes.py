"""A recording or stream begins over nothing: what is finished is never written over, whatever id is sent."""

from pathlib import Path

import pytest

from freeswitch.relay.conferences.rooms import Room
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.outputs.jobs import OutputRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.outputs import write_output
from tests.freeswitch.relay.outputs.house import House, house


def room_of(home: House) -> Room:
    assert home.world.room is not None
    return home.world.room


def test_a_forged_start_under_a_finished_recordings_id_begins_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        home.put("r1", "ready", bucket="films", key="r1.mp4")
        before = home.row("r1")
        home.turn()
        done = home.outputs.run(StartRecording(recording="r1", format="wav"), room_of(home))
        home.turn(2)

        assert (done.state, done.reason) == ("failed", "id_taken")
        assert home.row("r1") == before
        assert home.said("r1") == []


def test_neither_is_what_an_earlier_meeting_left_unfinished(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        home.put("r1", "failed", meeting="meeting-0")
        before = home.row("r1")
        home.turn()
        done = home.outputs.run(StartRecording(recording="r1", format="wav"), room_of(home))

        assert (done.reason, home.row("r1")) == ("id_taken", before)


def test_a_file_that_somebody_records_by_hand_under_a_finished_ones_id_is_left_alone(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        home.put("r1", "ready", bucket="films", key="r1.mp4")
        before = home.row("r1")
        home.turn()
        event = {"Action": "start-recording", "Conference-Unique-ID": "meeting-1", "Path": "/elsewhere/r1.wav"}
        home.outputs.take(event)
        home.turn(2)

        assert home.row("r1") == before
        assert home.outputs.find("r1") is None


def test_a_first_write_whose_answer_was_lost_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(tmp_path) as home:
        home.turn()
        lost = iter([True])

        def answer_is_lost(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
            done = write_output(row, over=over, expires=expires, untold=untold)
            if next(lost, False):
                raise TablesUnavailable("no answer in time")
            return done

        monkeypatch.setattr("freeswitch.relay.outputs.rows.write_output", answer_is_lost)
        done = home.outputs.run(StartRecording(recording="r1", format="wav"), room_of(home))
        home.turn(2)

        assert (done.state, done.reason) == ("failed", "unavailable")
        # The row tells what became of it: nothing.
        assert (home.row("r1").state.state, home.row("r1").version > 1) == ("failed", True)
