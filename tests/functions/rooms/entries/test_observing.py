"""Watching a conference without being in it: who may, how the call comes in, and that nobody else comes in so."""

import re
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.shared.rooms import observing
from functions.shared.standings.persons import Comer
from functions.shared.state import ConferenceState, Observer
from functions.shared.tables.conferences.writes import write_conference
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.audits import entries
from tests.functions.control import bearer, start_conference, token
from tests.functions.keeping_out import keep_out
from tests.functions.rooms.entries.links import calls, come_in, make_link, registers

# In the entry of a user whom the directory knows.
PROOF = "a1&#45;hash"
WATCHES = "board@video+flags{ghost|mute|vmute}"
OPERATOR = bearer("view", "observe", conferences=("board",))


@pytest.fixture(autouse=True)
def board(api: TestClient) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000", "observers": True}).status_code == 201
    start_conference("board")


def watch(api: TestClient, who: dict[str, str] = OPERATOR) -> dict[str, Any]:
    answer = api.post("/v1/conferences/board/observers", headers=who)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def actions(answer: str) -> list[tuple[str, str]]:
    found = re.findall(r'<action application="([^"]+)" data="([^"]*)"', answer)
    return [(application, data.replace("&#36;", "$").replace("&#45;", "-")) for application, data in found]


def test_who_may_observe_gets_a_user_that_registers_and_watches_without_voice_picture_or_keys(api: TestClient) -> None:
    told = watch(api)
    done = actions(calls(told, told["number"]))
    given = dict(data.split("=", 1) for application, data in done if application in ("set", "set_profile_var"))

    assert PROOF in registers(told)
    assert done[-1] == ("conference", WATCHES)
    assert given["conference_controls"] == "none"
    assert given["conference_enforce_security"] == "false"
    assert observing.is_observers(given["caller_id_number"])
    assert "conference_member_flags" not in given
    assert dict(done)["sched_hangup"].startswith("+")


def test_who_is_kept_out_watches_nothing_and_makes_no_link_into_the_room(api: TestClient) -> None:
    def answers(subject: str, *can: str) -> list[int]:
        who = {"Authorization": f"Bearer {token(*can, subject=subject)}"}
        entries_of = "/v1/rooms/board/entries"
        asked = (("POST", "/v1/conferences/board/observers"), ("POST", entries_of), ("GET", entries_of))
        return [api.request(method, path, json={}, headers=who).status_code for method, path in asked]

    before = answers("1001", "observe", "host")
    keep_out(Comer(user="1001"), "board", meeting="meeting-board")

    assert before == answers("1000", "observe", "host") == [201, 201, 200]
    assert answers("1001", "observe", "host") == answers("1001@example.com", "observe", "host") == [403] * 3
    assert answers("1001", "admin") == [201, 201, 200]


def test_whatever_they_dial_and_send_they_watch_the_same_room_and_show_no_screen(api: TestClient) -> None:
    told = watch(api)

    for number, sent in (("999", {}), ("3000", {"variable_sip_h_X-Share": "screen"}), ("4711", {})):
        assert actions(calls(told, number, **sent))[-1] == ("conference", WATCHES)


def test_no_lobby_keeps_them_waiting(api: TestClient) -> None:
    assert api.patch("/v1/rooms/board", json={"lobby": "everybody"}).status_code == 200
    told = watch(api)

    assert actions(calls(told, "3000"))[-1] == ("conference", WATCHES)


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        (bearer("view", "control", "host", "record", "chat", conferences=("board",)), 403, "missing_ability"),
        (bearer("observe", conferences=("internal",)), 404, "conference_not_found"),
        (bearer("observe", domain="other.example"), 404, "conference_not_found"),
    ],
    ids=["no ability", "another conference", "another domain"],
)
def test_who_may_not_observe_gets_no_user(api: TestClient, who: dict[str, str], status: int, code: str) -> None:
    before = UsersItem.count()
    answer = api.post("/v1/conferences/board/observers", headers=who)

    assert (answer.status_code, answer.json()["code"], UsersItem.count()) == (status, code, before)


def test_a_link_makes_nobody_an_observer_and_nobody_can_ask_for_one_with_it(api: TestClient) -> None:
    refused = api.post("/v1/rooms/board/entries", json={"observes_until": 2**31, "role": "observer"})
    guest = come_in(api, make_link(api, role="moderator"))
    theirs = {"Authorization": f"Bearer {guest['token']}"}

    assert {error["field"] for error in refused.json()["errors"]} == {"observes_until", "role"}
    assert "ghost" not in calls(guest, "3000")
    assert api.post("/v1/conferences/board/observers", headers=theirs).status_code == 403


def test_a_room_that_does_not_let_people_watch_refuses_the_wish_and_a_call_that_was_let_before(api: TestClient) -> None:
    told = watch(api)
    assert api.patch("/v1/rooms/board", json={"observers": None}).json()["observers"] is False
    answer = api.post("/v1/conferences/board/observers", headers=OPERATOR)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_observable")
    assert actions(calls(told, told["number"])) == []


def observed_by(count: int) -> None:
    observers = tuple(Observer(uuid=f"call-{one}") for one in range(count))
    assert write_conference(
        ConferenceState(name="board", uuid="meeting-board", node="fs1", domain="example.com", observers=observers)
    )


def test_a_conference_has_so_many_observers_and_no_more(api: TestClient) -> None:
    observed_by(observing.MOST_OBSERVERS - 1)
    watch(api)
    observed_by(observing.MOST_OBSERVERS)
    before = UsersItem.count()
    answer = api.post("/v1/conferences/board/observers", headers=OPERATOR)

    assert (answer.status_code, answer.json()["code"], UsersItem.count()) == (409, "wrong_state", before)
    assert answer.json()["detail"] == "20 watch it already, and 20 are the most"


def test_nobody_watches_where_nobody_is(api: TestClient) -> None:
    assert api.put("/v1/rooms/empty", json={"observers": True}).status_code == 201

    assert api.post("/v1/conferences/empty/observers", headers=bearer("observe")).status_code == 404


def test_who_calls_too_late_watches_no_more_and_whose_call_stands_stays_registered(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "TO_COME", -1)
    told = watch(api)
    late = actions(calls(told, "3000"))
    registered = registers(told)
    over = time.time() + observing.LONGEST + 1
    monkeypatch.setattr(time, "time", lambda: over)

    assert late != []
    assert "conference" not in dict(late)
    assert (PROOF in registered, PROOF in registers(told)) == (True, False)


def test_the_call_ends_no_later_than_the_token_and_never_lasts_longer_than_stated(api: TestClient) -> None:
    told = watch(api)
    seconds = int(dict(actions(calls(told, "3000")))["sched_hangup"].split()[0])

    assert 0 < seconds <= observing.LONGEST


def test_who_watched_stands_in_the_audit_and_no_row_has_the_password(api: TestClient) -> None:
    told = watch(api)
    (entry,) = [one for one in entries() if one.operation == "observe"]

    assert (entry.conference, entry.result) == ("board", "done")
    assert told["password"] not in str([item.serialize() for item in UsersItem.scan()])


def test_observers_are_no_users_that_anybody_lists(api: TestClient) -> None:
    told = watch(api)

    assert told["user"] not in api.get("/v1/users").text
