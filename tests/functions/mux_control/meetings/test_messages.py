"""What was written in a meeting that is over."""

import csv
import io
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.shared.api.paging import DEFAULT_LIMIT
from functions.shared.tables.history.meetings import MeetingsItem
from functions.shared.tables.live.messages import StoredMessage, put_message
from tests.functions.control import bearer
from tests.functions.mux_control.meetings.test_reading import stay, was

PATH = "/v1/meetings/m1/messages"


def wrote(number: int, text: str | None = "hello", *, meeting: str = "m1", **more: Any) -> None:
    message = StoredMessage(
        id=f"id-{number}", conference="internal", meeting=meeting, domain="example.com", text=text, told_after=0,
        at=f"2026-01-01T10:{number // 60:02}:{number % 60:02}.000Z", **({"sender": "ada", "name": "Ada"} | more),
    )  # fmt: skip
    assert put_message(message, expires=None)


def test_a_meeting_tells_what_was_written_in_it(api: TestClient) -> None:
    wrote(2, "second", name=None)
    wrote(1, "first")
    wrote(3, None, deleted_at="2026-01-01T10:30:00.000Z")
    wrote(4, "elsewhere", meeting="m2")
    was("m1", stay())

    shown = api.get("/v1/meetings/m1").json()

    assert shown["messages"] == [
        {"id": "id-1", "sender": "ada", "name": "Ada", "text": "first", "at": "2026-01-01T10:00:01.000Z",
         "deleted_at": None},
        {"id": "id-2", "sender": "ada", "name": None, "text": "second", "at": "2026-01-01T10:00:02.000Z",
         "deleted_at": None},
        {"id": "id-3", "sender": "ada", "name": "Ada", "text": None, "at": "2026-01-01T10:00:03.000Z",
         "deleted_at": "2026-01-01T10:30:00.000Z"},
    ]  # fmt: skip
    assert shown["next_messages"] is None
    assert api.get(PATH).json() == {"items": shown["messages"], "next": None}


def test_many_messages_come_in_pages_and_the_meeting_shows_the_first(api: TestClient) -> None:
    for number in range(DEFAULT_LIMIT + 2):
        wrote(number)
    was("m1", stay())

    shown = api.get("/v1/meetings/m1").json()
    rest = api.get(PATH, params={"cursor": shown["next_messages"], "limit": 1}).json()
    last = api.get(PATH, params={"cursor": rest["next"]}).json()

    ids = [one["id"] for one in (*shown["messages"], *rest["items"], *last["items"])]
    assert ids == [f"id-{number}" for number in range(DEFAULT_LIMIT + 2)]
    assert (len(shown["messages"]), len(rest["items"]), last["next"]) == (DEFAULT_LIMIT, 1, None)


def test_a_table_of_messages_has_no_formula_and_says_where_it_goes_on(api: TestClient) -> None:
    wrote(1, "=1+1", name="@ada")
    wrote(2, "two\nlines, and a comma")
    was("m1", stay())

    answer = api.get(f"{PATH}.csv", params={"limit": 1})
    rest = api.get(answer.headers["link"].partition("<")[2].partition(">")[0])
    rows = [row for one in (answer, rest) for row in csv.DictReader(io.StringIO(one.text))]

    assert [(row["name"], row["text"]) for row in rows] == [("'@ada", "'=1+1"), ("Ada", "two\nlines, and a comma")]
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="meeting-m1-messages.csv"'
    assert "link" not in rest.headers


@pytest.mark.parametrize("path", [PATH, f"{PATH}.csv"])
def test_messages_are_for_who_administers_that_conference(api: TestClient, path: str) -> None:
    wrote(1)
    was("m1", stay())

    assert api.get(path).status_code == 200
    assert api.get(path, headers=bearer("view", "chat", "host", "control")).status_code == 403
    assert api.get(path, headers=bearer("admin", conferences=("external",))).status_code == 404
    assert api.get(path, headers=bearer(domain="other.example")).status_code == 404


@pytest.mark.parametrize("path", [PATH, f"{PATH}.csv"])
def test_messages_of_a_meeting_that_goes_on_or_has_expired_are_not_there(api: TestClient, path: str) -> None:
    wrote(1)
    assert api.get(path).json()["code"] == "meeting_not_found"

    was("m1", stay())
    for item in MeetingsItem.scan():
        item.expires = int(time.time()) - 1
        item.save()
    assert api.get(path).status_code == 404
