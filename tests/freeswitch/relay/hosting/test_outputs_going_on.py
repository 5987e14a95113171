"""What somebody recorded and streamed goes on at the node that their meeting was moved to, each once."""

from collections.abc import Iterator

import msgspec
import pytest
from moto import mock_aws

from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.hosting.outputs_going_on import LOOK_SECONDS, OutputsGoingOn
from freeswitch.relay.outputs.beginning import new_recording
from freeswitch.relay.rules.memory import Memory
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import decode_command
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.sealed_keys import CannotOpen, open_key, seal_key
from functions.shared.state import MemberState, RecordingState, StreamState
from functions.shared.tables.conferences.outputs import write_output
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables, until

OLD, NEW, SECRET, KEY = "fs1-1", "fs2-2", "s" * 32, "live-key-1234"
URL = "rtmp://live.example.com/app"
FILM = RecordingState(id="fs1.film", state="live", paused=False, format="mp4", name="weekly")
FILM_JOB = RecordingJob(node="fs1", domain="example.com", width=640, height=360, video_kbit=900)
SENT = StreamState(id="fs1.sent", state="live", url=URL, name="main")
SENT_JOB = StreamJob(
    node="fs1", domain="example.com", url=URL, sealed_key=seal_key(KEY, stream="fs1.sent", secrets=[SECRET])
)


