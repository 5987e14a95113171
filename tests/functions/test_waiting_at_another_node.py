"""A room's meeting goes on at one node, and a call reaches another one: nobody is in there who was not let in.

Whoever has claimed the room's conference has its door, too: at every other node nobody comes in, nor waits. Where no
claim keeps them away (its node is lost), they wait: the room says so, whose row all nodes ask for.
"""

from collections.abc import Iterator, Mapping

import pytest
from starlette.testclient import TestClient

from functions.dialplan.app import app as dialplan
from functions.mux_control.submission import submitting as submission
from functions.pin_check.app import app as pin_check
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.users import UsersItem, forget_domains, user_key
from tests.functions import control
from tests.functions.claims import claimed
from tests.functions.control import ADA, body_of, start_conference
from tests.functions.dialplan.test_app import actions
from tests.functions.lookups import ask, document, provision
from tests.functions.mux_control.at_the_door import EVE, eve, wait
from tests.nodes import serve
from tests.tables import make_tables

HERE, THERE, PASSWORD = "fs1", "fs2", "of-the-second-node"
FILE = """
domains: [{name: example.com, context: public}]
rooms:
  - name: board
    domain: example.com
    number: "3000"
    open: true
    lobby: everybody
    admission: with_moderator
    seats: {1000@example.com: {moderator: true}, 1001@example.com: {slot: presenter}}
    dial_in: {id: "123456", pin: "111111", moderator_pin: "222222"}
contexts:
  - name: public
    routes:
      - {name: board, number: "999", target: {kind: room, room: board}}
      - {name: rooms, pattern: "7[0-9]+", target: {kind: room, room: board}}
"""
WAITS, ENTERS = ("conference", "waiting.board@waiting+flags{mute|vmute}"), ("conference", "board@video")
ELSEWHERE = ("hangup", "NORMAL_TEMPORARY_FAILURE")
MEMBER = {"Hunt-Destination-Number": "999", "user": "1002"}
# A call as the other node asks about it; `user` is whom it has authenticated.
CALLS: Mapping[str, Mapping[str, str]] = {
    "a route": MEMBER,
    "a pattern": {**MEMBER, "Hunt-Destination-Number": "71"},
    "the room's number": {**MEMBER, "Hunt-Destination-Number": "3000", "variable_sip_req_host": "example.com"},
    "nobody known": {"Hunt-Destination-Number": "999"},
    "a seat": {**MEMBER, "user": "1001"},
    "a link": {**MEMBER, "user": "entry-ab"},
    "a second device": {**MEMBER, "variable_sip_contact_uri": "1002@192.0.2.7"},
    "a transfer": {**MEMBER, "variable_sip_refer_to": "<sip:999@example.com>", "variable_conference_name": "board"},
    "who says to be let in": {**MEMBER, "variable_admitted_with_moderator_to": "video"},
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[CommandRow]]:
    """Both nodes are up and serve the domain; the board meets at the first one. Gives what the queues get."""
    sent: list[CommandRow] = []
    monkeypatch.setattr(submission, "send_command", lambda _url, row: sent.append(row))
    with control.installation():
        make_tables([AttemptsItem])
        provision(FILE)
        serve("example.com", node=THERE, passwords=(PASSWORD,))
        control.node(THERE, lease=3600)
        start_conference("board", node=HERE)
        link = EnteringBy(room="board", moderator=False, not_after=4102444800, made=1)
        for user in (User(id="1002", a1_hash="0" * 32), User(id="entry-ab", a1_hash="0" * 32, entry=link)):
            UsersItem.of("example.com", user_key(user.id), encode(user)).save()
        yield sent
    forget_domains()
    forget_identities()


@pytest.fixture
def api(told: list[CommandRow]) -> TestClient:
    assert told == []
    return control.client()


def goes_to(fields: Mapping[str, str]) -> tuple[str, str]:
    """Where the call ends that reaches the other node."""
    user = fields.get("user", "")
    known = {
        "variable_sip_authorized": "true",
        "variable_user_name": user,
        "variable_domain_name": "example.com",
    }
    rest = {name: value for name, value in fields.items() if name != "user"}
    asked = {"hostname": THERE, "section": "dialplan", "Hunt-Context": "public", **(known if user else {}), **rest}
    return actions(document(ask(dialplan, "/dialplan", asked, auth=(THERE, PASSWORD))))[-1]


