"""Whom a host keeps out that dials in: the right PIN lets them in no more until the meeting ends."""

import pytest

from functions.pin_check.budgets import OF_AN_ID
from functions.shared.standings.persons import Comer
from functions.shared.tables.counters.attempts import id_key, take_slot
from tests.functions.keeping_out import end, keep_out
from tests.functions.pin_check.guessing import Clock, check
from tests.functions.pin_check.test_waiting import ID, room
from tests.functions.shared.grammars.test_numbers import WITHHELD

pytestmark = pytest.mark.usefixtures("lookup_tables")

WAY_IN = "dial-in#123456"
KEPT_OUT = {"result": "kept_out"}


@pytest.fixture
def clock() -> Clock:
    room("off")
    return Clock()


def test_by_their_number_with_whatever_pin(clock: Clock) -> None:
    keep_out(Comer(number="+4930123456"), WAY_IN)

    answers = [check(clock, **ID, pin=pin, caller="+4930123456") for pin in ("111111", "222222", "333333")]

    assert answers == [KEPT_OUT] * 3
    assert check(clock, **ID, pin="111111", caller="+4930999999")["result"] == "ok"


@pytest.mark.parametrize("hidden", WITHHELD)
def test_who_hides_the_number_is_not_taken_for_another_who_does(clock: Clock, hidden: str) -> None:
    keep_out(Comer(invitee="Ada", number=hidden), WAY_IN)

    assert check(clock, **ID, pin="111111", caller=hidden)["result"] == "ok"
    assert check(clock, **ID, pin="333333", caller=hidden) == KEPT_OUT


def test_by_a_pin_of_their_own_from_whatever_telephone(clock: Clock) -> None:
    keep_out(Comer(invitee="Ada"), WAY_IN)

    assert check(clock, **ID, pin="333333", caller="+4930999999") == KEPT_OUT
    assert check(clock, **ID, pin="111111", caller="+4930999999")["result"] == "ok"


def test_a_wrong_pin_tells_nobody_that_somebody_is_kept_out(clock: Clock) -> None:
    keep_out(Comer(number="+4930123456"), WAY_IN)

    assert check(clock, **ID, pin="999999", caller="+4930123456")["result"] == "refused"


def test_in_the_next_meeting_they_may_come_in(clock: Clock) -> None:
    keep_out(Comer(number="+4930123456"), WAY_IN)
    end()

    assert check(clock, **ID, pin="111111", caller="+4930123456")["result"] == "ok"


def test_an_id_that_is_guessed_at_leads_them_to_no_door_either() -> None:
    room("everybody")
    clock = Clock()
    keep_out(Comer(number="+4930123456"), WAY_IN)
    for _ in range(int(OF_AN_ID.free) + 1):
        take_slot(id_key("123456", clock.now), clock.now)

    assert check(clock, **ID, pin="999999", caller="+4930123456") == KEPT_OUT
    assert check(clock, **ID, pin="999999", caller="+4930999999")["waits"] is True
