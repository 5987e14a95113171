"""A connection is cut, of either kind and at any moment: one new pair, and commands run again within a second."""

import time
from collections.abc import Callable, Iterator
from statistics import median

import pytest

from functions.shared.commands.muting import Mute
from infra.fake_freeswitch.control import obey
from tests.freeswitch.relay.play import Play, playground, until
from tests.freeswitch.relay.proxy import Wire

AGAIN_SECONDS = 1.0
# One that was timed beside everything else that a busy machine does.
BUSY_SECONDS = 3.0


@pytest.fixture
def wired(fresh_client: None) -> Iterator[Play]:
    """A relay that serves its node, and the wire between it and the switch."""
    with playground(proxied=True) as here:
        join(here)
        yield here


@pytest.fixture
def begun(play: Play) -> Play:
    join(play)
    return play


def join(here: Play) -> None:
    here.switch.join("internal", "1000", "Ada")
    until(lambda: (found := here.stored("internal")) is not None and found.state.member_count == 1)


def counted(here: Play) -> tuple[int, int, int]:
    totals = here.relay.metrics.totals
    return here.relay.link.generation, int(totals["Reconnects"]), int(totals.get("ConnectionsLost", 0))


def runs_again_after(here: Play, cut: Callable[[], object], *, muted: bool) -> float:
    """Seconds from the cut to the end of a command that was sent right afterwards."""
    (member,) = here.switch.conferences["internal"].members
    cut()
    began = time.monotonic()
    command_id = here.send(Mute(member=member.channel.uuid, muted=muted))
    while here.row(command_id).is_open:
        assert time.monotonic() - began < 10, "the command did not run"
        here.relay.worker.run_once(0)
    took = time.monotonic() - began

    assert here.row(command_id).state == "confirmed"
    assert member.can_speak is not muted
    return took


def stays(here: Play, expected: tuple[int, int, int], seconds: float = 0.5) -> None:
    """Nothing follows: what is left of older pairs does nothing."""
    end = time.monotonic() + seconds
    until(lambda: counted(here) != expected or time.monotonic() > end, seconds + 1)

    assert counted(here) == expected


@pytest.mark.parametrize("order", ["cut events", "cut commands", "drop"])
def test_ten_cuts_cost_ten_reconnects_and_a_second_each_at_most(begun: Play, order: str) -> None:
    took = [runs_again_after(begun, lambda: obey(begun.switch, order), muted=number % 2 == 0) for number in range(10)]

    stays(begun, (11, 11, 10))
    assert median(took) <= AGAIN_SECONDS, took
    assert max(took) <= BUSY_SECONDS, took
    assert not begun.relay.metrics.totals.get("UnexpectedErrors")


@pytest.mark.parametrize("kind", ["events", "commands"])
def test_a_connection_destroyed_on_the_way_costs_the_same(wired: Play, kind: str) -> None:
    took = [runs_again_after(wired, lambda: wired.proxy.cut(kind), muted=number % 2 == 0) for number in range(3)]

    stays(wired, (4, 4, 3))
    assert median(took) <= AGAIN_SECONDS, took
    assert max(took) <= BUSY_SECONDS, took


class CutsOnce:
    """Cuts a wire of the next handshakes when the relay says this on the wire with that number, counted from now on."""

    def __init__(self, here: Play, number: int, word: bytes, *, victim: int) -> None:
        self._number, self._word, self._victim = number, word, victim
        self._wires: list[Wire] = []
        self.done = False
        here.proxy.before = self

    def __call__(self, wire: Wire, data: bytes) -> None:
        if wire not in self._wires:
            self._wires.append(wire)
        if not self.done and self._word in data and self._wires.index(wire) + 1 == self._number:
            self.done = True
            self._wires[self._victim - 1].cut()


@pytest.mark.parametrize(
    ("number", "word", "victim"),
    [(1, b"auth ", 1), (2, b"auth ", 2), (2, b"auth ", 1), (1, b"event json", 1)],
    ids=["first login", "second login", "the first while the second logs in", "subscription"],
)
def test_a_cut_in_the_handshake_costs_no_more_than_one_outside_of_it(
    wired: Play, number: int, word: bytes, victim: int
) -> None:
    cutting = CutsOnce(wired, number, word, victim=victim)

    took = runs_again_after(wired, lambda: wired.proxy.cut("commands"), muted=True)

    assert cutting.done
    stays(wired, (2, 2, 1))
    assert took <= BUSY_SECONDS
    assert wired.relay.metrics.totals["ConnectionsRefused"] == 1


@pytest.mark.parametrize("kind", ["events", "commands"])
@pytest.mark.parametrize("question", [b"json_list", b"conference internal list"], ids=["the first", "a later one"])
def test_a_cut_in_a_snapshot_costs_one_more_reconnect(wired: Play, kind: str, question: bytes) -> None:
    done: list[str] = []

    def cut(wire: Wire, data: bytes) -> None:
        if not done and question in data:
            done.append(kind)
            wired.proxy.cut(kind)

    def begin() -> None:
        wired.proxy.cut("commands")
        wired.proxy.before = cut

    took = runs_again_after(wired, begin, muted=True)

    assert done == [kind]
    stays(wired, (3, 3, 2))
    assert took <= BUSY_SECONDS


@pytest.mark.parametrize("kind", ["events", "commands"])
def test_a_cut_while_a_command_runs_lets_it_run_to_its_end(wired: Play, kind: str) -> None:
    def cut(wire: Wire, data: bytes) -> None:
        if b" mute " in data:
            wired.proxy.before = lambda _wire, _data: None
            wired.proxy.cut(kind)

    def arm() -> None:
        wired.proxy.before = cut

    took = runs_again_after(wired, arm, muted=True)

    stays(wired, (2, 2, 1))
    assert took <= BUSY_SECONDS


def known(here: Play, uuid: str) -> int:
    """How many the relay knows in this meeting."""
    room = here.relay.follower.rooms.named("internal")
    return len(room.members) if room is not None and room.uuid == uuid else 0


def test_a_switch_that_restarts_ten_times_is_followed_each_time(begun: Play) -> None:
    for number in range(10):
        obey(begun.switch, "restart")
        until(lambda n=number: begun.relay.link.generation == n + 2, 5)  # type: ignore[misc]  # mypy knows no defaults of a lambda
        begun.switch.join("internal", "1000", "Ada")
        now = begun.conference_uuid("internal")
        # The room of before may stand until it was seen that it is gone.
        until(lambda uuid=now: known(begun, uuid) > 0)  # type: ignore[misc]  # the same
        assert known(begun, now) == 1

    stays(begun, (11, 11, 10))
