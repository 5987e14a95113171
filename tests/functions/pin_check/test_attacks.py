"""Guessing with many lines, spraying over many ids, and what the rightful caller notices of it."""

import heapq
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest

from functions.dialplan.app import app as dialplan
from functions.pin_check import guesses
from functions.pin_check.budgets import LONGEST_WAIT_OF_GUESSERS, LONGEST_WAIT_SECONDS, OF_A_NODE, OF_A_SOURCE, OF_AN_ID
from functions.shared.tables import base
from functions.shared.tables.counters.attempts import HOUR, AttemptsItem, Taken, id_key, node_key, read_guess
from infra.generated.pin_guessing import LINES, SECONDS_TO_TYPE, guesses_an_hour, table
from infra.local.aws import dynamodb
from tests.docs.test_docs import ROOT
from tests.functions.lookups import ask, provision
from tests.functions.pin_check.guessing import Clock, check, waited
from tests.functions.shared.grammars.test_numbers import WITHHELD

ID = "00000000"


@pytest.fixture
def clock(lookup_tables: None) -> Clock:  # only that they are there
    provision()
    return Clock()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The metrics that were counted."""
    names: list[str] = []
    monkeypatch.setattr(guesses, "count", names.append)
    return names


@pytest.fixture
def one_at_a_time() -> Iterator[None]:
    """As DynamoDB does it for an item; moto's updates from several threads can lose one another."""
    put_back = dynamodb.install()
    yield
    put_back()


def parallel(clock: Clock, number: int, fields_of: Callable[[int], dict[str, str]]) -> list[str]:
    """What so many callers are answered who all ask at the same moment."""
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda index: check(clock, **fields_of(index)), range(number))
    return sorted(answer["result"] for answer in answers)


def attacked(clock: Clock, slots: int) -> None:
    """Somebody has taken so many slots of the id this hour, each as another caller."""
    AttemptsItem(id_key(ID, clock.now), slots=slots, since=clock.now, expires=int(clock.now) + HOUR).save()


@pytest.mark.usefixtures("one_at_a_time")
def test_of_128_guesses_at_once_no_more_are_compared_than_are_free_whatever_their_numbers(clock: Clock) -> None:
    told = parallel(clock, 128, lambda index: {"pin": "9999", "caller": str(index), "call": str(index)})

    assert told == ["refused"] * OF_AN_ID.free + ["wait"] * (128 - OF_AN_ID.free)


@pytest.mark.usefixtures("one_at_a_time")
def test_of_128_guesses_at_once_the_right_one_has_to_wait_its_turn_as_well(clock: Clock) -> None:
    attacked(clock, OF_AN_ID.free)

    told = parallel(clock, 128, lambda index: {"caller": str(index), "call": str(index)})

    assert told == ["wait"] * 128


def test_parallel_guesses_have_turns_one_after_the_other(clock: Clock) -> None:
    attacked(clock, OF_AN_ID.free)
    waits = [check(clock, pin="9999", caller=str(index), call=str(index))["retry_after"] for index in range(4)]

    assert waits == [36, 60, 60, 60]


def test_an_id_has_120_slots_an_hour(clock: Clock) -> None:
    assert OF_AN_ID.ceiling == 120
    assert OF_A_NODE.ceiling == 700
    # The last slot's turn is within the hour, and the next one's would not be.
    assert OF_AN_ID.due(OF_AN_ID.ceiling - OF_AN_ID.free) <= HOUR < OF_AN_ID.due(OF_AN_ID.ceiling - OF_AN_ID.free + 1)
    assert check(clock)["result"] == "ok"


def test_spraying_one_pin_over_many_ids_is_counted_and_slowed(clock: Clock, counted: list[str]) -> None:
    def sprayed(index: int) -> str:
        return str(check(clock, id=f"{index:08}", pin="4711", caller=str(index), call=str(index))["result"])

    def failed(slots: int) -> None:
        AttemptsItem(node_key("fs1", clock.now), slots=slots, since=clock.now, expires=int(clock.now) + HOUR).save()

    first = sprayed(1)
    failed(OF_A_NODE.free - 5)
    told = [sprayed(index) for index in range(2, 17)]

    assert (first, told) == ("refused", ["refused"] * 5 + ["wait"] * 10)
    failed(OF_A_NODE.ceiling)
    assert counted == []
    sprayed(999)
    assert counted == ["PinAttack"]


def test_one_caller_who_sprays_over_ids_is_slowed_after_the_first_failure(clock: Clock) -> None:
    told = [check(clock, id=f"{index:08}", pin="4711")["result"] for index in range(1, 5)]

    assert told == ["refused", "wait", "wait", "wait"]


def test_beyond_its_ceiling_an_id_is_under_attack_and_the_alarm_is_told(clock: Clock, counted: list[str]) -> None:
    attacked(clock, OF_AN_ID.ceiling - 1)
    check(clock, caller="1", call="1")
    before = list(counted)

    check(clock, caller="2", call="2")

    assert (before, counted) == ([], ["PinAttack"])


