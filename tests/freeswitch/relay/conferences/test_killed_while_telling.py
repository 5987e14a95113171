"""Whenever the relay is killed, the feed is the history: each join and leave once, in order, and no seq is missing."""

import random
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from moto import mock_aws
from moto.dynamodb.models import DynamoDBBackend

from functions.shared.feed.appending import append
from functions.shared.feed.events import Event
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_since
from functions.shared.tables.conferences.rows import find_conference
from infra.local.aws import dynamodb
from tests.freeswitch.relay.conferences.killed_relay import Killed, Relay, Switch, killing
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables

NAMES = ("internal", "external", "third")
CHANGES = 100
HISTORY = {"conference.started", "conference.ended", "member.joined", "member.left"}
WRITERS, MESSAGES = 8, 5


@pytest.fixture(autouse=True)
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("put_item", "update_item", "delete_item", "transact_write_items"):
        # Put back at the end.
        monkeypatch.setattr(DynamoDBBackend, name, getattr(DynamoDBBackend, name))
    dynamodb.install()
    with mock_aws():
        make_tables()
        yield


def told_history(events: list[Event]) -> list[tuple[str, str]]:
    return [
        (one.type, str(one.data["member"]["uuid"] if "member" in one.data else one.data.get("uuid", one.meeting)))  # type: ignore[index]
        for one in events
        if one.type in HISTORY
    ]


def play(switch: Switch, clock: FakeClock, dice: random.Random, changes: int) -> Counter[str]:
    """Each change is written before the next one happens, by as many relays as it takes; gives where they died."""
    relay = Relay(switch, clock)
    died: Counter[str] = Counter()
    relay.begin()
    with killing(dice, 0.02) as killed:
        for _ in range(changes):
            try:
                relay.hear(*switch.change())
                relay.write_all()
            except Killed:
                while True:
                    relay = Relay(switch, clock)
                    try:
                        relay.begin()
                        relay.write_all()
                        break
                    except Killed:
                        continue
            clock.move(2.0)
    died.update(killed)
    return died


def check(switch: Switch) -> None:
    for name in NAMES:
        events = events_since(name, 0)
        ours = [one for one in events if one.type != "message.posted"]
        assert told_history(ours) == switch.history[name]
        assert [one.seq for one in events] == list(range(events[0].seq, events[0].seq + len(events)))
        stored = find_conference(name)
        living = stored.state if stored is not None and stored.ended_at is None else None
        assert fold(None, events) == living
        assert living is None or living.uuid == switch.meetings[name][0]
        assert {one.uuid for one in living.members} == set(switch.meetings[name][1]) if living else True


def test_killed_at_any_request_the_next_relay_tells_what_was_not_told_and_nothing_twice() -> None:
    dice = random.Random(1)
    switch = Switch(dice, NAMES)
    died = play(switch, FakeClock(), dice, CHANGES)

    # At each kind of step, before it was done and after.
    for step in ("PutItem test-feed", "Query test-feed", "BatchWriteItem test-conferences", "PutItem test-conferences"):
        assert (died[f"before {step}"] > 0, died[f"after {step}"] > 0) == (True, True), (step, died)
    check(switch)


def test_eight_others_who_write_beside_it_lose_nothing_and_take_nothing_away() -> None:
    dice = random.Random(8)
    switch = Switch(dice, NAMES)
    # There is a meeting before anybody says anything.
    clock = FakeClock()
    play(switch, clock, dice, 12)

    def say(writer: int) -> None:
        for number in range(MESSAGES):
            event = Event(
                conference=NAMES[writer % 3], id=f"{writer}-{number}", type="message.posted",
                at="2026-05-04T12:00:00.000Z", meeting="m", data={"text": "hello"},
            )  # fmt: skip
            append([event], domain="example.com", now=clock.time())

    threads = [threading.Thread(target=say, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    relay = Relay(switch, clock)
    relay.begin()
    while any(thread.is_alive() for thread in threads):
        relay.hear(*switch.change())
        relay.write_all()
        clock.move(2.0)
    for thread in threads:
        thread.join(60)
    relay.write_all()

    check(switch)
    said = [one.id for name in NAMES for one in events_since(name, 0) if one.type == "message.posted"]
    assert sorted(said) == sorted(f"{writer}-{number}" for writer in range(WRITERS) for number in range(MESSAGES))
