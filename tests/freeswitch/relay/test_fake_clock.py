"""The clock that tests move lets others run exactly where a real one does."""

import gevent
import pytest
from gevent.event import Event

from freeswitch.relay.clock import Clock, SystemClock
from tests.freeswitch.relay.fake_clock import FakeClock


def seen_beside(clock: Clock, *, set_before: bool, sleeps: bool) -> list[str]:
    order: list[str] = []
    event = Event()
    if set_before:
        event.set()
    beside = gevent.spawn(order.append, "somebody else")
    if sleeps:
        clock.sleep(0)
    else:
        clock.wait(event, 0.01)
    order.append("we")
    beside.join()
    return order


@pytest.mark.parametrize("clock", [SystemClock(), FakeClock()], ids=["real", "fake"])
@pytest.mark.parametrize(
    ("set_before", "sleeps", "order"),
    [
        (True, False, ["we", "somebody else"]),
        (False, False, ["somebody else", "we"]),
        (False, True, ["somebody else", "we"]),
    ],
    ids=["what has happened is not waited for", "a wait lets others run", "a sleep lets others run"],
)
def test_others_run_where_they_do_with_a_real_clock(
    clock: Clock, set_before: bool, sleeps: bool, order: list[str]
) -> None:
    assert seen_beside(clock, set_before=set_before, sleeps=sleeps) == order


def test_a_fake_wait_takes_all_of_its_time_unless_what_it_waits_for_has_happened() -> None:
    clock, happened, never = FakeClock(0.0), Event(), Event()
    happened.set()

    assert (clock.wait(happened, 5.0), clock.now) == (True, 0.0)
    assert (clock.wait(never, 5.0), clock.now) == (False, 5.0)