def shown(pin: str) -> str:
    """Where a PIN leads that is shown at the other node, or what it is answered."""
    asked = {"id": "123456", "pin": pin, "caller": "0611", "node": THERE, "call": "c1"}
    answer = ask(pin_check, "/pin-check", asked, auth=(THERE, PASSWORD)).json()
    return str(answer.get("conference", answer["result"]))


@pytest.fixture
def claims(told: list[CommandRow]) -> None:
    """The first node has claimed the board, as its relay and all ways in do."""
    assert told == []
    claimed("board", HERE, "dial-in#123456", meeting="meeting-board")


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize("entrance", CALLS)
def test_a_call_that_reaches_another_node_neither_comes_in_nor_waits_there(entrance: str) -> None:
    assert goes_to(CALLS[entrance]) == ELSEWHERE


@pytest.mark.usefixtures("claims")
def test_by_another_node_a_moderator_does_not_come_in_either() -> None:
    assert goes_to({**MEMBER, "user": "1000"}) == ELSEWHERE


@pytest.mark.usefixtures("claims")
def test_a_pin_that_is_shown_at_another_node_leads_nowhere() -> None:
    assert (shown("111111"), shown("222222")) == ("elsewhere", "elsewhere")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("entrance", CALLS)
def test_a_call_that_reaches_another_node_waits_there_where_no_claim_keeps_it_away(entrance: str) -> None:
    assert goes_to(CALLS[entrance]) == WAITS


@pytest.mark.usefixtures("told")
def test_a_pin_leads_to_the_door_there_and_a_moderators_past_it() -> None:
    assert (shown("111111"), shown("222222")) == ("waiting.board", "board")


@pytest.mark.usefixtures("told")
def test_a_moderator_comes_in_there_where_no_claim_keeps_them_away() -> None:
    """Without this the tests above could not fail."""
    assert goes_to({**MEMBER, "user": "1000"}) == ENTERS


@pytest.mark.usefixtures("claims")
def test_nobody_is_moved_into_the_room_of_a_meeting_at_another_node(api: TestClient, told: list[CommandRow]) -> None:
    start_conference("elsewhere", node=THERE)
    move = {"kind": "transfer", "member": ADA, "conference": "board"}

    alone = api.post("/v1/conferences/elsewhere/commands", json=move)
    in_scene = api.post("/v1/conferences/elsewhere/scenes", json={"steps": [move]})

    for refused in (alone, in_scene):
        assert (refused.status_code, refused.json()["code"]) == (409, "conference_elsewhere"), refused.text
    assert told == []


def test_whom_the_api_calls_into_the_room_waits_whichever_node_it_has(api: TestClient, told: list[CommandRow]) -> None:
    start_conference("board", node=THERE)

    called = api.post("/v1/conferences/board/calls", json={"user": "1002"})

    assert called.status_code == 202, called.text
    assert body_of(called.json()["id"])["waits"] is True  # type: ignore[index]
    assert [row.node for row in told] == [THERE]


@pytest.mark.usefixtures("claims")
def test_who_waits_at_another_node_all_the_same_is_let_into_no_second_conference(
    api: TestClient, told: list[CommandRow]
) -> None:
    wait(eve(), conference="board", node=THERE)

    refused = api.post("/v1/conferences/board/waiting/admit", json={})

    assert (refused.status_code, refused.json()["code"]) == (409, "conference_elsewhere"), refused.text
    assert told == []


def test_who_waits_where_no_claim_kept_them_away_is_in_nothing_until_a_host_lets_them_in_there(
    api: TestClient, told: list[CommandRow]
) -> None:
    wait(eve(), conference="board", node=THERE)

    waiting = api.get("/v1/conferences/board/waiting").json()["items"]
    inside = api.get("/v1/conferences/board/members").json()["items"]
    taken = api.post("/v1/conferences/board/waiting/admit", json={})

    assert [one["uuid"] for one in waiting] == [EVE]
    assert EVE not in [one["uuid"] for one in inside]
    assert taken.status_code == 202, taken.text
    (row,) = told
    assert (row.node, row.conference) == (THERE, "board")
    assert body_of(row.id) == {"kind": "admit", "member": EVE, "conference": "board", "profile": "video"}
