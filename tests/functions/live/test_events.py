"""The long poll: what happened after a seq, at once or as soon as it happens."""

import threading
import time

import pytest

from functions.shared.feed.events import CommandFinished
from functions.shared.live.operations import MOST_EVENTS
from tests.functions.control import bearer
from tests.functions.live.listening import WHO, GatewayStub, happen, http, muted
from tests.permissions import acting

EVENTS = "/v1/conferences/internal/events"


def test_without_a_seq_only_the_newest_one_is_told(gateway: GatewayStub) -> None:
    told = happen(muted(True), muted(False))

    assert http().get(EVENTS).json() == {"items": [], "seq": told[-1].seq, "gap": None}


def test_what_happened_after_a_seq_comes_in_order(gateway: GatewayStub) -> None:
    told = happen(muted(True), muted(False), muted(True))

    with acting(WHO):
        answer = http().get(EVENTS, params={"after": told[0].seq}).json()

    assert [one["seq"] for one in answer["items"]] == [one.seq for one in told[1:]]
    assert answer["items"][0]["data"] == {"uuid": muted(True).uuid, "changed": {"muted": False}}
    assert (answer["seq"], answer["gap"]) == (told[-1].seq, None)


def test_a_limit_leaves_the_rest_for_the_next_question(gateway: GatewayStub) -> None:
    told = happen(*[muted(bool(number % 2)) for number in range(9)])
    seq, seen = 0, list[int]()
    for _ in range(5):
        answer = http().get(EVENTS, params={"after": seq, "limit": 2}).json()
        seq = answer["seq"]
        seen += [one["seq"] for one in answer["items"]]

    assert seen == [one.seq for one in told]


def test_a_seq_that_nobody_told_is_a_gap(gateway: GatewayStub) -> None:
    told = happen(muted(True))

    gap = http().get(EVENTS, params={"after": told[0].seq + 5}).json()["gap"]
    assert gap["reason"] == "unknown_position"


def test_who_waits_is_told_as_soon_as_it_happens(gateway: GatewayStub) -> None:
    (first,) = happen(muted(True))
    later = threading.Timer(0.7, lambda: happen(muted(False)))
    later.start()
    begun = time.monotonic()
    with acting(WHO):
        answer = http().get(EVENTS, params={"after": first.seq, "wait": 20}).json()
    later.join()

    assert [one["data"]["changed"] for one in answer["items"]] == [{"muted": False}]
    assert time.monotonic() - begun < 10


def test_a_wait_ends_when_nothing_happens(gateway: GatewayStub) -> None:
    (first,) = happen(muted(True))
    begun = time.monotonic()

    answer = http().get(EVENTS, params={"after": first.seq, "wait": 1}).json()

    assert (answer["items"], answer["seq"]) == ([], first.seq)
    assert 1 <= time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("after", "-1"),
        ("after", "x"),
        ("after", "9" * 30),
        ("limit", "0"),
        ("limit", str(MOST_EVENTS + 1)),
        ("wait", "21"),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(gateway: GatewayStub, name: str, value: str) -> None:
    answer = http().get(EVENTS, params={name: value})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_field")
    assert [one["field"] for one in answer.json()["errors"]] == [name]


def test_who_only_views_does_not_see_commands_and_misses_no_seq(gateway: GatewayStub) -> None:
    (first,) = happen(CommandFinished(id="c", kind="mute", state="confirmed"))
    params = {"after": first.seq - 1}

    hidden = http().get(EVENTS, params=params, headers=bearer("view")).json()["items"][0]
    shown = http().get(EVENTS, params=params, headers=bearer("view", "control")).json()["items"][0]

    assert (hidden["seq"], hidden["type"], hidden["data"]) == (first.seq, "hidden", {})
    assert (shown["type"], shown["data"]["id"]) == ("command.finished", "c")


def test_another_domain_and_an_ungranted_conference_see_nothing(gateway: GatewayStub) -> None:
    happen(muted(True))

    other = http().get(EVENTS, params={"after": 0}, headers=bearer("view", domain="other.example")).json()
    assert other["items"] == []
    ungranted = http().get(EVENTS, headers=bearer("view", conferences=("elsewhere",)))
    assert (ungranted.status_code, ungranted.json()["code"]) == (404, "conference_not_found")
