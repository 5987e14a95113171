"""A node's life for who comes: new conferences begin elsewhere while it drains, and what a lost one had is free.

By every way in: the dialplan's, the dial-in, and what the API brings into a conference.
"""

import time
from collections.abc import Iterator

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.dialplan.app import app as dialplan
from functions.mux_control.submission import submitting as submission
from functions.pin_check.app import app as pin_check
from functions.shared.claims.meetings import hold
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.feed.reading import events_since
from functions.shared.tables.claims import find_claim
from functions.shared.tables.commands.claims import claim_command
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.nodes import LOST_SECONDS, NodesItem, find_node
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.users import UsersItem, forget_domains, user_key
from functions.sweep import app as sweep
from tests.functions import control
from tests.functions.claims import owner
from tests.functions.control import ADA, start_conference, stored
from tests.functions.dialplan.test_app import actions
from tests.functions.lookups import ask, document, provision
from tests.functions.test_waiting_at_another_node import CALLS, ELSEWHERE, ENTERS, FILE, HERE, PASSWORD, THERE
from tests.nodes import NEW_PASSWORD, serve
from tests.tables import make_tables

WAYS = {
    way: fields
    for way, fields in CALLS.items()
    if way not in ("nobody known", "who says to be let in", "a second device")
}
LOST = LOST_SECONDS + 1


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Two nodes that serve the domain; nobody is in the board yet, which everybody may enter."""
    monkeypatch.setattr(submission, "send_command", lambda _url, _row: None)
    with control.installation():
        make_tables([AttemptsItem])
        provision(FILE.replace("    lobby: everybody\n    admission: with_moderator\n", ""))
        serve("example.com", node=THERE, passwords=(PASSWORD,))
        control.node(THERE, lease=3600)
        link = EnteringBy(room="board", moderator=False, not_after=4102444800, made=1)
        for user in (User(id="1002", a1_hash="0" * 32), User(id="entry-ab", a1_hash="0" * 32, entry=link)):
            UsersItem.of("example.com", user_key(user.id), encode(user)).save()
        yield control.client()
    forget_domains()
    forget_identities()


def drain(api: TestClient, node: str = HERE) -> None:
    assert api.patch(f"/v1/nodes/{node}", json={"draining": True}).status_code == 200


def lose(node: str = HERE) -> None:
    """Its relay has told nothing for longer than a node may be silent."""
    then = time.time() - LOST
    NodesItem(node).update(
        actions=[
            NodesItem.heartbeat.set(then),
            NodesItem.switch_seen.set(then),
            NodesItem.lease_until.set(then + 10),
        ]
    )
    forget_nodes()


def called(way: str, node: str) -> tuple[str, str]:
    """What is done last with a call that comes this way on a node."""
    fields = {"section": "dialplan", "Hunt-Context": "public", **WAYS[way]}
    if user := fields.pop("user", ""):
        fields |= {
            "variable_sip_authorized": "true", "variable_user_name": user, "variable_domain_name": "example.com",
        }  # fmt: skip
    password = NEW_PASSWORD if node == HERE else PASSWORD
    return actions(document(ask(dialplan, "/dialplan", fields, auth=(node, password))))[-1]


def dialled_in(node: str) -> str:
    password = NEW_PASSWORD if node == HERE else PASSWORD
    form = {"id": "123456", "pin": "111111", "caller": "+4930123456", "call": "c1"}
    return str(ask(pin_check, "/pin-check", form, auth=(node, password)).json()["result"])


def brought(api: TestClient) -> int:
    move = {"kind": "transfer", "member": ADA, "conference": "board"}
    return api.post("/v1/conferences/internal/commands", json=move).status_code


@pytest.mark.parametrize("way", WAYS)
def test_by_no_number_a_new_conference_begins_where_a_node_drains(api: TestClient, way: str) -> None:
    drain(api)

    assert called(way, HERE) == ELSEWHERE
    assert owner("board") is None
    assert called(way, THERE)[1].startswith(ENTERS[1])
    assert owner("board") == THERE


def test_by_no_other_way_either(api: TestClient) -> None:
    drain(api)

    assert (dialled_in(HERE), brought(api)) == ("elsewhere", 409)
    assert owner("board") is None
    assert dialled_in(THERE) == "ok"
    assert owner("board") == THERE


def test_more_people_come_by_every_way_into_what_goes_on_where_it_drains(api: TestClient) -> None:
    assert called("a route", HERE)[1].startswith(ENTERS[1])
    hold("board", "meeting-board", node=HERE, now=time.time())
    drain(api)

    assert [called(way, HERE)[1].startswith(ENTERS[1]) for way in WAYS] == [True] * len(WAYS)
    assert (dialled_in(HERE), brought(api)) == ("ok", 202)
    assert called("a route", THERE) == ELSEWHERE


def test_a_node_that_drains_no_more_takes_new_conferences(api: TestClient) -> None:
    drain(api)
    api.patch(f"/v1/nodes/{HERE}", json={"draining": False})

    assert called("a route", HERE)[1].startswith(ENTERS[1])


@pytest.mark.parametrize("way", WAYS)
def test_a_lost_node_s_room_starts_elsewhere_long_before_thirty_seconds(api: TestClient, way: str) -> None:
    start_conference("board", node=HERE)
    hold("board", "meeting-board", node=HERE, now=time.time())
    assert called(way, THERE) == ELSEWHERE
    lose()

    assert called(way, THERE)[1].startswith(ENTERS[1])
    assert owner("board") == THERE
    assert LOST < 30


def test_what_is_removed_of_a_lost_node_has_ended_at_once_and_its_rooms_are_free(api: TestClient) -> None:
    for name in ("board", "other"):
        start_conference(name, node=HERE)
        hold(name, f"meeting-{name}", node=HERE, now=time.time())
    lose()
    before = api.get("/v1/conferences/other").json()
    assert api.delete(f"/v1/nodes/{HERE}").status_code == 204
    after = api.get("/v1/conferences/other").json()

    assert called("a route", THERE)[1].startswith(ENTERS[1])
    assert before["node_state"] == "lost"
    assert (after["status"], after["reason"]) == (410, "node_lost")

    # The first run ends what was there, and the row goes with it.
    sweep.run_once(time.time())

    assert find_node(HERE) is None
    claim = find_claim("other")
    assert claim is not None
    assert claim.meeting == ""
    assert owner("board") == THERE
    assert [one.type for one in events_since("other", 0)][-1] == "conference.ended"
    assert [one.type for one in events_since("@example.com", 0)] == ["node.changed", "node.removed"]


@pytest.fixture
def waiting() -> CommandRow:
    """A command for a conference on the first node that waits there, from five seconds ago."""
    now = time.time()
    return CommandRow(
        id=f"{HERE}.c1", kind="mute", body="{}", node=HERE, domain="example.com", subject="x", conference="internal",
        created_at=now - 5, deadline=now + 25,
    )  # fmt: skip


@pytest.mark.parametrize("looks", ["who asks", "the sweep"])
def test_what_waits_at_a_lost_node_ends_with_that_reason(api: TestClient, waiting: CommandRow, looks: str) -> None:
    create_command(waiting)
    open_still = api.get(f"/v1/commands/{waiting.id}").json()["state"]
    lose()

    if looks == "the sweep":
        sweep.run_once(time.time())
        row = stored(waiting.id)
        assert row.outcome is not None
        ended = (row.state, row.outcome.reason)
    else:
        shown = api.get(f"/v1/commands/{waiting.id}").json()
        ended = (shown["state"], shown["reason"])

    assert (open_still, ended) == ("queued", ("failed", "node_lost"))
    (told,) = [one for one in events_since("internal", 0) if one.type == "command.finished"]
    assert (told.data["state"], told.data["reason"]) == ("failed", "node_lost")


def test_what_a_lost_node_had_begun_may_have_been_done(api: TestClient, waiting: CommandRow) -> None:
    now = time.time()
    create_command(structs.replace(waiting, deadline=now - 1))
    claim_command(waiting.id, owner="relay-1", now=now - 20, seconds=15)
    lose()
    sweep.run_once(time.time())
    # For a minute its relay may come back and say how it ended.
    before = stored(waiting.id).state
    api.delete(f"/v1/nodes/{HERE}")
    sweep.run_once(time.time())

    row = stored(waiting.id)
    assert row.outcome is not None
    assert (before, row.state, row.outcome.reason) == ("running", "unknown", "node_lost")
