"""What is done meanwhile is over when the block is: a message that was given back is not kept once more."""

import time

import gevent
import pytest
from gevent.event import Event

from freeswitch.relay.commands import worker
from freeswitch.relay.commands.inbox import VISIBILITY_SECONDS, Message
from freeswitch.relay.commands.meanwhile import meanwhile
from functions.shared.commands.muting import Mute
from tests.freeswitch.relay.child import waiting_messages
from tests.freeswitch.relay.play import Play, until


def test_an_action_under_way_ends_before_the_block_does() -> None:
    order: list[str] = []
    begun, may_end = Event(), Event()

    def slow() -> None:
        begun.set()
        assert may_end.wait(5)
        order.append("action")

    with meanwhile(0.01, slow):
        assert begun.wait(5)
        # As soon as the block lets others run, which it does in waiting for the action.
        gevent.spawn(may_end.set)
    order.append("block")

    assert order == ["action", "block"]


def test_after_the_block_nothing_of_it_happens() -> None:
    times = 0

    def again() -> None:
        nonlocal times
        times += 1

    with meanwhile(0.001, again):
        until(lambda: times >= 3)
    before, over = times, time.monotonic() + 0.1
    until(lambda: time.monotonic() > over)

    assert times == before


def test_a_block_that_is_short_waits_for_nothing() -> None:
    began = time.monotonic()
    with meanwhile(60.0, lambda: None):
        pass

    assert time.monotonic() - began < 30


def test_a_message_that_is_given_back_while_it_was_being_kept_comes_back_soon(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    play.unexpected.add("UnexpectedErrors")
    monkeypatch.setattr(worker, "KEEP_SECONDS", 0.05)
    member = play.switch.join("internal", "1000", "Ada")
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    keep, inbox = play.relay.inbox.keep, play.relay.inbox
    being_kept, kept = Event(), Event()

    def slow(message: Message, seconds: int = VISIBILITY_SECONDS) -> None:
        if seconds == VISIBILITY_SECONDS:
            being_kept.set()
            # Everybody else may do whatever he does not wait for.
            for _ in range(100):
                gevent.sleep(0)
        keep(message, seconds)
        if seconds == VISIBILITY_SECONDS:
            kept.set()

    def taken_away(_command_id: str) -> None:
        being_kept.wait(5)
        play.relay.stopping.set()
        raise KeyError("a bug")

    monkeypatch.setattr(inbox, "keep", slow)
    monkeypatch.setattr(play.relay.rows, "work", taken_away)
    play.send(Mute(member=member.channel.uuid, muted=True))
    play.work()
    # What was on its way has arrived.
    assert kept.wait(5)
    # Given back for nobody in particular, and not hidden for fifteen seconds by what was on its way.
    assert waiting_messages(play.queue_url, hidden=False) == 1
