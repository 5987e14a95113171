"""A quiet connection ends with its token: within 30 seconds after its end, and after it was revoked."""

import time
from unittest.mock import patch

import jwt
import pytest
from starlette.testclient import TestClient

from functions.rooms.app import create_app as create_rooms
from functions.shared.feed.reading import events_since
from functions.shared.live import ending
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import (
    ConnectionsItem,
    Viewer,
    find_viewer,
    put_connection,
)
from functions.shared.tables.revocations import revoke_token
from infra import token as tool
from infra.token import mint
from tests.functions.control import SETTINGS, bearer
from tests.functions.live.ends import Endings, queue
from tests.functions.live.listening import GatewayStub, ask, connect, event, say, ticket_of
from tests.permissions import acting

# In seconds.
SOON = 30.0


@pytest.fixture
def endings(gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch) -> Endings:
    return queue(gateway, monkeypatch)


def arrive(connection: str, *, seconds: int = 7 * 24 * 3600, subject: str = "", domain: str = "example.com") -> str:
    """Open a connection with a token that lives so long; gives the token's id."""
    token = mint(SETTINGS, domain=domain, can=("view",), subject=subject or connection, seconds=seconds)
    assert connect(connection, ticket_of(token)) == 200
    return str(jwt.decode(token, options={"verify_signature": False})["jti"])


def revoke(**said: str) -> None:
    rooms = TestClient(create_rooms(SETTINGS), headers=bearer())
    with acting("RoomsFunction"):
        answer = rooms.post("/v1/tokens/revocations", json=said)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("seconds", [60, 890, 950, 2000, 7000])
