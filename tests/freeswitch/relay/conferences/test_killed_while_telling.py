"""Whenever the relay is killed, the feed is the history: each join and leave once, in order, and no seq is missing.

`--changes 10000` makes a long history of it; CONTRIBUTING.md says how.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event as Signal
from threading import Semaphore

import pytest
from moto import mock_aws

from functions.shared.feed.appending import append, append_once, last_seq
from functions.shared.feed.events import CommandFinished, Event
from functions.shared.feed.folding import fold
from functions.shared.feed.own_events import finished
from functions.shared.feed.reading import events_since
from functions.shared.tables.conferences.rows import find_conference
from infra.local.aws import dynamodb
from tests.freeswitch.relay.conferences.killed_relay import Killed, Relay, Switch, killing
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables

NAMES = ("internal", "external", "third")
OTHERS = {"message.posted", "command.finished"}
HISTORY = {"conference.started", "conference.ended", "member.joined", "member.left"}
# The requests with which the relay appends, and writes its rows with the seq up to which they are told.
STEPS = ("PutItem test-feed", "Query test-feed", "BatchWriteItem test-conferences", "PutItem test-conferences")
WRITERS = 8
AT = "2026-05-04T12:00:00.000Z"


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    put_back = dynamodb.install()
    with mock_aws():
        make_tables()
        yield
    put_back()


@pytest.fixture
def changes(pytestconfig: pytest.Config) -> int:
    """How many things happen."""
    return int(pytestconfig.getoption("--changes"))


def told_history(events: Sequence[Event]) -> list[tuple[str, str]]:
    return [
        (one.type, str(one.data["member"]["uuid"] if "member" in one.data else one.data.get("uuid", one.meeting)))  # type: ignore[index]
        for one in events
        if one.type in HISTORY
    ]


def play(
    switch: Switch, clock: FakeClock, dice: random.Random, changes: int, meanwhile: Callable[[int], None]
) -> Counter[str]:
    """Each change is written before the next one happens, but for a meeting that follows another at once.

    By as many relays as it takes; gives where they died.

    Args:
        meanwhile: called before each change with its number.
    """
    relay = Relay(switch, clock)
    relay.begin()
    # Some hundreds of times, however long the history: the tables of this test take longer the more they have.
    with killing(dice, min(0.02, 20 / changes)) as killed:
        for number in range(changes):
            meanwhile(number)
            try:
                for change in switch.changes():
                    relay.hear(*change)
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
    return Counter(killed)


def check(switch: Switch, died: Counter[str]) -> list[Event]:
    """The feed is the history, and the rows are the feed; gives what others have told."""
    # At each kind of step, before it was done and after.
    for step in STEPS:
        assert (died[f"before {step}"] > 0, died[f"after {step}"] > 0) == (True, True), (step, died)
    others: list[Event] = []
    for name in NAMES:
        events = events_since(name, 0)
        ours = [one for one in events if one.type not in OTHERS]
        assert told_history(ours) == switch.history[name]
        assert [one.seq for one in events] == list(range(events[0].seq, events[0].seq + len(events)))
        ids = Counter(one.id for one in events)
        assert max(ids.values()) == 1
        stored = find_conference(name)
        living = stored.state if stored is not None and stored.ended_at is None else None
        assert fold(None, events) == living
        assert living is None or living.uuid == switch.meetings[name][0]
        assert {one.uuid for one in living.members} == set(switch.meetings[name][1]) if living else True
        others += [one for one in events if one.type in OTHERS]
    return others


def show(switch: Switch, died: Counter[str], others: Sequence[Event]) -> None:
    history = Counter(kind for name in NAMES for kind, _ in switch.history[name])
    told = Counter(one.type for one in others)
    sys.stdout.write(
        f"killed {sum(died.values())} times: {dict(sorted(died.items()))}\n"
        f"told once and in order: {dict(sorted(history.items()))}; beside it: {dict(sorted(told.items()))}\n"
    )


def test_killed_at_any_request_the_next_relay_tells_what_was_not_told_and_nothing_twice(changes: int) -> None:
    dice = random.Random(1)
    switch = Switch(dice, NAMES)

    died = play(switch, FakeClock(), dice, changes, lambda _: None)

    assert check(switch, died) == []
    show(switch, died, [])


def test_eight_others_who_write_beside_a_killed_relay_lose_nothing_and_take_nothing_away(changes: int) -> None:
    dice = random.Random(8)
    switch, clock = Switch(dice, NAMES), FakeClock()
    # Each of them says something, and ends a command, so often.
    rounds = max(10, changes // 100)
    every = changes // rounds
    turns, over = [Semaphore(0) for _ in range(WRITERS)], Signal()

    def write(writer: int) -> None:
        for number in range(rounds):
            # However long the relay takes on a busy machine; when it is over nobody waits for it.
            while not turns[writer].acquire(timeout=1):
                assert not over.is_set(), "the relay has ended, and did not come so far"
            say(NAMES[writer % 3], f"{writer}-{number}", clock.time())

    def meanwhile(number: int) -> None:
        if number % every == 0:
            for turn in turns:
                turn.release()

    with ThreadPoolExecutor(WRITERS) as pool:
        running: list[Future[None]] = [pool.submit(write, writer) for writer in range(WRITERS)]
        try:
            died = play(switch, clock, dice, changes, meanwhile)
        finally:
            over.set()
        for each in running:
            each.result()
    relay = Relay(switch, clock)
    relay.begin()
    relay.write_all()

    others = check(switch, died)
    wanted = sorted(f"{writer}-{number}" for writer in range(WRITERS) for number in range(rounds))
    assert sorted(one.id for one in others if one.type == "message.posted") == wanted
    assert sorted(str(one.data["id"]) for one in others if one.type == "command.finished") == wanted
    show(switch, died, others)


def say(conference: str, name: str, now: float) -> None:
    """A message, and the end of a command: who ended it has told it, and who does not know that tells it again."""
    message = Event(
        conference=conference, id=name, type="message.posted", at=AT, meeting="m", data={"text": "hello"}
    )  # fmt: skip
    end = finished(conference, "m", CommandFinished(id=name, kind="mute", state="confirmed"), at=AT)
    after = last_seq(conference, now=now)
    append([message], domain="example.com", now=now)
    for _ in range(2):
        append_once([end], domain="example.com", now=now, after=after)
