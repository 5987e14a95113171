"""A stream's life: refused, broken, begun again, given up, ended whatever FreeSWITCH is doing."""

import pytest

from freeswitch.relay.outputs.streams.stream import CONNECTING_SECONDS, Stream
from functions.shared.command_life.outcomes import Step
from functions.shared.outputs.jobs import StreamJob, StreamRow
from functions.shared.outputs.sealed_keys import seal_key
from functions.shared.state import StreamState
from tests.freeswitch.relay.outputs.switch import ERROR, KEY, SECRET, START, STOP, World, refused


def stream(world: World, *, secret: str = SECRET, restarts: int = 10) -> Stream:
    """A stream that nobody has begun."""
    url = "rtmps://live.example.com/app"
    job = StreamJob(node="fs1", domain="example.com", url=url, sealed_key=seal_key(KEY, stream="s1", secrets=[secret]))
    state = StreamState(id="s1", state="starting", url=url, key="…1234")
    return Stream(
        StreamRow(conference="internal", conference_uuid="meeting-1", state=state, job=job),
        world.means(restarts=restarts),
    )


def live(world: World, *, restarts: int = 10) -> Stream:
    one = stream(world, restarts=restarts)
    one.start()
    one.take(START)
    return one


def test_a_stream_lives_once_freeswitch_says_so(world: World) -> None:
    one = stream(world)
    one.start()
    before = one.row.state.state
    one.take(START)

    assert (before, one.row.state.state) == ("starting", "live")
    assert world.switch.keys == [{"s1": KEY}]
    assert one.row.state.started_at is not None


def test_one_that_is_refused_at_once_fails_with_its_reason(world: World) -> None:
    one = stream(world)
    one.start()
    one.take(ERROR)
    one.take(STOP)

    assert (one.row.state.state, one.row.state.reason, one.row.state.retries) == ("failed", "refused", 0)


@pytest.mark.parametrize(("address", "reason"), [("10.0.0.1", "private_target"), ("", "host_unknown")])
def test_a_host_that_may_not_be_reached_is_not_even_told_to_freeswitch(world: World, address: str, reason: str) -> None:
    world.addresses = [address] if address else []
    step = stream(world).start()

    assert (step.state, step.reason, world.switch.said) == ("failed", reason, [])


def test_a_key_that_cannot_be_opened_fails_the_stream(world: World) -> None:
    one = stream(world, secret="another secret, as long as that one")

    assert one.start().reason == "key_unreadable"
    assert one.row.state.state == "failed"
    assert world.switch.said == []


def test_a_stop_nobody_asked_for_is_an_interruption_that_heals(world: World) -> None:
    one = live(world)
    one.take(STOP)
    interrupted = one.row.state
    one.tend()
    early = len(world.switch.said)
    world.clock.move(1.1)
    one.tend()
    one.take(START)

    assert (interrupted.state, interrupted.reason, early) == ("interrupted", "connection_lost", 1)
    assert list(world.states()) == ["live", "interrupted", "live"]
    assert world.counted == ["StreamsInterrupted"]
    assert (one.row.state.retries, one.row.state.reason) == (1, None)
    assert one.row.state.last_retry_at is not None


def test_after_its_budget_it_is_given_up(world: World) -> None:
    one = live(world, restarts=3)
    one.take(STOP)
    for _ in range(10):
        world.clock.move(31)
        one.tend()
        one.take(ERROR)
        one.take(STOP)

    assert (one.row.state.state, one.row.state.reason, one.row.state.retries) == ("failed", "refused", 3)
    assert world.switch.said == ["start_stream"] * 4
    # Interrupted once: to begin again without success is no further interruption.
    assert world.counted == ["StreamsInterrupted", "StreamsFailed"]


def test_good_seconds_give_the_budget_back(world: World) -> None:
    one = live(world, restarts=2)
    for _ in range(6):
        one.take(STOP)
        world.clock.move(31)
        one.tend()
        one.take(START)
        world.clock.move(10.1)
        one.tend()

    assert (one.row.state.state, one.row.state.retries) == ("live", 6)


def test_a_server_that_accepts_and_closes_again_and_again_is_given_up(world: World) -> None:
    one = live(world, restarts=3)
    for _ in range(5):
        one.take(STOP)
        world.clock.move(31)
        one.tend()
        one.take(START)
        world.clock.move(1)
        one.tend()

    assert (one.row.state.state, one.row.state.reason, one.row.state.retries) == ("failed", "connection_lost", 3)


def test_a_host_that_turns_private_is_not_tried_again(world: World) -> None:
    one = live(world)
    one.take(STOP)
    world.addresses = ["192.168.1.1"]
    world.clock.move(2)
    one.tend()

    assert (one.row.state.state, one.row.state.reason) == ("failed", "private_target")
    assert world.switch.said == ["start_stream"]


def test_delete_ends_a_living_stream(world: World) -> None:
    one = live(world)
    world.switch.answers["stop_stream"] = Step(kind="stop_stream", state="confirmed")
    step = one.stop()

    assert (step.state, one.row.state.state, one.row.state.reason) == ("confirmed", "ready", "stopped")


def test_delete_ends_one_that_waits_for_its_next_try(world: World) -> None:
    one = live(world)
    one.take(STOP)
    one.stop()
    world.clock.move(60)
    one.tend()

    assert (one.row.state.state, world.switch.said) == ("ready", ["start_stream"])


@pytest.mark.parametrize("event", [START, ERROR])
def test_while_freeswitch_connects_it_shows_stopping_until_that_is_over(world: World, event: dict[str, str]) -> None:
    one = stream(world)
    one.start()
    one.stop()
    meanwhile = one.row.state.state
    one.take(event)
    world.switch.answers["stop_stream"] = Step(kind="stop_stream", state="confirmed")
    world.clock.move(1)
    one.tend()

    assert (meanwhile, one.row.state.state) == ("stopping", "ready")
    assert world.switch.said == (["start_stream", "stop_stream"] if event is START else ["start_stream"])


