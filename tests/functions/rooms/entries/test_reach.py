"""Whoever came by a link reaches the link's room and nothing else: by no number, context, transfer or header."""

import re
import time
from datetime import UTC, datetime, timedelta
from itertools import product

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.control import client
from tests.functions.lookups import ask
from tests.functions.rooms.entries.links import calls, come_in, make_link, redeem, registers
from tests.functions.test_table_calls import calls_of

APPLICATIONS = re.compile(r'application="(\w+)" data="([^"]*)"')


@pytest.fixture(autouse=True)
def board(api: TestClient) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000", "dial_in": {}}).status_code == 201
    assert api.put("/v1/rooms/other", json={"number": "3001", "open": True}).status_code == 201


def done(answer: str) -> list[tuple[str, str]]:
    return APPLICATIONS.findall(answer)


NUMBERS = [
    "3000", "3001", "999", "1000", "1001", "496131123456789", "+496131123456789", "0049301234567", "110", "*5",
    "board", "other", "internal", "entry-x", "voicemail", "park", "team", "my-conf-name",
]  # fmt: skip


CONTEXTS = ["public", "trunk", "default", "nowhere"]


def test_whatever_number_in_whatever_context_leads_into_the_room(api: TestClient) -> None:
    entrance = come_in(api, make_link(api))

    for number, context in product(NUMBERS, CONTEXTS):
        joined = [data for application, data in done(calls(entrance, number, context)) if application == "conference"]
        assert joined == ["board@video"], (number, context)


def test_by_the_way_between_nodes_a_link_alone_leads_nowhere(api: TestClient) -> None:
    """There a node vouches for whoever comes, and nobody else."""
    entrance = come_in(api, make_link(api))

    assert [done(calls(entrance, number, "nodes")) for number in NUMBERS] == [[] for _ in NUMBERS]


@pytest.mark.parametrize(
    "fields",
    [
        {"variable_forwarded_by": "1000@example.com", "variable_forwards": "1"},
        {"variable_sip_h_X-Room": "other", "variable_sip_h_X-Entry": "other"},
        {"variable_entry_room": "other", "variable_entry": "other", "variable_room": "other"},
        {"variable_conference_member_flags": "moderator", "variable_video_reservation_id": "presenter"},
        {"variable_sip_req_host": "other.example", "variable_sip_to_host": "other.example"},
        {"variable_sip_refer_to": "<sip:3001@example.com>", "variable_transfer_source": "x:bl_xfer:3001/default/XML"},
        {"variable_effective_caller_id_name": "Root", "Caller-Context": "default", "Caller-Destination-Number": "3001"},
        {"variable_sofia_profile_name": "nodes", "Hunt-Caller-ID-Number": "1000"},
        {"variable_dial_in_invitee": "x", "variable_sip_replaces": "abc;to-tag=1;from-tag=2"},
    ],
)
def test_no_transfer_and_no_header_gives_another_room_or_more_rights(api: TestClient, fields: dict[str, str]) -> None:
    entrance = come_in(api, make_link(api, slot="guest"))
    plain, forged = done(calls(entrance, "3001")), done(calls(entrance, "3001", **fields))

    said = {"conference_member_flags", "video_reservation_id"}
    settings = [data for application, data in forged if application == "set" and data.partition("=")[0] in said]
    assert forged[-1] == plain[-1] == ("conference", "board@video")
    assert settings == ["video_reservation_id=guest"]
    assert forged[0][0] == "multiunset"
    assert said <= set(forged[0][1].split())


def test_a_moderator_by_link_is_one_and_sits_where_the_link_says(api: TestClient) -> None:
    entrance = come_in(api, make_link(api, name="Grace", role="moderator", slot="presenter"))
    settings = [data for application, data in done(calls(entrance, "3000")) if application == "set"]

    assert "conference_member_flags=moderator" in settings
    assert "video_reservation_id=presenter" in settings


def test_the_directory_proves_them_only_and_nobody_calls_them(api: TestClient) -> None:
    entrance = come_in(api, make_link(api))
    asked = {"section": "directory", "user": entrance["user"], "domain": "example.com"}

    def known(**fields: str) -> bool:
        return "<user " in ask(directory, "/directory", {**asked, **fields}).text

    assert known(action="sip_auth", sip_auth_method="REGISTER")
    assert known(action="sip_auth", sip_auth_method="INVITE")
    assert not known(action="user_call")
    assert not known()
    called = client().post("/v1/conferences/internal/calls", json={"user": entrance["user"]})
    assert called.status_code == 422


