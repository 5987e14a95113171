"""Whoever observes does so for as long as they may: the call ends with the right to it, whatever takes that away."""

import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import msgspec
import pytest
from starlette.testclient import TestClient

from functions.rooms import app as rooms_app
from functions.rooms import telling as telling_module
from functions.rooms.telling import OBSERVERS_DELAY, sqs_client
from functions.rooms.told_later import look_at_observers
from functions.shared.settings import TellingSettings
from functions.shared.standings.persons import Comer
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.live.observing import all_observing
from functions.shared.tables.provisioned.domain_items import ENTRY_PREFIX
from functions.shared.tables.revocations import revoke_token
from infra import provision
from infra import token as tool
from infra.token import mint
from tests.functions.audits import entries
from tests.functions.control import SETTINGS, start_conference
from tests.functions.keeping_out import end, keep_out
from tests.functions.rooms.entries.links import calls, registers
from tests.permissions import acting

PROOF = "a1&#45;hash"
NOW = time.time()
# The clock's look, in seconds after what took the right away.
LATER = 60.0


def grant(subject: str = "1001", *, can: tuple[str, ...] = ("view", "observe"), seconds: int = 3600) -> str:
    return mint(SETTINGS, domain="example.com", conferences=("board",), can=can, subject=subject, seconds=seconds)


