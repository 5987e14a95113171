"""A recording's life: a growing file, parts, pauses, its end."""

import pytest

from freeswitch.relay.outputs.recordings.parts import raw_format
from freeswitch.relay.outputs.recordings.recording import Recording
from functions.shared.command_life.outcomes import Step
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.state import RecordingState
from tests.freeswitch.relay.outputs.switch import ERROR, START, STOP, World, refused


def recording(world: World, kind: str = "mp4", **job: object) -> Recording:
    """A recording that nobody has begun."""
    row = RecordingRow(
        conference="internal",
        conference_uuid="meeting-1",
        state=RecordingState(id="r1", state="starting", format=kind, paused=False),
        job=RecordingJob(node="fs1", domain="example.com", **job),  # type: ignore[arg-type]  # the test names them
    )
    return Recording(row, world.means())


def grow(world: World, size: int, part: str = "r1.mkv") -> None:
    path = world.root / "internal" / part
    path.parent.mkdir(exist_ok=True)
    with path.open("ab") as file:
        file.truncate(size)


def live(world: World, kind: str = "mp4") -> Recording:
    one = recording(world, kind)
    one.start()
    one.take(START)
    grow(world, 1_000_000, f"r1.{raw_format(one.row)}")
    one.tend()
    return one


def test_an_mp4_is_recorded_as_matroska_and_lives_once_its_file_is_there(world: World) -> None:
    one = recording(world, width=640, height=360)
    one.start()
    one.take(START)
    one.tend()
    before = one.row.state.state
    grow(world, 1000)
    one.tend()

    assert world.switch.commands == [StartRecording(recording="r1", format="mkv", width=640, height=360)]
    assert (before, one.row.state.state) == ("starting", "live")


def test_what_cannot_be_opened_fails(world: World) -> None:
    one = recording(world)
    one.start()
    one.take(ERROR)
    one.take(STOP)

    assert (one.row.state.state, one.row.state.reason) == ("failed", "not_opened")
    assert world.counted == ["RecordingsFailed"]


def test_a_file_that_stands_still_is_closed_and_goes_on_as_a_new_part(world: World) -> None:
    one = live(world, "wav")
    world.clock.move(15.1)
    one.tend()
    stopped = list(world.switch.said)
    one.take(STOP)
    world.clock.move(1)
    one.tend()
    one.take(START)

    assert stopped == ["start_recording", "stop_recording"]
    assert list(world.states()) == ["starting", "live", "interrupted", "live"]
    assert (one.name, one.row.state.parts, one.row.state.retries) == ("r1-2", 2, 1)
    assert one.part_files() == ["internal/r1.wav", "internal/r1-2.wav"]


def test_a_film_rests_as_long_as_its_speed_allows(world: World) -> None:
    one = recording(world)
    one.start()
    one.take(START)
    for size in (0, 262_144, 524_288):
        grow(world, size)
        one.tend()
        world.clock.move(16)
    one.tend()
    slow = one.row.state.state
    world.clock.move(60)
    one.tend()

    assert (slow, one.row.state.state) == ("live", "interrupted")


@pytest.mark.parametrize("video", [False, None])
def test_without_a_picture_a_film_may_stand_still(world: World, video: bool | None) -> None:
    one = live(world)
    world.switch.video = video
    world.clock.move(500)
    one.tend()

    assert (one.row.state.state, world.switch.said) == ("live", ["start_recording"])


def test_while_it_pauses_it_may_stand_still(world: World) -> None:
    one = live(world, "wav")
    one.take({"Action": "pause-recording"})
    world.clock.move(500)
    one.tend()
    one.take({"Action": "resume-recording"})
    world.clock.move(1)
    one.tend()

    assert (one.row.state.state, one.row.state.paused) == ("live", False)


def test_between_two_parts_a_pause_holds_the_next_one_back(world: World) -> None:
    one = live(world)
    one.take(STOP)
    one.pause(paused=True)
    world.clock.move(100)
    one.tend()
    waiting = list(world.switch.said)
    one.pause(paused=False)
    one.tend()

    assert waiting == ["start_recording"]
    assert world.switch.said == ["start_recording", "start_recording"]


def test_a_stop_nobody_asked_for_goes_on_until_it_happens_too_often(world: World) -> None:
    one = live(world)
    for _ in range(40):
        one.take(STOP)
        world.clock.move(16)
        one.tend()
        one.take(START)

    assert one.row.state.state == "processing"
    assert one.row.state.reason == "stopped_by_freeswitch"
    assert one.row.state.parts == 21


def test_stop_closes_the_file_and_leaves_the_rest_to_the_finishing(world: World) -> None:
    one = live(world)
    one.stop()
    meanwhile = one.row.state.state
    one.take(STOP)

    assert (meanwhile, one.row.state.state) == ("stopping", "processing")
    assert one.row.state.ended_at is not None
    assert one.stop().state == "confirmed"


def test_what_freeswitch_does_not_record_any_more_is_stopped(world: World) -> None:
    one = live(world)
    world.switch.answers["stop_recording"] = refused("stop_recording", "not_recording")

    assert one.stop() == Step(kind="stop_recording", state="confirmed", evidence=one.stop().evidence)
    assert one.row.state.state == "processing"


def test_the_end_of_the_conference_is_the_end_of_the_recording(world: World) -> None:
    calm, crashed = live(world), live(world)
    calm.take(STOP)
    calm.conference_ended(crashed=False)
    crashed.conference_ended(crashed=True)

    assert (calm.row.state.state, calm.row.job.cut_off) == ("processing", False)
    assert (crashed.row.state.state, crashed.row.job.cut_off) == ("processing", True)


def test_a_relay_that_comes_back_finds_it_running_or_begins_a_new_part(world: World) -> None:
    before = live(world)
    running, stopped = Recording(before.row, world.means()), Recording(before.row, world.means())
    running.reconcile({"r1": True})
    stopped.reconcile({})
    world.clock.move(1)
    stopped.tend()

    assert (running.row.state.state, running.row.state.paused) == ("live", True)
    assert (stopped.row.state.state, stopped.name) == ("interrupted", "r1-2")
