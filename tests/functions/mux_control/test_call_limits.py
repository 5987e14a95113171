"""Calls cost money: a domain's limits hold however many ask at once; a refusal says which limit and its end."""

import time
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.submission import called, submitting
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.commands.rows import find_command_of_key
from functions.shared.tables.counters.allowances import Allowance, AllowancesItem, give_back, use
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import CallLimits, Domain, Gateway, Gateways, User
from functions.shared.tables.provisioned.users import DOMAIN_KEY, GATEWAYS_KEY, UsersItem, forget_domains, user_key
from infra.local.aws import dynamodb
from tests.functions.control import bearer, body_of, start_conference

CALLS = "/v1/conferences/internal/calls"
TO_NUMBER = {"gateway": "carrier", "number": "+49611"}


@pytest.fixture(autouse=True)
def prefixes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(called, "_dial_prefixes", ("+",))


def limited(limits: CallLimits, domain: str = "example.com") -> None:
    """A domain with a user, a trunk and these limits."""
    rows = [
        UsersItem(domain, DOMAIN_KEY, body=encode(Domain(name=domain, calls=limits))),
        UsersItem(domain, user_key("1002"), body=encode(User(id="1002", a1_hash="h"))),
        UsersItem(domain, GATEWAYS_KEY, body=encode(Gateways((Gateway(name="carrier", proxy="t.example"),)))),
    ]
    write_in_batches(UsersItem, rows, [])
    forget_domains()


def used() -> dict[str, float]:
    return {item.what.partition("#")[0]: float(item.used or 0) for item in AllowancesItem.scan()}


def test_one_token_s_calls_end_with_its_hour_and_another_s_go_on(api: TestClient) -> None:
    limited(CallLimits(an_hour_by_subject=2))
    answers = [api.post(CALLS, json={"user": "1002"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    refused = answers[2]
    assert refused.json()["code"] == "call_limit"
    assert "tester may make 2 calls an hour; the next hour begins at 2" in refused.json()["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    # A token cannot get more by other words for the same thing.
    dial = {"kind": "dial", "user": "1002"}
    for path, body in (("commands", dial), ("scenes", {"steps": [dial]})):
        assert api.post(f"/v1/conferences/internal/{path}", json=body).json()["code"] == "call_limit"


def test_a_domain_s_calls_end_with_its_hour_whoever_makes_them(api: TestClient) -> None:
    limited(CallLimits(an_hour=2))
    limited(CallLimits(), "other.example")
    start_conference("theirs", domain="other.example")
    answers = [api.post(CALLS, json={"user": "1002"}).status_code for _ in range(3)]
    theirs = api.post("/v1/conferences/theirs/calls", json={"user": "1002"}, headers=bearer(domain="other.example"))

    assert answers == [202, 202, 429]
    assert theirs.status_code == 202


def test_of_fifty_calls_at_once_as_many_are_made_as_are_allowed(
    api: TestClient, request: pytest.FixtureRequest
) -> None:
    # moto alone lets two writers pass one condition.
    request.addfinalizer(dynamodb.install())
    limited(CallLimits(an_hour_by_subject=7))
    assert api.post(CALLS, json={"user": "1002"}).status_code == 202
    everybody = Allowance("calls-by", ("a",), 7, 3600)
    now = time.time()

    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda _: use(everybody, 1, now), range(50)))

    assert sum(taken) == 7


def test_minutes_are_taken_before_the_call_and_freeswitch_is_told_how_many(api: TestClient) -> None:
    limited(CallLimits(minutes=60, minutes_a_day=150))
    answers = [api.post(CALLS, json=TO_NUMBER) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert msgspec.convert(body_of(answers[0].json()["id"]), dict[str, object])["seconds"] == 3600
    assert "for 150 minutes a day; this would take 60; the next day begins" in answers[2].json()["detail"]
    # Calls inside the house cost nothing, and what was refused has used nothing.
    assert api.post(CALLS, json={"user": "1002"}).status_code == 202
    assert used() == {"calls-by": 3, "calls": 3, "minutes": 120}


def test_whoever_asks_cannot_say_how_long_a_call_lasts(api: TestClient) -> None:
    limited(CallLimits(minutes=60))
    wish = {"kind": "dial", **TO_NUMBER, "seconds": 86400}
    refused = api.post("/v1/conferences/internal/commands", json=wish)
    made = api.post("/v1/conferences/internal/commands", json={"kind": "dial", **TO_NUMBER})

    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"field": "seconds", "problem": "is filled in by the server", "expected": "leave it out"}
    ]
    assert msgspec.convert(body_of(made.json()["id"]), dict[str, object])["seconds"] == 3600


def test_a_destination_that_the_domain_may_not_call_is_refused_and_costs_nothing(api: TestClient) -> None:
    limited(CallLimits(destinations=("+4961", "+43")))
    refused = api.post(CALLS, json={**TO_NUMBER, "number": "+882123"})

    assert (refused.status_code, refused.json()["code"]) == (403, "destination_refused")
    assert "+4961, +43" in refused.json()["detail"]
    assert used() == {}
    assert api.post(CALLS, json=TO_NUMBER).status_code == 202


def test_a_scene_takes_what_all_its_calls_need_or_nothing(api: TestClient) -> None:
    limited(CallLimits(an_hour_by_subject=10, minutes=60, minutes_a_day=100))
    scene = {"steps": [{"kind": "dial", **TO_NUMBER}, {"kind": "dial", **TO_NUMBER}]}
    refused = api.post("/v1/conferences/internal/scenes", json=scene)

    assert refused.json()["code"] == "call_limit"
    assert {name: amount for name, amount in used().items() if amount} == {}


def test_asking_again_under_the_same_key_is_one_call(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(CallLimits(an_hour_by_subject=1))
    key = {"Idempotency-Key": "once"}
    first, second = (api.post(CALLS, json={"user": "1002"}, headers=key) for _ in range(2))
    assert (first.json()["id"], second.status_code) == (second.json()["id"], 202)

    # Two at once: the one who finds the row written gives back what it took.
    real, seen = find_command_of_key, []

    def blind_once(command_id: str, *, now: float) -> object:
        seen.append(command_id)
        return None if len(seen) == 1 else real(command_id, now=now)

    monkeypatch.setattr(submitting, "find_command_of_key", blind_once)
    limited(CallLimits(an_hour_by_subject=2))
    assert api.post(CALLS, json={"user": "1002"}, headers=key).json()["id"] == first.json()["id"]
    assert used()["calls-by"] == 1


def test_without_a_word_a_domain_has_limits_all_the_same() -> None:
    limits = CallLimits()

    assert 0 < limits.an_hour_by_subject <= limits.an_hour < 1000
    assert 0 < limits.minutes <= limits.minutes_a_day <= 24 * 60 * 10


@pytest.mark.usefixtures("queue")
def test_what_is_given_back_is_there_again_and_never_more() -> None:
    one, now = Allowance("calls", ("a",), 1, 3600), time.time()
    assert use(one, 1, now)
    assert not use(one, 1, now)
    give_back(one, 1, now)
    give_back(one, 1, now)

    assert use(one, 1, now)
    assert not use(one, 1, now)
    assert use(one, 1, now + 3600)


def test_the_refusals_are_described(api: TestClient) -> None:
    page = api.get("/docs").text

    assert "call_limit" in page
    assert "destination_refused" in page
