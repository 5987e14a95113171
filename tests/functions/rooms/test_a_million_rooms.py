"""Among a million rooms and users an operation costs what it costs among a thousand: the same calls and rows."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

from starlette.testclient import TestClient

from functions.configuration.app import app as configuration
from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.directory.entries import strangers
from functions.mux_control.operations import ALL_OPERATIONS
from functions.pin_check.app import app as pin_check
from functions.shared.entries.operations import ENTRY_OPERATIONS
from functions.shared.provisioning.over_http.operations import PROVISIONING_OPERATIONS
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known import identities
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned import users
from functions.shared.tables.revocations import RevocationsItem
from tests.functions import control
from tests.functions.control import ADA, BOB, start_conference
from tests.functions.lookups import ask, provision
from tests.functions.mux_control.at_the_door import EVE, eve, wait
from tests.functions.rooms.crowd import FIRST_NUMBER, Crowd, among, room_name, user_name
from tests.functions.whole_api import whole_client
from tests.tables import make_tables

SIZES = (1_000, 1_000_000)
# One of them, and a page of the list that begins in the middle.
ONE, PAGE = 567, 20
# So few rows of the crowd does any single request read: of the rooms that show a layout, the names of the first 200.
MOST_ROWS = 250
# What hosts do; whom they have kept out only a relay writes down.
HOSTS, NEEDS_A_RELAY = {"hosting", "waiting"}, {"let_in"}
PROVED = {"variable_sip_authorized": "true", "variable_user_name": "1000", "variable_domain_name": "example.com"}
BODIES: Mapping[str, object] = {
    "users": {"name": "Eve"},
    "groups": {"members": ["1000"]},
    "gateways": {"proxy": "a.example"},
}
LOOKUPS = {
    "a user": (directory, "/directory", {"section": "directory", "action": "sip_auth", "domain": "example.com",
               "user": user_name(ONE)}),
    "nobody": (directory, "/directory", {"section": "directory", "action": "sip_auth", "domain": "example.com",
               "user": "nobody"}),
    "a call": (dialplan, "/dialplan", {"section": "dialplan", "Hunt-Context": "public",
               "Hunt-Destination-Number": str(FIRST_NUMBER + ONE), **PROVED}),
    "a room": (configuration, "/configuration", {"section": "configuration", "key_value": "conference.conf",
               "conference_name": room_name(ONE), "profile_name": "video"}),
    "a PIN": (pin_check, "/pin-check", {"id": "00000000", "pin": "1234", "caller": "4930", "node": "fs1",
              "call": "a-call"}),
}  # fmt: skip


@contextmanager
def installation() -> Iterator[None]:
    """What is provisioned; and what a process remembers for some seconds, it remembers to the end here."""
    with (
        control.installation(),
        patch.object(users, "DOMAIN_SECONDS", 3600.0),
        patch.object(identities, "KNOWN_SECONDS", 3600.0),
    ):
        make_tables([AttemptsItem])
        provision()
        yield
    users.forget_domains()
    identities.forget_identities()
    strangers.forget()


def asked_in(size: int) -> dict[str, list[str]]:
    """What each request and each look-up asks of the tables among so many rooms and users."""
    asked: dict[str, list[str]] = {}
    with installation():
        api, crowd = whole_client(), Crowd(size)
        with among(crowd):
            for method, path, body in _story(api):
                crowd.asked.clear()
                headers = {"Idempotency-Key": f"key-{len(asked)}"} if method == "PUT" else {}
                answer = api.request(method, path, json=body, headers=headers)
                assert answer.status_code < 300, (method, path, answer.text)
                asked[_without_ids(f"{method} {path}")] = [one for one in crowd.asked if not _is_remembered(one)]
            for name, (app, path, fields) in LOOKUPS.items():
                # As of a process that has answered before.
                ask(app, path, fields)
                crowd.asked.clear()
                found = ask(app, path, fields)
                assert found.status_code == 200, found.text
                asked[name] = list(crowd.asked)
    return asked


def _is_remembered(call: str) -> bool:
    """Whether it reads what a process knows for some seconds: the time decides that, not how many rooms there are."""
    return any(f'"{kind.Meta.table_name}"' in call for kind in (NodesItem, RevocationsItem))


def _without_ids(asked: str) -> str:
    """The request without what is another one each time: ids of links, cursors."""
    return re.sub(r"cursor=.*", "cursor=", re.sub(r"entries/[0-9a-f]{32}", "entries/{entry}", asked))


def _story(api: TestClient) -> Iterator[tuple[str, str, object]]:
    """One request after the other: every operation of what is provisioned and of links, and a room's picture."""
    room, guest = "/v1/rooms/painted", "/v1/rooms/painted/invitees/grace"
    yield "GET", f"/v1/rooms?limit={PAGE}", None
    more = api.get(f"/v1/rooms?limit={PAGE}").json()["next"]
    yield "GET", f"/v1/rooms?limit={PAGE}&cursor={more}", None
    yield "GET", f"/v1/rooms?limit={PAGE}&prefix=room-00005", None
    yield "GET", f"/v1/rooms/{room_name(ONE)}", None
    yield "PUT", room, {"number": "3000", "dial_in": {}, "picture": {"layouts": ["2x2"]}}
    yield "PATCH", room, {"picture": {"layouts": ["1x1"]}}
    yield "PUT", guest, {"name": "Grace"}
    yield "PATCH", guest, {"name": "Grace H."}
    for path in (guest, "/v1/rooms/painted/invitees", "/v1/layouts/2x2"):
        yield "GET", path, None
    yield "PUT", "/v1/conferences/painted/stage", {"layout": "1x1"}
    yield "DELETE", guest, None
    yield "POST", "/v1/rooms/painted/entries", {"name": "Mary"}
    made = api.post("/v1/rooms/painted/entries", json={}).json()
    yield "GET", "/v1/rooms/painted/entries", None
    yield "POST", "/v1/entries/redeem", {"code": made["code"]}
    yield "DELETE", f"/v1/rooms/painted/entries/{made['id']}", None
    yield "PATCH", room, {"observers": True}
    start_conference("painted")
    yield "POST", "/v1/conferences/painted/observers", None
    yield from _meeting("/v1/conferences/painted")
    yield "DELETE", room, None
    yield "GET", f"/v1/users?limit={PAGE}", None
    yield "GET", f"/v1/users/{user_name(ONE)}", None
    for noun, body in (
        ("users", {"name": "Eve"}),
        ("groups", {"members": ["1000"]}),
        ("gateways", {"proxy": "a.example"}),
    ):
        yield "PUT", f"/v1/{noun}/eve", body
        yield "PATCH", f"/v1/{noun}/eve", body
        yield "GET", f"/v1/{noun}/eve", None
        yield "GET", f"/v1/{noun}", None
        yield "DELETE", f"/v1/{noun}/eve", None
    yield "GET", "/v1/dial-in-numbers", None
    yield "POST", "/v1/tokens/revocations", {"jti": "a-token"}
    yield "GET", "/v1/tokens/revocations", None
    yield "DELETE", "/v1/tokens/revocations?jti=a-token", None


