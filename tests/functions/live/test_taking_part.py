"""Hands over a WebSocket: one's own in the call, one's own in a page, and others' for a host."""

import time
from datetime import datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.mux_control.app import create_app
from functions.shared.feed.appending import append, last_seq
from functions.shared.feed.events import HandRaised, MemberLeft
from functions.shared.feed.folding import fold
from functions.shared.feed.hand_rows import write_hands
from functions.shared.feed.reading import events_since
from functions.shared.participation import hands
from functions.shared.participation.people import Person
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.history.feed import FeedItem
from tests.functions.control import ADA, BOB, SETTINGS, bearer, token
from tests.functions.live.listening import GatewayStub, connect, happen, http, say
from tests.permissions import As, acting

MEMBER = f"/v1/conferences/internal/members/{ADA}"
pytestmark = pytest.mark.usefixtures("gateway")


@pytest.fixture
def api() -> TestClient:
    return TestClient(As(create_app(SETTINGS), "MuxControlFunction"), raise_server_exceptions=False)


def opened(connection: str, *can: str, subject: str) -> str:
    headers = {"Authorization": f"Bearer {token('view', *can, subject=subject)}"}
    with acting("LiveFunction"):
        url = http().post("/v1/live", headers=headers).json()["url"]
    assert connect(connection, url.partition("ticket=")[2]) == 200
    return connection


def moved() -> list[tuple[str, str | None]]:
    """What was told of hands, and of whose."""
    found = [one for one in events_since("internal", 0) if one.type.startswith("hand.")]
    return [(one.type, str(one.data["uuid"] or one.data["subject"])) for one in found]


def state() -> ConferenceState:
    stored = find_conference("internal")
    assert stored is not None
    return stored.state


def up() -> set[str]:
    """Whose hands the rows show as raised."""
    now = state()
    return {one.uuid for one in now.members if one.hand_raised_at} | {one.subject for one in now.hands}


def hand(connection: str, *, raised: bool, **more: object) -> None:
    say(connection, type="hand", conference="internal", raised=raised, **more)


def problem(gateway: GatewayStub, connection: str) -> Any:
    (frame,) = gateway.taken(connection)
    return frame["problem"]["code"]


def test_who_is_in_the_call_raises_the_hand_there_once_and_lowers_it(gateway: GatewayStub, api: TestClient) -> None:
    opened("me", "chat", subject="1001")

    hand("me", raised=True)
    hand("me", raised=True)

    assert (moved(), up()) == ([("hand.raised", ADA)], {ADA})
    shown = api.get(MEMBER, headers=bearer("view")).json()
    assert abs(time.time() - _seconds(shown["hand_raised_at"])) < 60
    hand("me", raised=False)
    hand("me", raised=False)
    assert (moved()[1:], up()) == ([("hand.lowered", ADA)], set())
    assert api.get(MEMBER, headers=bearer("view")).json()["hand_raised_at"] is None
    assert gateway.taken("me") == []


def test_who_is_in_a_page_only_has_the_hand_by_the_subject(api: TestClient) -> None:
    opened("me", "chat", subject="a guest")

    hand("me", raised=True)

    (shown,) = api.get("/v1/conferences/internal", headers=bearer("view")).json()["hands"]
    assert (shown["subject"], shown["name"]) == ("a guest", None)
    hand("me", raised=False)
    assert moved() == [("hand.raised", "a guest"), ("hand.lowered", "a guest")]
    assert up() == set()


def test_the_etag_moves_with_a_hand(api: TestClient) -> None:
    headers = bearer("view")
    before = api.get("/v1/conferences/internal", headers=headers).headers["etag"]
    opened("me", "chat", subject="1001")
    hand("me", raised=True)

    after = api.get("/v1/conferences/internal", headers={**headers, "If-None-Match": before})

    assert (after.status_code, after.headers["etag"] != before) == (200, True)
    # And it is still the revision that a command is given.
    seen = {**bearer(), "If-Match": after.headers["etag"]}
    assert api.patch(MEMBER, json={"muted": True}, headers=seen).status_code == 202


@pytest.mark.parametrize("whose", [{"uuid": ADA}, {"subject": "a guest"}])
def test_another_s_hand_is_lowered_by_a_host_only(gateway: GatewayStub, whose: dict[str, str]) -> None:
    opened("guest", "chat", subject="a guest")
    opened("ada", "chat", subject="1001")
    for connection in ("guest", "ada"):
        hand(connection, raised=True)
    opened("somebody", "chat", subject="1000")
    opened("host", "host", subject="a host")

    hand("somebody", raised=False, **whose)
    assert (problem(gateway, "somebody"), up()) == ("missing_ability", {ADA, "a guest"})
    hand("host", raised=False, **whose)

    assert up() == {ADA, "a guest"} - set(whose.values())
    hand("host", raised=True, subject="a guest")
    assert problem(gateway, "host") == "invalid_field"


