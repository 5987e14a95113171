"""The connection to FreeSWITCH: seen when it dies without a word, made again with patience, never asked in a loop."""

from collections.abc import Callable

import gevent
import pytest

from freeswitch.relay.switch.errors import ConnectionLost
from freeswitch.relay.switch.esl import EslConnection
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.link import LOOK_SECONDS, SHAKY_PAUSES, Link
from freeswitch.relay.switch.pair import ANSWER_SECONDS, PING, QUIET_SECONDS, SUBSCRIPTION, connect
from freeswitch.relay.telemetry.metrics import Metrics
from infra.fake_freeswitch.fake import FakeFreeswitch
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.loopback import PASSWORD, Peer, loopback
from tests.freeswitch.relay.play import until


def link_to(port: int, lost: Callable[[], None] = lambda: None) -> tuple[Link, FakeClock, EventQueue]:
    clock, queue = FakeClock(), EventQueue()

    def to_port(
        *, on_event: Callable[[dict[str, str]], None] | None, on_garbage: Callable[[str], None] | None
    ) -> EslConnection:
        return connect("127.0.0.1", port, PASSWORD, on_event=on_event, on_garbage=on_garbage)

    return Link(to_port, queue, clock, Metrics("fs1", print), lost=lost), clock, queue


def switch(heard: list[str], *, answers_pings: bool = True) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        peer.let_in()
        while command := peer.hear():
            heard.append(command)
            if command != PING or answers_pings:
                peer.reply("+OK")

    return script


def test_two_connections_stand_and_one_of_them_takes_events() -> None:
    heard: list[str] = []
    with loopback(switch(heard)) as port:
        link, _, _ = link_to(port)
        link.run_once()

        assert link.up.is_set()
        assert heard == [SUBSCRIPTION]
        assert link.commands.connected
        link.leave()


def test_a_quiet_connection_is_asked_and_a_talking_one_is_not() -> None:
    heard: list[str] = []
    with loopback(switch(heard)) as port:
        link, clock, _ = link_to(port)
        link.run_once()
        began = clock.now
        while clock.now - began < QUIET_SECONDS * 3:
            link.run_once()

        # Three times quiet, two connections: six questions in 30 s, and none of them changes or tells anything.
        assert heard.count(PING) <= 6
        assert link.up.is_set()
        link.leave()


def test_a_half_open_connection_is_seen_within_30_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    # The answer's deadline is real time; what counts is that it is waited for once.
    monkeypatch.setattr("freeswitch.relay.switch.pair.ANSWER_SECONDS", 0.05)
    assert QUIET_SECONDS + LOOK_SECONDS + ANSWER_SECONDS < 30
    down: list[bool] = []
    with loopback(switch([], answers_pings=False)) as port:
        link, clock, _ = link_to(port, lost=lambda: down.append(True))
        link.run_once()
        began = clock.now
        while link.up.is_set():
            link.run_once()

        assert clock.now - began <= QUIET_SECONDS + LOOK_SECONDS
        assert down == [True]
        with pytest.raises(ConnectionLost):
            _ = link.commands


def test_a_refused_connection_is_tried_again_with_growing_random_pauses() -> None:
    with loopback(lambda _peer: None) as port:
        pass
    link, clock, _ = link_to(port)
    for _ in range(30):
        link.run_once()

    assert len(clock.slept) == 30
    assert max(clock.slept) <= 2.0
    assert max(clock.slept[:2]) <= 0.2
    assert len(set(clock.slept)) > 20


def test_what_was_read_before_a_loss_is_not_taken_for_the_new_connections() -> None:
    with loopback(switch([])) as port:
        link, _, queue = link_to(port)
        queue.put({"Event-Name": "CUSTOM"})
        link.run_once()

        assert len(queue) == 0
        link.leave()


def test_a_loss_is_noticed_at_once_and_a_new_connection_is_another_object() -> None:
    with FakeFreeswitch(PASSWORD) as fake:
        link, _, _ = link_to(fake.port)
        link.run_once()
        before = link.commands
        fake.drop_connections()
        until(before.lost.is_set)
        link.run_once()
        assert not link.up.is_set()
        link.run_once()

        assert link.commands is not before
        assert link.generation == 2
        link.leave()


def test_the_end_of_a_pair_does_nothing_to_the_next_one() -> None:
    with FakeFreeswitch(PASSWORD) as fake:
        link, _, _ = link_to(fake.port)
        link.run_once()
        fake.esl.one_of("events").close()
        until(lambda: not link.stands(1))
        # What is told of the other connection's end is told while the next pair is made.
        for _ in range(12):
            link.run_once()

        assert link.up.is_set()
        assert link.generation == 2
        link.leave()


def test_a_pair_that_hardly_stands_is_not_made_without_a_pause() -> None:
    with FakeFreeswitch(PASSWORD) as fake:
        link, clock, _ = link_to(fake.port)
        link.run_once()
        for _ in range(30):
            fake.drop_connections()
            until(lambda: not link.stands(link.generation))
            link.run_once()
            link.run_once()

        assert len(clock.slept) == 30
        assert max(clock.slept) <= SHAKY_PAUSES[1]
        assert sum(clock.slept[10:]) > 1
        link.leave()


def test_whoever_ends_the_pair_while_it_is_asked_whether_it_lives_ends_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("freeswitch.relay.switch.pair.ANSWER_SECONDS", 0.05)
    down: list[bool] = []
    with loopback(switch([], answers_pings=False)) as port:
        link, clock, _ = link_to(port, lost=lambda: down.append(True))
        link.run_once()
        clock.move(QUIET_SECONDS)
        asking = gevent.spawn(link.run_once)
        gevent.sleep(0.01)
        link.leave()
        asking.join(5)
        assert asking.ready()
        link.run_once()

        assert down == [True]
        assert link.generation == 2
        link.leave()


def test_an_event_that_cannot_be_read_is_a_gap_and_not_a_loss() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        if peer.hear().startswith("event"):
            peer.reply("+OK")
            peer.json_event(b"this is no JSON")
        gevent.sleep(5)

    with loopback(script) as port:
        link, _, queue = link_to(port)
        link.run_once()
        until(lambda: queue.overflowed)

        assert link.up.is_set()


def test_a_refused_subscription_is_no_connection() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        peer.reply("-ERR no keywords supplied")
        gevent.sleep(5)

    with loopback(script) as port:
        link, _, _ = link_to(port)
        link.run_once()

        assert not link.up.is_set()