def _meeting(here: str) -> Iterator[tuple[str, str, object]]:
    """What a host does in a meeting and at its door, and what changes its picture; most of it looks at the room."""
    wait(eve(), conference="painted")
    yield "GET", here, None
    yield "GET", f"{here}/waiting", None
    yield "POST", f"{here}/waiting/admit", {}
    yield "POST", f"{here}/waiting/refuse", {"uuids": [EVE]}
    yield "POST", f"{here}/mute-all", None
    yield "POST", f"{here}/members/{BOB}/ask-to-unmute", None
    yield "PATCH", f"{here}/members/{ADA}", {"host": True}
    yield "POST", f"{here}/calls", {"user": "1002"}
    yield "POST", f"{here}/commands", {"kind": "transfer", "member": ADA, "conference": "internal"}
    yield "POST", f"{here}/rules/resume", None
    yield "PUT", f"{here}/scenes/one", {"stage": {"layout": "1x1"}}
    yield "PUT", f"{here}/cues", {"scenes": ["one"]}
    for asked in ("scenes/one/show", "cues/next", "stage/undo"):
        yield "POST", f"{here}/{asked}", None
    for asked in ("cues", "scenes/one", "stage"):
        yield "DELETE", f"{here}/{asked}", None
    yield "GET", "/v1/assets", None
    yield "DELETE", f"{here}/members/{ADA}?keep_out=true", None
    yield "POST", f"{here}/end", None


def test_a_million_rooms_and_users_cost_what_a_thousand_do() -> None:
    few, many = (asked_in(size) for size in SIZES)

    assert many == few
    assert {name: len(calls) for name, calls in many.items() if name in LOOKUPS} == {
        "a user": 1, "nobody": 1, "a call": 2, "a room": 1, "a PIN": 2,
    }  # fmt: skip
    assert {name: rows for name, calls in many.items() if (rows := _rows(calls)) > MOST_ROWS} == {}
    # The crowd is there: without that all of it would cost the same.
    assert _rows(many[f"GET /v1/rooms?limit={PAGE}"]) >= PAGE
    assert _rows(many[f"GET /v1/users?limit={PAGE}"]) >= PAGE


def test_no_operation_of_provisioning_of_links_and_of_hosts_is_left_out() -> None:
    with installation():
        api = whole_client()
        with among(Crowd(SIZES[0])):
            asked = set()
            for method, path, body in _story(api):
                api.request(method, path, json=body)
                asked.add((method, path.partition("?")[0]))

    hosts = [one for one in ALL_OPERATIONS if one.tag in HOSTS and one.name not in NEEDS_A_RELAY]
    left_out = [
        (one.method, one.path)
        for one in (*PROVISIONING_OPERATIONS, *ENTRY_OPERATIONS, *hosts)
        if not any(method == one.method and _is_of(path, one.path) for method, path in asked)
    ]
    assert left_out == []


def _is_of(path: str, template: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None


def _rows(calls: list[str]) -> int:
    return sum(json.loads(one)[2] for one in calls)
