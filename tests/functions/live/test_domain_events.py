"""The domain's own feed: told to who administers the domain, under no conference's name and to no other domain."""

import time

import pytest

from functions.shared.feed.appending import append
from functions.shared.feed.domain_feed import domain_event, feed_of
from functions.shared.feed.events import AssetReady, AssetRemoved, Event, Happening
from tests.functions.control import bearer
from tests.functions.live.listening import WHO, GatewayStub, connect, http, say, ticket
from tests.permissions import acting

EVENTS = "/v1/events"
READY, REMOVED = AssetReady(name="autumn", kind="picture"), AssetRemoved(name="autumn", kind="picture")
ADMIN = bearer("admin")


def happened(*happenings: Happening, domain: str = "example.com") -> list[Event]:
    made = [
        domain_event(domain, one, f"{domain}-{number}-{type(one).__name__}", at="2026-01-01T00:00:00.000Z")
        for number, one in enumerate(happenings)
    ]
    return list(append(made, domain=domain, now=time.time()).events)


def test_who_administers_the_domain_reads_it_as_the_feed_of_a_conference(gateway: GatewayStub) -> None:
    first, second = happened(READY, REMOVED)

    with acting(WHO):
        answer = http().get(EVENTS, params={"after": first.seq}, headers=ADMIN).json()
        newest = http().get(EVENTS, headers=ADMIN).json()

    assert answer == {
        "items": [
            {
                "conference": "@example.com", "seq": second.seq, "id": second.id, "type": "asset.removed",
                "at": second.at, "meeting": "", "revision": None, "data": {"name": "autumn", "kind": "picture"},
            }
        ],
        "seq": second.seq,
        "gap": None,
    }  # fmt: skip
    assert newest == {"items": [], "seq": second.seq, "gap": None}


def test_nobody_else_reads_it(gateway: GatewayStub) -> None:
    happened(READY)

    refused = http().get(EVENTS, params={"after": 0}, headers=bearer("view", "control", "host"))
    some = http().get(EVENTS, params={"after": 0}, headers=bearer("admin", conferences=("internal",)))
    theirs = http().get(EVENTS, params={"after": 0}, headers=bearer("admin", domain="other.example"))

    for answer in (refused, some):
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
    assert theirs.json() == {"items": [], "seq": 0, "gap": None}


@pytest.mark.parametrize("conferences", [("*",), (feed_of("example.com"),)], ids=["all conferences", "its own name"])
def test_it_is_no_conference(gateway: GatewayStub, conferences: tuple[str, ...]) -> None:
    happened(READY)
    name = feed_of("example.com")
    connect("c", ticket("view", "admin", conferences=conferences))

    asked = http().get(f"/v1/conferences/{name}/events?after=0", headers=bearer("admin", conferences=conferences))
    say("c", type="subscribe", conference=name, after=0)

    assert (asked.status_code, asked.json()["code"]) == (404, "conference_not_found")
    assert [one["problem"]["code"] for one in gateway.taken("c")] == ["invalid_field"]
