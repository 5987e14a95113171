"""What the relay asks of tables and queues for one event, and while nothing happens."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import boto3
from moto import mock_aws
from msgspec import structs

from bench.live.counting import counting
from bench.ratio import Ratio
from functions.shared.feed import waking
from functions.shared.settings import WakeSettings
from functions.shared.state import MemberState
from tests.freeswitch.relay.conferences.killed_relay import Relay, Switch
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables

CONFERENCE, PEOPLE = "internal", 10
IDLE_SECONDS = 600
Members = dict[str, MemberState]


def measure() -> list[Ratio]:
    """An event is a row of the feed, one of whom it is about and one of the conference, and wakes once.

    Who leaves has two rows more: of the meeting, and for a day of who was there.
    """
    with mock_aws(), _queue():
        make_tables()
        here = _Meeting()
        changes: list[tuple[str, Callable[[Members], str], int, int]] = [
            ("a mute", lambda there: _changed(there, muted=True), 3, 4),
            ("somebody who talks", lambda there: _changed(there, talking=True), 3, 4),
            ("a join", _joined, 3, 4),
            ("a leave", _left, 5, 5),
        ]
        ratios = []
        for name, change, most_rows, most_requests in changes:
            rows, requests, told = here.cost(change)
            ratios += [
                Ratio(f"rows written for {name}", rows, most_rows, unit="", note=told),
                Ratio(f"requests of the relay for {name}", requests, most_requests, unit="", note="the wake is one"),
            ]
        return [*ratios, here.of_silence()]


class _Meeting:
    """A relay with one conference, as a process of its own has it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.switch = Switch(random.Random(1), (CONFERENCE,))
        people = {f"call-{number}": _member(number) for number in range(PEOPLE)}
        self.switch.meetings[CONFERENCE] = ("meeting-1", people)
        self.relay = Relay(self.switch, self.clock)
        self.relay.begin()
        self.relay.write_all()

    def cost(self, change: Callable[[Members], str]) -> tuple[int, int, str]:
        """Rows and requests, and what they were."""
        self.clock.move(60.0)
        # What it does now and then, whatever happens.
        self.relay.writer.run_once()
        what = change(self.switch.meetings[CONFERENCE][1])
        with counting() as counted:
            self.relay.hear(CONFERENCE, what)
            self.relay.write_all()
        return counted.rows, counted.requests.total(), str(counted)

    def of_silence(self) -> Ratio:
        """Nothing happens in the conference; the relay's loop turns as it always does."""
        until = self.clock.now + IDLE_SECONDS
        with counting() as counted:
            while self.clock.now < until:
                self.relay.writer.run_once()
        told = counted.requests.total() - counted.of("Query")
        note = f"{counted.of('Query')} looks of the node at its rows in {IDLE_SECONDS} s, however many conferences"
        return Ratio("requests that write or wake while nothing happens", told, 0, unit="", note=note)


@contextmanager
def _queue() -> Iterator[None]:
    url = boto3.client("sqs", region_name="eu-central-1").create_queue(
        QueueName="wake.fifo", Attributes={"FifoQueue": "true"}
    )["QueueUrl"]
    waking.sqs_client.cache_clear()
    with patch.object(waking, "settings", WakeSettings(queue_url=url)):
        yield
    waking.sqs_client.cache_clear()


def _member(number: int) -> MemberState:
    return MemberState(
        uuid=f"call-{number}", number=number, muted=False, talking=False, joined_at="2026-05-04T10:00:00.000Z"
    )


def _changed(there: Members, **fields: bool) -> str:
    there["call-1"] = structs.replace(there["call-1"], **fields)
    return "change"


def _joined(there: Members) -> str:
    there[f"call-{PEOPLE}"] = _member(PEOPLE)
    return "join"


def _left(there: Members) -> str:
    del there["call-2"]
    return "leave call-2"
