"""What was missed is made up for, and not by asking all the time."""

from types import SimpleNamespace
from typing import cast

import pytest
from gevent.event import Event as Signal

from freeswitch.relay.conferences.follower import Follower
from freeswitch.relay.conferences.gap_keeper import GAP_PAUSES, SNAPSHOT_PAUSES
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from freeswitch.relay.telemetry.metrics import Metrics
from tests.freeswitch.relay.events import of_member
from tests.freeswitch.relay.fake_clock import FakeClock


class Listing:
    """A link whose FreeSWITCH lists its conferences with these words."""

    def __init__(self, listed: str) -> None:
        self._listed = listed
        self.up = Signal()
        self.up.set()
        self.generation = 1
        self.asked = 0

    def stands(self, generation: int) -> bool:
        return generation == self.generation

    @property
    def commands(self) -> "Listing":
        return self

    def api(self, _: str) -> str:
        self.asked += 1
        return self._listed


def following(link: Listing, clock: FakeClock, *events: Event) -> Follower:
    """A follower alone, who hears these events each time it turns."""
    teller = SimpleNamespace(nobody_listened=lambda *_: None)
    writer = SimpleNamespace(recall=lambda _: None, end_unknown=lambda _: None, teller=teller)
    return Follower(
        cast("Link", link),
        cast("EventQueue", SimpleNamespace(take=lambda *_: list(events), overflowed=False, seconds_behind=0.0)),
        Rooms(),
        writer=cast("StateWriter", writer),
        watches=Watches(),
        clock=clock,
        metrics=Metrics("fs1", lambda _line: None),
    )


def test_what_waits_when_the_connection_is_lost_was_not_heard() -> None:
    clock, link = FakeClock(), Listing("[]")
    follower = following(link, clock)
    follower.run_once()
    heard = follower._gaps._heard
    clock.sleep(10.0)
    follower._take({"Event-Name": "HEARTBEAT"}, {})
    assert follower._gaps._heard == (heard or 0) + 10.0

    clock.sleep(10.0)
    # Another pair of connections stands, and what waited is dropped.
    link.generation += 1
    follower._take({"Event-Name": "HEARTBEAT"}, {})

    assert follower._gaps._heard == (heard or 0) + 10.0


def test_a_list_that_cannot_be_read_is_asked_for_ever_less_often() -> None:
    # Nobody can read that.
    clock, link = FakeClock(), Listing('[{"conference_name": 7}]')
    follower = following(link, clock)
    follower._gaps._pause = Backoff(*SNAPSHOT_PAUSES, chance=lambda: 1.0)

    for _ in range(8):
        follower.run_once()

    assert not follower.ready.is_set()
    assert link.asked == 8
    assert clock.slept[0] == 0.2
    assert clock.slept[-1] == 5.0


def test_a_gap_that_no_snapshot_closes_makes_ever_fewer_and_after_a_quiet_time_one_at_once() -> None:
    clock, link = FakeClock(), Listing("[]")
    follower = following(link, clock, of_member("start-talking", 1))
    asked: list[float] = []
    begin = clock.monotonic()
    for _ in range(400):
        before = link.asked
        follower.run_once()
        asked += [round(clock.monotonic() - begin, 1)] * (link.asked - before)
        clock.sleep(0.1)

    # The first is the one of the connection.
    assert asked[1:] == pytest.approx([0, 1, 3, 7, 15, 25, 35], abs=1)
    clock.sleep(2 * GAP_PAUSES[1])
    before = link.asked
    follower.run_once()
    clock.sleep(1.1)
    follower.run_once()
    assert link.asked == before + 2
