"""Whatever happens while FreeSWITCH is asked: no move is wrong, no wish to end is lost, nothing is begun twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import gevent
import pytest
from gevent.event import Event as Signal

from freeswitch.relay.commands.plain.tries import NOTHING, Extra
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs import counter
from freeswitch.relay.outputs.recordings.ballast import NOWHERE
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.outputs.streams.connecting import STOP_SECONDS
from freeswitch.relay.outputs.streams.stream import Stream
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.commands.outputs.recordings import (
    PauseRecording,
    RecordingFile,
    ResumeRecording,
    StartRecording,
    StopRecording,
)
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.life import OVER
from functions.shared.outputs.sealed_keys import seal_key
from functions.shared.state import RecordingState, StreamState
from tests.freeswitch.relay.outputs.house import House, house
from tests.freeswitch.relay.outputs.switch import KEY, SECRET, World
from tests.freeswitch.relay.play import until

URL = "rtmps://live.example.com/app"


@dataclass
class Machine:
    """A switch that really opens and closes, tells it by events, and lets a test happen while it is asked."""

    world: World
    hear: Callable[[dict[str, str]], None] = lambda _event: None
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    refuses: bool = False
    said: list[str] = field(default_factory=list)

    def run(self, step: PlainCommand, conference_uuid: str, seconds: float, extra: Extra = NOTHING) -> Step:
        kind, name = kind_of(step), step.recording if isinstance(step, RecordingFile) else "stream"
        assert conference_uuid == "meeting-1"
        assert seconds > 0
        assert extra is not NOTHING or isinstance(step, RecordingFile)
        if NOWHERE in extra.begun_texts.values():
            return Step(kind=kind, state="failed", reason="not_opened")
        self.said.append(f"{kind} {name}")
        self._let_it_happen()
        if self.world.room is None:
            return Step(kind=kind, state="failed", reason="conference_gone")
        if isinstance(step, (StartRecording, StartStream)):
            if self.refuses:
                return Step(kind=kind, state="failed", reason="refused")
            self.open.add(name)
            self.hear({"Action": "start-recording"})
        elif isinstance(step, (StopRecording, StopStream)):
            if name not in self.open:
                return Step(kind=kind, state="failed", reason="not_recording")
            self.close(name)
        return Step(kind=kind, state="confirmed")

    def close(self, name: str) -> None:
        self.open.discard(name)
        self.hear({"Action": "stop-recording"})

    def close_all(self) -> None:
        for name in list(self.open):
            self.close(name)

    def listed(self, _: Room) -> dict[str, bool] | None:
        found = {URL if name == "stream" else f"/x/{name}.mkv": False for name in self.open}
        self._let_it_happen()
        return found

    def has_video(self, _: Room) -> bool | None:
        self._let_it_happen()
        return True

    def resolve(self, *_: object) -> list[str]:
        self._let_it_happen()
        return ["93.184.215.14"]

    def _let_it_happen(self) -> None:
        if self.meanwhile:
            self.meanwhile.pop(0)()


class Play:
    """One recording or stream at such a machine."""

    def __init__(self, root: Path, noun: str) -> None:
        self.world = World(root)
        self.machine = Machine(self.world)
        means = self.world.means()
        means.switch, means.resolve = self.machine, self.machine.resolve
        self.output: Recording | Stream
        if noun == "stream":
            job = StreamJob(node="fs1", domain="", url=URL, sealed_key=seal_key(KEY, stream="s1", secrets=[SECRET]))
            stream = StreamState(id="s1", state="starting", url=URL)
            self.output = Stream(
                StreamRow(conference="internal", conference_uuid="meeting-1", state=stream, job=job), means
            )
        else:
            recording = RecordingState(id="r1", state="starting", format="mkv", paused=False)
            file = RecordingJob(node="fs1", domain="")
            self.output = Recording(
                RecordingRow(conference="internal", conference_uuid="meeting-1", state=recording, job=file), means
            )
            path = root / "internal" / "r1.mkv"
            path.parent.mkdir()
            path.write_bytes(bytes(1000))
        self.machine.hear = self.output.take

    def bring_to(self, state: str) -> None:
        """Let it live so far."""
        if state == "starting":
            return
        self.output.start()
        self.output.tend()
        if state == "interrupted":
            self.machine.close(next(iter(self.machine.open)))
            self.world.clock.move(20)
        elif state == "stopping":
            self.output.want_stop()
            self.world.clock.move(20)
        elif state == "still":
            self.world.clock.move(200)
        self.machine.said.clear()

    def settle(self) -> None:
        for _ in range(40):
            self.world.clock.move(5)
            with self.output.turn:
                self.output.tend()

    @property
    def state(self) -> str:
        return self.output.row.state.state


HAPPENINGS: dict[str, Callable[[Play], None]] = {
    "somebody wants it to end": lambda play: play.output.want_stop(),
    "freeswitch closes it": lambda play: play.machine.close_all(),
    "it cannot be opened": lambda play: play.output.take({"Action": "start-recording", "Error": "no"}),
    "the conference ends": lambda play: end(play, crashed=False),
    "freeswitch dies": lambda play: end(play, crashed=True),
    "somebody pauses it": lambda play: play.output.take({"Action": "pause-recording"}),
}


def missed(play: Play) -> None:
    """FreeSWITCH has closed it and nobody was told."""
    play.machine.open.clear()
    play.output.reconcile({})


ACTIONS: dict[str, tuple[str, Callable[[Play], object]]] = {
    "start": ("starting", lambda play: play.output.start()),
    "stop": ("live", lambda play: play.output.stop()),
    "a look at one that lives": ("live", lambda play: play.output.tend()),
    "a look at one that stands still": ("still", lambda play: play.output.tend()),
    "going on": ("interrupted", lambda play: play.output.tend()),
    "stopping": ("stopping", lambda play: play.output.tend()),
    "stopping one that is interrupted": ("interrupted", lambda play: play.output.stop()),
    "a comparison that misses it": ("live", missed),
}


def end(play: Play, *, crashed: bool) -> None:
    play.machine.open.clear()
    play.world.room = None
    play.output.conference_ended(crashed=crashed)


@pytest.mark.parametrize("question", [0, 1, 2])
@pytest.mark.parametrize("happening", HAPPENINGS)
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("noun", ["recording", "stream"])
def test_no_move_is_wrong_and_no_wish_to_end_is_lost(
    tmp_path: Path, noun: str, action: str, happening: str, question: int
) -> None:
    play = Play(tmp_path, noun)
    before, act = ACTIONS[action]
    play.bring_to(before)
    happened: list[str] = []

    def happen() -> None:
        HAPPENINGS[happening](play)
        happened.append(happening)

    # While the first, the second or the third question is on its way.
    play.machine.meanwhile = [*[lambda: None] * question, happen]
    with play.output.turn:
        act(play)
    play.settle()

    if happened and happening in ("somebody wants it to end", "the conference ends", "freeswitch dies"):
        assert play.state in {*OVER, "processing"}
        assert play.machine.open == set()
    elif play.state == "live":
        assert len(play.machine.open) == 1


@pytest.mark.parametrize("noun", ["recording", "stream"])
@pytest.mark.parametrize("action", ["start", "going on"])
def test_one_that_is_refused_while_somebody_wants_it_to_end_ends(tmp_path: Path, noun: str, action: str) -> None:
    play = Play(tmp_path, noun)
    before, act = ACTIONS[action]
    play.bring_to(before)
    play.machine.refuses = True
    play.machine.meanwhile = [play.output.want_stop]
    with play.output.turn:
        act(play)
    play.settle()

    assert play.state in {*OVER, "processing"}
    assert play.machine.open == set()


@dataclass
class Silent(Machine):
    """A switch that does not say in time what a stop waits for, so nothing is sent to it."""

    answers: bool = False

    def run(self, step: PlainCommand, conference_uuid: str, seconds: float, extra: Extra = NOTHING) -> Step:
        if isinstance(step, (StopRecording, StopStream)) and not self.answers:
            return Step.failed(kind_of(step), "no_reply", "FreeSWITCH did not answer before this was sent")
        return Machine.run(self, step, conference_uuid, seconds, extra)


class Slow(Machine):
    """It takes its time, as long as a test wants; one question of each recording at a time is noted."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.go_on = Signal()
        self.go_on.set()
        self.at_once: list[int] = []
        self._asked = 0

    def run(self, step: PlainCommand, conference_uuid: str, seconds: float, extra: Extra = NOTHING) -> Step:
        if extra.begun_texts:
            return super().run(step, conference_uuid, seconds, extra)
        self._asked += 1
        self.at_once.append(self._asked)
        assert self.go_on.wait(10)
        try:
            return super().run(step, conference_uuid, seconds, extra)
        finally:
            self._asked -= 1


