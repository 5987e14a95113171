"""What is told of recordings and streams: every state that their rows have had, once, whoever died in between."""

from pathlib import Path
from typing import Any

import pytest

from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.conferences.telling import teller
from freeswitch.relay.outputs.telling import Telling
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.outputs.jobs import StreamJob, StreamRow
from functions.shared.state import OutputLife, StreamState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.outputs import find_output, open_outputs
from functions.shared.tables.conferences.rows import ConferencesItem
from tests.freeswitch.relay.outputs.house import House, house


class Killed(BaseException):
    """The process is gone."""


def told() -> list[Event]:
    return [one for one in events_since("internal", 0) if one.type == "recording.changed"]


def states() -> list[object]:
    return [None if one.data["recording"] is None else one.data["recording"]["state"] for one in told()]  # type: ignore[index]


def dies(*_words: Any, **_named: Any) -> None:
    raise Killed


def away(*_words: Any, **_named: Any) -> None:
    raise TablesUnavailable("away")


def ends_here(home: House) -> None:
    """A recording that has only to be finished."""
    home.put("r1", "processing", file=home.file("r1.mp4"))


def test_what_the_row_says_is_told_and_its_end_leaves_the_index(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        ends_here(home)
        home.turn(5)

        row = find_output("internal", "recording", "r1")
        assert row is not None
        assert states()[-1] == row.state.state != "processing"
        assert len({one.id for one in told()}) == len(told())
        assert told()[-1].id == f"r1.{row.version}"
        assert open_outputs("fs1").rows == []


def test_a_relay_that_dies_after_the_row_is_followed_by_one_that_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path) as home:
        ends_here(home)
        with monkeypatch.context() as patch:
            patch.setattr(teller.Teller, "add", away)
            home.turn(5)
            row = find_output("internal", "recording", "r1")
            assert row is not None
            assert (row.state.state in ("ready", "failed"), states()) == (True, [])
        home.begin_anew()
        # Twice: the second one finds nothing to do.
        home.turn(20)
        home.begin_anew()
        home.turn(20)

        assert states() == [row.state.state]
        assert ConferencesItem.get("internal", "recording#r1").live_node is None


def test_what_was_told_before_the_relay_died_is_not_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(tmp_path) as home:
        ends_here(home)
        with monkeypatch.context() as patch:
            patch.setattr("freeswitch.relay.outputs.telling.is_told", away)
            home.turn(5)
        before = states()
        home.begin_anew()
        home.turn(20)

        assert states() == before
        assert open_outputs("fs1").rows == []


def test_an_erased_recording_is_told_as_gone_once(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        home.put("r1", "ready", erase=True, leftovers=("r1.mp4",))
        home.file("r1.mp4")
        home.turn(20)

        assert find_output("internal", "recording", "r1") is None
        assert states() == [None]


def test_every_state_of_a_stream_is_told_once_and_its_key_is_hidden(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        clock = home.world.clock
        feed = StateWriter("fs1", clock, Metrics("fs1", print))
        first, following = Telling(feed, clock), Telling(feed, clock)
        lives: tuple[OutputLife, ...] = ("live", "interrupted", "live", "live", "ready")
        for version, state in enumerate(lives, 1):
            row = first.before(stream(state, version))
            first.written(row)
            first.tell_all()
        # The next relay finds the last one in its row.
        following.written(row)
        following.tell_all()

        events = [one for one in events_since("internal", 0) if one.type == "stream.changed"]
        assert [one.data["stream"]["state"] for one in events] == ["live", "interrupted", "live", "ready"]  # type: ignore[index]
        assert {one.data["stream"]["key"] for one in events} == {"…1234"}  # type: ignore[index]
        assert "v1.abcd" not in str(events)


def stream(state: OutputLife, version: int) -> StreamRow:
    return StreamRow(
        conference="internal",
        conference_uuid="meeting-1",
        state=StreamState(id="s1", state=state, url="rtmp://a.example/live", key="…1234"),
        job=StreamJob(node="fs1", domain="example.com", url="rtmp://a.example/live", sealed_key="v1.abcd"),
        version=version,
    )