def watch(api: TestClient, token: str) -> dict[str, Any]:
    answer = api.post("/v1/conferences/board/observers", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def ended() -> list[str]:
    """The observers whose calls the node is told to end."""
    found = [msgspec.json.decode(row.body, type=dict[str, str]) for row in open_commands("fs1")]
    return sorted(
        one["user"] for one in found if one["kind"] == "end_user_calls" and one["user"].startswith(ENTRY_PREFIX)
    )


def look(after: float = LATER) -> None:
    with acting("RoomsFunction"):
        look_at_observers(time.time() + after)


@pytest.fixture(autouse=True)
def board(api: TestClient) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000", "observers": True}).status_code == 201
    start_conference("board")


def refused_by_api(api: TestClient, _token: str) -> None:
    assert api.patch("/v1/rooms/board", json={"observers": False}).status_code == 200


def removed_by_api(api: TestClient, _token: str) -> None:
    assert api.delete("/v1/rooms/board").status_code == 204


def token_revoked(api: TestClient, token: str) -> None:
    jti = jwt.decode(token, options={"verify_signature": False})["jti"]
    assert api.post("/v1/tokens/revocations", json={"jti": jti}).status_code == 201


def subject_revoked(api: TestClient, _token: str) -> None:
    assert api.post("/v1/tokens/revocations", json={"sub": "1001"}).status_code == 201


def user_disabled(api: TestClient, _token: str) -> None:
    assert api.patch("/v1/users/1001", json={"enabled": False}).status_code == 200


def user_deleted(api: TestClient, _token: str) -> None:
    assert api.delete("/v1/users/1001").status_code == 204


def meeting_ended(_api: TestClient, _token: str) -> None:
    end("board", "meeting-board")


def held_out(_api: TestClient, _token: str) -> None:
    keep_out(Comer(user="1001"), "board", meeting="meeting-board")


Taking = Callable[[TestClient, str], None]
WAYS: dict[str, tuple[Taking, str]] = {
    "the room lets nobody watch any more": (refused_by_api, "not_observable"),
    "the room is gone": (removed_by_api, "no_room"),
    "the token was revoked": (token_revoked, "token_over"),
    "all tokens of the subject were revoked": (subject_revoked, "token_over"),
    "the user was disabled": (user_disabled, "user_gone"),
    "the user was deleted": (user_deleted, "user_gone"),
    "the meeting has ended": (meeting_ended, "no_meeting"),
    "a host keeps them out": (held_out, "kept_out"),
}


@pytest.mark.parametrize(("take", "reason"), WAYS.values(), ids=WAYS)
def test_the_call_ends_with_the_right_to_it(api: TestClient, take: Taking, reason: str) -> None:
    token = grant()
    told = watch(api, token)
    look()
    before = ended()

    take(api, token)
    look()

    assert (before, ended()) == ([], [told["user"]])
    assert PROOF not in registers(told)
    assert "conference" not in calls(told, told["number"])
    (entry,) = [one for one in entries() if one.operation == "end_observing"]
    assert (entry.conference, entry.object, entry.reason) == ("board", "rule observers", reason)
    assert list(all_observing()) == []


@pytest.mark.parametrize("take", [refused_by_api, removed_by_api, token_revoked, subject_revoked, user_disabled])
def test_what_the_api_takes_away_ends_the_call_within_seconds(
    api: TestClient, take: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = str(sqs_client().create_queue(QueueName="tellings")["QueueUrl"])
    sent: list[tuple[str, int]] = []
    real = sqs_client().send_message

    def send(**said: Any) -> Any:
        sent.append((said["MessageBody"], said.get("DelaySeconds", 0)))
        return real(**said)

    monkeypatch.setattr(telling_module, "settings", TellingSettings(queue_url=queue))
    monkeypatch.setattr(sqs_client(), "send_message", send)
    token = grant()
    told = watch(api, token)

    take(api, token)
    assert [delay for _, delay in sent] == [OBSERVERS_DELAY]
    records = [{"messageId": "1", "body": body} for body, _ in sent]
    with acting("RoomsFunction"):
        answer = rooms_app.handler({"Records": records}, SimpleNamespace(aws_request_id="x"))

    assert (answer, ended()) == ({"batchItemFailures": []}, [told["user"]])


def test_a_change_that_takes_nothing_from_anybody_wakes_nobody(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr("functions.rooms.wishes.wake_for_observers", woken.append)
    api.patch("/v1/rooms/board", json={"lobby": "everybody"})
    api.patch("/v1/users/1001", json={"name": "Ada"})

    assert woken == []


@pytest.mark.parametrize("who", ["by the file", "by the tool"])
def test_what_an_operator_takes_away_on_a_machine_ends_the_call_at_once(
    api: TestClient, who: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if who == "by the file":
        file, room = tmp_path / "rooms.yaml", "rooms:\n  - {name: studio, domain: example.com, open: true%s}\n"
        file.write_text(room % ", observers: true")
        assert provision.main([str(file), "--yes"]) == 0
        start_conference("studio")
        token = mint(SETTINGS, domain="example.com", conferences=("*",), can=("observe",), subject="ada")
        answer = api.post("/v1/conferences/studio/observers", headers={"Authorization": f"Bearer {token}"})
        told = answer.json()
        file.write_text(room % "")
        assert provision.main([str(file), "--yes"]) == 0
    else:
        token = grant("ada")
        told = watch(api, token)
        jti = jwt.decode(token, options={"verify_signature": False})["jti"]
        assert tool.main(["revoke", "--domain", "example.com", "--jti", jti]) == 0
        assert "calls that observe are ended now" in capsys.readouterr().out

    assert ended() == [told["user"]]


def test_who_may_go_on_goes_on_and_others_of_the_room_are_left_alone(api: TestClient) -> None:
    revoked = grant("ada")
    told, others = watch(api, revoked), [watch(api, grant("grace")), watch(api, grant("1001", can=("admin",)))]
    keep_out(Comer(user="1001"), "board", meeting="meeting-board")
    token_revoked(api, revoked)
    look()
    look()

    assert ended() == [told["user"]]
    assert sorted(one.user for one in all_observing()) == sorted(one["user"] for one in others)
    assert all(PROOF in registers(one) for one in others)


def test_one_whose_call_ends_by_itself_is_forgotten_without_a_word(api: TestClient) -> None:
    watch(api, grant(seconds=600))
    look(601.0)

    assert (ended(), list(all_observing())) == ([], [])


def test_a_disabled_user_is_let_in_to_watch_no_more_than_to_call(api: TestClient) -> None:
    user_disabled(api, "")
    answer = api.post("/v1/conferences/board/observers", headers={"Authorization": f"Bearer {grant()}"})

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")


@pytest.mark.parametrize("fails", ["announce", "pseudonyms_of", "write_together"])
def test_what_fails_in_between_is_done_by_the_next_look_and_told_once(
    api: TestClient, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = grant()
    told = watch(api, token)
    token_revoked(api, token)

    def unavailable(*_: object, **__: object) -> None:
        raise TablesUnavailable("no answer")

    with monkeypatch.context() as broken:
        broken.setattr(f"functions.shared.observers.ending.{fails}", unavailable)
        with pytest.raises(TablesUnavailable):
            look()
    assert PROOF not in registers(told)
    look()

    assert set(ended()) == {told["user"]}
    assert len([one for one in entries() if one.operation == "end_observing"]) == 1
    assert list(all_observing()) == []


def test_another_domains_observers_are_none_of_a_domains_business(api: TestClient) -> None:
    told = watch(api, grant("ada"))
    revoke_token("other.example", "any", until=NOW + 3600)
    with acting("RoomsFunction"):
        rooms_app.handler(
            {"Records": [{"messageId": "1", "body": "observers of other.example"}]}, SimpleNamespace(aws_request_id="x")
        )

    assert (ended(), [one.user for one in all_observing()]) == ([], [told["user"]])