def going_on(home: House) -> tuple[Recording, Slow]:
    """A recording whose next part FreeSWITCH is about to open, and takes its time."""
    slow = Slow(home.world)
    home.outputs._means.switch = slow
    home.put("r1", "live", open=True)
    home.file("r1.mkv")
    slow.open.add("r1")
    home.turn(1)
    output = home.outputs.find("r1")
    assert isinstance(output, Recording)
    slow.hear = output.take
    slow.close("r1")
    slow.go_on.clear()
    home.world.clock.move(20)
    home.outputs.run_once()
    until(lambda: slow.at_once)
    return output, slow


@pytest.mark.parametrize("command", [ResumeRecording(recording="r1"), StartRecording(recording="r1")])
def test_two_parts_of_a_recording_are_never_begun_at_once(tmp_path: Path, command: PlainCommand) -> None:
    with house(tmp_path) as home:
        output, slow = going_on(home)
        # Whoever ends first must not clear the way for a second one.
        other = gevent.spawn(home.outputs.run, command, home.world.room)
        for _ in range(20):
            home.world.clock.move(20)
            home.outputs.run_once()
            gevent.sleep(0)
        slow.go_on.set()
        home.turn(5)
        assert other.get(timeout=5).state == "confirmed"

        assert max(slow.at_once) == 1
        assert slow.open == {"r1-2"}
        assert output.row.job.part == 2