def test_whoever_may_only_look_has_no_hand(gateway: GatewayStub) -> None:
    opened("me", subject="1001")

    hand("me", raised=True)

    assert (problem(gateway, "me"), moved()) == ("missing_ability", [])


def test_a_problem_names_the_id_of_the_hand_that_it_is_about(gateway: GatewayStub) -> None:
    opened("me", subject="1001")

    hand("me", raised=True, id="my-1")

    (frame,) = gateway.taken("me")
    assert (frame["id"], frame["conference"], frame["problem"]["code"]) == ("my-1", "internal", "missing_ability")


def test_a_hand_in_no_conference_or_of_nobody_is_a_problem(gateway: GatewayStub) -> None:
    opened("host", "host", subject="a host")

    hand("host", raised=False, uuid="nobody")
    assert problem(gateway, "host") == "member_not_found"
    hand("host", raised=False, uuid=ADA, subject="both")
    assert problem(gateway, "host") == "invalid_field"
    say("host", type="hand", conference="nowhere", raised=True)
    assert problem(gateway, "host") == "conference_not_found"


@pytest.mark.parametrize(
    ("subject", "can", "status"),
    [
        ("1001", ("view", "chat"), 204),
        ("1001@example.com", ("chat",), 204),
        ("1000", ("view", "chat"), 403),
        ("1001@other.example", ("view", "chat"), 403),
        ("1001", ("view",), 403),
        ("tester", ("host",), 204),
        ("tester", ("control",), 204),
    ],
)
def test_a_hand_is_moved_over_http_by_whose_it_is_and_by_hosts(
    api: TestClient, subject: str, can: tuple[str, ...], status: int
) -> None:
    headers = {"Authorization": f"Bearer {token(*can, subject=subject)}"}

    answers = [api.patch(MEMBER, json={"hand": raised}, headers=headers) for raised in (True, True, False)]

    assert [one.status_code for one in answers] == [status] * 3
    assert moved() == ([("hand.raised", ADA), ("hand.lowered", ADA)] if status == 204 else [])


@pytest.mark.parametrize("body", [{"hand": True, "muted": True}, {"hand": "up"}, {"hand": None}])
def test_a_hand_is_changed_alone_and_is_up_or_down(api: TestClient, body: object) -> None:
    answer = api.patch(MEMBER, json=body, headers=bearer())

    assert (answer.status_code, answer.json()["errors"][0]["field"], moved()) == (422, "hand", [])


def test_whoever_may_only_raise_a_hand_changes_nothing_else_of_a_member(api: TestClient) -> None:
    answer = api.patch(MEMBER, json={"muted": True}, headers=bearer("view", "chat"))

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")


def test_a_hand_that_somebody_else_lowered_meanwhile_is_not_lowered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    hands.move_member_hand(state(), ADA, raised=True)
    real = append

    def faster(*asked: Any, **more: Any) -> Any:
        monkeypatch.setattr(hands, "append", real)
        hands.move_member_hand(state(), ADA, raised=False)
        return real(*asked, **more)

    monkeypatch.setattr(hands, "append", faster)
    hands.move_member_hand(state(), ADA, raised=False)

    assert [kind for kind, _ in moved()] == ["hand.raised", "hand.lowered"]


def test_whoever_was_stopped_before_the_row_asks_again_and_nothing_is_told_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise TablesUnavailable("killed in between")

    with monkeypatch.context() as patch:
        patch.setattr(hands, "write_hands", gone)
        with pytest.raises(TablesUnavailable):
            hands.move_member_hand(state(), ADA, raised=True)
    hands.move_member_hand(state(), ADA, raised=True)

    assert moved() == [("hand.raised", ADA)]
    now = fold(state(), events_since("internal", 0))
    assert now is not None
    assert [one.uuid for one in now.members if one.hand_raised_at] == [ADA]


def test_who_leaves_has_no_hand_any_more() -> None:
    hands.move_member_hand(state(), BOB, raised=True)
    happen(MemberLeft(uuid=BOB))
    before = moved()

    hands.move_member_hand(state(), BOB, raised=False)

    assert moved() == before
    person = Person("1000", "example.com", ("chat",))
    hands.move_own_hand(state(), person, raised=True)
    assert moved()[-1] == ("hand.raised", "1000")


def test_a_hand_in_a_conference_whose_feed_has_expired_counts_on() -> None:
    """The relay goes on behind what it told last; what begins at 1 would be behind every reader."""
    for item in FeedItem.scan():
        item.delete()
    base = last_seq("internal", now=time.time())

    hands.move_member_hand(state(), ADA, raised=True)

    assert [one.seq for one in events_since("internal", 0)] == [base + 1]
    assert base > 0


def test_later_events_win_in_whatever_order_their_rows_are_written() -> None:
    first = happen(HandRaised(uuid=ADA, raised_at="2026-01-01T00:00:00.000Z"))
    write_hands(first, now=time.time())
    hands.move_member_hand(state(), ADA, raised=False)
    write_hands(first, now=time.time())

    assert up() == set()


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