def test_freeswitch_keeps_nothing_of_them(api: TestClient) -> None:
    entrance = come_in(api, make_link(api))

    assert "cacheable" not in registers(entrance) or 'cacheable="0"' in registers(entrance)


@pytest.mark.parametrize(("begins", "ends"), [(1, 2), (-2, -1)])
def test_outside_of_their_time_they_neither_register_nor_enter(api: TestClient, begins: int, ends: int) -> None:
    made = make_link(api)
    entrance = come_in(api, made)
    now = datetime.now(UTC)
    item = UsersItem.get("example.com", user_key(entrance["user"]))
    body = msgspec.json.decode(item.body)
    body["entry"] |= {
        "not_before": int((now + timedelta(hours=begins)).timestamp()),
        "not_after": int((now + timedelta(hours=ends)).timestamp()),
    }
    item.body = msgspec.json.encode(body).decode()
    item.save()

    assert "a1-hash" not in registers(entrance)
    assert "conference" not in dict(done(calls(entrance, "3000")))


def test_a_room_that_is_closed_or_anothers_lets_nobody_in_by_link(api: TestClient) -> None:
    entrance = come_in(api, make_link(api))
    api.patch("/v1/rooms/board", json={"not_after": (datetime.now(UTC) - timedelta(hours=1)).isoformat()})
    closed = done(calls(entrance, "3000"))
    api.delete("/v1/rooms/board")
    gone = done(calls(entrance, "3001"))
    time.sleep(0.002)
    api.put("/v1/rooms/board", json={"open": True})
    anew = done(calls(entrance, "3000"))

    assert ("conference", "board@video") not in closed
    assert [application for application, _ in closed][-2:] == ["playback", "hangup"]
    assert (gone, anew) == ([], [])


def test_a_revoked_link_ends_its_calls_and_its_token_and_lets_nobody_in(api: TestClient) -> None:
    made = make_link(api, uses=5)
    entrance = come_in(api, made)
    token = {"Authorization": f"Bearer {entrance['token']}"}
    before = client().get("/v1/conferences", headers=token).status_code
    revoked = api.delete(f"/v1/rooms/board/entries/{made['id']}")
    forget_revocations()
    told = {
        (one["kind"], one["user"])
        for one in (msgspec.json.decode(row.body, type=dict[str, str]) for row in open_commands("fs1"))
    }
    code, resume = redeem(api, code=made["code"]), redeem(api, resume=entrance["resume"])

    assert (before, revoked.status_code) == (200, 204)
    assert client().get("/v1/conferences", headers=token).json()["code"] == "invalid_token"
    assert told == {(kind, entrance["user"]) for kind in ("flush_user", "drop_registration", "end_user_calls")}
    assert "a1-hash" not in registers(entrance)
    assert done(calls(entrance, "3000")) == []
    assert [(one.status_code, one.json()["code"]) for one in (code, resume)] == [(410, "entry_revoked")] * 2
    assert api.get("/v1/rooms/board/entries").json()["items"][0]["state"] == "revoked"
    assert api.delete(f"/v1/rooms/board/entries/{made['id']}").status_code == 204
    assert api.delete(f"/v1/rooms/other/entries/{made['id']}").status_code == 404


def test_a_look_up_costs_as_many_table_calls_as_that_of_any_user(api: TestClient) -> None:
    entrance = come_in(api, make_link(api))
    registering = {"section": "directory", "action": "sip_auth", "user": entrance["user"], "domain": "example.com"}
    calling = {
        "section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "3000",
        "variable_sip_authorized": "true", "variable_user_name": entrance["user"],
        "variable_domain_name": "example.com",
    }  # fmt: skip
    calls_of(directory, "/directory", registering)

    assert calls_of(directory, "/directory", registering) == ["GetItem"]
    # Whoever comes first claims the conference, under both names of it.
    assert calls_of(dialplan, "/dialplan", calling) == ["GetItem", "BatchGetItem", "TransactWriteItems"]
    assert calls_of(dialplan, "/dialplan", calling) == ["GetItem", "BatchGetItem"]


def test_who_is_not_authenticated_is_nobody_whatever_the_name(api: TestClient) -> None:
    entrance = come_in(api, make_link(api))

    assert done(calls(entrance, "3000", variable_sip_authorized="false")) == []
