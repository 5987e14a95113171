"""By whatever entrance somebody comes into a room with a lobby: heard by nobody, hearing nobody, until let in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.live.dialling_in import dial_in
from tests.live.hall import (
    ADA,
    DOOR,
    HALL,
    HOST,
    MUSIC,
    NUMBER,
    SECONDS,
    calls,
    decide,
    hears,
    room,
    telephone,
    waiting,
)  # fmt: skip
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ELSEWHERE = "internal"
SEATS = {"1000@example.com": {"moderator": True}, "1002@example.com": {"slot": "presenter", "banner": "Mary"}}
# Some hundred packets of the host's: whoever was in would be among them.
LOOKS, PAUSE = 20, 0.05


@dataclass
class Place:
    """Where somebody is about to come in."""

    switch: Switch
    stack: Stack
    opened: ExitStack
    dialled: JsonObject

    def telephone(self, user: str = "1001") -> Telephone:
        return telephone(self.opened, self.switch, user, ADA)

    def elsewhere(self) -> tuple[Telephone, str]:
        """Somebody in another conference, and their call."""
        guest = self.telephone()
        assert guest.call("999") == 200
        wait_until(lambda: len(self.switch.members(ELSEWHERE)) == 1, "they are in another conference")
        (call,) = calls(self.switch, ELSEWHERE)
        wait_until(lambda: self._knows(call), "the API knows them")
        return guest, call

    def _knows(self, call: str) -> bool:
        members = self.stack.ask("GET", f"/v1/conferences/{ELSEWHERE}")[1].get("members")
        return isinstance(members, list) and any(one["uuid"] == call for one in members)

    def let_in(self) -> None:
        wait_until(lambda: len(waiting(self.stack)) == 1, "the API shows who waits")
        assert decide(self.stack, "admit")["state"] == "confirmed"
        wait_until(lambda: not calls(self.switch, DOOR), "nobody waits")


def by_its_number(place: Place) -> Telephone:
    guest = place.telephone()
    assert guest.call(NUMBER) == 200
    return guest


def with_a_seat(place: Place) -> Telephone:
    guest = place.telephone("1002")
    assert guest.call(NUMBER) == 200
    return guest


def with_the_pin(place: Place) -> Telephone:
    guest = place.opened.enter_context(Telephone(place.switch.ports["trunk"], "493019"))
    guest.sound.tone = ADA
    dial_in(guest, str(place.dialled["id"]), str(place.dialled["pin"]))
    return guest


def by_a_call_of_the_api(place: Place) -> Telephone:
    guest = place.telephone("1002")
    assert guest.register() == 200
    status, called = place.stack.ask("POST", f"/v1/conferences/{HALL}/calls", {"user": "1002"}, Prefer="wait=15")
    assert status in {200, 202}, called
    return guest


def by_a_command(place: Place) -> Telephone:
    guest, call = place.elsewhere()
    move = {"kind": "transfer", "member": call, "conference": HALL}
    moved = place.stack.done("POST", f"/v1/conferences/{ELSEWHERE}/commands", move)
    assert moved["state"] == "confirmed", moved
    return guest


def by_a_scene(place: Place) -> Telephone:
    guest, call = place.elsewhere()
    steps = [{"kind": "transfer", "member": call, "conference": HALL}]
    moved = place.stack.done("POST", f"/v1/conferences/{ELSEWHERE}/scenes", {"steps": steps})
    assert moved["state"] == "confirmed", moved
    return guest


def by_a_transfer_of_the_telephones(place: Place) -> Telephone:
    """What FreeSWITCH makes of a REFER to the room's number: the call goes through the dialplan once more."""
    guest, call = place.elsewhere()
    assert place.switch.api(f"uuid_transfer {call} {NUMBER} XML public").startswith("+OK")
    return guest


def once_more(place: Place) -> Telephone:
    before = by_its_number(place)
    place.let_in()
    before.hang_up()
    wait_until(lambda: len(calls(place.switch, HALL)) == 1, "they have gone")
    return by_its_number(place)


def with_a_second_device(place: Place) -> Telephone:
    first = by_its_number(place)
    first.sound.tone = 0
    place.let_in()
    return by_its_number(place)


def after_the_lobby_was_switched_on(place: Place) -> Telephone:
    room(place.stack, lobby="off", seats=SEATS)
    first = by_its_number(place)
    first.sound.tone = 0
    wait_until(lambda: len(calls(place.switch, HALL)) == 2, "without a lobby they are in")
    room(place.stack, seats=SEATS)
    return by_its_number(place)


ENTRANCES: list[Callable[[Place], Telephone]] = [
    by_its_number, with_a_seat, with_the_pin, by_a_call_of_the_api, by_a_command, by_a_scene,
    by_a_transfer_of_the_telephones, once_more, with_a_second_device, after_the_lobby_was_switched_on,
]  # fmt: skip


@pytest.fixture
def dialled(stack: Stack) -> Iterator[JsonObject]:
    """How telephones enter the hall."""
    found = room(stack, seats=SEATS)["dial_in"]
    assert isinstance(found, dict)
    yield found
    stack.ask("DELETE", f"/v1/rooms/{HALL}")


@pytest.mark.parametrize("enter", ENTRANCES, ids=lambda one: one.__name__)
def test_nobody_is_heard_or_hears_before_they_are_let_in(
    switch: Switch, stack: Stack, dialled: JsonObject, enter: Callable[[Place], Telephone]
) -> None:
    with ExitStack() as opened:
        host = telephone(opened, switch, "1000", HOST)
        assert host.call(NUMBER) == 200
        wait_until(lambda: len(calls(switch, HALL)) == 1, "the host is in")
        place = Place(switch, stack, opened, dialled)
        guest = enter(place)
        wait_until(lambda: len(calls(switch, DOOR)) == 1, "they are at the door", within=60)
        inside = calls(switch, HALL)
        wait_until(lambda: guest.sound.hears(MUSIC), "they hear music", within=SECONDS)

        for _ in range(LOOKS):
            assert hears(host), "the host hears nobody"
            assert hears(guest), "nor does who waits"
            host.hung_up.wait(PAUSE)
        assert calls(switch, HALL) == inside

        # Without this, a telephone that says nothing would do.
        place.let_in()
        wait_until(lambda: hears(host, ADA) and hears(guest, HOST), "let in, they hear each other", within=SECONDS)
