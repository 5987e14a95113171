"""Commands: their shape, their end, who may see them, and repeating a request."""

import time

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.submission import submitting as submission
from functions.shared.command_life.command_queue import NotSent, sqs_client
from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands import rows as commands_table
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.known.people import who_is
from tests.functions.control import ADA, CONFIRMED, Relay, bearer, node, relay_that_ends_with, start_conference, stored
from tests.lost_answers import lost_answer

ADAS = f"/v1/conferences/internal/members/{ADA}"
KEY = {"Idempotency-Key": "a-key"}


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "send_command", Relay)


def refuse(_: str, __: CommandRow) -> None:
    raise NotSent("the queue is gone")


def test_the_queue_gets_the_id_in_the_group_of_the_conference(api: TestClient, queue: str) -> None:
    command = api.patch(ADAS, json={"muted": True}).json()

    received = sqs_client().receive_message(QueueUrl=queue, MessageSystemAttributeNames=["All"])
    message = received["Messages"][0]
    assert message["Body"] == command["id"]
    assert message["Attributes"]["MessageGroupId"] == "internal"
    assert message["Attributes"]["MessageDeduplicationId"] == command["id"]


def test_the_row_says_all_that_the_relay_needs(api: TestClient) -> None:
    row = stored(api.patch(ADAS, json={"muted": True}).json()["id"])

    assert (row.state, row.node, row.conference_uuid) == ("queued", "fs1", "meeting-internal")
    assert (row.domain, row.subject, row.attempt) == ("example.com", "tester", 0)
    assert 29 < row.deadline - row.created_at < 31
    assert list(open_commands("fs1")) == [row]


@pytest.mark.usefixtures("relay")
def test_who_waits_reads_the_outcome(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"muted": True}, headers={"Prefer": "wait=5"})

    command = answer.json()
    assert answer.status_code == 200
    assert answer.headers["preference-applied"] == "wait=5"
    assert answer.headers["location"] == f"/v1/commands/{command['id']}"
    assert (command["state"], command["reply"], command["reason"]) == ("confirmed", "+OK mute 3", None)
    assert command["evidence"] == {"kind": "event", "event": "mute-member", "at": "2026-01-01T00:00:00Z"}
    assert command["finished_at"].endswith("Z")


def test_who_waits_in_vain_reads_that_it_is_queued(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"muted": True}, headers={"Prefer": "respond-async, wait=1"})

    assert (answer.status_code, answer.json()["state"]) == (202, "queued")


@pytest.mark.usefixtures("relay")
def test_a_wait_longer_than_twenty_seconds_is_cut(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"muted": True}, headers={"Prefer": "wait=3600"})

    assert (answer.status_code, answer.headers["preference-applied"]) == (200, "wait=20")


def test_a_table_that_goes_while_somebody_waits_does_not_hide_that_the_command_was_taken(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: str) -> None:
        raise TablesUnavailable("gone")

    monkeypatch.setattr("functions.mux_control.commands.find_command", gone)

    answer = api.patch(ADAS, json={"muted": True}, headers={"Prefer": "wait=1"})

    assert (answer.status_code, answer.json()["state"]) == (202, "queued")


@pytest.mark.usefixtures("relay")
def test_a_command_can_be_read_and_waited_for_later(api: TestClient) -> None:
    location = api.patch(ADAS, json={"muted": True}).headers["location"]

    now, waited = api.get(location), api.get(f"{location}?wait=5")

    assert (now.status_code, waited.status_code) == (200, 200)
    assert now.json() == waited.json()
    assert now.json()["state"] == "confirmed"


@pytest.mark.parametrize("wait", ["-1", "21", "x", "5.5", "٥"])
def test_a_wait_that_is_no_number_is_refused(api: TestClient, wait: str) -> None:
    answer = api.get("/v1/commands/any", params={"wait": wait})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "wait")


