"""A conference has one node: whoever dials in claims it for where they are, or is told that it is elsewhere."""

import pytest

from functions.shared.tables.claims import find_claim
from tests.functions.claims import claimed, node, owner
from tests.functions.pin_check.guessing import Clock, check
from tests.functions.pin_check.test_waiting import ID, attacked, room
from tests.functions.test_table_calls import calls_made

pytestmark = pytest.mark.usefixtures("lookup_tables")

RIGHT = {**ID, "pin": "111111"}
ELSEWHERE = {"result": "elsewhere"}


@pytest.fixture
def clock() -> Clock:
    room("off")
    clock = Clock()
    for name in ("fs1", "fs2"):
        node(name, at=clock.now)
    return clock


def test_who_comes_first_claims_it_under_every_name_by_which_others_look_for_it(clock: Clock) -> None:
    assert check(clock, **RIGHT)["result"] == "ok"
    found = find_claim("board")
    assert found is not None
    assert (found.node, found.names) == ("fs1", ("dial-in#123456",))


def test_where_another_node_has_it_the_right_pin_is_told_so_and_a_wrong_one_is_not(clock: Clock) -> None:
    claimed("board", "fs2", "dial-in#123456", meeting="m1")

    assert check(clock, **RIGHT) == ELSEWHERE
    assert check(clock, **ID, pin="222222") == ELSEWHERE
    assert check(clock, **ID, pin="999999")["result"] == "refused"


def test_a_claim_that_does_not_know_the_id_yet_counts_all_the_same(clock: Clock) -> None:
    claimed("board", "fs2", meeting="m1")

    assert check(clock, **RIGHT) == ELSEWHERE


def test_what_another_rooms_claim_has_said_of_an_id_is_not_said_of_this_room(clock: Clock) -> None:
    # People are in the room that had the id before; those of this one are elsewhere.
    claimed("hall", "fs1", "dial-in#123456", meeting="m1")
    claimed("board", "fs2", meeting="m2")

    assert check(clock, **RIGHT) == ELSEWHERE
    claimed("board", "fs1", "dial-in#123456", meeting="m2")
    claimed("hall", "fs2", "dial-in#123456", meeting="m1")
    assert check(clock, **RIGHT)["result"] == "ok"


def test_whoever_waits_waits_where_the_conference_is_with_a_pin_and_without(clock: Clock) -> None:
    room("everybody")
    claimed("board", "fs2", "dial-in#123456", meeting="m1")
    with_pin = check(clock, **RIGHT)
    attacked(clock)

    assert (with_pin, check(clock, **RIGHT)) == (ELSEWHERE, ELSEWHERE)
    claimed("board", "fs1", "dial-in#123456", meeting="m1")
    assert check(clock, **RIGHT)["conference"] == "waiting.board"


def test_the_first_costs_one_write_and_the_others_nothing_but_the_read(clock: Clock) -> None:
    with calls_made() as first:
        check(clock, **RIGHT)
    with calls_made() as second:
        check(clock, **RIGHT)

    # The slot of the guess; what the id opens; the claim and its copy.
    assert first == ["UpdateItem", "BatchGetItem", "TransactWriteItems"]
    assert second == ["UpdateItem", "BatchGetItem"]


def test_a_draining_node_takes_no_new_conference(clock: Clock) -> None:
    node("fs1", at=clock.now, draining=True)

    assert check(clock, **RIGHT) == ELSEWHERE
    assert owner("board") is None


def test_a_wrong_pin_claims_nothing(clock: Clock) -> None:
    check(clock, **ID, pin="999999")

    assert owner("board") is None
