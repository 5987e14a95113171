"""Rooms over HTTP: made with a number and a PIN, found by callers, listed at one question a page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from starlette.testclient import TestClient

from functions.dialplan.app import app as dialplan
from functions.pin_check.app import app as pin_check
from functions.shared.tables import base
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rendered import find_layouts
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem
from functions.shared.tables.revocations import RevocationsItem
from infra.provision import changes_of
from infra.provisioning.applying import apply
from infra.provisioning.source import Source
from tests.functions.control import bearer
from tests.functions.lookups import DEMO, ask

ADA = {
    "variable_sip_authorized": "true",
    "variable_user_name": "1000",
    "variable_domain_name": "example.com",
}


def dialled(number: str, **fields: str) -> str:
    asked = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": number, **fields}
    return ask(dialplan, "/dialplan", asked).text


def test_a_room_that_was_made_over_http_alone_is_dialled_and_entered_with_its_pin(api: TestClient) -> None:
    made = api.put("/v1/rooms/board", json={"number": "3000", "dial_in": {}})
    opened = made.json()["dial_in"]
    entered = ask(pin_check, "/pin-check", {"id": opened["id"], "pin": opened["pin"]})

    assert made.status_code == 201
    assert "board@video" in dialled("3000", **ADA)
    assert (entered.json()["result"], entered.json()["conference"]) == ("ok", "board")
    assert "pin" not in api.get("/v1/rooms/board").json()["dial_in"]


def test_a_number_is_for_the_domains_own_users_and_for_strangers_only_where_the_room_is_open(api: TestClient) -> None:
    api.put("/v1/rooms/board", json={"number": "3000"})
    stranger = dialled("3000", variable_sip_req_host="example.com")
    foreign = dialled("3000", **{**ADA, "variable_domain_name": "other.example"})
    api.patch("/v1/rooms/board", json={"open": True})
    opened = dialled("3000", variable_sip_req_host="example.com")

    assert ["board@video" in told for told in (stranger, foreign, opened)] == [False, False, True]


def test_a_changed_number_and_a_removed_room_are_reached_no_more(api: TestClient) -> None:
    api.put("/v1/rooms/board", json={"number": "3000", "dial_in": {}})
    api.patch("/v1/rooms/board", json={"number": "3001"})
    moved = [dialled(number, **ADA) for number in ("3000", "3001")]
    opened = api.get("/v1/rooms/board").json()["dial_in"]["id"]
    api.delete("/v1/rooms/board")

    assert ["board@video" in told for told in moved] == [False, True]
    assert "board@video" not in dialled("3001", **ADA)
    assert ask(pin_check, "/pin-check", {"id": opened, "pin": "000000"}).json()["result"] == "refused"
    assert api.get("/v1/rooms/board").status_code == 404


def test_a_rooms_layouts_stay_rendered_whatever_else_of_it_changes_and_go_with_it(api: TestClient) -> None:
    api.put("/v1/rooms/board", json={"number": "3000", "picture": {"layouts": ["2x2"]}})
    made = find_layouts("board")
    api.patch("/v1/rooms/board", json={"number": "3001"})
    kept = find_layouts("board")
    api.delete("/v1/rooms/board")

    assert made is not None
    assert kept == made
    assert find_layouts("board") is None


def test_pins_that_are_left_out_stay_and_null_makes_new_ones(api: TestClient) -> None:
    made = api.put("/v1/rooms/board", json={"dial_in": {"moderator_pin": None}}).json()["dial_in"]
    api.patch("/v1/rooms/board", json={"open": True, "dial_in": {"pin": "924816"}})

    answers = [
        ask(pin_check, "/pin-check", {"id": made["id"], "pin": pin}).json() for pin in (made["moderator_pin"], "924816")
    ]
    assert [one.get("role") for one in answers] == ["moderator", "participant"]


def test_an_invitee_has_a_pin_of_their_own(api: TestClient) -> None:
    opened = api.put("/v1/rooms/board", json={"dial_in": {}}).json()["dial_in"]
    made = api.put("/v1/rooms/board/invitees/grace", json={"name": "Grace", "moderator": True})
    same = api.put("/v1/rooms/board/invitees/ada", json={"pin": opened["pin"]})
    entered = ask(pin_check, "/pin-check", {"id": opened["id"], "pin": made.json()["pin"]}).json()
    api.delete("/v1/rooms/board/invitees/grace")
    after = ask(pin_check, "/pin-check", {"id": opened["id"], "pin": made.json()["pin"]}).json()

    assert (made.status_code, entered["name"], entered["role"]) == (201, "Grace", "moderator")
    assert (same.status_code, "somebody else" in same.text) == (422, True)
    assert after["result"] == "refused"


def test_what_is_taken_or_wrong_is_refused_field_by_field(api: TestClient) -> None:
    wrong = {"number": "999", "conference": "my-conf-name", "profile": "a b", "seats": {"x": {"slot": "a b"}}}

    answer = api.put("/v1/rooms/board", json=wrong)

    fields = {error["field"]: error["problem"] for error in answer.json()["errors"]}
    assert answer.status_code == 422
    assert fields["number"] == "is a route's already, in the context public"
    assert fields["conference"] == "is taken already"
    assert {"profile", "seats.x", "seats.x.slot"} <= set(fields)


@contextmanager
def reads() -> Iterator[list[tuple[str, int]]]:
    """Each question to the tables, with how many rows they looked at to answer it."""
    client: Any = base.shared_connection().client
    real, found = client._make_api_call, []

    def noted(operation: str, asked: Mapping[str, Any]) -> Any:
        answer = real(operation, asked)
        if asked.get("TableName") != RevocationsItem.Meta.table_name:
            rows = len(answer.get("Responses", {})) or int("Item" in answer)
            found.append((operation, answer.get("ScannedCount", rows)))
        return answer

    with patch.object(client, "_make_api_call", noted):
        yield found


def many_rooms(first: int, last: int) -> None:
    """Rooms as the API writes them."""
    rows = []
    for number in range(first, last):
        room = Room(name=f"r{number:07}", domain="example.com", conference=f"r{number:07}")
        rows.append(RoomsItem(room.name, ROOM_KEY, body=encode(room), written="1 api", domain="example.com"))
    write_in_batches(RoomsItem, rows, [])


def test_a_page_of_rooms_and_each_change_cost_the_same_however_many_rooms_there_are(api: TestClient) -> None:
    def costs() -> dict[str, list[tuple[str, int]]]:
        found = {}
        for what, method, path, body in (
            ("first page", "GET", "/v1/rooms?limit=50&prefix=r", None),
            ("a room", "GET", "/v1/rooms/r0000007", None),
            ("a change", "PATCH", "/v1/rooms/r0000007", {"open": True}),
            ("back", "PATCH", "/v1/rooms/r0000007", {"open": False}),
            ("a room that is not there", "GET", "/v1/rooms/nowhere", None),
        ):
            with reads() as asked:
                answer = api.request(method, path, json=body)
            assert answer.status_code in (200, 404), answer.text
            found[what] = asked
        cursor = api.get("/v1/rooms?limit=50&prefix=r").json()["next"]
        with reads() as asked:
            page = api.get("/v1/rooms", params={"limit": 50, "prefix": "r", "cursor": cursor}).json()
        assert len(page["items"]) == 50
        found["second page"] = asked
        return found

    api.patch("/v1/users/1000", json={"number": "1000"})
    many_rooms(0, 200)
    costs()
    few = costs()
    many_rooms(200, 5000)
    many = costs()

    assert few == many
    assert few["first page"] == few["second page"] == [("Query", 50)]


def test_pruning_removes_what_the_file_made_and_nothing_that_the_api_made(api: TestClient) -> None:
    api.put("/v1/rooms/board", json={"number": "3000", "dial_in": {}, "picture": {"layouts": ["2x2"]}})
    api.put("/v1/users/2000", json={})
    api.put("/v1/gateways/carrier", json={"proxy": "sip.carrier.example"})
    api.put("/v1/users/2001", json={"cidr": ["198.51.100.7/32"]})
    text = DEMO.read_text().replace("  - name: external\n    domain: example.com\n    open: true\n", "")
    text = text.replace("target: {kind: room, room: external}", "target: {kind: room, room: internal}")

    apply(changes_of(Source("demo.yaml", text), prune=True))

    assert api.get("/v1/rooms/external").status_code == 404
    for path in ("rooms/board", "users/2000", "users/2001", "gateways/carrier"):
        assert api.get(f"/v1/{path}").json()["made_by"] == "api"
    assert "board@video" in dialled("3000", **ADA)


def test_a_token_without_admin_and_another_domains_sees_nothing(api: TestClient) -> None:
    api.put("/v1/rooms/board", json={})

    assert api.get("/v1/rooms", headers=bearer("control")).status_code == 403
    assert api.get("/v1/rooms", headers=bearer(domain="other.example")).json()["items"] == []
    assert api.get("/v1/rooms/board", headers=bearer(domain="other.example")).status_code == 404