def test_the_failure_and_the_steps_are_told(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = Outcome(
        state="failed",
        reason="refused",
        detail="FreeSWITCH: Invalid layout [9x9]",
        reply="-ERR Invalid layout [9x9]",
    )
    monkeypatch.setattr(submission, "send_command", relay_that_ends_with(outcome))

    command = api.patch("/v1/conferences/internal", json={"layout": "9x9"}, headers={"Prefer": "wait=5"}).json()

    assert (command["state"], command["reason"]) == ("failed", "refused")
    assert (command["detail"], command["reply"]) == (outcome.detail, outcome.reply)


def test_a_late_command_is_expired_when_it_is_read(api: TestClient) -> None:
    now = time.time()
    row = CommandRow(
        id="late", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", created_at=now - 60,
        deadline=now - 30, conference="internal",
    )  # fmt: skip
    commands_table.create_command(row)

    command = api.get("/v1/commands/late").json()

    assert (command["state"], command["reason"]) == ("expired", "deadline_passed")
    assert stored("late").state == "expired"


def test_a_command_shows_only_to_its_domain_and_to_who_may_see_it(api: TestClient) -> None:
    location = api.patch(ADAS, json={"muted": True}).headers["location"]

    answers = {
        "its maker, without abilities": api.get(location, headers=bearer("call")),
        "another domain": api.get(location, headers=bearer(domain="other.example")),
        "another conference": api.get(location, headers=bearer(conferences=("external",))),
        "nobody's": api.get("/v1/commands/nobodys"),
    }

    assert {who: answer.status_code for who, answer in answers.items()} == {
        "its maker, without abilities": 200,
        "another domain": 404,
        "another conference": 404,
        "nobody's": 404,
    }


def test_the_same_key_and_body_give_the_same_command(api: TestClient, queue: str) -> None:
    first = api.patch(ADAS, content=b'{"muted": true, "deaf": true}', headers=KEY)
    again = api.patch(ADAS, content=b'{ "deaf":true,"muted":true}', headers=KEY)

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] == again.json()["id"]
    messages = sqs_client().receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert len(messages) == 1


def test_the_same_key_gives_the_same_command_after_the_conference_ended(api: TestClient) -> None:
    first = api.patch(ADAS, json={"muted": True}, headers=KEY)
    end_conference("internal", "meeting-internal", now=time.time())

    again = api.patch(ADAS, json={"muted": True}, headers=KEY)

    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])


def test_an_id_begins_with_its_node_and_a_key_finds_it_wherever_the_conference_goes_on(api: TestClient) -> None:
    first = api.patch(ADAS, json={"muted": True}, headers=KEY).json()
    node("fs2")
    start_conference("internal", node="fs2")

    again = api.patch(ADAS, json={"muted": True}, headers=KEY).json()

    assert first["id"].startswith("fs1.")
    assert again["id"] == first["id"]
    assert [item.request for item in commands_table.CommandsItem.scan() if item.state == "key"] == [first["id"]]


def test_two_requests_at_once_under_one_key_make_one_command(
    api: TestClient, queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = api.patch(ADAS, json={"muted": True}, headers=KEY)
    looks = iter([None, stored(first.json()["id"])])
    monkeypatch.setattr(submission, "find_command_of_key", lambda *_, **__: next(looks))

    second = api.patch(ADAS, json={"muted": True}, headers=KEY)

    assert (second.status_code, second.json()) == (202, first.json())
    messages = sqs_client().receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert len(messages) == 1


def test_another_body_path_or_method_under_the_same_key_is_refused(api: TestClient) -> None:
    api.patch(ADAS, json={"muted": True}, headers=KEY)

    answers = [
        api.patch(ADAS, json={"muted": False}, headers=KEY),
        api.delete(ADAS, headers=KEY),
        api.patch("/v1/conferences/internal", json={"locked": True}, headers=KEY),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, "idempotency_key_reused")] * 3


def test_after_its_day_a_key_is_free_again_though_dynamodb_keeps_the_row_for_longer(api: TestClient) -> None:
    first = api.patch(ADAS, json={"muted": True}, headers=KEY).json()
    day_old = msgspec.structs.replace(stored(first["id"]), created_at=time.time() - commands_table.KEPT_SECONDS)
    for put in commands_table.new_command(day_old):
        put.item.save()

    gone = api.get(f"/v1/commands/{first['id']}")
    again = api.patch(ADAS, json={"muted": False}, headers=KEY)

    assert (gone.status_code, again.status_code) == (404, 202)
    assert again.json()["created_at"] > first["created_at"]


