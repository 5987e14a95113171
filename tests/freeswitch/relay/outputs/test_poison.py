"""One bad thing among the recordings and streams of a node: the others go on, and it says what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

import gevent
import msgspec
import pytest
from gevent.event import Event as Signal

from freeswitch.relay.children.child_process import Answer, ChildProcesses, Limits
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs import loading, rows
from freeswitch.relay.outputs.recordings.recording import Recording
from functions.shared.commands.outputs.recordings import StartRecording, StopRecording
from functions.shared.outputs.jobs import OutputRow, RecordingJob, RecordingRow
from functions.shared.state import MemberState, RecordingState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.erasures import wish_erasure
from functions.shared.tables.conferences.outputs import find_output, open_outputs, write_output
from functions.shared.tables.conferences.rows import ConferencesItem
from tests.freeswitch.relay.outputs.house import House, house
from tests.freeswitch.relay.outputs.scene import Scene, scene
from tests.freeswitch.relay.play import until
from tests.outputs import put


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None) -> Iterator[Scene]:
    with scene(tmp_path, monkeypatch) as here:
        yield here


def test_a_row_that_cannot_be_read_keeps_no_recording_from_starting(play: Scene) -> None:
    put(
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
    play.playground.relay.outputs.loading.forget_all()

    started = play.playground.done(StartRecording(recording="r1"))

    assert started.state == "confirmed"
    until(lambda: ConferencesItem.get("internal", "recording#r0").live_node is None)
    aside = find_output("internal", "recording", "r0")
    assert aside is not None
    assert (aside.state.state, aside.state.reason, aside.state.name) == ("failed", "unreadable", "weekly")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as here:
        yield here


def live(home: House, *names: str) -> None:
    """Recordings that run, as far as FreeSWITCH and the rows say."""
    for name in names:
        home.put(name, "live", open=True)
        home.file(f"{name}.mkv")
    home.world.switch.paths = {f"{home.world.root}/internal/{name}.mkv": False for name in names}


def test_a_file_that_cannot_be_deleted_stops_nothing_but_itself(home: House) -> None:
    live(home, "r3")
    home.put("r1", "ready", leftovers=(home.stuck_file("r1.mkv"), home.file("r1-2.mkv")))
    home.put("r2", "ready", leftovers=(home.file("r2.mkv"),))
    home.put("r4", "processing")
    home.turn(60)
    meanwhile = home.row("r1")
    stopped = home.outputs.run(StopRecording(recording="r3"), home.world.room)

    assert (meanwhile.state.state, meanwhile.state.reason) == ("ready", "not_deleted")
    assert meanwhile.job.leftovers == (str(home.world.root / "internal" / "r1.mkv"),)
    assert (home.row("r2").job.leftovers, home.row("r2").state.reason) == ((), None)
    assert (home.row("r4").state.state, stopped.kind) == ("ready", "stop_recording")
    assert home.row("r3").state.state == "stopping"
    (home.world.root / "internal" / "r1.mkv").rmdir()
    home.turn(300)
    assert (home.row("r1").job.leftovers, home.row("r1").state.reason) == ((), None)
    assert home.outputs.find("r1") is None


def test_one_that_cannot_be_erased_says_so_and_is_erased_as_soon_as_it_can_be(home: House) -> None:
    home.put("r1", "ready", erase=True)
    stuck, other = home.stuck_file("r1.mkv"), Path(home.file("r1.out.mp4"))
    home.put("r2", "ready", erase=True)
    home.turn(60)
    meanwhile = home.row("r1")

    assert (meanwhile.state.reason, meanwhile.job.erase, other.exists()) == ("not_erased", True, False)
    assert find_output("internal", "recording", "r2") is None
    Path(stuck).rmdir()
    home.turn(300)
    assert find_output("internal", "recording", "r1") is None


def test_an_error_that_nobody_thought_of_is_told_shown_and_tried_again_later(
    home: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    live(home, "r1", "r2")
    home.turn(1)
    tried: list[str] = []
    honest = Recording.tend

    def tend(self: Recording) -> None:
        tried.append(self.row.id)
        if self.row.id == "r1":
            raise KeyError("no such thing")
        honest(self)

    with monkeypatch.context() as patch:
        patch.setattr(Recording, "tend", tend)
        home.turn(3)
        soon = tried.count("r1")
        home.turn(60)
    meanwhile = home.row("r1").state

    assert caplog.text.count("KeyError: 'no such thing'") == tried.count("r1")
    assert (soon <= 4, tried.count("r1") <= 9, tried.count("r2") >= 200) == (True, True, True)
    assert (meanwhile.state, meanwhile.reason) == ("live", "relay_error")
    home.turn(120)
    assert (home.row("r1").state.state, home.row("r1").state.reason) == ("live", None)


def test_a_row_that_cannot_be_written_holds_up_no_other_and_nothing_stays_in_memory_for_it(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(home, "r1", "r2")
    home.turn(1)
    honest = write_output

    def write(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
        if row.id == "r1":
            raise TablesUnavailable("this one not")
        return honest(row, over=over, expires=expires, untold=untold)

    with monkeypatch.context() as patch:
        patch.setattr(rows, "write_output", write)
        for output in home.outputs.roll:
            output.conference_ended(crashed=False)
        home.turn(5)
        meanwhile = home.row("r2").state.state
        known = home.outputs.find("r2")
    home.turn(60)

    assert (meanwhile, known) == ("ready", None)
    assert home.row("r1").state.state == "ready"
    assert len(home.outputs) == 0


def test_an_older_state_is_never_written_over_a_newer_one(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    live(home, "r1")
    home.turn(1)
    output = home.outputs.find("r1")
    assert isinstance(output, Recording)
    honest, go_on = write_output, Signal()
    slow = [True]

    def write(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
        if slow.pop() if slow else False:
            go_on.wait(5)
        return honest(row, over=over, expires=expires, untold=untold)

    monkeypatch.setattr(rows, "write_output", write)
    output.note("older")
    first = gevent.spawn(home.outputs.rows.write, "r1")
    gevent.sleep(0)
    output.note("newer")
    second = gevent.spawn(home.outputs.rows.write, "r1")
    gevent.sleep(0)
    go_on.set()
    gevent.joinall([first, second], timeout=5)

    assert home.row("r1").state.reason == "newer"


def test_what_somebody_wants_gone_while_its_row_is_written_goes(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    home.put("r1", "ready", leftovers=(home.file("r1.mkv"),))
    honest = write_output
    erased: list[bool] = []

    def write(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
        if not erased:
            # The API has read the row and now writes what somebody wishes, just before the relay writes.
            there = home.row("r1")
            job = msgspec.structs.replace(there.job, erase=True)
            wish_erasure(there, now=home.world.clock.time())
            erased.append(honest(msgspec.structs.replace(there, job=job), over=there.version))
        return honest(row, over=over, expires=expires, untold=untold)

    monkeypatch.setattr(rows, "write_output", write)
    home.turn(20)

    assert erased == [True]
    assert find_output("internal", "recording", "r1") is None


def test_what_the_tables_do_not_tell_is_said_and_nothing_is_begun(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> object:
        raise TablesUnavailable("away")

    home.begin_anew()
    with monkeypatch.context() as patch:
        patch.setattr(loading, "open_outputs", away)
        answer = home.outputs.run(StartRecording(recording="r1"), home.world.room)

    assert (answer.state, answer.reason) == ("failed", "unavailable")
    assert answer.detail == "what is recorded already could not be read, so nothing was done: away"
    assert home.world.switch.said == []


def test_one_that_was_not_begun_because_its_row_could_not_be_written_is_shown_as_failed(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = write_output

    def write(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
        honest(row, over=over, expires=expires, untold=untold)
        raise TablesUnavailable("the answer was lost")

    with monkeypatch.context() as patch:
        patch.setattr(rows, "write_output", write)
        answer = home.outputs.run(StartRecording(recording="r1", format="wav"), home.world.room)
    home.turn(20)

    assert (answer.state, answer.reason) == ("failed", "unavailable")
    assert (home.row("r1").state.state, home.row("r1").state.reason) == ("failed", "unavailable")
    assert home.world.switch.said == []


def test_a_conference_about_which_freeswitch_does_not_say_is_asked_about_rarely_and_stops_no_other(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = home.follower.rooms.open("other", "meeting-2")
    other.members["call-2"] = MemberState(uuid="call-2", number=1)
    put(
        RecordingRow(
            conference="other",
            conference_uuid="meeting-2",
            state=RecordingState(id="r2", state="live"),
            job=RecordingJob(node="fs1", domain="example.com", open=True),
        )
    )
    home.put("r1", "live", open=True)
    asked: list[str] = []

    def listed(room: Room) -> dict[str, bool] | None:
        asked.append(room.name)
        return None if room.name == "internal" else {}

    monkeypatch.setattr(home.world.switch, "listed", listed)
    home.turn(30)

    found = find_output("other", "recording", "r2")
    assert found is not None
    assert found.state.state == "interrupted"
    assert home.row("r1").state.state == "live"
    assert 3 <= asked.count("internal") <= 15


def test_what_is_begun_while_freeswitch_lists_the_rest_is_not_taken_for_closed(home: House) -> None:
    live(home, "r1")
    home.turn(1)
    output = home.outputs.find("r1")
    assert isinstance(output, Recording)
    honest = home.world.switch.listed

    def listed(room: Room) -> dict[str, bool] | None:
        # The list is from before FreeSWITCH opened the next part; its event comes before the list does.
        old = {"/elsewhere.wav": False}
        output.take({"Action": "stop-recording"})
        output.take({"Action": "start-recording"})
        home.world.switch.listed = honest  # type: ignore[method-assign]  # from now on it tells what is so
        assert room.name == "internal"
        return old

    home.world.switch.listed = listed  # type: ignore[method-assign]  # once
    home.outputs.snapshot_taken()
    home.turn(5)

    assert (output.row.state.state, output.row.job.open) == ("live", True)


def test_with_a_new_term_everything_is_read_anew_and_what_was_begun_before_does_nothing_more(home: House) -> None:
    live(home, "r1")
    home.turn(1)
    old = home.outputs.find("r1")
    assert isinstance(old, Recording)
    home.term[0] = None
    home.turn(1)
    # Another relay serves the node meanwhile, and finishes it.
    there = home.row("r1")
    done = msgspec.structs.replace(there.state, state="ready")
    job = msgspec.structs.replace(there.job, open=False)
    assert write_output(msgspec.structs.replace(there, state=done, job=job), over=there.version)
    home.world.switch.paths = {}
    home.term[0] = 2
    home.turn(5)
    old.note("from the past")
    home.turn(5)

    assert (home.row("r1").state.state, home.row("r1").state.reason) == ("ready", None)
    assert home.said("r1") == []


def test_an_index_that_lags_behind_begins_nothing_again(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    home.put("r1", "processing")
    stale = open_outputs("fs1")
    home.turn(5)
    before = home.row("r1")
    monkeypatch.setattr(loading, "open_outputs", lambda _node: stale)
    home.turn(40)

    assert before.state.state == "ready"
    assert home.row("r1") == before
    assert len(home.outputs) == 0


def test_without_the_lease_its_processes_end(home: House) -> None:
    class Hanging(ChildProcesses):
        def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
            paper.write_text("hang")
            return super().run(paper, answer, limits)

    processes = Hanging("tests.freeswitch.relay.children")
    home.outputs.finisher.processes = processes
    home.put("r1", "processing")
    home.turn(1)
    until(lambda: processes.running, 10)
    home.term[0] = None
    home.turn(1)

    until(lambda: not processes.running, 10)
    assert (home.row("r1").state.state, home.row("r1").state.reason) == ("processing", None)


def test_nothing_is_done_about_one_before_it_is_known_what_runs(home: House) -> None:
    home.put("r1", "interrupted")
    home.world.switch.paths = None
    home.turn(1)
    meanwhile = home.said("r1")
    # What FreeSWITCH does not tell, asked again and again, is done without.
    home.turn(120)

    assert (meanwhile, home.said("r1")) == ([], [])
    assert home.said("r1-2") != []


def test_without_the_lease_nothing_is_written(home: House) -> None:
    live(home, "r1")
    home.turn(1)
    output = home.outputs.find("r1")
    assert isinstance(output, Recording)
    before = home.row("r1")
    output.note("too late")
    home.term[0] = None
    with pytest.raises(TablesUnavailable, match="another relay"):
        home.outputs.rows.write("r1")
    home.turn(1)

    assert home.row("r1") == before
    assert home.outputs.run(StopRecording(recording="r1"), home.world.room).reason == "unavailable"
