"""Who follows a conference in a page: everybody once, told when the first window opens and the last one closes."""

import time
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.feed import app as feed
from functions.live import app as live
from functions.live import leaving
from functions.shared.feed.events import ConferenceStarted
from functions.shared.feed.reading import events_since
from functions.shared.feed.waking import Wake
from functions.shared.live.frames import MOST_BYTES
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.live.connections import ConnectionsItem, Viewer, forget_connection, listen
from tests.functions.control import SETTINGS, bearer, token
from tests.functions.live.listening import GatewayStub, ask, connect, event, happen, http, muted, say
from tests.permissions import As, acting


def opened(connection: str, subject: str, *can: str) -> str:
    headers = {"Authorization": f"Bearer {token('view', *can, subject=subject)}"}
    with acting("LiveFunction"):
        url = http().post("/v1/live", headers=headers).json()["url"]
    assert connect(connection, url.partition("ticket=")[2]) == 200
    return connection


def follow(connection: str, subject: str, *can: str, conference: str = "internal") -> None:
    opened(connection, subject, *can)
    say(connection, type="subscribe", conference=conference)


def leave(connection: str) -> None:
    assert ask(event("DISCONNECT", connection)) == {"statusCode": 200}


def told(conference: str = "internal") -> list[tuple[str, str]]:
    found = [one for one in events_since(conference, 0) if one.type.startswith("presence.")]
    return [(one.type.removeprefix("presence."), str(one.data["subject"])) for one in found]


def present(conference: str = "internal") -> list[tuple[str, str | None]]:
    api = TestClient(As(live.create_app(SETTINGS), "LiveFunction"), headers=bearer("view"))
    answer = api.get(f"/v1/conferences/{conference}/presence")
    assert answer.status_code == 200, answer.text
    return [(one["subject"], one["name"]) for one in answer.json()["items"]]


def wake(gateway: GatewayStub, *events: Any) -> None:
    """What the queue brings."""
    body = msgspec.json.encode(Wake(conference="internal", domain="example.com", events=list(events))).decode()
    with acting("FeedFunction"):
        assert feed.run_once([{"messageId": "m", "body": body}]) == []


def test_somebody_with_two_windows_is_there_once_until_the_last_one_closes(gateway: GatewayStub) -> None:
    follow("one", "eve")
    follow("two", "eve")
    follow("three", "1001")
    assert present() == [("eve", None), ("1001", "Ada")]

    leave("one")
    assert present() == [("eve", None), ("1001", "Ada")]
    leave("two")

    assert present() == [("1001", "Ada")]
    assert told() == [("joined", "eve"), ("joined", "1001"), ("left", "eve")]


def test_who_comes_sees_who_is_there_and_is_seen(gateway: GatewayStub) -> None:
    follow("one", "eve", "observe")
    gateway.taken("one")
    follow("two", "bob")

    (frame,) = gateway.taken("two")
    assert [one["subject"] for one in frame["watching"]] == ["eve", "bob"]
    assert all(one["since"].endswith("Z") for one in frame["watching"])


def test_to_subscribe_again_tells_nobody_twice(gateway: GatewayStub) -> None:
    follow("one", "eve")
    say("one", type="subscribe", conference="internal")
    say("one", type="unsubscribe", conference="internal")
    say("one", type="unsubscribe", conference="internal")

    assert told() == [("joined", "eve"), ("left", "eve")]
    assert present() == []


def test_two_windows_that_close_at_once_are_told_once(gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch) -> None:
    follow("one", "eve")
    follow("two", "eve")

    def both(connection: str) -> bool:
        monkeypatch.setattr(leaving, "forget_connection", forget_connection)
        forgotten = forget_connection(connection)
        leave("two")
        return forgotten

    monkeypatch.setattr(leaving, "forget_connection", both)
    leave("one")

    assert told() == [("joined", "eve"), ("left", "eve")]


def test_whoever_is_gone_without_a_word_is_told_as_gone_at_the_next_event(gateway: GatewayStub) -> None:
    follow("one", "eve", "chat")
    follow("two", "bob")
    say("one", type="hand", conference="internal", raised=True)
    gateway.gone.add("one")

    wake(gateway, *happen(muted(True)))

    assert told()[-1] == ("left", "eve")
    assert present() == [("bob", None)]
    stored = find_conference("internal")
    assert stored is not None
    assert stored.state.hands == ()
    assert [one.type for one in events_since("internal", 0)][-2:] == ["hand.lowered", "presence.left"]


def test_who_leaves_the_page_has_no_hand_there(gateway: GatewayStub) -> None:
    follow("one", "eve", "chat")
    say("one", type="hand", conference="internal", raised=True)

    leave("one")

    assert [one.type for one in events_since("internal", 0)] == [
        "presence.joined", "hand.raised", "hand.lowered", "presence.left"
    ]  # fmt: skip


def test_a_connection_whose_time_or_token_is_over_is_nobody(gateway: GatewayStub) -> None:
    now = time.time()
    who = Viewer(subject="eve", domain="example.com", conferences=("*",), can=("view",), ends=now + 60)
    listen("internal", "old", who, now=now - 3 * 3600)
    listen("internal", "ended", msgspec.structs.replace(who, ends=now - 1), now=now)
    listen("internal", "another tenant's", msgspec.structs.replace(who, domain="other.example"), now=now)

    assert present() == []
    listen("internal", "good", who, now=now)
    assert present() == [("eve", None)]


def test_who_waits_for_a_meeting_is_told_when_it_begins_and_once(gateway: GatewayStub) -> None:
    follow("one", "eve")
    before = told()
    (begin,) = happen(ConferenceStarted(conference={"name": "internal", "uuid": "meeting-internal", "node": "fs1"}))

    wake(gateway, begin)
    wake(gateway, begin)

    assert told() == [*before, ("joined", "eve")]


def test_nothing_is_told_of_who_waits_where_nothing_goes_on(gateway: GatewayStub) -> None:
    follow("one", "eve", conference="nowhere")
    leave("one")

    assert told("nowhere") == []


def test_a_thousand_watchers_come_in_frames_that_fit(gateway: GatewayStub) -> None:
    who = Viewer(subject="", domain="example.com", conferences=("*",), can=("view",), ends=time.time() + 60)
    with ConnectionsItem.batch_write() as batch:
        for number in range(1000):
            viewer = msgspec.structs.replace(who, subject=f"somebody with a long name {number:04}")
            batch.save(
                ConnectionsItem(
                    "internal", f"c{number:04}", viewer=msgspec.json.encode(viewer).decode(), since=f"{number:04}",
                    expires=int(time.time() + 60),
                )
            )  # fmt: skip
    follow("one", "eve")

    frames = gateway.taken("one")
    assert len(frames) > 1
    assert len([one for frame in frames for one in frame["watching"]]) == 1001
    assert max(gateway.sizes) <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "headers", "status"),
    [
        ("nowhere", bearer("view"), 404),
        ("internal", bearer("view", domain="other.example"), 404),
        ("internal", bearer("view", conferences=("x",)), 404),
        ("internal", bearer("chat"), 403),
    ],
)
def test_to_see_who_is_there_takes_view(gateway: GatewayStub, name: str, headers: dict[str, str], status: int) -> None:
    with acting("LiveFunction"):
        answer = http().get(f"/v1/conferences/{name}/presence", headers=headers)

    assert answer.status_code == status
