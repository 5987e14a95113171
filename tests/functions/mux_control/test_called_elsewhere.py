"""A user whom the API calls into a conference is rung on every node where they are registered, however it is asked."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from freeswitch.relay.commands.plain.vouching import notes_for
from functions.mux_control.submission import submitting
from functions.shared.commands import PlainCommand
from functions.shared.commands.calls import Dial
from functions.shared.commands.common.meeting import ANY_MEETING
from functions.shared.commands.common.reaching import ReachedNode
from functions.shared.tables.fleet.registrations import LASTS_SECONDS, say_registered
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.functions import control
from tests.functions.claims import node
from tests.functions.control import body_of
from tests.functions.lookups import provision
from tests.functions.test_crossing import arrives
from tests.nodes import NEW_PASSWORD, serve

FILE = """
domains:
  - name: example.com
    users:
      - {id: "1001", password: correct-horse-battery, alias: bob}
"""
HERE, THERE, THIRD = "fs1", "fs2", "fs3"
ADDRESSES = {HERE: "10.0.0.1:5090", THERE: "10.0.0.2:5090", THIRD: "10.0.0.3:5090"}
OTHERS = [
    {"node": name, "address": ADDRESSES[name], "user": "1001", "domain": "example.com"} for name in (THERE, THIRD)
]
CALLS = "/v1/conferences/internal/calls"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Three nodes that reach each other; the conference is on the first one."""
    monkeypatch.setattr(submitting, "send_command", lambda _url, _row: None)
    with control.installation():
        provision(FILE)
        for name, address in ADDRESSES.items():
            serve("example.com", node=name, passwords=(NEW_PASSWORD,), address=address)
            control.node(name, lease=3600)
        forget_identities()
        yield control.client()
    forget_domains()
    forget_identities()


def registered(*nodes: str, ago: float = 0.0) -> None:
    for name in nodes:
        say_registered("1001@example.com", name, now=time.time() - ago)


@pytest.mark.parametrize("user", ["1001", "bob"])
def test_every_way_to_call_a_user_names_the_nodes_where_they_are(api: TestClient, user: str) -> None:
    registered(HERE, THERE, THIRD)
    call = {"user": user}

    called = api.post(CALLS, json=call).json()
    by_command = api.post("/v1/conferences/internal/commands", json={"kind": "dial", **call}).json()
    in_scene = api.post("/v1/conferences/internal/scenes", json={"steps": [{"kind": "dial", **call}]}).json()

    bodies = [body_of(called["id"]), body_of(by_command["id"]), body_of(in_scene["id"])["steps"][0]]  # type: ignore[index]
    assert [one["others"] for one in bodies] == [OTHERS] * 3
    assert [one["user"] for one in bodies] == [user] * 3


@pytest.mark.parametrize("why", ["here only", "it was too long ago", "the other is lost", "no address here"])
def test_where_nobody_else_can_ring_them_the_call_is_as_it_was(api: TestClient, why: str) -> None:
    if why == "here only":
        registered(HERE)
    elif why == "it was too long ago":
        registered(THERE, ago=LASTS_SECONDS + 1)
    else:
        registered(THERE)
    if why == "the other is lost":
        node(THERE, at=time.time() - 60)
    elif why == "no address here":
        serve("example.com", node=HERE, passwords=(NEW_PASSWORD,))
        forget_identities()

    body: Any = body_of(api.post(CALLS, json={"user": "1001"}).json()["id"])
    assert "others" not in body


def test_nobody_names_a_node_themselves(api: TestClient) -> None:
    refused = api.post(CALLS, json={"user": "1001", "others": OTHERS})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "others")
    assert "others" in Dial.__struct_fields__


def test_the_other_node_rings_the_users_devices_for_one_call_and_nothing_else(api: TestClient) -> None:
    del api
    dial: PlainCommand = Dial(
        user="1001", domain="example.com", others=(ReachedNode(THERE, ADDRESSES[THERE], "1001", "example.com"),)
    )
    notes = notes_for(dial, ANY_MEETING, node=HERE, now=time.time())
    assert list(notes) == [THERE]
    assert arrives(THIRD, notes[THERE]) == []
    there = arrives(THERE, notes[THERE])

    assert there[-1][0] == "bridge"
    assert there[-1][1].endswith("}${all_contacts_1001@example.com}")
    assert arrives(THERE, notes[THERE]) == []