def test_a_stop_while_the_next_part_is_opened_leaves_nothing_open(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        output, slow = going_on(home)
        stop = gevent.spawn(home.outputs.run, StopRecording(recording="r1"), home.world.room)
        gevent.sleep(0)
        meanwhile = output.row.state.state
        slow.go_on.set()
        done = stop.get(timeout=5)
        home.turn(20)

        assert meanwhile == "stopping"
        assert done.state == "confirmed"
        assert max(slow.at_once) == 1
        assert slow.open == set()
        assert home.row("r1").state.state == "ready"


def test_a_command_that_cannot_have_its_turn_ends_and_the_wish_to_stop_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "TURN_SECONDS", 0.05)
    with house(tmp_path) as home:
        _, slow = going_on(home)
        pause = home.outputs.run(PauseRecording(recording="r1"), home.world.room)
        stop = home.outputs.run(StopRecording(recording="r1"), home.world.room)
        slow.go_on.set()
        home.turn(60)

        assert (pause.state, pause.reason) == ("failed", "busy")
        assert (stop.state, stop.reason) == ("unknown", "busy")
        assert slow.open == set()
        assert home.row("r1").state.state == "ready"


def test_a_recording_s_stop_that_was_not_sent_is_unknown_for_the_wish_is_kept(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        switch = Silent(home.world)
        home.outputs._means.switch = switch
        home.put("r1", "live", open=True)
        home.file("r1.mkv")
        switch.open.add("r1")
        home.turn(1)
        output = home.outputs.find("r1")
        assert output is not None
        switch.hear = output.take

        done = home.outputs.run(StopRecording(recording="r1"), home.world.room)
        meanwhile = set(switch.open)
        switch.answers = True
        home.turn(60)

        assert (done.state, done.reason) == ("unknown", "no_reply")
        assert meanwhile == {"r1"}
        assert switch.open == set()
        assert home.row("r1").state.state == "ready"


def test_a_stream_s_stop_that_was_not_sent_is_unknown_for_the_wish_is_kept(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        switch = Silent(home.world)
        home.outputs._means.switch = switch
        home.outputs._means.resolve = lambda _host, _port: ["93.184.215.14"]
        assert home.outputs.run(StartStream(stream="s1", url=URL), home.world.room).state == "confirmed"
        output = home.outputs.find("s1")
        assert isinstance(output, Stream)
        switch.hear = output.take
        output.take({"Action": "start-recording"})

        done = home.outputs.run(StopStream(stream="s1", url=URL), home.world.room)
        meanwhile = set(switch.open)
        switch.answers = True
        home.turn(60)

        assert (done.state, done.reason) == ("unknown", "no_reply")
        assert meanwhile == {"stream"}
        assert switch.open == set()
        assert output.row.state.state == "ready"


def test_a_stream_that_freeswitch_connects_ends_without_a_wait(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        slow = Slow(home.world)
        home.outputs._means.switch = slow
        home.outputs._means.resolve = slow.resolve
        slow.go_on.clear()
        start = StartStream(stream="s1", url=URL)
        begun = gevent.spawn(home.outputs.run, start, home.world.room)
        until(lambda: slow.at_once)
        output = home.outputs.find("s1")
        assert isinstance(output, Stream)
        slow.hear = output.take
        stopped = home.outputs.run(StopStream(stream="s1", url=URL), home.world.room)
        meanwhile = output.row.state.state
        slow.go_on.set()
        begun.get(timeout=5)
        home.turn(STOP_SECONDS)

        assert (stopped.state, meanwhile) == ("confirmed", "stopping")
        assert slow.open == set()
        assert output.row.state.state == "ready"