def test_under_attack_the_rightful_caller_gets_in_within_a_minute(clock: Clock) -> None:
    attacked(clock, 20_000)

    answer, seconds = waited(clock, caller="0611")

    assert (answer["result"], seconds) == ("ok", LONGEST_WAIT_SECONDS)


def test_as_long_as_an_id_is_not_under_attack_the_rightful_caller_does_not_wait_at_all(clock: Clock) -> None:
    # The attacker has one number and ten minutes; before, everybody waited for each of the failures.
    ends = clock.now + 600
    while clock.now < ends:
        waited(clock, pin="9999", caller="0900", call="a")
        clock.now += SECONDS_TO_TYPE

    assert waited(clock, caller="0611") == (check(clock, caller="0611"), 0.0)


def test_an_attack_on_one_id_is_not_felt_at_another(clock: Clock) -> None:
    provision(
        "domains: [{name: example.com}]\n"
        'rooms: [{name: board, domain: example.com, dial_in: {id: "123456", pin: "654321"}}]\n'
    )
    attacked(clock, 500)

    assert check(clock, id="123456", pin="654321")["result"] == "ok"


def test_who_fails_for_ever_still_has_a_turn_within_ten_minutes(clock: Clock) -> None:
    waits = []
    for _ in range(14):
        answer, seconds = waited(clock, pin="9999")
        assert answer["result"] == "refused"
        waits.append(seconds)

    assert waits[:6] == [0, 1, 2, 4, 8, 16]
    assert max(waits) <= LONGEST_WAIT_OF_GUESSERS
    assert waited(clock)[0]["result"] == "ok"


@pytest.mark.parametrize("hidden", WITHHELD)
def test_callers_who_hide_their_number_do_not_slow_each_other(clock: Clock, hidden: str) -> None:
    for index in range(8):
        check(clock, pin="9999", caller=hidden, call=f"c{index}")

    assert check(clock, caller=hidden, call="another")["result"] == "ok"
    assert check(clock, caller=hidden, call="c1")["result"] == "wait"


def test_a_large_meeting_s_start_waits_for_nothing_and_uses_up_no_slots(clock: Clock) -> None:
    for index in range(40):
        assert check(clock, caller=str(index), call=str(index))["result"] == "ok"
        clock.now += 0.1

    (taken,) = read_guess(ID, [id_key(ID, clock.now)]).taken
    assert taken.slots <= 10


def test_an_hour_later_a_budget_is_whole_again(clock: Clock) -> None:
    attacked(clock, 500)
    clock.now += HOUR

    assert check(clock)["result"] == "ok"
    assert all(row.expires > clock.now - HOUR for row in AttemptsItem.scan())


def test_an_attack_is_nothing_to_users_whom_the_switch_authenticated(clock: Clock) -> None:
    attacked(clock, 20_000)
    client = base.shared_connection().client
    own = {"variable_sip_authorized": "true", "variable_user_name": "1000", "variable_domain_name": "example.com"}
    called = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999", **own}

    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        answer = ask(dialplan, "/dialplan", called)

    assert "internal@" in answer.text
    assert not [call for call in calls.call_args_list if "attempts" in str(call)]


def guessed_in(hours: int, lines: int) -> tuple[float, float]:
    """How many guesses an hour so many lines have compared, each call with another number, and the longest wait.

    The budgets' own arithmetic, turn by turn; only the table is a dictionary.
    """
    began = 500_000.0 * HOUR
    taken: dict[int, Taken] = {}
    compared, longest = 0, 0.0
    typing = [began + SECONDS_TO_TYPE * index / lines for index in range(lines)]
    heapq.heapify(typing)
    while (now := heapq.heappop(typing)) < began + hours * HOUR:
        hour = taken.get(int(now // HOUR), Taken(0, now))
        taken[int(now // HOUR)] = hour = Taken(hour.slots + 1, hour.since)
        turn = OF_AN_ID.turn(hour, now)
        compared, longest = compared + 1, max(longest, turn - now)
        heapq.heappush(typing, turn + SECONDS_TO_TYPE)
    return compared / hours, longest


@pytest.mark.parametrize("lines", LINES)
def test_lines_guess_as_fast_as_the_documents_say_and_no_faster(lines: int) -> None:
    found, longest = guessed_in(24 if lines <= 10 else 3, lines)

    # Each hour begins with some free slots, and where lines are many with one for each that waits already.
    assert found <= guesses_an_hour(lines) * 1.05 + OF_AN_ID.free
    assert found >= guesses_an_hour(lines) * 0.9
    assert longest <= LONGEST_WAIT_SECONDS


def test_one_source_has_a_dozen_guesses_in_the_first_hour_and_six_an_hour_more() -> None:
    assert OF_A_SOURCE.ceiling == 12


def test_the_documents_show_the_table_that_follows_from_the_budgets() -> None:
    assert table() in (ROOT / "docs" / "dial-in.md").read_text()