class Node:
    """The node that it was moved to, with a room that is a moved one's, and what its relay gives itself to do."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.given: list[CommandRow] = []
        self.room = Room("internal", NEW, domain="example.com", began_as=OLD, started_at=rfc3339(self.clock.now))
        self.room.change_member(MemberState(uuid="c1", number=1, video=True))

    @property
    def commands(self) -> list[object]:
        return [decode_command(row.body.encode()) for row in self.given]

    def look(self, *, secret: str = SECRET) -> None:
        """A relay that has just begun looks, until it has nothing more to do."""
        own = OwnCommands("fs2", self.clock, self.given.append)
        keeper = OutputsGoingOn("fs2", self.clock, own, [secret])
        keeper._begin(self.room)

    def recorded(self, *, uuid: str = OLD, job: RecordingJob = FILM_JOB, **changes: object) -> RecordingRow:
        state = msgspec.structs.replace(FILM, **changes)
        row = RecordingRow(conference="internal", conference_uuid=uuid, state=state, job=job)
        assert write_output(row, over=0)
        return row

    def streamed(self, *, job: StreamJob = SENT_JOB, **changes: object) -> StreamRow:
        state = msgspec.structs.replace(SENT, **changes)
        row = StreamRow(conference="internal", conference_uuid=OLD, state=state, job=job)
        assert write_output(row, over=0)
        return row


@pytest.fixture
def node() -> Iterator[Node]:
    with mock_aws():
        make_tables()
        yield Node()


@pytest.mark.parametrize("paused", [False, True])
def test_a_recording_goes_on_with_its_settings_and_paused_if_it_was(node: Node, paused: bool) -> None:
    node.recorded(paused=paused)
    node.look()

    [row] = node.given
    assert node.commands == [
        StartRecording(
            recording=row.id, format="mp4", name="weekly", width=640, height=360, video_kbit=900,
            goes_on_from="fs1.film", paused=paused,
        )
    ]  # fmt: skip
    assert (row.id.startswith("fs2."), row.subject, row.domain) == (True, "move recording", "example.com")


def test_a_relay_that_is_killed_and_looks_again_begins_none_twice(node: Node) -> None:
    node.recorded()
    node.look()
    node.clock.sleep(1)
    node.look()
    assert len(node.given) == 1

    # Also long after its command is forgotten: the row of the new one tells.
    [command] = node.commands
    assert isinstance(command, StartRecording)
    begun = new_recording(command, node.room, "fs2")
    assert (begun.state.goes_on_from, begun.job.began_as) == ("fs1.film", OLD)
    assert write_output(begun, over=0)
    recordings = OutputsGoingOn("fs2", node.clock, OwnCommands("fs2", node.clock, node.given.append), [SECRET])
    assert list(recordings._recordings(node.room)) == []


def test_one_that_ended_with_its_meeting_goes_on_and_one_that_ended_before_does_not(node: Node) -> None:
    node.recorded(state="processing", ended_at=rfc3339(node.clock.now - 2))
    node.recorded(id="fs1.before", state="ready", ended_at=rfc3339(node.clock.now - 60))
    node.look()

    assert [one.goes_on_from for one in node.commands if isinstance(one, StartRecording)] == ["fs1.film"]


def test_what_somebody_has_ended_what_failed_and_anothers_do_not_go_on(node: Node) -> None:
    node.recorded(id="fs1.stopped", state="stopping", job=msgspec.structs.replace(FILM_JOB, stop_wanted=True))
    node.recorded(id="fs1.failed", state="failed", reason="disk_full")
    node.recorded(id="fs1.erased", state="processing", job=msgspec.structs.replace(FILM_JOB, erase=True))
    node.recorded(id="fs1.another", uuid="fs1-0")
    node.recorded(id="fs2.mine", uuid=NEW)
    node.look()

    assert node.given == []


def test_it_goes_on_once_more_from_the_node_between(node: Node) -> None:
    node.recorded(state="ready", ended_at=rfc3339(node.clock.now - 600))
    between = msgspec.structs.replace(FILM_JOB, node="fs3", began_as=OLD)
    node.recorded(id="fs3.film", uuid="fs3-7", job=between, goes_on_from="fs1.film")
    node.look()

    assert [one.goes_on_from for one in node.commands if isinstance(one, StartRecording)] == ["fs3.film"]


@pytest.mark.parametrize("occasion", ["0.start", "2.start.1"])
def test_a_rules_is_the_rules_to_begin(node: Node, occasion: str) -> None:
    memory = Memory("fs1", OLD)
    node.recorded(id=memory.id("record", occasion))
    node.streamed(id=memory.id("stream", occasion), state="ready")
    node.look()

    assert node.given == []


def test_a_stream_goes_on_with_its_key_sealed_for_it_alone(node: Node) -> None:
    node.streamed(state="ready", reason="conference_ended", ended_at=rfc3339(node.clock.now - 1))
    node.look()
    node.clock.sleep(1)
    node.look()

    [command] = node.commands
    assert isinstance(command, StartStream)
    assert (command.url, command.name, command.goes_on_from) == (URL, "main", "fs1.sent")
    assert open_key(command.sealed_key or "", stream=command.stream, secrets=[SECRET]) == KEY
    assert KEY not in node.given[0].body


def test_a_stream_whose_key_nobody_can_open_here_is_not_sent_without_it(node: Node) -> None:
    node.streamed(state="ready", ended_at=rfc3339(node.clock.now))
    node.look(secret="another" * 6)

    [command] = node.commands
    assert isinstance(command, StartStream)
    with pytest.raises(CannotOpen):
        open_key(command.sealed_key or "", stream=command.stream, secrets=[SECRET])


def test_a_stream_waits_until_the_old_one_has_ended(node: Node) -> None:
    old, began = node.streamed(), node.clock.now
    sleep = node.clock.sleep

    def ends_meanwhile(seconds: float) -> None:
        sleep(seconds)
        if began + 3 <= node.clock.now < began + 3 + seconds:
            state = msgspec.structs.replace(SENT, state="ready", ended_at=rfc3339(node.clock.now))
            assert write_output(msgspec.structs.replace(old, state=state), over=1)

    node.clock.sleep = ends_meanwhile  # type: ignore[method-assign]  # the other node's relay
    node.look()

    assert [row.created_at - began for row in node.given] == [3.0]


def test_it_looks_in_the_first_minutes_of_a_moved_meeting_only(node: Node) -> None:
    node.recorded()
    own = OwnCommands("fs2", node.clock, node.given.append)
    keeper = OutputsGoingOn("fs2", node.clock, own, [SECRET])
    here = Room("internal", "fs2-9", domain="example.com", started_at=node.room.started_at)
    late = Room("internal", NEW, domain="example.com", began_as=OLD, started_at=rfc3339(node.clock.now - LOOK_SECONDS))
    for room in (here, late, node.room):
        keeper.look(room)
    until(lambda: len(node.given) == 1)

    assert [row.conference_uuid for row in node.given] == [NEW]
