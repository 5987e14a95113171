"""The finisher's patience: S3 gone for ten minutes, processes that break, hands that are full."""

from pathlib import Path

import gevent
import msgspec
import pytest

from freeswitch.relay.finishing.order import Result
from freeswitch.relay.outputs.finisher import LONGEST_PAUSE, MOST_BREAKDOWNS, Finisher
from freeswitch.relay.outputs.recording import Recording
from functions.shared.conference_state import RecordingState
from functions.shared.output_jobs import RecordingJob, RecordingRow
from functions.shared.settings import RecordingSettings
from tests.freeswitch.relay.outputs.switch import World

LATER = Result(state="later", reason="storage_unavailable", detail="S3 is gone")
READY = Result(state="ready", bytes=1, sha256="ab", has_video=True, has_sound=True, incomplete=False)


class Answered(Finisher):
    """Its processes say what a test wants them to."""

    answer: bytes = msgspec.json.encode(LATER)
    begun = 0

    def _run(self, paper: str) -> bytes:
        assert Path(paper).exists()
        self.begun += 1
        return self.answer


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def finisher(world: World) -> Answered:
    means = world.means()
    means.recordings = RecordingSettings(bucket="films")
    return Answered(means, 3)


def recording(world: World) -> Recording:
    state = RecordingState(id="r1", state="processing", format="mp4")
    job = RecordingJob(node="fs1", domain="example.com")
    return Recording(RecordingRow(conference="internal", conference_uuid="m", state=state, job=job), world.means())


def minutes(world: World, one: Answered, what: Recording, count: float) -> None:
    """Let the loop turn once a second for so long."""
    for _ in range(int(count * 60)):
        world.clock.move(1)
        if what.row.state.state == "processing":
            one.tend(what)
            one.join(1)


def test_s3_gone_for_ten_minutes_costs_nothing_but_time(world: World) -> None:
    one, what = finisher(world), recording(world)
    minutes(world, one, what, 10)
    tries, meanwhile = one.begun, what.row.state
    one.answer = msgspec.json.encode(READY)
    minutes(world, one, what, LONGEST_PAUSE / 60 + 0.1)

    assert (meanwhile.state, meanwhile.reason) == ("processing", "storage_unavailable")
    # With pauses that grow: not once a second, and not once and never again.
    assert 5 <= tries <= 30
    assert (what.row.state.state, what.row.state.reason, what.row.state.stored) == ("ready", None, "s3")


def test_a_process_that_breaks_again_and_again_is_given_up(world: World) -> None:
    one, what = finisher(world), recording(world)
    one.answer = b"Killed"
    minutes(world, one, what, 20)

    assert (what.row.state.state, what.row.state.reason) == ("failed", "finishing_failed")
    assert one.begun == MOST_BREAKDOWNS


def test_a_disk_without_room_for_the_order_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, what = finisher(world), recording(world)
    full = {"now": True}
    honest = Path.write_bytes

    def write(self: Path, data: bytes) -> int:
        if full["now"]:
            raise OSError(28, "No space left on device")
        return honest(self, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    minutes(world, one, what, 0.2)
    waiting = what.row.state.state, one.begun
    full["now"] = False
    one.answer = msgspec.json.encode(READY)
    minutes(world, one, what, 0.2)

    assert waiting == ("processing", 0)
    assert what.row.state.state == "ready"


def test_no_more_are_worked_on_at_once_than_there_are_hands(world: World) -> None:
    means = world.means()
    one = Finisher(means, 0)
    one.tend(recording(world))
    gevent.sleep(0)

    assert one.busy == 0
