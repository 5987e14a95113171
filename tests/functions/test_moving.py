"""A conference is moved by whoever operates the nodes; who is moved comes in on the other node as who they were."""

import time
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.dialplan.app import app as dialplan
from functions.mux_control.submission import submitting
from functions.shared.claims.claiming import UNMET_SECONDS
from functions.shared.claims.moving import hand_over
from functions.shared.encoders.between_nodes import NOTE_HEADER
from functions.shared.encoders.going_along import WENT_ALONG, Along, from_variable
from functions.shared.tables.fleet.crossings import CrossingsItem, Moved, Note, put_note, spend_note
from functions.shared.tables.nodes import NodesItem
from tests.functions import control
from tests.functions.claims import claimed
from tests.functions.control import body_of
from tests.functions.dialplan.test_app import actions
from tests.functions.lookups import ask, document, provision
from tests.functions.test_table_calls import calls_made
from tests.nodes import NEW_PASSWORD, serve

HERE, THERE = "fs1", "fs2"
ADDRESSES = {HERE: "10.0.0.1:5090", THERE: "10.0.0.2:5090"}
MOVE = "/v1/conferences/internal/move"
REFUSED = ("hangup", "NORMAL_TEMPORARY_FAILURE")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Two nodes that reach each other; the conference is on the first one."""
    monkeypatch.setattr(submitting, "send_command", lambda _url, _row: None)
    with control.installation():
        provision("domains: [{name: example.com}]")
        for name, address in ADDRESSES.items():
            serve("example.com", node=name, passwords=(NEW_PASSWORD,), address=address)
            control.node(name, lease=3600)
        yield control.client()


def test_it_is_a_command_to_the_node_that_has_it(api: TestClient) -> None:
    answer = api.post(MOVE, json={"node": THERE})

    assert answer.status_code == 202
    assert answer.json()["id"].startswith(f"{HERE}.")
    assert body_of(answer.json()["id"]) == {"kind": "move_conference", "node": THERE, "address": ADDRESSES[THERE]}


def change(name: str, **fields: Any) -> None:
    item = NodesItem.get(name)
    for field, value in fields.items():
        setattr(item, field, value)
    item.save()


def refused(api: TestClient, node: str = THERE) -> tuple[int, str, str | None]:
    answer = api.post(MOVE, json={"node": node})
    return answer.status_code, answer.json()["code"], answer.json().get("reason")


def test_it_goes_to_no_node_that_does_not_take_it(api: TestClient) -> None:
    then = time.time() - 60

    assert refused(api, HERE) == (409, "not_movable", "same_node")
    assert refused(api, "fs9") == (404, "node_not_found", None)
    change(THERE, draining=True)
    assert refused(api) == (409, "not_movable", "draining")
    change(THERE, draining=False, switch_up=False)
    assert refused(api) == (409, "not_movable", "switch_down")
    change(THERE, heartbeat=then, switch_seen=then)
    assert refused(api) == (409, "not_movable", "lost")


@pytest.mark.parametrize("without", [HERE, THERE])
def test_both_nodes_have_an_address_for_each_other(api: TestClient, without: str) -> None:
    serve("example.com", node=without, passwords=(NEW_PASSWORD,))

    assert refused(api) == (409, "not_movable", "not_connected")


def test_a_node_of_other_domains_is_not_there(api: TestClient) -> None:
    serve("other.example", node=THERE, passwords=(NEW_PASSWORD,), address=ADDRESSES[THERE])

    assert refused(api) == (404, "node_not_found", None)


def test_only_who_operates_may(api: TestClient) -> None:
    answer = api.post(MOVE, json={"node": THERE}, headers=control.bearer("admin"))
    known = api.post(
        "/v1/conferences/internal/commands", json={"kind": "move_conference", "node": THERE, "address": ""}
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
    # Not past the checks either.
    assert (known.status_code, known.json()["code"]) == (422, "invalid_field")


def test_a_conference_that_is_not_there_is_not_moved(api: TestClient) -> None:
    assert api.post("/v1/conferences/nobody/move", json={"node": THERE}).status_code == 404


def moved_to(node: str) -> None:
    """It was the first node's, and another one's until now."""
    claimed("internal", HERE, meeting="m1")
    assert hand_over("internal", "m1", node=HERE, target=node, now=time.time()) == node


def comes(moved: Moved, on: str = THERE, domain: str = "example.com") -> list[tuple[str, str]]:
    """What the node does with a call that another one has moved there."""
    note = Note(
        source=HERE, target=on, call="c1", context="moved", number="moved", moved=moved,
        user="1000@example.com", name="Ada", domain=domain,
    )  # fmt: skip
    asked = {
        "section": "dialplan", "Hunt-Context": "nodes", "Hunt-Destination-Number": "crossing",
        "variable_sofia_profile_name": "nodes", f"variable_{NOTE_HEADER}": put_note(note, now=time.time()),
    }  # fmt: skip
    answer: Any = document(ask(dialplan, "/dialplan", asked, auth=(on, NEW_PASSWORD)))
    return actions(answer) if answer.find("section/context/extension") is not None else []


INSIDE = Moved(
    conference="internal", profile="video", flags=("moderator", "mute"), slot="left", banner="Ada", volume_in=2
)


def test_nobody_is_moved_to_where_the_conference_is_no_more(api: TestClient) -> None:
    moved_to("fs3")
    elsewhere = comes(INSIDE)
    claimed("internal", HERE, meeting="m2")
    hand_over("internal", "m2", node=HERE, target=THERE, now=time.time() - UNMET_SECONDS - 1)
    too_late = comes(INSIDE)

    assert (elsewhere[-1], too_late[-1]) == (REFUSED, REFUSED)


def test_who_is_moved_comes_in_as_who_they_were(api: TestClient) -> None:
    moved_to(THERE)
    done = comes(INSIDE)

    assert done[-1] == ("conference", "internal@video")
    assert {
        ("set", "called_user=1000@example.com"),
        ("set", "conference_member_flags=moderator|mute"),
        ("set", "video_reservation_id=left"),
        ("set", "video_banner_text=Ada"),
        ("set", "conference_join_volume_in=2"),
        ("set", "conference_enforce_security=false"),
        ("set_profile_var", "caller_id_name=Ada"),
    } <= set(done)
    assert done[0][0] == "multiunset"


def test_who_waited_waits_there(api: TestClient) -> None:
    moved_to(THERE)
    waits = Moved(
        conference="waiting.internal", profile="waiting", apart=("mute", "vmute"), waits=True, admitted_to="video"
    )

    done = comes(waits)
    assert done[-1] == ("conference", "waiting.internal@waiting+flags{mute|vmute}")
    assert ("set", "admitted_with_moderator_to=video") in done


def test_who_watched_watches_there_and_is_nobody(api: TestClient) -> None:
    moved_to(THERE)
    done = comes(Moved(conference="internal", profile="video", apart=("ghost", "mute", "vmute"), watches=True))

    assert done[-1] == ("conference", "internal@video+flags{ghost|mute|vmute}")
    assert {("set", "conference_controls=none"), ("set", "conference_exit_sound=silence_stream://1")} <= set(done)


def test_what_no_join_tells_goes_to_the_relay_there_and_comes_from_nobody_else(api: TestClient) -> None:
    moved_to(THERE)
    along = Along(hand_raised_at="2026-11-28T10:00:00.000Z", on_hold=True)
    done = comes(msgspec.structs.replace(INSIDE, along=along))

    assert WENT_ALONG in done[0][1].split()
    assert from_variable(dict(text.split("=", 1) for name, text in done if name == "set")[WENT_ALONG]) == along
    assert not any(WENT_ALONG in text for name, text in comes(INSIDE) if name == "set")


def test_nobody_is_let_in_where_the_conference_is_not(api: TestClient) -> None:
    claimed("internal", HERE, meeting="m1")
    assert comes(INSIDE)[-1] == REFUSED
    # That it has it does not mean that it was moved there.
    claimed("internal", THERE, meeting="m1")
    assert comes(INSIDE)[-1] == REFUSED

    moved_to(THERE)
    assert comes(INSIDE, domain="other.example") == []


def test_it_costs_a_read_beside_the_note(api: TestClient) -> None:
    moved_to(THERE)
    comes(INSIDE)
    with calls_made() as made:
        comes(INSIDE)

    assert made == ["PutItem", "DeleteItem", "BatchGetItem"]


def test_a_relays_notes_and_a_look_ups_are_kinds_of_their_own(api: TestClient) -> None:
    """Each may write its own keys only, so a note under the wrong one lets nobody in."""
    now = time.time()
    of_relay = put_note(Note(source=HERE, target=THERE, call="c1", context="moved", number="m", moved=INSIDE), now=now)
    of_look_up = put_note(Note(source=HERE, target=THERE, call="c2", context="public", number="999"), now=now)
    of_conference = put_note(
        Note(source=HERE, target=THERE, call="c3", context="called", number="called", reach=("1000",)),
        now=now,
        from_conference=True,
    )
    rows = {item.ticket.partition("#")[0]: item for item in CrossingsItem.scan()}
    assert set(rows) == {"moved", "node", "reach"}

    rows["moved"].note, rows["node"].note, rows["reach"].note = (
        rows["node"].note,
        rows["moved"].note,
        rows["node"].note,
    )
    for row in rows.values():
        row.save()

    for text in (of_relay, of_look_up, of_conference):
        assert spend_note(text, THERE, now=now) is None
    assert list(CrossingsItem.scan()) == []