def test_one_ends_with_its_token_however_quiet_it_is(endings: Endings, seconds: int) -> None:
    arrive("quiet", seconds=seconds)
    arrive("other")
    viewer = find_viewer("quiet")
    assert viewer is not None
    left = viewer.ends - endings.now

    endings.pass_time(left - 1)
    before = set(endings.gateway.closed)
    endings.pass_time(1 + SOON)

    assert before == set()
    assert endings.gateway.closed == {"quiet"}
    assert viewer.ends <= endings.ended_at["quiet"] <= viewer.ends + SOON
    # One message for each quarter of an hour, and none left.
    assert (endings.sent, endings.waiting) == (-(-left // 900), 0)


def test_one_that_the_gateway_ends_before_its_token_does_needs_no_message(endings: Endings) -> None:
    arrive("long", seconds=3 * 3600)

    assert endings.sent == 0


def test_one_that_is_gone_is_waited_for_no_more(endings: Endings) -> None:
    arrive("short-visit", seconds=3600)
    ask(event("DISCONNECT", "short-visit"))

    endings.pass_time(3600 + SOON)

    assert (endings.sent, endings.waiting, endings.gateway.closed) == (1, 0, set())


def test_whoever_comes_back_with_a_renewed_token_stays(endings: Endings) -> None:
    arrive("old", seconds=600, subject="ada")
    endings.pass_time(500)
    arrive("new", seconds=3600, subject="ada")

    endings.pass_time(100 + SOON)

    assert endings.gateway.closed == {"old"}
    say("new", type="ping")
    assert [frame["type"] for frame in endings.gateway.taken("new")] == ["pong"]


@pytest.mark.parametrize("by", ["API", "operator"])
@pytest.mark.parametrize("what", ["token", "subject"])
def test_a_revoked_one_ends_at_once_and_no_other_does(
    endings: Endings, by: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = arrive("revoked", subject="ada")
    arrive("other", subject="bob")
    arrive("stranger", subject="ada", domain="other.example")
    endings.pass_time(60)
    since = endings.now

    if by == "API":
        revoke(**({"jti": mine} if what == "token" else {"sub": "ada"}))
    else:
        named = ["--jti", mine] if what == "token" else ["--sub", "ada"]
        assert tool.main(["revoke", "--domain", "example.com", *named]) == 0
        assert "open WebSockets are closed now" in capsys.readouterr().out
    endings.pass_time(SOON)

    assert endings.gateway.closed == {"revoked"}
    assert endings.ended_at["revoked"] - since <= SOON
    assert endings.waiting == 0


def test_of_a_subject_what_came_after_the_moment_stays(endings: Endings) -> None:
    old = mint(SETTINGS, domain="example.com", can=("view",), subject="ada", now=time.time() - 600)
    assert connect("old", ticket_of(old)) == 200
    arrive("new", subject="ada")

    revoke(sub="ada", before=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60)))
    endings.pass_time(SOON)

    assert endings.gateway.closed == {"old"}


def test_a_ticket_of_a_token_that_was_revoked_meanwhile_opens_nothing(endings: Endings) -> None:
    token = mint(SETTINGS, domain="example.com", can=("view",), subject="ada")
    bought = ticket_of(token)
    revoke_token("example.com", jwt.decode(token, options={"verify_signature": False})["jti"], until=endings.now + 3600)

    # This process has asked for revocations a moment ago, and asks anew all the same.
    assert connect("late", bought) == 401
    assert list(ConnectionsItem.scan()) == []


def test_one_that_the_gateway_knows_no_more_is_forgotten_and_told_as_gone(endings: Endings) -> None:
    arrive("gone", seconds=60)
    say("gone", type="subscribe", conference="internal")
    endings.gateway.gone.add("gone")

    endings.pass_time(60 + SOON)

    assert list(ConnectionsItem.scan()) == []
    assert [one.type for one in events_since("internal", 0)] == ["presence.joined", "presence.left"]


def test_one_that_the_gateway_did_not_end_is_ended_by_the_next_try(endings: Endings) -> None:
    arrive("stuck", seconds=60)
    arrive("other", seconds=60)
    endings.gateway.stuck.add("stuck")
    endings.pass_time(62)
    assert (endings.gateway.closed, endings.waiting) == ({"other"}, 1)

    endings.gateway.stuck.clear()
    endings.pass_time(SOON)

    assert (endings.gateway.closed, endings.waiting) == ({"stuck", "other"}, 0)


def test_while_tables_do_not_answer_no_end_is_lost(endings: Endings) -> None:
    arrive("mine", seconds=60)
    with patch("functions.live.ending.find_viewer", side_effect=TablesUnavailable("no answer")):
        endings.pass_time(62)
    assert (endings.gateway.closed, endings.waiting) == (set(), 1)

    endings.pass_time(SOON)

    assert (endings.gateway.closed, endings.waiting) == ({"mine"}, 0)


def test_while_tables_do_not_answer_no_revocation_is_lost(endings: Endings) -> None:
    arrive("revoked", subject="ada")
    revoke(sub="ada")
    with patch("functions.live.ending.find_revocations", side_effect=TablesUnavailable("no answer")):
        endings.pass_time(SOON)
    assert endings.gateway.closed == set()

    endings.pass_time(SOON)

    assert endings.gateway.closed == {"revoked"}


def test_without_the_queue_connections_open_and_tokens_are_revoked_all_the_same(
    endings: Endings, capsys: pytest.CaptureFixture[str]
) -> None:
    endings.is_down = True
    arrive("mine", seconds=600, subject="ada")

    revoke(sub="ada")
    assert tool.main(["revoke", "--domain", "example.com", "--sub", "ada"]) == 0

    # The sweep ends it: tests/functions/sweep/test_ended_connections.py.
    assert (endings.sent, find_viewer("mine") is None) == (0, False)
    assert "by the sweep, within two minutes" in capsys.readouterr().out


def test_a_message_that_cannot_be_read_keeps_no_other_from_being_heard(endings: Endings) -> None:
    arrive("mine", seconds=60)
    endings.send_message(QueueUrl="q", MessageBody="{", DelaySeconds=60)

    endings.pass_time(60 + SOON)

    assert (endings.gateway.closed, endings.waiting) == ({"mine"}, 0)


def crowd(endings: Endings, people: int, *, subject: str, domain: str = "example.com") -> None:
    """So many connections whose tokens end in ten minutes, all at one moment."""
    for number in range(people):
        name = f"{domain}-{subject}-{number}"
        who = Viewer(subject=subject, domain=domain, can=("view",), issued=1.0, ends=endings.now + 600)
        put_connection(name, who, now=endings.now)
        assert ending.wake_at_end(name, who, now=endings.now)


def test_thousands_at_once_cost_one_look_and_one_end_each(endings: Endings) -> None:
    crowd(endings, 1000, subject="ada")
    client = base.shared_connection().client
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        endings.pass_time(600 + SOON)

    assert len(endings.gateway.closed) == 1000
    assert endings.gateway.closings == 1000
    assert [call.args[0] for call in calls.call_args_list] == ["GetItem"] * 1000
    assert max(endings.ended_at.values()) <= endings.now


def test_what_a_revocation_costs_are_the_connections_of_whom_it_is_about(endings: Endings) -> None:
    crowd(endings, 300, subject="ada")
    crowd(endings, 50, subject="bob")
    crowd(endings, 50, subject="ada", domain="other.example")
    # Whatever is told twice within a batch of the queue is looked at once.
    for _ in range(3):
        revoke(sub="ada")
    client = base.shared_connection().client
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        endings.pass_time(SOON)

    assert endings.gateway.closings == len(endings.gateway.closed) == 300
    assert {name.rsplit("-", 1)[0] for name in endings.gateway.closed} == {"example.com-ada"}
    # What is revoked, and who is there.
    assert [call.args[0] for call in calls.call_args_list] == ["Query", "Query"]
