"""Whom a host keeps out says nothing to the meeting and is told nothing of it, over WebSockets and by what is asked."""

import time

import msgspec
import pytest

from functions.shared.feed.events import ConferenceChanged
from functions.shared.feed.reading import Page, events_after
from functions.shared.standings.persons import person_of_user
from functions.shared.state import Standing
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.live.connections import listening
from tests.functions.control import token
from tests.functions.live.listening import GatewayStub, connect, happen, http, muted, say, ticket_of

KEPT_OUT = Standing(
    person=person_of_user("meeting-internal", "1001"), rank="kept_out", name="Ada", at="2026-11-29T10:00:00Z"
)
TOLD = ConferenceChanged(changed={"standings": [msgspec.to_builtins(KEPT_OUT)]})
LET_IN = ConferenceChanged(changed={"standings": []})


def keep_out() -> None:
    """As the relay writes it."""
    stored = find_conference("internal")
    assert stored is not None
    write_rows(msgspec.structs.replace(stored.state, standings=(KEPT_OUT,)), head=True)


def come(connection: str, subject: str, *can: str) -> None:
    assert connect(connection, ticket_of(token(*can, subject=subject))) == 200


def codes(gateway: GatewayStub, connection: str) -> list[str]:
    return [one.get("problem", {}).get("code", one["type"]) for one in gateway.taken(connection)]


def listens() -> set[str]:
    return {one.connection for one in listening("internal", "example.com", now=time.time())}


@pytest.mark.parametrize(("subject", "can"), [("1001", "chat"), ("1001@example.com", "host")])
def test_they_neither_subscribe_nor_write_nor_raise_a_hand(gateway: GatewayStub, subject: str, can: str) -> None:
    come("ada", subject, "view", "chat", can)
    come("bob", "1000", "view", "chat", can)
    come("ops", subject, "view", "chat", "control")
    keep_out()
    frames: list[dict[str, object]] = [
        {"type": "subscribe"},
        {"type": "subscribe", "after": 0},
        {"type": "say", "text": "hello", "id": "m"},
        {"type": "hand", "raised": True},
    ]
    for frame in frames:
        for who in ("ada", "bob", "ops"):
            message = {**frame, "id": f"m-{who}"} if "id" in frame else frame
            say(who, conference="internal", **message)

    assert codes(gateway, "ada") == ["missing_ability"] * 4
    assert "missing_ability" not in {*codes(gateway, "bob"), *codes(gateway, "ops")}
    assert listens() == {"bob", "ops"}


@pytest.mark.parametrize("after", [None, 0])
def test_what_was_told_counts_before_the_rows_say_so(gateway: GatewayStub, after: int | None) -> None:
    """A relay tells an event first; whoever comes between would listen on."""
    come("ada", "1001", "view")
    more = {} if after is None else {"after": after}
    happen(muted(True), TOLD, muted(False))
    say("ada", type="subscribe", conference="internal", **more)
    refused, nobody = codes(gateway, "ada"), listens()
    happen(LET_IN)
    say("ada", type="subscribe", conference="internal", **more)

    assert (refused, nobody) == (["missing_ability"], set())
    assert set(codes(gateway, "ada")) <= {"snapshot", "events"}
    assert listens() == {"ada"}


def test_an_answer_that_was_waited_for_is_none_to_who_was_kept_out_meanwhile(
    gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = happen(muted(True))
    looks = 0

    def look(conference: str, after: int | None, *, domain: str, limit: int) -> Page:
        nonlocal looks
        looks += 1
        if looks == 2:
            keep_out()
            happen(muted(False))
        return events_after(conference, after, domain=domain, limit=limit)

    monkeypatch.setattr("functions.live.events.events_after", look)
    who = {"Authorization": f"Bearer {token('view', subject='1001')}"}
    answer = http().get("/v1/conferences/internal/events", params={"after": told.seq, "wait": 2}, headers=who)

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
