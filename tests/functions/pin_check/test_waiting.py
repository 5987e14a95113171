"""Who waits that has shown a PIN, and who may wait without one: whoever calls an id at which somebody guesses."""

import pytest

from functions.pin_check.budgets import OF_AN_ID
from functions.shared.tables.counters.attempts import id_key, take_slot
from tests.functions.lookups import provision
from tests.functions.pin_check.guessing import Clock, check

pytestmark = pytest.mark.usefixtures("lookup_tables")

ROOM = """
rooms:
  - name: board
    domain: example.com
    lobby: {lobby}
    admission: with_moderator
    flags: {{all: [nomoh]}}
    dial_in:
      id: "123456"
      pin: "111111"
      moderator_pin: "222222"
      invitees: [{{pin: "333333", name: Ada, slot: left}}, {{pin: "444444", name: Host, moderator: true}}]
"""
ID = {"id": "123456"}
WAITS = {
    "conference": "waiting.board",
    "profile": "waiting",
    "waits": True,
    "waiting_flags": ["mute", "vmute"],
    "flags": ["nomoh"],
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


def room(lobby: str) -> None:
    provision(ROOM.format(lobby=f"'{lobby}'"))


@pytest.mark.parametrize("lobby", ["everybody", "outside"])
@pytest.mark.parametrize(("pin", "name", "slot"), [("111111", None, None), ("333333", "Ada", "left")])
def test_a_participants_pin_leads_to_the_door(
    clock: Clock, lobby: str, pin: str, name: str | None, slot: str | None
) -> None:
    room(lobby)

    said = {"result": "ok", "role": "participant", "name": name, "slot": slot, "admitted_to": "video"}
    assert check(clock, **ID, pin=pin) == {**WAITS, **said}


@pytest.mark.parametrize("pin", ["222222", "444444"])
def test_a_moderators_pin_leads_past_it(clock: Clock, pin: str) -> None:
    room("everybody")
    answer = check(clock, **ID, pin=pin)

    assert (answer["conference"], answer["profile"], answer.get("waits")) == ("board", "video", None)


def test_a_lobby_that_is_switched_on_holds_for_the_next_pin(clock: Clock) -> None:
    room("off")
    before = check(clock, **ID, pin="111111")["conference"]

    room("everybody")
    assert (before, check(clock, **ID, pin="111111")["conference"]) == ("board", "waiting.board")


def attacked(clock: Clock) -> None:
    for _ in range(OF_AN_ID.free):
        take_slot(id_key("123456", clock.now), clock.now)


@pytest.mark.parametrize("pin", ["111111", "222222", "999999"], ids=["right", "a moderator's", "wrong"])
def test_whoever_calls_an_id_that_is_guessed_at_waits_at_the_door_whatever_the_pin(clock: Clock, pin: str) -> None:
    room("everybody")
    attacked(clock)

    said = {"result": "ok", "role": "participant", "name": None, "slot": None, "admitted_to": None}
    # Somebody lets them in by hand: no moderator's being there is enough for who has shown nothing.
    assert check(clock, **ID, pin=pin) == {**WAITS, **said}


def test_without_a_lobby_they_wait_for_their_turn_as_before(clock: Clock) -> None:
    room("off")
    attacked(clock)

    assert check(clock, **ID, pin="111111")["result"] == "wait"


def test_who_has_failed_themselves_waits_for_their_own_turn(clock: Clock) -> None:
    room("everybody")
    for _ in range(8):
        check(clock, **ID, pin="999999", caller="0301234")
    attacked(clock)

    assert check(clock, **ID, pin="111111", caller="0301234")["result"] == "wait"
    assert check(clock, **ID, pin="111111", caller="0305678")["conference"] == "waiting.board"
