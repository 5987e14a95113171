"""What goes on under the name of a conference that another node has is ended by the setting, and by nothing else."""

import time
from collections.abc import Iterator

import pytest

from freeswitch.relay.conferences.rooms import Room
from tests.freeswitch.relay.play import Play, playground, until
from tests.functions.claims import claimed, node

# The relay asks every 5 s whose it is by now.
SECONDS = 2
LONG = 3600.0


@pytest.fixture
def ending() -> Iterator[Play]:
    with playground(foreign_seconds=SECONDS) as play:
        yield play


def another_node_has_it() -> None:
    # Ahead by as much, so that it is not lost during the test.
    later = time.time() + LONG
    node("fs2", at=later)
    claimed("internal", "fs2", until=later)


def has_gone_on_for(play: Play, times: int) -> None:
    """Until the relay has found that it is another node's so many times."""
    found: list[float] = []
    look = play.relay.writer.on_foreign

    def looked(room: Room, seconds: float) -> None:
        found.append(seconds)
        look(room, seconds)

    play.relay.writer.on_foreign = looked
    until(lambda: len(found) >= times, 40)


def test_its_calls_are_ended_when_it_has_gone_on_for_long_enough(ending: Play) -> None:
    another_node_has_it()
    first = ending.switch.join("internal", "1000", uuid="call-1")
    ending.switch.join("internal", "1001", uuid="call-2")

    until(lambda: "internal" not in ending.switch.conferences, 40)

    assert first.channel.hangup_cause == "NORMAL_TEMPORARY_FAILURE"


def test_until_then_it_goes_on() -> None:
    with playground(foreign_seconds=int(LONG)) as play:
        another_node_has_it()
        play.switch.join("internal", "1000", uuid="call-1")
        has_gone_on_for(play, 2)

        assert len(play.switch.conferences["internal"].members) == 1


def test_without_the_setting_it_goes_on(play: Play) -> None:
    another_node_has_it()
    play.switch.join("internal", "1000", uuid="call-1")
    has_gone_on_for(play, 3)

    assert len(play.switch.conferences["internal"].members) == 1
    assert play.stored("internal") is None
