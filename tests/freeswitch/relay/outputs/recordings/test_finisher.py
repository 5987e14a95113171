"""The finisher's patience: S3 gone for ten minutes, processes that break, hands that are full."""

from pathlib import Path

import gevent
import msgspec
import pytest

from freeswitch.relay.children.child_process import Answer, ChildProcesses, Limits, NoAnswer, Stopped
from freeswitch.relay.clock import SystemClock
from freeswitch.relay.finishing.order import Finished
from freeswitch.relay.outputs.recordings.finisher import LONGEST_PAUSE, MODULE, MOST_BREAKDOWNS, Finisher
from freeswitch.relay.outputs.recordings.recording import Recording
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.settings import RecordingSettings
from functions.shared.state import RecordingState
from tests.freeswitch.relay.finishing.films import film
from tests.freeswitch.relay.outputs.switch import World
from tests.freeswitch.relay.play import until

LATER = Finished(state="later", reason="storage_unavailable", detail="S3 is gone")
READY = Finished(state="ready", bytes=1, sha256="ab", has_video=True, has_sound=True, incomplete=False)


class Answering(ChildProcesses):
    """Processes that answer as a test wants them to."""

    def __init__(self) -> None:
        super().__init__("nothing")
        self.says: Finished | Exception = LATER
        self.begun: list[str] = []

    def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
        assert paper.exists()
        assert 300 <= limits.quiet < limits.most
        self.begun.append(paper.stem.removesuffix(".order"))
        if isinstance(self.says, Exception):
            raise self.says
        assert isinstance(self.says, answer)
        return self.says


def finisher(world: World, bucket: str = "films") -> tuple[Finisher, Answering]:
    means = world.means()
    means.recordings = RecordingSettings(bucket=bucket)
    processes = Answering()
    return Finisher(means, 3, processes), processes


def recording(world: World, name: str = "r1", **job_fields: object) -> Recording:
    state = RecordingState(id=name, state="processing", format="mp4")
    job = RecordingJob(node="fs1", domain="example.com", **job_fields)  # type: ignore[arg-type]  # the test names them
    return Recording(RecordingRow(conference="internal", conference_uuid="m", state=state, job=job), world.means())


def minutes(world: World, one: Finisher, count: float, *recordings: Recording) -> None:
    """Let the loop turn once a second for so long."""
    for _ in range(int(count * 60)):
        world.clock.move(1)
        for what in recordings:
            if what.row.state.state == "processing":
                one.tend(what)
        one.join(1)


def test_s3_gone_for_ten_minutes_costs_nothing_but_time(world: World) -> None:
    (one, processes), what = finisher(world), recording(world)
    minutes(world, one, 10, what)
    tries, meanwhile = len(processes.begun), what.row.state
    processes.says = READY
    minutes(world, one, LONGEST_PAUSE / 60 + 0.1, what)

    assert (meanwhile.state, meanwhile.reason) == ("processing", "storage_unavailable")
    # With pauses that grow: not once a second, and not once and never again.
    assert 5 <= tries <= 30
    # An alarm rests on it, for nothing fails meanwhile: each of its periods has one try.
    assert world.counted.count("RecordingsPutOff") == tries
    assert LONGEST_PAUSE < 300
    assert (what.row.state.state, what.row.state.reason, what.row.state.stored) == ("ready", None, "s3")


def test_a_process_that_breaks_again_and_again_is_given_up(world: World) -> None:
    (one, processes), what = finisher(world), recording(world)
    processes.says = NoAnswer("it ended without an answer, with the status -9")
    minutes(world, one, 20, what)

    assert (what.row.state.state, what.row.state.reason) == ("failed", "finishing_failed")
    assert len(processes.begun) == MOST_BREAKDOWNS


