"""What the dial-in script can rely on."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import pytest

from functions.pin_check.app import pin_check_app
from functions.shared.tables import base
from functions.shared.tables.attempts import KEPT_SECONDS, add_failure, read_failures
from tests.functions.lookups import ask, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")


class Clock:
    """A clock that moves only when it is moved or somebody pauses."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.paused: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def check(clock: Clock, **fields: str) -> Any:
    asked = {"id": "00000000", "pin": "1234", "caller": "0611", "node": "fs1", "call": "c1", **fields}
    answer = ask(pin_check_app(clock, clock.pause), "/pin-check", asked)
    assert answer.status_code == 200
    return answer.json()


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


def test_the_script_is_told_what_to_ask_for(clock: Clock) -> None:
    assert check(clock, step="start") == {
        "id_digits": [6, 9],
        "pin_digits": [4, 12],
        "tries": 3,
        "prompts": "en",
    }


def test_a_wrong_id_and_a_wrong_pin_are_answered_alike(clock: Clock) -> None:
    provision()

    assert check(clock, pin="9999") == check(clock, id="11111111") == {"result": "refused", "retry_after": 1}


@pytest.mark.parametrize("fields", [{"pin": ""}, {"id": ""}, {"pin": "12 34"}, {"id": "0' OR 1"}, {"pin": "1" * 65536}])
def test_what_is_no_number_is_refused_like_any_other(clock: Clock, fields: dict[str, str]) -> None:
    provision()

    assert check(clock, **fields) == {"result": "refused", "retry_after": 1}


def test_the_delay_grows_for_the_source_and_not_for_another_one(clock: Clock) -> None:
    provision()

    delays = []
    for _ in range(5):
        delays.append(check(clock, pin="9999")["retry_after"])
        clock.now += delays[-1]

    assert delays == [1, 2, 4, 8, 10]
    assert check(clock, caller="0699")["result"] == "ok"
    assert clock.paused[-1] == 0


def test_who_does_not_wait_is_answered_late_but_truly(clock: Clock) -> None:
    provision()
    for _ in range(4):
        check(clock, pin="9999")

    assert check(clock)["result"] == "ok"
    assert clock.paused == [0, 1, 2, 4, 8]


def test_a_room_under_attack_never_refuses_the_right_pin_and_answers_within_ten_seconds(clock: Clock) -> None:
    provision()
    for source in range(200):
        add_failure("00000000", str(source), clock.now)

    assert check(clock, caller="0611")["result"] == "ok"
    assert clock.paused == [10]


def test_parallel_guesses_all_count(clock: Clock) -> None:
    client, one_at_a_time = base.shared_connection().client, threading.Lock()
    call = client._make_api_call

    def atomic(*arguments: Any) -> Any:
        # As DynamoDB does it for an item; moto's updates from several threads can lose one another.
        with one_at_a_time:
            return call(*arguments)

    with patch.object(client, "_make_api_call", atomic), ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: add_failure("123456", "0611", clock.now), range(40)))

    counted = read_failures("123456", "0611", clock.now)

    assert (counted.by_source, counted.by_anybody) == (40, 40)


def test_failures_are_forgotten_an_hour_later_even_if_the_row_is_still_there(clock: Clock) -> None:
    add_failure("123456", "0611", clock.now)
    clock.now += KEPT_SECONDS + 1

    assert read_failures("123456", "0611", clock.now).by_anybody == 0
    assert add_failure("123456", "0611", clock.now).by_anybody == 1


def test_a_right_pin_takes_two_table_calls_and_a_wrong_one_a_write_more(clock: Clock) -> None:
    provision()
    client = base.shared_connection().client
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        check(clock)
        right = [call.args[0] for call in calls.call_args_list]
        calls.reset_mock()
        check(clock, pin="9999")
        wrong = [call.args[0] for call in calls.call_args_list]

    assert right == ["GetItem", "GetItem"]
    assert wrong == ["GetItem", "GetItem", "UpdateItem"]
