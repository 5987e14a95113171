"""Nodes are told of changed users: in the request where that is little, else outside of it, and whatever fails."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.rooms import app as rooms_app
from functions.rooms import telling as telling_module
from functions.rooms import told_later, wishes
from functions.rooms.telling import sqs_client
from functions.shared.provisioning.applying import apply_together
from functions.shared.settings import TellingSettings
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.fleet.tellings import TellingsItem, all_tellings
from tests.functions.mux_control.tries import calls_of_tables
from tests.nodes import serve
from tests.permissions import acting

NODES = [f"fs{number}" for number in range(1, 13)]


def flushed(node: str) -> list[str]:
    found = [msgspec.json.decode(row.body, type=dict[str, str]) for row in open_commands(node)]
    return sorted(one["user"] for one in found if one["kind"] == "flush_user")


def waiting() -> int:
    return len(list(all_tellings(now=time.time())))


@pytest.fixture
def queue(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> str:
    """The function's own queue."""
    url = str(sqs_client().create_queue(QueueName="tellings")["QueueUrl"])
    monkeypatch.setattr(telling_module, "settings", TellingSettings(queue_url=url))
    return url


@pytest.fixture
def twelve_nodes(api: TestClient, queue: str) -> None:
    for node in NODES:
        serve("example.com", node=node)
        take_lease(node, owner=f"relay-of-{node}", now=time.time(), seconds=600, queue_url=queue, switch_up=True)


def brought(queue: str) -> dict[str, object]:
    """What Lambda would hand over."""
    found = sqs_client().receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    records = [{"messageId": one["MessageId"], "body": one["Body"]} for one in found if len(one["Body"]) == 32]
    with acting("RoomsFunction"):
        return rooms_app.handler({"Records": records}, SimpleNamespace(aws_request_id="x"))


def test_few_commands_are_sent_by_the_request_itself(api: TestClient, queue: str) -> None:
    api.put("/v1/users/2000", json={})
    api.patch("/v1/users/2000", json={"name": "Grace"})

    assert flushed("fs1") == ["2000"]
    assert waiting() == 0
    assert brought(queue) == {"batchItemFailures": []}


def test_more_than_ten_commands_are_sent_outside_of_the_request_and_many_a_call(
    api: TestClient, queue: str, twelve_nodes: None
) -> None:
    api.put("/v1/users/2000", json={})
    with calls_of_tables() as calls:
        changed = api.patch("/v1/users/2000", json={"name": "Grace"})
    in_request = [flushed(node) for node in NODES]
    left = waiting()
    written = [call for call in calls if "commands" in str(call)]
    with calls_of_tables() as later:
        answer = brought(queue)

    assert changed.status_code == 200
    assert (in_request, written, left) == ([[]] * 12, [], 1)
    assert answer == {"batchItemFailures": []}
    assert [flushed(node) for node in NODES] == [["2000"]] * 12
    assert len([call for call in later if "test-commands" in str(call)]) == 1
    assert waiting() == 0


def test_what_the_queue_did_not_bring_is_told_by_the_clock(api: TestClient, twelve_nodes: None) -> None:
    api.put("/v1/users/2000", json={})
    api.delete("/v1/users/2000")
    now = time.time()
    with acting("RoomsFunction"):
        told_later.tell_all(now)
    young = flushed("fs1")
    with acting("RoomsFunction"):
        told_later.tell_all(now + told_later.YOUNG_SECONDS + 1)

    assert (young, flushed("fs1"), waiting()) == ([], ["2000"], 0)


@contextmanager
def answers_lost(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Transactions are done, and nobody hears of it."""
    real = apply_together

    def lost(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]  # as it was called
        raise TablesUnavailable("the answer is lost")

    with monkeypatch.context() as patched:
        patched.setattr(wishes, "apply_together", lost)
        yield


def test_after_a_503_the_nodes_are_told_whether_or_not_the_request_comes_again(
    api: TestClient, queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.put("/v1/users/2000", json={})
    with answers_lost(monkeypatch):
        failed = api.patch("/v1/users/2000", json={"name": "Grace"})
    again = api.patch("/v1/users/2000", json={"name": "Grace"})
    by_request = flushed("fs1")
    brought(queue)

    assert (failed.status_code, again.status_code, again.json()["name"]) == (503, 200, "Grace")
    assert (by_request, flushed("fs1"), waiting()) == ([], ["2000"], 0)


def test_what_cannot_be_told_now_comes_again(
    api: TestClient, queue: str, twelve_nodes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise TablesUnavailable("no answer")

    api.put("/v1/users/2000", json={})
    api.patch("/v1/users/2000", json={"name": "Grace"})
    with monkeypatch.context() as patched:
        patched.setattr(telling_module, "send_all", broken)
        failed = brought(queue)
        with pytest.raises(TablesUnavailable):
            told_later.tell_all(time.time() + 60)

    assert len(failed["batchItemFailures"]) == 1  # type: ignore[arg-type]  # a list
    assert waiting() == 1


def test_what_is_over_is_told_to_nobody(api: TestClient, twelve_nodes: None) -> None:
    api.put("/v1/users/2000", json={})
    api.patch("/v1/users/2000", json={"name": "Grace"})
    told_later.tell_all(time.time() + 3600)

    assert flushed("fs1") == []
    assert TellingsItem.count() == 1
