"""A receiver that fails: tried again with growing pauses, in order, switched off after a day; it delays nobody else."""

from itertools import pairwise
from typing import Any

from functions.shared.webhooks.deliveries import Attempt
from functions.webhooks.backing_off import PAUSES
from tests.functions.audits import entries
from tests.functions.webhooks.place import Place, ended, joined, left, took
from tests.functions.webhooks.receiver import Receiver

DEAD = "https://203.0.114.7/dead"
WELL = "https://203.0.114.8/well"
DAY = 24 * 3600


def refused(url: str, event: Any) -> Attempt:
    return Attempt(at=0.0, milliseconds=10_000, problem="took longer than 10 s")


def test_what_a_receiver_missed_comes_in_order_with_the_same_ids_when_it_is_back(
    here: Place, receiver: Receiver
) -> None:
    down = True
    receiver.secrets = [here.hook("crm", receiver.url)]
    receiver.answer = lambda _: (503, {}, b"closed for today") if down else (200, {}, b"ok")

    told = here.happen(joined(1), joined(2))
    here.go_on(600)
    told += here.happen(left(1), ended())
    here.go_on(60)
    failing = here.shown("crm")["failing"]
    down = False
    here.go_on(1800)

    assert failing["failures"] >= 4
    assert receiver.ids == [one.id for one in told]
    assert here.shown("crm")["failing"] is None
    first = here.deliveries("crm")[-1]
    assert first["event"]["id"] == told[0].id
    assert [one["status"] for one in first["attempts"]] == [503] * (len(first["attempts"]) - 1) + [200]
    assert first["attempts"][0]["answer"] == "closed for today"
    assert first["state"] == "delivered"


def test_pauses_are_those_of_the_rule(here: Place) -> None:
    tried: list[float] = []

    def receive(url: str, event: Any) -> Attempt:
        tried.append(here.now)
        return took(500)

    here.stub = receive
    here.hook("crm", DEAD)
    here.happen(joined(1))
    here.go_on(5000)

    pauses = [later - earlier for earlier, later in pairwise(tried)]
    # Queues carry whole seconds and 15 minutes at most; the rest is found once a minute.
    assert [wanted <= had <= wanted + 60 for wanted, had in zip(PAUSES, pauses, strict=False)] == [True] * len(pauses)
    assert len(pauses) >= 5
    assert pauses[:3] == [5.0, 30.0, 120.0]


def test_retry_after_is_waited_for(here: Place) -> None:
    tried: list[float] = []

    def receive(url: str, event: Any) -> Attempt:
        tried.append(here.now)
        return took(429, retry_after=100.0) if len(tried) == 1 else took()

    here.stub = receive
    here.hook("crm", DEAD)
    here.happen(joined(1))
    here.go_on(300)

    assert len(tried) == 2
    assert tried[1] - tried[0] >= 100.0


def test_after_a_day_it_is_switched_off_with_a_reason_and_goes_on_where_it_stopped(here: Place) -> None:
    here.stub = refused
    here.hook("crm", DEAD)
    told = here.happen(joined(1), joined(2))
    here.go_on(DAY + 8 * 3600, every=900)

    off = here.shown("crm")
    assert (off["enabled"], off["disabled"]["reason"], off["failing"]) == (False, "failing", None)
    assert "took longer" in off["disabled"]["detail"]
    entry = entries()[-1]
    assert (entry.operation, entry.object, entry.reason) == ("disable_webhook", "webhook crm", "failing")
    here.queue.messages.clear()
    here.look()
    assert here.queue.messages == []

    took_ids: list[str] = []
    here.stub = lambda _, event: took_ids.append(event["id"]) or took()  # type: ignore[func-returns-value]  # both
    assert here.api.put("/v1/webhooks/crm", json={"url": DEAD}).json()["disabled"] is None
    here.go_on(120)

    assert took_ids == [one.id for one in told]


def test_410_switches_it_off_at_once(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    receiver.answer = lambda _: (410, {}, b"")
    here.happen(joined(1))

    here.work()

    assert here.shown("crm")["disabled"]["reason"] == "gone"
    before = len(receiver.headers)
    here.happen(joined(2))
    here.go_on(600)
    assert len(receiver.headers) == before


def test_a_redirect_is_not_followed_and_not_taken(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    receiver.answer = lambda _: (302, {"location": receiver.url + "&again"}, b"")
    here.happen(joined(1))

    here.work()

    assert len(receiver.headers) == 1
    (delivery,) = here.deliveries("crm")
    assert delivery["attempts"][0]["status"] == 302
    assert "redirects are not followed" in delivery["attempts"][0]["problem"]


def test_an_event_that_a_well_receiver_refuses_holds_up_its_conference_alone(here: Place) -> None:
    taken: list[str] = []

    def receive(url: str, event: Any) -> Attempt:
        if event["conference"] == "odd":
            return took(400)
        taken.append(event["id"])
        return took()

    here.stub = receive
    here.hook("crm", WELL)
    here.happen(joined(1), conference="odd")
    here.work()
    told = here.happen(joined(2))
    here.go_on(60)
    told += here.happen(left(2))
    here.go_on(60)

    assert taken == [one.id for one in told]
    assert here.shown("crm")["enabled"]


def test_one_dead_receiver_delays_no_other_however_much_waits_for_it(here: Place) -> None:
    """10⁵ events wait for one that never answers; a try of it takes ten seconds of the clock."""
    tries: list[float] = []
    latest: dict[str, float] = {}

    def receive(url: str, event: Any) -> Attempt:
        if url == DEAD:
            tries.append(here.now)
            return refused(url, event)
        latest[event["id"]] = here.now
        return took()

    here.stub = receive
    here.hook("dead", DEAD)
    here.hook("well", WELL, conferences=["internal"])
    for number in range(20):
        for _ in range(100):
            here.append(*[joined(number)] * 50, conference=f"busy-{number}")
        here.happen(joined(number), conference=f"busy-{number}")
    here.work()
    # Those that began together before anybody knew; from then on one at a time.
    assert len(tries) <= 20
    known = len(tries)

    delays = []
    for number in range(10):
        (told,) = here.happen(joined(number))
        here.work()
        delays.append(latest[told.id] - here.now)
        here.go_on(60)

    assert delays == [0.0] * 10
    assert len(tries) - known <= 5