def test_an_error_that_nobody_thought_of_is_told_shown_and_tried_again_later(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    (one, processes), what = finisher(world), recording(world)
    processes.says = KeyError("no such thing")
    minutes(world, one, 1, what)
    tries, meanwhile = len(processes.begun), what.row.state
    processes.says = READY
    minutes(world, one, 2.1, what)

    assert "no such thing" in caplog.text
    assert 2 <= tries <= 7
    assert (meanwhile.state, meanwhile.reason) == ("processing", "relay_error")
    assert (what.row.state.state, what.row.state.reason) == ("ready", None)


def test_what_was_recorded_elsewhere_by_hand_is_ready_where_it_is(world: World, tmp_path: Path) -> None:
    one, processes = finisher(world, bucket="")
    elsewhere = str(tmp_path.parent / "by-hand.mkv")
    what = recording(world, adopted_text=elsewhere, adopted_path=elsewhere)
    processes.says = msgspec.structs.replace(READY, file=elsewhere)
    minutes(world, one, 0.1, what)

    assert (what.row.state.state, what.row.state.stored, what.row.job.file) == ("ready", "node", elsewhere)
    assert len(processes.begun) == 1


def test_what_was_ended_with_the_relay_is_left_as_it_is(world: World) -> None:
    (one, processes), what = finisher(world), recording(world)
    processes.says = Stopped()
    minutes(world, one, 0.1, what)

    assert (what.row.state.state, what.row.state.reason) == ("processing", None)


class Hanging(ChildProcesses):
    """Real processes, of which some hang; patience with those is short here."""

    def __init__(self, *hanging: str) -> None:
        super().__init__(MODULE)
        self._hanging = hanging
        self._stuck = ChildProcesses("tests.freeswitch.relay.children.programs")

    def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
        if paper.stem.removesuffix(".order") not in self._hanging:
            return super().run(paper, answer, limits)
        paper.write_text("hang")
        return self._stuck.run(paper, answer, Limits(quiet=1.0, most=60.0))


def test_three_that_hang_keep_no_other_recording_from_being_finished(world: World) -> None:
    means = world.means()
    means.clock = SystemClock()
    one = Finisher(means, 3, Hanging("r1", "r2", "r3"))
    stuck = [recording(world, name) for name in ("r1", "r2", "r3")]
    good = recording(world, "r4")
    (world.root / "internal").mkdir()
    film(world.root / "internal" / "r4.mkv")

    def finished() -> bool:
        for what in (*stuck, good):
            if what.row.state.state == "processing":
                one.tend(what)
        return good.row.state.state == "ready"

    try:
        until(finished, 60)
    finally:
        one.stop()
        one.join(10)

    assert [what.row.state.reason for what in stuck] == ["finishing_failed"] * 3


def test_a_disk_without_room_for_the_order_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    (one, processes), what = finisher(world), recording(world)
    processes.says = READY
    full = {"now": True}
    honest = Path.write_bytes

    def write(self: Path, data: bytes) -> int:
        if full["now"]:
            raise OSError(28, "No space left on device")
        return honest(self, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    minutes(world, one, 0.2, what)
    waiting = what.row.state.state, what.row.state.reason, list(processes.begun)
    full["now"] = False
    minutes(world, one, 1, what)

    assert waiting == ("processing", "disk_trouble", [])
    assert what.row.state.state == "ready"


def test_a_machine_without_room_for_a_process_is_waited_for_as_long_as_it_takes(world: World) -> None:
    (one, processes), what = finisher(world), recording(world)
    processes.says = OSError(11, "Resource temporarily unavailable")
    minutes(world, one, 60, what)
    waiting = what.row.state.state, what.row.state.reason
    processes.says = READY
    minutes(world, one, 2.1, what)

    assert waiting == ("processing", "finishing_failed")
    assert what.row.state.state == "ready"


def test_no_more_are_worked_on_at_once_than_there_are_hands(world: World) -> None:
    means = world.means()
    one = Finisher(means, 0)
    one.tend(recording(world))
    gevent.sleep(0)

    assert one.busy == 0
