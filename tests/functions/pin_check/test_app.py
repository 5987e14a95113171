"""What the dial-in script can rely on."""

from unittest.mock import patch

import pytest

from functions.shared.tables import base
from tests.functions.lookups import provision
from tests.functions.pin_check.guessing import Clock, check, waited

pytestmark = pytest.mark.usefixtures("lookup_tables")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_article_s_id_and_pin_open_its_room(clock: Clock) -> None:
    provision()

    assert check(clock) == {
        "result": "ok",
        "conference": "my-conf-name",
        "profile": "video",
        "role": "participant",
        "name": None,
        "slot": None,
    }


FLAGGED = """
rooms:
  - name: board
    domain: example.com
    flags: {all: [nomoh], participants: [mute], moderators: [endconf]}
    dial_in: {id: "123456", pin: "111111", moderator_pin: "222222", invitees: [{pin: "333333", moderator: true}]}
"""


@pytest.mark.parametrize(
    ("pin", "flags"),
    [("111111", ["nomoh", "mute"]), ("222222", ["nomoh", "endconf"]), ("333333", ["nomoh", "endconf"])],
)
def test_the_rooms_flags_are_told_for_the_role(clock: Clock, pin: str, flags: list[str]) -> None:
    provision(FLAGGED)

    assert check(clock, id="123456", pin=pin)["flags"] == flags


CLOSED = """
rooms:
  - name: board
    domain: example.com
    not_before: 2030-01-01T00:00:00+00:00
    dial_in: {id: "123456", pin: "111111"}
"""


def test_a_right_pin_while_the_room_is_not_open_is_no_failure_of_anybody(clock: Clock) -> None:
    provision(CLOSED)

    for _ in range(60):
        assert check(clock, id="123456", pin="111111") == {"result": "not_open"}
    # A failure would have made the same caller wait by now.
    provision()
    assert check(clock)["result"] == "ok"


def test_a_wrong_pin_of_a_room_that_is_not_open_is_a_failure_like_any_other(clock: Clock) -> None:
    provision(CLOSED)

    assert check(clock, id="123456", pin="111112")["result"] == "refused"


@pytest.mark.parametrize(
    ("room", "dial_in", "opens"),
    [
        ("not_after: 2040-01-01T00:00:00+00:00", "", True),
        ("not_after: 2020-01-01T00:00:00+00:00", "", False),
        ("not_before: 2020-01-01T00:00:00+00:00", "not_before: 2040-01-01T00:00:00+00:00", False),
        ("not_before: 2040-01-01T00:00:00+00:00", "not_before: 2020-01-01T00:00:00+00:00", False),
        ("not_after: 2040-01-01T00:00:00+00:00", "not_after: 2020-01-01T00:00:00+00:00", False),
        ("not_after: 2020-01-01T00:00:00+00:00", "not_after: 2040-01-01T00:00:00+00:00", False),
    ],
)
def test_dial_in_is_open_within_the_rooms_times_only(clock: Clock, room: str, dial_in: str, opens: bool) -> None:
    more = f", {dial_in}" if dial_in else ""
    provision(CLOSED.replace("not_before: 2030-01-01T00:00:00+00:00", room).replace('"111111"', f'"111111"{more}'))

    result = check(clock, id="123456", pin="111111")["result"]

    assert result == ("ok" if opens else "not_open")


def test_the_script_is_told_what_to_ask_for(clock: Clock) -> None:
    assert check(clock, step="start") == {
        "id_digits": [6, 9],
        "pin_digits": [4, 12],
        "tries": 3,
        "prompts": "en",
    }


def test_a_wrong_id_and_a_wrong_pin_are_answered_alike(clock: Clock) -> None:
    provision()

    assert check(clock, pin="9999") == {"result": "refused", "retry_after": 1}
    assert check(clock, id="11111111", caller="0612") == {"result": "refused", "retry_after": 1}


@pytest.mark.parametrize("fields", [{"pin": ""}, {"id": ""}, {"pin": "12 34"}, {"id": "0' OR 1"}, {"pin": "1" * 65536}])
def test_what_is_no_number_is_refused_like_any_other(clock: Clock, fields: dict[str, str]) -> None:
    provision()

    assert check(clock, **fields) == {"result": "refused", "retry_after": 1}


def test_the_wait_grows_for_who_fails_and_not_for_another(clock: Clock) -> None:
    provision()

    waits = []
    for _ in range(5):
        waits.append(check(clock, pin="9999")["retry_after"])
        clock.now += waits[-1]

    assert waits == [1, 2, 4, 8, 16]
    assert check(clock, caller="0699")["result"] == "ok"


def test_who_does_not_wait_is_told_to_and_then_answered_truly(clock: Clock) -> None:
    provision()
    for _ in range(4):
        answer, _ = waited(clock, pin="9999")
        assert answer["result"] == "refused"

    assert waited(clock)[0]["result"] == "ok"
    assert waited(clock, call="another")[1] <= 16


def test_a_ticket_before_its_time_waits_on_and_takes_no_other_slot(clock: Clock) -> None:
    provision()
    check(clock, pin="9999")
    told = check(clock)
    client = base.shared_connection().client

    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        again = check(clock, ticket=told["ticket"])

    assert (again, calls.call_args_list) == (told, [])


@pytest.mark.parametrize("changed", [{"pin": "1235"}, {"id": "00000001"}, {"call": "another"}])
def test_a_ticket_is_good_for_the_guess_that_it_was_written_for(clock: Clock, changed: dict[str, str]) -> None:
    provision()
    check(clock, pin="9999")
    told = check(clock)
    clock.now += told["retry_after"]
    # Another guess of the same source, with this one's ticket: it takes a slot of its own and waits for that.
    answer = check(clock, **changed, ticket=told["ticket"])

    assert answer["result"] == "wait"


@pytest.mark.parametrize("ticket", ["", " ", "x", "9" * 400, "0.0 id#1#1 " + "0" * 32, "ü \u202e", "nan  " + "f" * 32])
def test_a_forged_ticket_is_none(clock: Clock, ticket: str) -> None:
    provision()
    check(clock, pin="9999")

    assert check(clock, ticket=ticket)["result"] == "wait"


def test_a_ticket_that_nobody_came_with_in_time_is_none(clock: Clock) -> None:
    provision()
    for _ in range(3):
        waited(clock, pin="9999")
    told = check(clock)
    clock.now += told["retry_after"] + 61

    assert check(clock, ticket=told["ticket"])["result"] in {"ok", "wait"}
    assert waited(clock, ticket=told["ticket"])[0]["result"] == "ok"


def test_a_right_pin_takes_two_table_calls_and_a_wrong_one_two_writes_more(clock: Clock) -> None:
    provision()
    client = base.shared_connection().client
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        check(clock)
        right = [call.args[0] for call in calls.call_args_list]
        calls.reset_mock()
        check(clock, pin="9999")
        wrong = [call.args[0] for call in calls.call_args_list]

    assert right == ["UpdateItem", "BatchGetItem"]
    assert wrong == ["UpdateItem", "BatchGetItem", "UpdateItem", "UpdateItem"]