def test_another_domains_key_is_another_key(api: TestClient) -> None:
    start_conference("theirs", domain="other.example")
    ours = api.delete("/v1/conferences/internal/members", headers=KEY)

    theirs = api.delete("/v1/conferences/theirs/members", headers=bearer(domain="other.example") | KEY)

    assert (ours.status_code, theirs.status_code) == (202, 202)
    assert ours.json()["id"] != theirs.json()["id"]


@pytest.mark.parametrize("key", ["", "with space", "x" * 256, "ключ".encode()])
def test_a_key_that_is_none_is_refused(api: TestClient, key: str | bytes) -> None:
    answer = api.delete(ADAS, headers={b"Idempotency-Key": key if isinstance(key, bytes) else key.encode()})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_what_the_queue_refuses_is_taken_all_the_same_for_the_relay_finds_it(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission, "send_command", refuse)

    answer = api.patch(ADAS, json={"muted": True})

    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    assert [row.id for row in open_commands("fs1")] == [answer.json()["id"]]


def test_what_the_queue_refused_is_the_same_command_when_it_is_asked_for_again(
    api: TestClient, queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(submission, "send_command", refuse)
        first = api.patch(ADAS, json={"muted": True}, headers=KEY)

    again = api.patch(ADAS, json={"muted": True}, headers=KEY)

    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json() == first.json()


def test_a_command_whose_rows_answer_was_lost_is_sent_and_is_no_other(api: TestClient, queue: str) -> None:
    # Known already, so that the answer lost is the command's own.
    who_is("example.com", "tester")
    with lost_answer("TransactWriteItems") as asked:
        answer = api.patch(ADAS, json={"muted": True}, headers=KEY)

    assert len(asked) == 2
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    messages = sqs_client().receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in messages] == [answer.json()["id"]]


def test_where_every_answer_is_lost_it_is_said_that_nobody_knows_and_where_to_look(api: TestClient) -> None:
    who_is("example.com", "tester")
    with lost_answer("TransactWriteItems", times=2):
        answer = api.patch(ADAS, json={"muted": True}, headers=KEY)

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "it is not known whether the command" in answer.json()["detail"]
    there = api.get(answer.headers["location"])
    again = api.patch(ADAS, json={"muted": True}, headers=KEY)
    assert (there.status_code, there.json()["state"], again.json()) == (200, "queued", there.json())


def test_a_lost_answer_of_the_queue_is_no_failure(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(url: str, row: CommandRow) -> None:
        Relay(url, row)
        raise NotSent("the answer was lost")

    monkeypatch.setattr(submission, "send_command", lost)

    answer = api.patch(ADAS, json={"muted": True}, headers={"Prefer": "wait=5"})

    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")


@pytest.mark.parametrize("seen", ["17", '"17"', 'W/"17"', '"3", "17"', "*"])
def test_a_change_of_what_was_seen_is_taken(api: TestClient, seen: str) -> None:
    assert api.patch(ADAS, json={"muted": True}, headers={"If-Match": seen}).status_code == 202


def test_a_change_of_what_has_moved_on_is_refused(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"muted": True}, headers={"If-Match": "16"})

    assert (answer.status_code, answer.json()["code"]) == (412, "revision_moved")
    assert answer.headers["etag"] == '"17"'


@pytest.mark.parametrize(
    ("seen", "kept"), [('"17"', (17,)), ('W/"17-lost", "3"', (3, 17)), ("*", ()), ('"17", "*"', ()), (None, ())]
)
def test_the_row_says_what_the_relay_must_find(api: TestClient, seen: str | None, kept: tuple[int, ...]) -> None:
    headers = {} if seen is None else {"If-Match": seen}

    command = api.patch(ADAS, json={"muted": True}, headers=headers).json()

    assert stored(command["id"]).if_match == kept


def test_outcomes_keep_their_shape_in_the_table() -> None:
    written = msgspec.json.encode(CONFIRMED)

    assert msgspec.json.decode(written, type=Outcome) == CONFIRMED