def test_a_connection_that_nobody_answers_is_not_waited_for_without_end(world: World) -> None:
    one = stream(world)
    one.start()
    world.clock.move(CONNECTING_SECONDS + 1)
    one.tend()

    assert (one.row.state.state, one.row.state.reason) == ("failed", "no_answer")


def test_a_stream_ends_with_its_conference(world: World) -> None:
    calm, crashed = live(world), live(world)
    calm.conference_ended(crashed=False)
    crashed.conference_ended(crashed=True)

    assert (calm.row.state.state, calm.row.state.reason) == ("ready", "conference_ended")
    assert (crashed.row.state.state, crashed.row.state.reason) == ("failed", "conference_ended")


def test_when_the_last_member_has_left_nothing_is_begun_again(world: World) -> None:
    one = live(world)
    assert world.room is not None
    world.room.members.clear()
    one.take(STOP)

    assert (one.row.state.state, one.row.state.reason) == ("ready", "conference_ended")


def test_a_relay_that_comes_back_finds_a_running_stream_by_its_row(world: World) -> None:
    running = live(world)
    again = Stream(running.row, world.means())
    again.reconcile({again.name: False})
    gone = Stream(running.row, world.means())
    gone.reconcile({})

    assert (again.row.state.state, again.open) == ("live", True)
    assert (gone.row.state.state, gone.row.state.reason) == ("interrupted", "connection_lost")


def test_no_name_and_no_row_holds_the_key(world: World) -> None:
    one = live(world)

    assert KEY not in one.name
    assert KEY not in repr(world.rows)


def test_to_start_what_runs_is_done_already_and_what_is_over_stays_over(world: World) -> None:
    one = live(world)
    again = one.start()
    one.conference_ended(crashed=True)

    assert (again.state, world.switch.said) == ("confirmed", ["start_stream"])
    assert one.start() == Step(
        kind="start_stream", state="failed", reason="conference_ended", detail="this stream has ended"
    )
    assert one.stop().state == "confirmed"


def test_a_refusal_in_words_is_one_in_events(world: World) -> None:
    world.switch.answers["start_stream"] = refused("start_stream", "already_recording")
    one = stream(world)
    one.start()

    assert (one.row.state.state, one.row.state.reason) == ("failed", "already_recording")


def test_a_server_that_drops_once_a_minute_is_served_for_hours(world: World) -> None:
    one = live(world, restarts=3)
    for _ in range(120):
        for _ in range(60):
            world.clock.move(1)
            one.tend()
        one.take(STOP)
        world.clock.move(31)
        one.tend()
        one.take(START)

    assert (one.row.state.state, one.row.state.retries, one.row.state.reason) == ("live", 120, None)


def test_a_server_that_comes_back_finds_its_stream_again(world: World) -> None:
    one = live(world)
    one.take(STOP)
    for _ in range(4):
        world.clock.move(31)
        one.tend()
        one.take(ERROR)
    gone = one.row.state.state, one.row.state.reason
    world.clock.move(31)
    one.tend()
    one.take(START)

    assert gone == ("interrupted", "refused")
    assert (one.row.state.state, one.row.state.retries, one.row.state.reason) == ("live", 5, None)


def test_a_receiver_that_takes_nothing_any_more_is_told_and_so_is_its_return(world: World) -> None:
    one = live(world)
    world.stuck = {("93.184.215.14", 443)}
    for _ in range(20):
        world.clock.move(1)
        one.tend()
    stalled = one.row.state.state, one.row.state.reason
    world.stuck, world.moving = set(), world.stuck
    world.clock.move(2)
    one.tend()

    assert stalled == ("interrupted", "stalled")
    assert (one.row.state.state, one.row.state.reason, one.row.state.retries) == ("live", None, 0)
    assert world.switch.said == ["start_stream"]


def test_a_stream_that_stays_stalled_is_begun_again(world: World) -> None:
    one = live(world)
    world.stuck = {("93.184.215.14", 443)}
    for _ in range(40):
        world.clock.move(1)
        one.tend()
    asked = list(world.switch.said)
    one.take(STOP)
    reason = one.row.state.reason
    world.stuck = set()
    world.clock.move(31)
    one.tend()
    one.take(START)

    assert (asked, reason) == (["start_stream", "stop_stream"], "stalled")
    assert (one.row.state.state, one.row.state.retries) == ("live", 1)


def test_a_stalled_stream_can_be_stopped(world: World) -> None:
    one = live(world)
    world.stuck = {("93.184.215.14", 443)}
    for _ in range(20):
        world.clock.move(1)
        one.tend()
    one.stop()
    waiting = one.row.state.state
    one.take(STOP)

    assert (waiting, one.row.state.state, one.row.state.reason) == ("stopping", "ready", "stopped")


def test_a_receiver_that_hung_up_is_noticed_before_freeswitch_does(world: World) -> None:
    one = live(world)
    world.moving = {("93.184.215.14", 443)}
    world.clock.move(1)
    one.tend()
    world.moving = set()
    for _ in range(6):
        world.clock.move(1)
        one.tend()
    asked = list(world.switch.said)
    one.take(STOP)

    assert asked == ["start_stream", "stop_stream"]
    assert (one.row.state.state, one.row.state.reason) == ("interrupted", "connection_lost")


def test_a_connection_that_cannot_be_seen_from_here_is_left_alone(world: World) -> None:
    one = live(world)
    for _ in range(60):
        world.clock.move(1)
        one.tend()

    assert (one.row.state.state, world.switch.said) == ("live", ["start_stream"])
