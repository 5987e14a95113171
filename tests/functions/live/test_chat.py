"""Messages: written by who may, told to everybody once, deleted by hosts, kept with their meeting."""

import time
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.live import app as live
from functions.live import chat
from functions.shared.feed.reading import events_since
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.live.messages import MessagesItem
from functions.shared.tables.provisioned.users import UsersItem, forget_domains
from tests.functions.audits import entries
from tests.functions.control import SETTINGS, bearer, start_conference, token
from tests.functions.live.listening import GatewayStub, connect, happen, muted, say, ticket
from tests.permissions import As

MESSAGES = "/v1/conferences/internal/messages"
pytestmark = pytest.mark.usefixtures("gateway")


@pytest.fixture
def http() -> TestClient:
    app = As(live.create_app(SETTINGS), "LiveFunction")
    return TestClient(app, headers=bearer("view", "chat", "host"), raise_server_exceptions=False)


def told(kind: str = "message.posted") -> list[dict[str, Any]]:
    return [one.data for one in events_since("internal", 0) if one.type == kind]


def write(http: TestClient, text: str, **more: object) -> dict[str, Any]:
    answer = http.post(MESSAGES, json={"text": text, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def texts(http: TestClient) -> list[str | None]:
    return [one["text"] for one in http.get(MESSAGES).json()["items"]]


def test_a_message_is_told_and_kept_with_its_sender_and_time(http: TestClient) -> None:
    written = write(http, "Good morning\nto all", id="m1")

    assert told() == [{"id": "m1", "sender": "tester", "name": None, "text": "Good morning\nto all"}]
    (kept,) = http.get(MESSAGES).json()["items"]
    assert kept == written
    assert (kept["sender"], kept["name"], kept["deleted_at"]) == ("tester", None, None)
    assert abs(datetime.fromisoformat(kept["at"]).timestamp() - time.time()) < 60


@pytest.mark.parametrize("subject", ["1001", "1001@example.com"])
def test_who_is_in_the_call_is_called_as_in_the_call(http: TestClient, subject: str) -> None:
    headers = {"Authorization": f"Bearer {token('view', 'chat', subject=subject)}"}

    answer = http.post(MESSAGES, json={"text": "hello"}, headers=headers)

    assert (answer.json()["sender"], answer.json()["name"]) == (subject, "Ada")


def test_the_same_id_is_the_same_message_however_often_it_is_said(http: TestClient) -> None:
    first, second = write(http, "once", id="m1"), write(http, "once", id="m1")

    assert first == second
    assert len(told()) == 1
    other = http.post(MESSAGES, json={"text": "another", "id": "m1"})
    somebody = {"Authorization": f"Bearer {token('view', 'chat', subject='else')}"}
    stolen = http.post(MESSAGES, json={"text": "once", "id": "m1"}, headers=somebody)
    assert [(one.status_code, one.json()["code"]) for one in (other, stolen)] == [(409, "message_exists")] * 2


def test_a_message_whose_event_was_not_told_is_told_when_it_is_said_again(
    http: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise TablesUnavailable("killed in between")

    with monkeypatch.context() as patch:
        patch.setattr(chat, "append", gone)
        assert http.post(MESSAGES, json={"text": "once", "id": "m1"}).status_code == 503
    assert told() == []
    happen(muted(True))

    write(http, "once", id="m1")
    write(http, "once", id="m1")

    assert [one["text"] for one in told()] == ["once"]
    assert texts(http) == ["once"]


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ({"text": ""}, "text", "length"),
        ({"text": "x" * 2001}, "text", "length"),
        ({"text": "a\u202eb"}, "text", "U+202E (right-to-left override)"),
        ({"text": "a\u200bb"}, "text", "U+200B"),
        ({"text": "a\tb"}, "text", "U+0009"),
        ({"text": "a\r\nb"}, "text", "U+000D"),
        ({"text": " \n "}, "text", "shows nothing"),
        ({"text": "a", "id": "two words"}, "id", "matching"),
        ({"txt": "a"}, "text", "missing"),
    ],
)
def test_what_is_no_message_is_refused_by_name(http: TestClient, body: object, field: str, says: str) -> None:
    answer = http.post(MESSAGES, json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_field")
    (problem,) = [one for one in answer.json()["errors"] if one["field"] == field]
    assert says in problem["problem"] or says in problem["expected"]
    assert told() == []


@pytest.mark.parametrize("text", ["x" * 2000, "שלום", "سلام", "👩‍👩‍👧", "one\n\ntwo"])
def test_every_script_and_line_breaks_are_text(http: TestClient, text: str) -> None:
    assert write(http, text)["text"] == text


def test_ten_messages_in_ten_seconds_are_enough_for_one_sender(
    http: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        write(http, f"{number}", id=f"m{number}")

    refused = http.post(MESSAGES, json={"text": "one more"})
    again = http.post(MESSAGES, json={"text": "9", "id": "m9"})
    other = {"Authorization": f"Bearer {token('view', 'chat', subject='else')}"}

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert 1 <= int(refused.headers["retry-after"]) <= 11
    assert again.status_code == 200
    assert http.post(MESSAGES, json={"text": "hello"}, headers=other).status_code == 200
    later = time.time() + chat.SECONDS + 1
    monkeypatch.setattr("functions.live.chat.time.time", lambda: later)
    write(http, "ten seconds later")


def test_messages_come_newest_first_page_by_page(http: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = count(time.time(), 0.01)
    monkeypatch.setattr("functions.live.chat.time.time", lambda: next(now))
    for number in range(5):
        write(http, f"{number}")
    first = http.get(MESSAGES, params={"limit": 2}).json()
    then = http.get(MESSAGES, params={"limit": 2, "cursor": first["next"]}).json()
    last = http.get(MESSAGES, params={"limit": 2, "cursor": then["next"]}).json()

    assert [[one["text"] for one in page["items"]] for page in (first, then, last)] == [["4", "3"], ["2", "1"], ["0"]]
    assert last["next"] is None


def test_a_host_deletes_a_message_and_its_text_is_nowhere_any_more(http: TestClient) -> None:
    write(http, "a secret", id="m1")
    write(http, "something else", id="m2")

    assert http.delete(f"{MESSAGES}/m1").status_code == 204
    assert http.delete(f"{MESSAGES}/m1").status_code == 204

    assert texts(http) == ["something else", None]
    assert http.get(MESSAGES).json()["items"][1]["deleted_at"] is not None
    assert told("message.deleted") == [{"id": "m1"}]
    assert [one["text"] for one in told()] == [None, "something else"]
    assert "a secret" not in str([item.body for item in MessagesItem.scan()])
    done = [one for one in entries() if one.operation == "delete_message"]
    assert [(one.result, one.object, one.conference) for one in done] == [("done", "message m1", "internal")]


def test_a_deletion_that_was_cut_short_is_finished_when_it_is_asked_for_again(
    http: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise TablesUnavailable("killed in between")

    write(http, "a secret", id="m1")
    for step in ("take_text_out", "append_once"):
        with monkeypatch.context() as patch:
            patch.setattr(chat, step, gone)
            assert http.delete(f"{MESSAGES}/m1").status_code == 503

    assert http.delete(f"{MESSAGES}/m1").status_code == 204
    assert (told("message.deleted"), [one["text"] for one in told()]) == ([{"id": "m1"}], [None])


@pytest.mark.parametrize("can", [("view", "chat"), ("view", "control"), ("view",)])
def test_only_a_host_deletes(http: TestClient, can: tuple[str, ...]) -> None:
    write(http, "mine", id="m1")

    answer = http.delete(f"{MESSAGES}/m1", headers=bearer(*can))

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
    assert texts(http) == ["mine"]


def test_to_write_needs_chat_and_to_read_needs_view(http: TestClient) -> None:
    assert http.post(MESSAGES, json={"text": "a"}, headers=bearer("view", "host")).status_code == 403
    assert http.get(MESSAGES, headers=bearer("chat")).status_code == 403


@pytest.mark.parametrize(
    ("name", "headers", "status"),
    [
        ("nowhere", bearer(), 404),
        ("internal", bearer(domain="other.example"), 404),
        ("internal", bearer(conferences=("external",)), 404),
        ("over", bearer(), 410),
    ],
)
def test_nobody_writes_where_nothing_goes_on(http: TestClient, name: str, headers: dict[str, str], status: int) -> None:
    start_conference("over")
    end_conference("over", "meeting-over", now=time.time())
    path = f"/v1/conferences/{name}/messages"

    answers = [http.post(path, json={"text": "a"}, headers=headers), http.get(path, headers=headers)]

    assert [one.status_code for one in answers] == [status] * 2


def test_the_next_meeting_begins_without_the_messages_of_the_last(http: TestClient) -> None:
    write(http, "yesterday", id="m1")
    end_conference("internal", "meeting-internal", now=time.time())
    assert http.get(MESSAGES).status_code == 410
    write_rows(ConferenceState(name="internal", uuid="the next", node="fs1", domain="example.com"))

    assert texts(http) == []
    assert write(http, "today", id="m1")["text"] == "today"


@pytest.mark.parametrize(("days", "kept"), [(None, 91), (7, 8), (0, None)])
def test_a_message_is_kept_as_long_as_the_domain_keeps_its_meetings(
    http: TestClient, days: int | None, kept: int | None
) -> None:
    body = '{"name":"example.com"}' if days is None else f'{{"name":"example.com","meeting_days":{days}}}'
    UsersItem("example.com", "#", body=body).save()
    forget_domains()

    write(http, "hello")

    ends = {item.expires for item in MessagesItem.scan()}
    assert {None if one is None else round((float(one) - time.time()) / 86_400) for one in ends} == {kept}


def test_a_message_is_said_over_the_websocket(gateway: GatewayStub) -> None:
    connect("me", ticket("view", "chat"))

    say("me", type="say", conference="internal", text="hello", id="mine")
    say("me", type="say", conference="internal", text="hello", id="mine")

    assert gateway.taken("me") == []
    assert [(one["id"], one["sender"], one["text"]) for one in told()] == [("mine", "tester", "hello")]


@pytest.mark.parametrize(
    ("can", "more", "code"),
    [
        (("view",), {}, "missing_ability"),
        (("view", "chat"), {"conference": "nowhere"}, "conference_not_found"),
        (("view", "chat"), {"text": "\u202e"}, "invalid_field"),
        (("view", "chat"), {"text": 7}, "invalid_field"),
    ],
)
def test_what_may_not_be_said_is_a_problem_with_the_senders_own_id(
    gateway: GatewayStub, can: tuple[str, ...], more: dict[str, object], code: str
) -> None:
    connect("me", ticket(*can))

    say("me", **{"type": "say", "conference": "internal", "text": "hello", "id": "mine", **more})

    (frame,) = gateway.taken("me")
    assert (frame["type"], frame["id"], frame["problem"]["code"]) == ("problem", "mine", code)
    assert told() == []


def test_who_says_too_much_over_a_websocket_is_told_when_to_go_on(gateway: GatewayStub) -> None:
    connect("me", ticket("view", "chat"))
    for number in range(11):
        say("me", type="say", conference="internal", text=str(number), id=f"m{number}")

    (frame,) = gateway.taken("me")
    assert (frame["id"], frame["problem"]["code"]) == ("m10", "rate_limited")
    assert 1 <= frame["retry_after"] <= 11
    assert len(told()) == 10
